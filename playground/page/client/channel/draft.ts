import { useState } from 'react'

/** What was written and not sent yet, by where and by whom; until the page is closed. */
const drafts = new Map<string, string>()

export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [, drawn] = useState('')
  return [
    drafts.get(key) ?? '',
    (text) => {
      drafts.set(key, text)
      drawn(`${key} ${text}`)
    },
  ]
}
