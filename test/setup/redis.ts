import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './port.ts'
import { program } from './program.ts'

/** A real redis-server of the test's own, on loopback, with a folder of its own. */
export type RedisServer = {
  readonly port: number
  readonly url: string
  /** SIGKILL: what was not written to its file is lost. */
  kill(): Promise<void>
  /** On the same port and folder; resolves when it answers. */
  restart(): Promise<void>
  /** Stops it from answering, while its connections stay. */
  pause(): void
  resume(): void
  /** Closes every connection of its clients. */
  cutConnections(): Promise<void>
  /** Closes those that wait for a job. */
  cutWaiting(): Promise<void>
  /** Copies what is on its disk now. What comes back puts that copy in its place, while it is killed: it has forgotten the rest. */
  snapshot(): () => void
  /** Removes everything in it. */
  empty(): Promise<void>
  stop(): Promise<void>
}

/** Starts one that keeps what it is told; `settings` come on top (`['--appendonly', 'no']`). */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const path = program({ names: ['redis-server'], debian: 'redis-server', needs: 'the tests of replicas' })
  const folder = mkdtempSync(join(tmpdir(), 'scaleout-redis-'))
  const port = await freePort()
  const usual = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes']
  let server: ChildProcess | undefined

  const start = async (): Promise<void> => {
    server = spawn(path, [...usual, ...settings], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(server, 'exit').then(() => Promise.reject(new Error('redis-server did not start')))
    const { stdout } = server
    const up = new Promise<void>((resolve) => {
      stdout?.on('data', (text: Buffer) => {
        if (text.includes('Ready to accept connections')) resolve()
      })
    })
    await Promise.race([up, ended])
    ended.catch(() => undefined)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill(signal)
    await gone
  }
  const tell = async (...command: [string, ...string[]]): Promise<string> => {
    const redis = new Redis({ port, host: '127.0.0.1' })
    const answer = await redis.call(...command)
    redis.disconnect()
    return String(answer)
  }

  await start()
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    restart: start,
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    cutConnections: async () => void (await tell('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')),
    cutWaiting: async () => {
      const clients = (await tell('CLIENT', 'LIST')).split('\n').filter((client) => client.includes('cmd=bzpopmin'))
      if (clients.length === 0) throw new Error('nobody waits for a job')
      for (const client of clients) await tell('CLIENT', 'KILL', 'ID', /\bid=(\d+)/.exec(client)?.[1] ?? '')
    },
    snapshot: () => {
      const [kept, copy] = [join(folder, 'appendonlydir'), join(folder, 'copy')]
      cpSync(kept, copy, { recursive: true })
      return () => {
        rmSync(kept, { recursive: true })
        cpSync(copy, kept, { recursive: true })
      }
    },
    empty: async () => void (await tell('FLUSHALL')),
    stop: async () => {
      server?.kill('SIGCONT')
      await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
