import { once } from 'node:events'
import { type BotProcess, launch } from '../../playground/bot.ts'
import { openWire, type Wire } from './wire.ts'

/** One of several bots: the bot's own main, in a process of its own. */
export type Replica = {
  readonly pid: number
  /** Between it and Redis, and between it and the cloud, where the crew is wired. */
  readonly wires: Wires | null
  readonly ready: Promise<void>
  /** SIGSTOP: it stands still wherever it is, and knows nothing of it, until all who stopped it have let it go. */
  stop(): void
  /** SIGCONT. */
  letGo(): void
  /** SIGKILL: nothing is finished, nothing is said. */
  kill(): Promise<void>
  /** SIGTERM: it finishes what it has in hand. */
  retire(): Promise<void>
}

type Wires = { readonly redis: Wire; readonly cloud: Wire }

/** The replicas of one team, and what became of them. */
export type Crew = {
  /** One more; resolves when it is ready. */
  join(change?: Environment): Promise<Replica>
  /** One more, without waiting for it. */
  hire(change?: Environment): Promise<Replica>
  /** Those that nobody has sent away. */
  readonly present: readonly Replica[]
  /** What no replica may do: end by itself, leave with an error, or let a rejection go unhandled. */
  mishaps(): string[]
  /** All that was logged as a warning or worse, counted. */
  complaints(): Map<string, number>
  retire(): Promise<void>
  end(): Promise<void>
}

export type Environment = Readonly<Record<string, string>>

/** Where the servers are that wires lead to. */
type Ports = { readonly redis: number; readonly cloud: number }

export function assemble(environment: Environment, wired: Ports | null): Crew {
  const present: Replica[] = []
  const bots: BotProcess[] = []
  const mishaps: string[] = []

  const hire = async (change: Environment = {}): Promise<Replica> => {
    const wires = wired && { redis: await openWire(wired.redis), cloud: await openWire(wired.cloud) }
    const bot = launch({ ...environment, ...(wires ? wireEnvironment(wires) : {}), ...change })
    const { process } = bot
    bots.push(bot)
    let dismissed = false
    let held = 0
    const gone = once(process, 'exit')
    const leave = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
      dismissed = true
      if (present.includes(replica)) present.splice(present.indexOf(replica), 1)
      process.kill(signal)
      await gone
      for (const wire of Object.values(wires ?? {})) wire.close()
    }
    process.once('exit', (code, signal) => {
      if (!dismissed) mishaps.push(`a replica ended by itself (${code ?? signal}): ${bot.lines.slice(-3).join(' ')}`)
    })
    // Whoever is sent away before they are ready is not missed.
    bot.ready.catch(() => undefined)
    const replica: Replica = {
      pid: process.pid ?? 0,
      wires,
      ready: bot.ready,
      stop: () => {
        held += 1
        process.kill('SIGSTOP')
      },
      letGo: () => {
        held -= 1
        if (held === 0) process.kill('SIGCONT')
      },
      kill: () => leave('SIGKILL'),
      retire: async () => {
        // Earlier it does not know yet what SIGTERM means to it.
        await bot.ready
        await leave('SIGTERM')
        if (process.exitCode !== 0) mishaps.push(`a replica that was to finish left with ${process.exitCode}`)
      },
    }
    present.push(replica)
    return replica
  }

  return {
    hire,
    join: async (change) => {
      const replica = await hire(change)
      await replica.ready
      return replica
    },
    present,
    mishaps: () => [...mishaps, ...bots.flatMap(({ lines }) => lines).filter((line) => line.includes('unhandled'))],
    complaints: () => counted(bots.flatMap(({ lines }) => lines)),
    retire: async () => {
      await Promise.allSettled([...present].map((replica) => replica.retire()))
    },
    end: async () => {
      await Promise.all([...present].map((replica) => replica.kill()))
    },
  }
}

const wireEnvironment = ({ redis, cloud }: Wires): Environment => ({
  REDIS_URL: `redis://127.0.0.1:${redis.port}`,
  ALIBABA_CLOUD_ENDPOINT: `http://127.0.0.1:${cloud.port}`,
})

/** How often each thing was logged at pino's level 40 or above; numbers in it are left out. */
function counted(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const said = /"level":(?:40|50|60),.*?"msg":"(.*?)"/.exec(line)?.[1]?.replace(/\d+/g, 'n')
    if (said !== undefined) counts.set(said, (counts.get(said) ?? 0) + 1)
  }
  return counts
}
