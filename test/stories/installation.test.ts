import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../src/ops/metrics.ts'
import { ScopesMissing, scopes } from '../../src/ops/scopes.ts'
import { readExposition } from '../ops/exposition.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

/** Lets so many ms pass, whatever falls due in them one after the other. */
async function waits(ms: number): Promise<void> {
  const until = world.clock.now() + ms
  await world.until(() => world.clock.now() >= until, 'the time to pass')
}

const hour = 60 * 60_000
const logged = (what: string): string[] => world.log.filter((line) => line.includes(what))

/** Starts the bot once more, on an installation that lacks these scopes. */
async function restartedWithout(...lacking: string[]): Promise<unknown> {
  await world.stopBot()
  for (const scope of lacking) world.slack.faults.withhold(scope)
  return world.startBot().then(
    () => undefined,
    (error: unknown) => error,
  )
}

const linesOf = (error: unknown): readonly string[] => (error instanceof ScopesMissing ? error.lines : [String(error)])

describe('a scope that was not granted', () => {
  const all = Object.entries(scopes)

  it.each(all.filter(([, { needed }]) => needed))(
    '%s: the bot does not start, and says what does not work and what to press',
    async (scope, { without }) => {
      world = await stage()
      const lines = linesOf(await restartedWithout(scope))
      expect(lines).toEqual([expect.stringContaining(scope)])
      expect(lines[0]).toContain(without)
      expect(lines[0]).toContain('Reinstall to Workspace')
    },
  )

  it('neither kind of channel can be read: there is no place to approve in, so the bot does not start', async () => {
    world = await stage()
    const lines = linesOf(await restartedWithout('channels:read', 'groups:read'))
    expect(lines.map((line) => line.match(/scope (\S+)/)?.[1])).toEqual(['channels:read', 'groups:read'])
  })

  it.each(all.filter(([, { needed }]) => !needed))(
    '%s: the bot starts, and the log and /metrics say what does not work',
    async (scope, { without }) => {
      const metrics = createMetrics({ version: '1', mode: 'embedded' })
      world = await stage({ metrics })
      expect(await restartedWithout(scope)).toBeUndefined()
      expect(logged(without)).toHaveLength(1)
      expect(logged(without)[0]).toContain('Reinstall to Workspace')
      const { own } = readExposition(
        await metrics.text({ open: async () => [], depth: () => Promise.reject(new Error()) }),
      )
      const lacking = Object.entries(own).filter(([name, value]) => name.includes('scope_missing') && value === 1)
      expect(lacking.map(([name]) => name)).toEqual([`scaleout_slack_scope_missing{scope="${scope}"}`])
    },
  )

  it('nothing is claimed where the server does not tell scopes', async () => {
    const metrics = createMetrics({ version: '1', mode: 'embedded' })
    world = await stage({
      metrics,
      slack: {
        before: (slack) => {
          slack.faults.tellNoScopes = true
        },
      },
    })
    await world.passes(2 * hour)
    expect(logged('is not granted')).toEqual([])
    const text = await metrics.text({ open: async () => [], depth: () => Promise.reject(new Error()) })
    expect(text).not.toContain('scaleout_slack_scope_missing{')
  })

  it('is noticed within the hour when it is taken away later, and again when the app was reinstalled', async () => {
    world = await stage()
    world.slack.faults.withhold('reactions:read')
    await world.until(() => logged('no vote ever counts').length > 0, 'the log line')
    await world.passes(hour)
    await waits(3 * hour)
    expect(logged('no vote ever counts')).toHaveLength(1)
    world.slack.faults.reinstall()
    await world.until(() => logged('a scope was granted').length > 0, 'the log line')
  })
})
