import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../../clock.ts'
import type { Slack } from '../index.ts'
import { clientOf, slackFor } from '../testing/bolt.ts'

let slack: Slack
let clock: ManualClock

beforeEach(async () => {
  clock = manualClock()
  slack = await slackFor({ clock })
})

afterEach(() => slack.stop())

const chat = () => clientOf(slack).chat

/** One post, a second after the last. */
const post = (more: { channel?: string; text?: string; thread_ts?: string } = {}) => {
  clock.advance(1000)
  return chat().postMessage({ channel: 'C0PROD', text: 'hello', ...more })
}

describe('where the bot may post', () => {
  it.each([
    ['a public channel that it has not joined', 'C0RANDOM', 'not_in_channel'],
    ['a channel that is not there', 'C0NOWHERE', 'channel_not_found'],
    ['a channel by its name', '#prod', 'channel_not_found'],
    ['a former member', 'U0ZED', 'channel_not_found'],
  ])('not to %s', async (_, channel, error) => {
    await expect(post({ channel })).rejects.toThrow(error)
  })

  it('a private channel without the bot does not exist for it', async () => {
    await post({ channel: 'C0ONCALL' })
    slack.leave('scaleout', 'oncall')
    await expect(post({ channel: 'C0ONCALL' })).rejects.toThrow('channel_not_found')
  })

  it('not to an archived channel', async () => {
    slack.archive('prod')
    await expect(post()).rejects.toThrow('is_archived')
  })

  it('a user id opens the conversation with that person', async () => {
    const { channel } = await post({ channel: 'U0ADA', text: 'just you' })
    expect(channel).toBe('D0ADA')
    expect(slack.as('ada').directMessages()).toMatchObject([{ text: 'just you' }])
    expect(slack.as('bob').directMessages()).toEqual([])
  })
})

describe('what a message says', () => {
  it('says something', async () => {
    await expect(post({ text: ' ' })).rejects.toThrow('no_text')
  })

  it('is cut at 40,000 characters, with a warning', async () => {
    const { message, warning } = await post({ text: 'x'.repeat(40_001) })
    expect(message?.text).toHaveLength(40_000)
    expect(warning).toBe('message_truncated')
  })

  it('has blocks that Slack would take', async () => {
    clock.advance(1000)
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'x'.repeat(3001) } }]
    const refused = chat().postMessage({ channel: 'C0PROD', text: 'long', blocks })
    await expect(refused).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
        response_metadata: {
          messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    })
    clock.advance(1000)
    const broken = clientOf(slack).apiCall('chat.postMessage', { channel: 'C0PROD', text: 'x', blocks: '[{' })
    await expect(broken).rejects.toThrow('invalid_blocks_format')
  })

  it('has blocks of some 13,200 characters at most, all together, each short enough by itself', async () => {
    const text = { type: 'mrkdwn' as const, text: 'x'.repeat(2900) }
    const blocks = (count: number) => Array.from({ length: count }, () => ({ type: 'section' as const, text }))
    clock.advance(1000)
    const { ts = '' } = await chat().postMessage({ channel: 'C0PROD', text: 'long', blocks: blocks(4) })
    const update = chat().update({ channel: 'C0PROD', ts, text: 'long', blocks: blocks(5) })
    await expect(update).rejects.toThrow('msg_blocks_too_long')
    clock.advance(1000)
    const posted = chat().postMessage({ channel: 'C0PROD', text: 'long', blocks: blocks(5) })
    await expect(posted).rejects.toThrow('msg_blocks_too_long')
  })

  it('has a fallback text that Slack does not split', async () => {
    clock.advance(1000)
    const blocks = [{ type: 'divider' as const }]
    await chat().postMessage({ channel: 'C0PROD', text: '慢'.repeat(1334), blocks })
    expect(slack.problems).toMatchObject([expect.stringContaining('may be split')])
  })

  it('gets ids for its blocks', async () => {
    clock.advance(1000)
    await chat().postMessage({ channel: 'C0PROD', text: 'x', blocks: [{ type: 'divider' }] })
    expect(slack.channel('prod').messages[0]?.blocks[0]?.block_id).toMatch(/^\w+$/)
  })

  it('is markdown or text, not both', async () => {
    clock.advance(1000)
    const both = { channel: 'C0PROD', text: 'x', markdown_text: '*x*' }
    await expect(clientOf(slack).apiCall('chat.postMessage', both)).rejects.toThrow('markdown_text_conflict')
  })

  it('carries well-formed metadata, shown only to those who ask', async () => {
    clock.advance(1000)
    const metadata = { event_type: 'asked', event_payload: { id: 'SO-1' } }
    await chat().postMessage({ channel: 'C0PROD', text: 'x', metadata })
    const history = (include_all_metadata: boolean) =>
      clientOf(slack).conversations.history({ channel: 'C0PROD', include_all_metadata })
    expect((await history(true)).messages?.[0]?.metadata).toEqual(metadata)
    expect((await history(false)).messages?.[0]).not.toHaveProperty('metadata')
    clock.advance(1000)
    const malformed = { channel: 'C0PROD', text: 'x', metadata: { event_type: '' } }
    await expect(clientOf(slack).apiCall('chat.postMessage', malformed)).rejects.toThrow('invalid_metadata_format')
  })
})

