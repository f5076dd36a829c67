import { setTimeout as rest } from 'node:timers/promises'
import { settled } from './audit.ts'
import type { Crew, Replica } from './crew.ts'
import { askAll, type Need, posted } from './needs.ts'
import { type Outcome, play, type Size, unanswered } from './scenario.ts'
import { lease, type World } from './world.ts'

/** A moment in which a replica may be stopped: the one that sends all of these words on this wire. */
type Moment = {
  readonly name: string
  readonly wire: 'redis' | 'cloud'
  readonly words: (id: string) => readonly string[]
  /** What it sends arrives only after it woke. */
  readonly late?: boolean
}

const moments: readonly Moment[] = [
  { name: 'while it reads the cluster', wire: 'cloud', words: (id) => [`GET /clusters/${id}/nodes`] },
  { name: 'between “calling” and the call', wire: 'redis', words: (id) => ['"state":"calling"', `"id":"${id}"`] },
  { name: 'when the call was out', wire: 'cloud', words: (id) => [`POST /api/v2/clusters/${id}`] },
  { name: 'with the call on the wire', wire: 'cloud', words: (id) => [`POST /api/v2/clusters/${id}`], late: true },
]

const setting = { clusters: 50, wired: true, timeout: 120_000, excused: unanswered, mayEndUnbought: true }

/** Whoever executes a request is stopped for longer than its lease, and then goes on as if nothing had been. */
export const sigstop = ({ rounds = 50 }: Size): Promise<Outcome> =>
  play('sigstop', { ...setting, requests: rounds }, async (world, needs) => {
    // One round of each moment at a time; besides those that stand still, two go on.
    await Promise.all(Array.from({ length: moments.length + 2 }, () => world.crew.join()))
    await askAll(world, needs)
    const stops = new Map(moments.map(({ name }) => [name, 0]))
    for (let at = 0; at < needs.length; at += moments.length) {
      const standing: Promise<void>[] = []
      for (const [index, moment] of moments.entries()) {
        const need = needs[at + index]
        const caught = need && (await approved(world, need, moment))
        if (!caught) continue
        stops.set(moment.name, (stops.get(moment.name) ?? 0) + 1)
        standing.push(standStill(caught))
      }
      await Promise.all(standing)
    }
    const notes = [...stops].map(([name, times]) => `${times} stopped ${name}`)
    return { notes }
  })

/** `release` lets go on what it was sending. */
type Caught = { readonly replica: Replica; readonly release: () => void }

/** Bob approves. Resolves with the replica that was caught in that moment, or nothing where none ever came to it. */
async function approved(world: World, need: Need, moment: Moment): Promise<Caught | undefined> {
  const card = await posted(world, need)
  const caught = trap(world.crew, need, moment)
  await world.slack.as('bob').reacts('white_check_mark', card)
  const over = world.until(() => settled(world, [need]), `the end of ${need.code}`)
  return Promise.race([caught, over.then(() => undefined)])
}

async function standStill({ replica, release }: Caught): Promise<void> {
  await rest(lease * (1.2 + Math.random() * 0.8))
  replica.letGo()
  release()
}

/** Stops the first replica that sends it, and whatever it sends. */
function trap({ present }: Crew, { cluster }: Need, { wire, words, late = false }: Moment): Promise<Caught> {
  const caught = Promise.withResolvers<Caught>()
  let sprung = false
  for (const replica of present)
    replica.wires?.[wire].listen((sent) => {
      if (sprung || !words(cluster.id).every((word) => sent.includes(word))) return 'arrives'
      sprung = true
      replica.stop()
      const released = Promise.withResolvers<'arrives'>()
      caught.resolve({ replica, release: () => released.resolve('arrives') })
      return late ? released.promise : 'arrives'
    })
  return caught.promise
}
