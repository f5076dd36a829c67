import { expect, it } from 'vitest'
import { timeouts } from '../../src/slack/timeouts.ts'

/** For so long Slack waits, in ms (docs/platforms/slack.md#deadlines). */
const slackWaits = 3000

it.each([
  ['a call', timeouts.interactive],
  ['a submission, after its author’s language', timeouts.person + timeouts.submission],
  ['a task that is adopted, after who adopts it', 2 * timeouts.adoptTask],
  ['a menu', timeouts.options],
  ['a command', timeouts.command],
])('%s is answered before Slack gives up', (_, longest) => expect(longest).toBeLessThan(slackWaits))
