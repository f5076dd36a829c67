import { expect, it } from 'vitest'
import { errorText, failureOf } from '../../src/slack/error-text.ts'

const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443'), { code: 'ECONNREFUSED' })

it.each([
  ['its words', new Error('it broke'), 'it broke'],
  [
    'its cause, too',
    new TypeError('fetch failed', { cause: refused }),
    'fetch failed: connect ECONNREFUSED 10.0.0.1:443',
  ],
  ['the cause where it has no words', new Error('', { cause: refused }), 'connect ECONNREFUSED 10.0.0.1:443'],
  [
    'the code that its words leave out',
    Object.assign(new Error('closed'), { code: 'UND_ERR_SOCKET' }),
    'closed (UND_ERR_SOCKET)',
  ],
  ['the code where there are no words', Object.assign(new Error(''), { code: 'ETIMEDOUT' }), 'ETIMEDOUT'],
  ['the first of several', new AggregateError([refused, refused], ''), 'connect ECONNREFUSED 10.0.0.1:443'],
  ['the name where nothing else is known', new TypeError(''), 'TypeError'],
  ['that there is nothing', new Error(''), 'an error without words'],
  ['that there is nothing at all', undefined, 'an error without words'],
  ['a text that was thrown', 'no', 'no'],
])('tells %s', (_, error, expected) => {
  expect(errorText(error)).toBe(expected)
})

it('leaves tokens, tickets and logins out', () => {
  const text = errorText(
    new Error('xoxb-1-2-live at wss://slack.example/link/?ticket=abc&app_id=1', {
      cause: new Error('http://ada:secret@proxy:3128 refused xapp-1-A-b'),
    }),
  )
  expect(text).not.toMatch(/live|abc|ada|secret@|xapp-1/)
  expect(text).toContain('proxy:3128')
})

it('quotes Slack’s own words and nothing else that was answered', () => {
  expect(errorText(new Error('An API error occurred: channel_not_found'))).toContain('channel_not_found')
  const page = errorText(new Error('An API error occurred: <html>ada typed hunter2</html>'))
  expect(page).toBe('Slack answered with no word of its own')
})

it('ends where causes go round, and cuts what is long', () => {
  const round = new Error('round')
  round.cause = round
  expect(errorText(round)).toBe('round')
  expect(errorText(new Error('x'.repeat(5000))).length).toBeLessThan(310)
})

it('a failure is logged with where it was, but without the first line of its stack, which holds every word', () => {
  const said = 'ada wrote:\n    at home (here.ts:1:1)'
  const { error, stack } = failureOf(new TypeError(said))
  expect(error).toContain('ada wrote')
  expect(stack).toMatch(/^at .*error-text\.test\.ts:\d+:\d+/)
  expect(stack).not.toMatch(/ada|here\.ts/)
  expect(failureOf('no error')).toEqual({ error: 'no error' })
})
