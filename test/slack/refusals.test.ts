import { expect, it } from 'vitest'
import { emptyProjection } from '../../src/scaleout/projection.ts'
import { readRecord } from '../../src/scaleout/stored.ts'
import { refusalOf } from '../../src/slack/refusals.ts'
import { asked } from '../views/requests.ts'

it.each([
  ['channel_not_found', 'place', 'place', 'place'],
  ['not_in_channel', 'place', 'place', 'place'],
  ['is_archived', 'place', 'place', 'place'],
  ['is_inactive', 'place', 'place', 'place'],
  ['restricted_action', 'place', 'thread', 'passing'],
  ['restricted_action_thread_only_channel', 'place', 'thread', 'passing'],
  ['restricted_action_non_threadable_channel', 'passing', 'thread', 'passing'],
  ['restricted_action_thread_locked', 'passing', 'thread', 'passing'],
  ['cannot_reply_to_message', 'passing', 'thread', 'passing'],
  ['msg_too_long', 'form', 'form', 'form'],
  ['msg_blocks_too_long', 'form', 'form', 'form'],
  ['invalid_blocks', 'form', 'form', 'form'],
  ['message_not_found', 'passing', 'passing', 'message'],
  ['edit_window_closed', 'passing', 'passing', 'frozen'],
  ['message_limit_exceeded', 'passing', 'passing', 'passing'],
  ['team_added_to_org', 'passing', 'passing', 'passing'],
  ['org_login_required', 'passing', 'passing', 'passing'],
  ['invalid_auth', 'passing', 'passing', 'passing'],
  ['missing_scope', 'passing', 'passing', 'passing'],
  ['a_word_that_nobody_has_listed', 'passing', 'passing', 'passing'],
  ['', 'passing', 'passing', 'passing'],
] as const)('Slack’s word “%s” means %s for a post, %s for a reply and %s for an edit', (word, root, reply, edit) => {
  expect(refusalOf(word, 'root')).toEqual({ refused: root, word })
  expect(refusalOf(word, 'reply')).toEqual({ refused: reply, word })
  expect(refusalOf(word, 'edit')).toEqual({ refused: edit, word })
})

it('what an earlier version wrote down as said opens, with nothing in trouble', () => {
  const card = { channel: 'C0PROD', ts: '1.000001', print: 'abc' }
  const now = { channel: 'C0PROD', ts: '1.000001', contentHash: 'abc' }
  const said = { messages: { card }, begun: null, editedAt: 7, cardGone: false, seeded: true, complete: false }
  const opened = readRecord(JSON.stringify({ ...asked('kubernetes'), version: 2, said }))
  expect(opened.projection).toEqual({ ...emptyProjection, messages: { card: now }, editedAt: 7, seeded: true })
})
