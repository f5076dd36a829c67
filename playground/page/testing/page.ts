import { WebSocket } from 'ws'
import { z } from 'zod'
import { type Alicloud, startAlicloud } from '../../alicloud/index.ts'
import type { BotKeeper } from '../../keeper.ts'
import type { Slack, SlackOptions } from '../../slack/index.ts'
import { slackFor } from '../../slack/testing/bolt.ts'
import { changes } from '../../slack/watch.ts'
import { line } from '../line.ts'
import { mischief } from '../mischief.ts'
import { routes } from '../routes.ts'
import { seenBy } from '../seen.ts'
import type { Answer, Deed, News, Scene } from '../wire.ts'

/** A playground without a bot's process: whoever is killed here only counts. */
export type Grounds = {
  slack: Slack
  cloud: Alicloud
  /** What the environment of the bot was told to become, in order. */
  restarts: readonly Readonly<Record<string, string>>[]
  stop(): Promise<void>
}

export async function grounds(o: Partial<SlackOptions> = {}): Promise<Grounds> {
  const slack = await slackFor(o)
  const cloud = await startAlicloud()
  const restarts: Readonly<Record<string, string>>[] = []
  const bot = countedBot(restarts)
  const pages = line({
    slack,
    cloud,
    bot,
    mischief: mischief(slack, cloud, bot, { usual: 'policy.yml', hasty: 'short-wait.yml' }),
    seen: seenBy(slack),
  })
  slack.serve({ line: '/page/line', fetch: routes().fetch, upgrade: pages.upgrade })
  return {
    slack,
    cloud,
    restarts,
    async stop() {
      pages.stop()
      await Promise.all([slack.stop(), cloud.stop()])
    },
  }
}

function countedBot(restarts: Readonly<Record<string, string>>[]): BotKeeper {
  const news = changes()
  let kills = 0
  return {
    state: 'ready',
    lines: [],
    get kills() {
      return kills
    },
    kill() {
      kills += 1
      news.announce()
    },
    restart: (change) => void restarts.push(change),
    onChange: (fn) => news.listen(fn),
    stop: async () => 0,
  }
}

/** A page without a browser: it sends deeds and remembers the latest scene. */
export type Visitor = {
  act(deed: Deed): Promise<Answer>
  /** Sends this as it is. */
  says(text: string): void
  /** The first scene, from the latest on, that fits. */
  sees<T>(what: (scene: Scene) => T | undefined | false | null): Promise<T>
  readonly closed: Promise<number>
  leave(): void
}

// What the playground sends is typed by the contract: a test may trust it.
const news = z.custom<News>()

/** Somebody with this handle, before a page of this playground. */
export async function visits(slack: Slack, who: string, origin = slack.origin): Promise<Visitor> {
  const socket = new WebSocket(`${slack.origin.replace('http', 'ws')}/page/line`, { origin })
  const waiting = new Map<number, (answer: Answer) => void>()
  const scenes = changes()
  let scene: Scene | undefined
  let last = 0
  socket.on('message', (data) => {
    const heard = news.parse(JSON.parse(String(data)))
    if ('scene' in heard) {
      scene = heard.scene
      scenes.announce()
    } else waiting.get(heard.re)?.(heard)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const visitor: Visitor = {
    act(deed) {
      last += 1
      const id = last
      socket.send(JSON.stringify({ id, deed }))
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    says: (text) => socket.send(text),
    sees: (what) =>
      new Promise((resolve) => {
        const look = (): void => {
          const seen = scene && what(scene)
          if (!seen) return
          deaf()
          resolve(seen)
        }
        const deaf = scenes.listen(look)
        look()
      }),
    closed,
    leave: () => socket.close(),
  }
  await visitor.act({ kind: 'be', who })
  return visitor
}
