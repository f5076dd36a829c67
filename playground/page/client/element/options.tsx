import type { ChangeEventHandler } from 'react'
import type { Option } from '../../../slack/kit.ts'
import { Text } from '../mrkdwn.tsx'

/** How checkboxes and radio buttons call an option. */
export const nameOf = ({ value, text }: Option): string => value ?? text.text

type Props = {
  readonly option: Option
  readonly type: 'checkbox' | 'radio'
  readonly name: string
  readonly checked: boolean
  readonly onChange: ChangeEventHandler
}

/** One checkbox or radio button with what it stands for. */
export function Choice({ option: { text, description }, ...input }: Props) {
  return (
    <label className="element-choice">
      <input {...input} />
      <span>
        <Text of={text} />
        {description && (
          <span className="element-about">
            <Text of={description} />
          </span>
        )}
      </span>
    </label>
  )
}

/** The options that such an element holds, by name: one, several or none. */
export const namesIn = (held: unknown): string[] => [held].flat().flatMap((one) => (isOption(one) ? nameOf(one) : []))

/** Whether something of a view's values is an option. */
export const isOption = (one: unknown): one is Option =>
  typeof one === 'object' && one !== null && 'text' in one && typeof one.text === 'object'