describe('threads', () => {
  it('have a living parent', async () => {
    const parent = await post()
    const reply = await post({ thread_ts: parent.ts ?? '' })
    expect(reply.message?.thread_ts).toBe(parent.ts)
    expect(slack.channel('prod').thread(parent.ts ?? '')).toHaveLength(2)
    await expect(post({ thread_ts: reply.ts ?? '' })).rejects.toThrow('cannot_reply_to_message')
  })

  it('go on under a deleted parent that has replies', async () => {
    const parent = (await post()).ts ?? ''
    await post({ thread_ts: parent })
    await chat().delete({ channel: 'C0PROD', ts: parent })
    expect((await post({ thread_ts: parent })).message?.thread_ts).toBe(parent)
  })

  it('a reply to a parent that has vanished stands at the root of the channel, and the answer does not name a thread', async () => {
    const parent = (await post()).ts ?? ''
    await chat().delete({ channel: 'C0PROD', ts: parent })
    const reply = await post({ thread_ts: parent })
    expect(reply.ok).toBe(true)
    expect(reply.message).not.toHaveProperty('thread_ts')
    const { messages } = await clientOf(slack).conversations.history({ channel: 'C0PROD' })
    expect(messages?.map(({ ts }) => ts)).toEqual([reply.ts])
  })

  it('can be refused while their parent stands', async () => {
    const parent = (await post()).ts ?? ''
    slack.faults.refuseReplies = 'restricted_action_thread_locked'
    await expect(post({ thread_ts: parent })).rejects.toThrow('restricted_action_thread_locked')
    expect((await post()).ok).toBe(true)
  })

  it('are read page by page', async () => {
    const parent = (await post()).ts ?? ''
    await post({ thread_ts: parent, text: 'one' })
    await post({ thread_ts: parent, text: 'two' })
    const { conversations } = clientOf(slack)
    const first = await conversations.replies({ channel: 'C0PROD', ts: parent, limit: 2 })
    expect(first.messages?.map(({ text }) => text)).toEqual(['hello', 'one'])
    const cursor = first.response_metadata?.next_cursor ?? ''
    const rest = await conversations.replies({ channel: 'C0PROD', ts: parent, limit: 2, cursor })
    expect(rest.messages?.map(({ text }) => text)).toEqual(['two'])
    const astray = conversations.replies({ channel: 'C0PROD', ts: parent, cursor: 'x' })
    await expect(astray).rejects.toThrow('invalid_cursor')
  })
})

describe('a message that changes', () => {
  it('is the own one, and of at most 4000 bytes', async () => {
    const ts = (await post()).ts ?? ''
    const theirs = slack.as('ada').says('mine', 'prod')
    const update = (o: { ts: string; text: string }) => chat().update({ channel: 'C0PROD', ...o })
    await update({ ts, text: 'x'.repeat(4000) })
    expect(slack.channel('prod').messages[0]).toMatchObject({ edited: true })
    await expect(update({ ts, text: 'x'.repeat(4001) })).rejects.toThrow('msg_too_long')
    await update({ ts, text: '慢'.repeat(1333) })
    await expect(update({ ts, text: '慢'.repeat(1334) })).rejects.toThrow('msg_too_long')
    await expect(update({ ts: theirs.ts, text: 'x' })).rejects.toThrow('cant_update_message')
    await expect(update({ ts: '1.000000', text: 'x' })).rejects.toThrow('message_not_found')
    await expect(chat().delete({ channel: 'C0PROD', ts: theirs.ts })).rejects.toThrow('cant_delete_message')
  })

  it('is refused for bad blocks, and stays as it was', async () => {
    const ts = (await post()).ts ?? ''
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: '' } }]
    await expect(chat().update({ channel: 'C0PROD', ts, text: 'x', blocks })).rejects.toThrow('invalid_blocks')
    expect(slack.channel('prod').messages[0]).toMatchObject({ text: 'hello', edited: false })
  })

  it('is no longer possible in an archived channel', async () => {
    const ts = (await post()).ts ?? ''
    slack.archive('prod')
    await expect(chat().update({ channel: 'C0PROD', ts, text: 'x' })).rejects.toThrow('is_inactive')
    const posted = chat().postEphemeral({ channel: 'C0PROD', user: 'U0ADA', text: 'psst' })
    await expect(posted).rejects.toThrow('is_archived')
  })

  it('is sent with its blocks, always', async () => {
    clock.advance(1000)
    const card = await chat().postMessage({ channel: 'C0PROD', text: 'x', blocks: [{ type: 'divider' }] })
    await chat().update({ channel: 'C0PROD', ts: card.ts ?? '', text: 'y' })
    expect(slack.problems).toMatchObject([expect.stringContaining('always send both')])
  })
})

describe('an ephemeral message', () => {
  it('is for somebody in the channel, and out of reach afterwards', async () => {
    const postEphemeral = (user: string) => chat().postEphemeral({ channel: 'C0PROD', user, text: 'psst' })
    await expect(postEphemeral('U0OTTO')).rejects.toThrow('user_not_in_channel')
    const { message_ts: ts = '' } = await postEphemeral('U0ADA')
    expect(slack.as('ada').sees('prod')).toMatchObject([{ text: 'psst', ephemeralTo: 'U0ADA' }])
    expect(slack.as('bob').sees('prod')).toEqual([])
    await expect(chat().update({ channel: 'C0PROD', ts, text: 'x' })).rejects.toThrow('message_not_found')
  })
})

it('a permalink needs no scope', async () => {
  const { ts = '' } = await post()
  const { permalink } = await chat().getPermalink({ channel: 'C0PROD', message_ts: ts })
  expect(permalink).toContain(`/archives/C0PROD/p${ts.replace('.', '')}`)
})
