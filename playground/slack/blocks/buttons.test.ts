import { describe, it } from 'vitest'
import { button, holding, holdsInMessage, mrkdwn, plain, type Rule, x } from './rule-table.ts'

const confirm = { title: plain('Sure?'), text: mrkdwn('It *costs*'), confirm: plain('Buy'), deny: plain('Keep') }

const pressed: Rule[] = [
  [
    'a button holds 75',
    holding(button({ text: plain(x(75)) })),
    holding(button({ text: plain(x(76)) })),
    'must be less than 76 characters',
    '/elements/0/text/text',
  ],
  [
    'a button has a text',
    holding(button()),
    holding({ type: 'button' }),
    'missing required field: text',
    '/elements/0',
  ],
  [
    'a button is plain',
    holding(button()),
    holding(button({ text: mrkdwn('x') })),
    'must be a valid enum value',
    '/elements/0/text/type',
  ],
  [
    'there is no default style',
    holding(button({ style: 'primary' })),
    holding(button({ style: 'default' })),
    'must be a valid enum value',
    '/elements/0/style',
  ],
  [
    'a value holds 2000',
    holding(button({ value: x(2000) })),
    holding(button({ value: x(2001) })),
    'must be less than 2001 characters',
    '/elements/0/value',
  ],
  [
    'a url holds 3000',
    holding(button({ url: 'https://example.com' })),
    holding(button({ url: `https://example.com/${x(3000)}` })),
    'must be less than 3001 characters',
    '/elements/0/url',
  ],
  [
    'a confirm has four texts',
    holding(button({ confirm })),
    holding(button({ confirm: { title: confirm.title, text: confirm.text, confirm: confirm.confirm } })),
    'missing required field: deny',
    '/elements/0/confirm',
  ],
  [
    'a confirm title holds 100',
    holding(button({ confirm: { ...confirm, title: plain(x(100)) } })),
    holding(button({ confirm: { ...confirm, title: plain(x(101)) } })),
    'must be less than 101 characters',
    '/elements/0/confirm/title/text',
  ],
  [
    'a confirm text holds 300',
    holding(button({ confirm: { ...confirm, text: plain(x(300)) } })),
    holding(button({ confirm: { ...confirm, text: plain(x(301)) } })),
    'must be less than 301 characters',
    '/elements/0/confirm/text/text',
  ],
  [
    'a confirm answer holds 30',
    holding(button({ confirm: { ...confirm, deny: plain(x(30)) } })),
    holding(button({ confirm: { ...confirm, deny: plain(x(31)) } })),
    'must be less than 31 characters',
    '/elements/0/confirm/deny/text',
  ],
  [
    'an overflow has at most 5 options',
    holding({ type: 'overflow', options: Array(5).fill({ text: plain('x'), value: 'x' }) }),
    holding({ type: 'overflow', options: Array(6).fill({ text: plain('x'), value: 'x' }) }),
    'no more than 5 items allowed',
    '/elements/0/options',
  ],
  [
    'the only icon is a bin',
    { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('x') }] },
    { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'pen', text: plain('x') }] },
    'must be a valid enum value',
    '/elements/0/icon',
  ],
]

describe('what is pressed', () => {
  it.each(pressed)('%s', holdsInMessage)
})
