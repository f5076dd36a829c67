import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { Certificate } from './certificate.ts'
import { freePort } from './port.ts'
import { program } from './program.ts'

/** A real Redis of the test's own, on loopback: one server, or several with Sentinel. */
export type Redises = {
  readonly url: string
  /** What it shows to whoever connects, which is over TLS then. */
  readonly certificate: Certificate | undefined
  /** SIGKILL: what was not written to its file is lost. */
  kill(): Promise<void>
  /** On the same port and folder; resolves when it answers. */
  restart(): Promise<void>
  /** Stops it from answering, while its connections stay. */
  pause(): Promise<void>
  resume(): void
  stop(): Promise<void>
}

/** One server, with a folder of its own. */
export type RedisServer = Redises & {
  readonly port: number
  /** Whether it is new enough to say when something is on its disk (`WAITAOF`, Redis 7.2). */
  readonly tellsWhenKept: boolean
  /** Closes every connection of its clients. */
  cutConnections(): Promise<void>
  /** Closes those that wait for a job. */
  cutWaiting(): Promise<void>
  /** Copies what is on its disk now. What comes back puts that copy in its place, while it is killed: it has forgotten the rest. */
  snapshot(): () => void
  /** Removes everything in it. */
  empty(): Promise<void>
}

/** Debian's redis-server, which is Sentinel as well. */
export const redisProgram = (): string =>
  program({ names: ['redis-server'], debian: 'redis-server', needs: 'the tests of replicas' })

/** Where it listens, over TLS if it has a certificate, and how it reaches other ones. */
export const listening = (port: number, certificate: Certificate | undefined): string[] => {
  const place = ['--bind', '127.0.0.1']
  if (!certificate) return [...place, '--port', String(port)]
  const { certificate: shown, key } = certificate
  const files = ['--tls-cert-file', shown, '--tls-key-file', key, '--tls-ca-cert-file', shown]
  return [
    ...place,
    '--port',
    '0',
    '--tls-port',
    String(port),
    ...files,
    '--tls-auth-clients',
    'no',
    '--tls-replication',
    'yes',
  ]
}

/** Somebody who connects to one, and believes its certificate. */
export const clientOf = (port: number, certificate: Certificate | undefined): Redis =>
  new Redis({ port, host: '127.0.0.1', ...(certificate ? { tls: { ca: certificate.pem } } : {}) })

/**
 * Starts one that keeps what it is told; `settings` come on top (`['--appendonly', 'no']`). With a certificate it takes
 * TLS only.
 */
export async function startRedis(settings: readonly string[] = [], certificate?: Certificate): Promise<RedisServer> {
  const path = redisProgram()
  const folder = mkdtempSync(join(tmpdir(), 'scaleout-redis-'))
  const port = await freePort()
  const usual = [...listening(port, certificate), '--dir', folder, '--save', '', '--appendonly', 'yes']
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
    const redis = clientOf(port, certificate)
    const answer = await redis.call(...command)
    redis.disconnect()
    return String(answer)
  }

  await start()
  return {
    port,
    url: `${certificate ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    certificate,
    tellsWhenKept: isNew(execFileSync(path, ['--version'], { encoding: 'utf8' })),
    kill: () => end('SIGKILL'),
    restart: start,
    pause: async () => void server?.kill('SIGSTOP'),
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

function isNew(version: string): boolean {
  const [, major, minor] = /v=(\d+)\.(\d+)/.exec(version) ?? []
  return Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 2)
}
