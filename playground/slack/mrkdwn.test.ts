import { expect, it } from 'vitest'
import { disguised, type Piece, piecesOf } from './mrkdwn.ts'

const text = (said: string): Piece => ({ kind: 'text', text: said })
const link = (url: string, label = url): Piece => ({ kind: 'link', url, label })

it('what is escaped reads as it was typed, and is no markup', () => {
  for (const typed of [
    '<!channel>',
    '<!subteam^S0ONCALL>',
    '<@U0BOB>',
    '<https://evil.example|https://good.example>',
  ]) {
    const escaped = typed.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    expect(piecesOf(escaped, true)).toEqual([text(typed)])
  }
  expect(piecesOf('&amp;lt;')).toEqual([text('&lt;')])
})

it.each(['@channel', '@here', '@everyone', '<!everybody>', '<@bob>', '[good](https:evil)', '<javascript:alert(1)|x>'])(
  '%s is text, as it is in Slack',
  (said) => expect(piecesOf(said)).toEqual([text(said)]),
)

it('mentions, ranges, dates, emoji and links', () => {
  expect(piecesOf('<@U0BOB|bob><!subteam^S0ONCALL><#C0PROD|prod> <!here>')).toEqual([
    { kind: 'user', id: 'U0BOB' },
    { kind: 'group', id: 'S0ONCALL' },
    { kind: 'channel', id: 'C0PROD' },
    text(' '),
    { kind: 'broadcast', range: 'here' },
  ])
  expect(piecesOf('<!date^12^{time}|noon>, acs:ram::1, :no-such:tada:')).toEqual([
    { kind: 'date', seconds: 12, format: '{time}', fallback: 'noon' },
    text(', acs'),
    { kind: 'emoji', name: 'ram' },
    text(':1, :no-such'),
    { kind: 'emoji', name: 'tada' },
  ])
  expect(piecesOf('<https://a.example/?x=1&amp;y|this> or https://b.example/c. &lt;https://d.example&gt;')).toEqual([
    link('https://a.example/?x=1&y', 'this'),
    text(' or '),
    link('https://b.example/c'),
    text('. <'),
    link('https://d.example'),
    text('>'),
  ])
  expect(piecesOf('see https://b.example', true)).toEqual([text('see https://b.example')])
})

it('styles stand at the edges of words, and hold markup; code holds none', () => {
  expect(piecesOf('*2 of <@U0BOB>*, a*b*c, 2 * 3 * 4, `*x* <!here>`')).toEqual([
    { kind: 'bold', inside: [text('2 of '), { kind: 'user', id: 'U0BOB' }] },
    text(', a*b*c, 2 * 3 * 4, '),
    { kind: 'code', text: '*x* <!here>' },
  ])
  expect(piecesOf('so:\n&gt; one\n&gt; *two*\n```\na &lt; b\n```')).toEqual([
    text('so:\n'),
    { kind: 'quote', inside: [text('one\n'), { kind: 'bold', inside: [text('two')] }] },
    text('\n'),
    { kind: 'preformatted', text: 'a < b' },
  ])
})

it.each([
  ['https://evil.example/x', 'https://good.example', 'evil.example'],
  ['https://evil.example', 'good.example/login', 'evil.example'],
  ['https://evil.example', 'www.good.example', 'evil.example'],
  ['https://good.example@evil.example/', 'https://good.example', 'evil.example'],
  ['https://good.example/console?q=1', 'good.example', undefined],
  ['https://www.good.example', 'https://good.example', undefined],
  ['https://good.example', 'Open the console', undefined],
  ['https://good.example', 'prod-web 1.32', undefined],
])('%s behind “%s” leads to %s', (url, label, host) => expect(disguised({ url, label })).toBe(host))
