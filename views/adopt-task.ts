import type { ModalView } from '@slack/types'
import type { Summary } from '../src/scaleout/summary.ts'
import { limits } from './limits.ts'
import { plain } from './text.ts'
import type { Vocabulary } from './words/index.ts'

export const adoptTaskId = 'scaleout_ran'

/** Asks which task a doubtful call became: one of the candidates, or one typed from the console. */
export function adoptTaskView({ request: { stage }, mark }: Summary, words: Vocabulary): ModalView {
  const { adoptTask } = words
  const candidates = stage.state === 'unknown' ? stage.doubt.candidates.slice(0, limits.optionsPerMenu) : []
  return {
    type: 'modal',
    callback_id: adoptTaskId,
    private_metadata: mark,
    title: plain(adoptTask.title, limits.viewTitle),
    submit: plain(adoptTask.send, limits.viewTitle),
    close: plain(adoptTask.close, limits.viewTitle),
    blocks: [
      ...(candidates.length === 0
        ? []
        : [
            {
              type: 'input' as const,
              block_id: 'candidate',
              optional: true,
              label: plain(adoptTask.chooseTask, limits.label),
              element: {
                type: 'static_select' as const,
                action_id: 'value',
                options: candidates.map((id) => ({ text: plain(id, limits.optionText), value: id })),
              },
            },
          ]),
      {
        type: 'input',
        block_id: 'task_id',
        optional: candidates.length > 0,
        label: plain(candidates.length > 0 ? adoptTask.other : adoptTask.task, limits.label),
        hint: plain(adoptTask.taskHint, limits.label),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          max_length: 64,
          placeholder: plain('T-…', limits.placeholder),
        },
      },
    ],
  }
}
