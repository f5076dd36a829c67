import type { Method, Tier } from './method.ts'

const PER_MINUTE = { 1: 1, 2: 20, 3: 50, 4: 100 } as const

/** chat.postMessage: about one a second in a channel, some hundreds a minute in all (docs/platforms/slack.md#rates). */
const WORKSPACE_POSTS = 300

type Limit = { key: string; most: number; window: number }

/** Sliding windows, one for each method (docs/platforms/slack.md#rates). */
export type Rates = {
  /** @returns 0 when the call is admitted, else the seconds to wait: whole, at least 1 */
  admit(called: Pick<Method, 'name' | 'tier'>, channel: string, now: number): number
}

export function rates(speed: number): Rates {
  const marks = new Map<string, number[]>()
  const recent = ({ key, window }: Limit, now: number) => (marks.get(key) ?? []).filter((at) => at > now - window)
  return {
    admit({ name, tier }, channel, now) {
      const limits = limitsOf(name, tier, channel, speed)
      const waits = limits.map((limit) => {
        const calls = recent(limit, now)
        const oldest = calls.at(-limit.most)
        return oldest === undefined ? 0 : oldest + limit.window - now
      })
      const wait = Math.max(...waits)
      if (wait > 0) return Math.max(1, Math.ceil(wait / 1000))
      for (const limit of limits) marks.set(limit.key, [...recent(limit, now), now])
      return 0
    },
  }
}

function limitsOf(name: string, tier: Tier, channel: string, speed: number): Limit[] {
  const minute = 60_000 / speed
  if (tier === 'one a second per channel')
    return [
      { key: `${name} ${channel}`, most: 1, window: 1000 / speed },
      { key: name, most: WORKSPACE_POSTS, window: minute },
    ]
  const most = typeof tier === 'number' ? PER_MINUTE[tier] : tier.perMinute
  return [{ key: name, most, window: minute }]
}
