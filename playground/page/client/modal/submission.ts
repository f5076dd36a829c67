import { useState } from 'react'
import { act } from '../line.ts'

type Submission = {
  readonly sending: boolean
  /** The app gave no answer, or none that Slack takes. */
  readonly failed: boolean
  /** How many answers there were. */
  readonly answers: number
  submit(): Promise<void>
}

export function useSubmission(view: string): Submission {
  const [state, setState] = useState({ sending: false, failed: false, answers: 0 })
  return {
    ...state,
    async submit() {
      if (state.sending) return
      setState(({ answers }) => ({ sending: true, failed: false, answers }))
      const answer = await act({ kind: 'submit', view })
      setState(({ answers }) => ({ sending: false, failed: 'trouble' in answer, answers: answers + 1 }))
    },
  }
}
