import type { Refused } from '../scaleout/messenger.ts'

const places = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  // What `chat.update` says of an archived or deleted channel.
  'is_inactive',
  'user_not_found',
  'user_disabled',
  'messages_tab_disabled',
  'cannot_dm_bot',
]
const threads = ['cannot_reply_to_message', 'thread_locked']
const forms = [
  'msg_too_long',
  'msg_blocks_too_long',
  'invalid_blocks',
  'invalid_blocks_format',
  'block_mismatch',
  'too_many_attachments',
  'only_one_table_allowed',
]
const frozen = ['edit_window_closed', 'cant_update_message']
const placeForRoots = [
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
]

/**
 * Only what is listed here is final: every word that nobody has listed may pass (docs/platforms/slack.md#refusals).
 * `as` is what was being done.
 */
export function refusalOf(word: string, as: 'root' | 'reply' | 'edit'): Refused {
  return { refused: kindOf(word, as), word }
}

function kindOf(word: string, as: 'root' | 'reply' | 'edit'): Refused['refused'] {
  if (places.includes(word)) return 'place'
  if (forms.includes(word)) return 'form'
  if (as === 'edit') {
    if (word === 'message_not_found') return 'message'
    return frozen.includes(word) ? 'frozen' : 'passing'
  }
  if (as === 'reply') return threads.includes(word) || word.startsWith('restricted_action') ? 'thread' : 'passing'
  return placeForRoots.includes(word) ? 'place' : 'passing'
}

/** Whether the message that is read or reacted to, or its channel, is not there (any more). */
export const isGone = (word: string): boolean =>
  ['message_not_found', 'thread_not_found', 'channel_not_found', 'not_in_channel', 'is_archived'].includes(word)

/** Whether an emoji cannot be put on a message, now or later. */
export const cannotReact = (word: string): boolean =>
  isGone(word) ||
  ['invalid_name', 'too_many_emoji', 'too_many_reactions', 'not_reactable', 'thread_locked', 'bad_timestamp'].includes(
    word,
  )

/** Whether a message of the bot's cannot be deleted, now or later. */
export const cannotDelete = (word: string): boolean =>
  isGone(word) || ['cant_delete_message', 'compliance_exports_prevent_deletion'].includes(word)
