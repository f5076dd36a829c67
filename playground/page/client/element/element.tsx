import './element.css'
import type { FunctionComponent } from 'react'
import type { Element as Kit } from '../../../slack/kit.ts'
import { Button } from './button.tsx'
import { Checkboxes } from './checkboxes.tsx'
import { FileInput } from './file-input.tsx'
import type { Field, Given } from './given.ts'
import { Menu } from './menu/menu.tsx'
import { Moment } from './moment.tsx'
import { Overflow } from './overflow.tsx'
import { heldIn, postOf, type Scope } from './post.ts'
import { RadioButtons } from './radio-buttons.tsx'
import { RichText } from './rich-text.tsx'
import { TextInput } from './text-input.tsx'

const kinds: Readonly<Record<string, FunctionComponent<Given>>> = {
  button: Button,
  overflow: Overflow,
  static_select: Menu,
  external_select: Menu,
  users_select: Menu,
  conversations_select: Menu,
  channels_select: Menu,
  multi_static_select: Menu,
  multi_external_select: Menu,
  multi_users_select: Menu,
  multi_conversations_select: Menu,
  multi_channels_select: Menu,
  checkboxes: Checkboxes,
  radio_buttons: RadioButtons,
  datepicker: Moment,
  timepicker: Moment,
  datetimepicker: Moment,
  plain_text_input: TextInput,
  number_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  rich_text_input: RichText,
  file_input: FileInput,
}

type Props = {
  readonly element: Kit
  readonly scope: Scope
  readonly blockId: string
  /** Only for what stands in an input block. */
  readonly field?: Field
}

/** Any element of Block Kit that a person can act on; nothing for one that is unknown here. */
export function Element({ element, scope, blockId, field }: Props) {
  const Kind = kinds[element.type]
  if (!Kind) return null
  // As in Slack, what was filled in stays through an update as long as these three do.
  const key = JSON.stringify([blockId, element.action_id, element.type])
  return (
    <Kind
      key={key}
      element={element}
      post={postOf(scope, blockId, element)}
      held={heldIn(scope, blockId, element)}
      field={field}
    />
  )
}
