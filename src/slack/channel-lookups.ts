import type { WebClient } from '@slack/web-api'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Pace } from '../scaleout/ports.ts'
import { suitability } from './channels.ts'

type Seen = Awaited<ReturnType<typeof suitability>>

/** How long a channel that is suitable counts as that for the next form, in ms; what was wrong may have been mended at once. */
const freshFor = 10_000

/**
 * Whether requests can be decided in a channel, for a form that a person waits for: it is never held back, but takes its
 * part of what Slack allows in a minute, so that others wait for it; and forms of one moment ask once.
 */
export function createChannelLookups(deps: {
  client: WebClient
  clock: Clock
  pace: Pick<Pace, 'untilChannel'>
}): (channel: string) => Promise<Seen> {
  const { client, clock, pace } = deps
  const seen = new LRUCache<string, Promise<Seen>>({
    max: 1000,
    ttl: freshFor,
    ttlResolution: 0,
    perf: { now: () => clock.steady() },
  })
  return async (channel) => {
    const known = seen.get(channel)
    if (known) return known
    // Where there is no room left, or none can be told, the form goes first.
    void pace.untilChannel('for a form').catch(() => undefined)
    const asked = suitability(client, channel)
    seen.set(channel, asked)
    const forget = (): void => {
      if (seen.peek(channel) === asked) seen.delete(channel)
    }
    asked.then(({ fit }) => fit === 'suitable' || forget(), forget)
    return asked
  }
}
