import type { KnownBlock } from '@slack/types'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readable, type Slack } from './index.ts'
import { markupIn } from './markup.ts'
import { clientOf, slackFor } from './testing/bolt.ts'

let slack: Slack

beforeEach(async () => {
  slack = await slackFor({ timeout: 20 })
})

afterEach(() => slack.stop())

const read = async (message: { text: string; blocks?: KnownBlock[] }) => {
  const { ts } = await clientOf(slack).chat.postMessage({ channel: 'C0PROD', ...message })
  const posted = await slack.until(() => slack.channel('prod').messages.find((one) => one.ts === ts))
  return readable(posted, slack)
}

it('a text reads with its mentions, links and emoji', async () => {
  const text =
    'Hi <@U0BOB>, <!subteam^S0ONCALL> in <#C0PROD|prod>: <https://x.example|this> &lt;now&gt; <!here> :tada: <!date^1^{time}|noon>'
  expect(await read({ text })).toBe('@scaleout:\nHi @bob, @oncall in #prod: this <now> @here 🎉 noon')
})

it('what a text makes of marks, addresses and names of emoji can be seen', async () => {
  const text = (said: string, more: object = {}): KnownBlock => ({
    type: 'section',
    text: { type: 'mrkdwn', text: said, ...more },
  })
  const blocks: KnownBlock[] = [
    text('*2 of 2*: _yes_ ~no~ `a_b` acs:ram::1 :批准:'),
    { type: 'section', text: { type: 'plain_text', text: ':tada: *as it is*' } },
    { type: 'section', text: { type: 'plain_text', text: ':tada: *as it is*', emoji: false } },
  ]
  expect(await read({ text: 'x', blocks })).toBe(
    ['@scaleout:', '*2 of 2*: _yes_ ~no~ `a_b` acs🐏:1 :批准:', '🎉 *as it is*', ':tada: *as it is*'].join('\n'),
  )
  const kinds = (shown: unknown): string[] => markupIn(shown).map(({ kind, text: what }) => `${kind} ${what}`)
  expect(kinds(text('acs:ram::1 and https://x.example/a?b'))).toEqual(['emoji ram', 'link https://x.example/a?b'])
  expect(kinds(text('acs:ram::1 and https://x.example/a?b', { verbatim: true }))).toEqual(['emoji ram'])
  expect(kinds(blocks)).toEqual([
    'bold 2 of 2',
    'italic yes',
    'strike no',
    'code a_b',
    'emoji ram',
    'emoji 批准',
    'emoji tada',
  ])
  expect(kinds({ text: '&gt; quoted ```fenced```' })).toEqual(['quote  quoted ```fenced```', 'preformatted fenced'])
})

it('a plan reads as its steps', async () => {
  const words = (text: string) => ({
    type: 'rich_text' as const,
    elements: [{ type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text }] }],
  })
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: 'SO-1' } },
    {
      type: 'plan',
      title: 'Adding 3 nodes to prod-web',
      tasks: [
        { type: 'task_card', task_id: '1', title: 'Approved', status: 'complete' },
        { type: 'task_card', task_id: '2', title: 'Buying', status: 'in_progress', details: words('2 of 3') },
      ],
    },
    { type: 'context', elements: [{ type: 'mrkdwn', text: 'asked by <@U0ADA>' }] },
  ]
  expect(await read({ text: 'plan', blocks })).toBe(
    ['@scaleout:', '# SO-1', 'Adding 3 nodes to prod-web', '● Approved', '◐ Buying', '  2 of 3', 'asked by @ada'].join(
      '\n',
    ),
  )
})

it('a table reads row by row', async () => {
  const raw = (text: string) => ({ type: 'raw_text' as const, text })
  const blocks: KnownBlock[] = [
    {
      type: 'table',
      rows: [
        [raw('node'), raw('state')],
        [raw('i-1'), raw('ready')],
      ],
    },
  ]
  expect(await read({ text: 'table', blocks })).toBe('@scaleout:\nnode | state\ni-1 | ready')
})

it('waiting in vain tells what there was to see', async () => {
  await read({ text: 'something else' })
  const vain = slack.until(() => slack.as('ada').modal(), 'the form opens')
  await expect(vain).rejects.toThrow(
    /waited 20 ms in vain: the form opens\nlast error: no modal is open for ada[\s\S]*#prod\n@scaleout:\nsomething else/,
  )
})
