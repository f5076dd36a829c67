import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import type { Certificate } from './certificate.ts'
import { freePort } from './port.ts'
import { clientOf, listening, type Redises, redisProgram, startRedis } from './redis.ts'

/** What Sentinel calls them. */
const name = 'main'
/** How long one may say nothing before it counts as down, in ms. */
const downAfter = 1000
const quorum = 2

export type Watched = Redises & {
  /** Resolves when the one that was killed, or stood still, follows the other one. */
  follows(): Promise<void>
  /** The first sentinel stands still. */
  silence(): void
}

/**
 * A master, two that follow it, and three sentinels: together one Redis. Who is killed or stands still is the master, and
 * that resolves when Sentinel has named another one; who is started again, or let go, is the one that it happened to. The
 * rest is asked of whoever is master.
 */
export async function startSentinel(settings: readonly string[] = [], certificate?: Certificate): Promise<Watched> {
  // Usually it waits for more of them before it sends what it holds.
  const atOnce = [...settings, '--repl-diskless-sync-delay', '0']
  const first = await startRedis(atOnce, certificate)
  const follow = ['--replicaof', '127.0.0.1', String(first.port)]
  const followers = await Promise.all([1, 2].map(() => startRedis([...atOnce, ...follow], certificate)))
  const servers = [first, ...followers]
  await until(async () => /slave1:.*state=online/.test(await ask(first.port, certificate, 'INFO')))

  const folder = mkdtempSync(join(tmpdir(), 'scaleout-sentinel-'))
  const ports = await Promise.all([1, 2, 3].map(() => freePort()))
  const sentinels = ports.map((port) => watchOver(first.port, { folder, port, certificate }))
  const named = async (): Promise<number> =>
    Number((await ask(ports[0] ?? 0, certificate, 'SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name)).split(',')[1])
  // They find each other, and who follows, by asking the master.
  const counts = /num-slaves,2.*num-other-sentinels,2/
  for (const port of ports)
    await until(async () => counts.test(await ask(port, certificate, 'SENTINEL', 'MASTER', name).catch(() => '')))

  let master = first
  let before = first
  const takenOver = async (): Promise<void> => {
    before = master
    await until(async () => (await named()) !== before.port)
    const port = await named()
    master = servers.find((server) => server.port === port) ?? master
  }
  const scheme = certificate ? 'rediss+sentinel' : 'redis+sentinel'
  return {
    certificate,
    url: `${scheme}://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/${name}`,
    kill: async () => {
      await master.kill()
      await takenOver()
    },
    restart: () => before.restart(),
    pause: async () => {
      master.pause()
      await takenOver()
    },
    resume: () => before.resume(),
    follows: () => until(async () => (await ask(before.port, certificate, 'INFO')).includes('role:slave')),
    silence: () => void sentinels[0]?.kill('SIGSTOP'),
    stop: async () => {
      await Promise.all(sentinels.map(end))
      await Promise.all(servers.map((server) => server.stop()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A sentinel. It writes what it finds out into its file. */
function watchOver(
  master: number,
  { folder, port, certificate }: { folder: string; port: number; certificate: Certificate | undefined },
): ChildProcess {
  const file = join(folder, `${port}.conf`)
  const watches = [
    `sentinel monitor ${name} 127.0.0.1 ${master} ${quorum}`,
    `sentinel down-after-milliseconds ${name} ${downAfter}`,
    `sentinel failover-timeout ${name} ${3 * downAfter}`,
  ]
  writeFileSync(file, `${watches.join('\n')}\n`)
  const args = [file, '--sentinel', ...listening(port, certificate), '--dir', folder]
  return spawn(redisProgram(), args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function end(server: ChildProcess): Promise<void> {
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}

async function ask(port: number, certificate: Certificate | undefined, ...command: [string, ...string[]]) {
  const client = clientOf(port, certificate)
  // What is asked is rejected as well.
  client.on('error', () => undefined)
  try {
    return String(await client.call(...command))
  } finally {
    client.disconnect()
  }
}

/** Waits for what servers do in their own time. */
async function until(what: () => Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(60_000)
  while (!(await what())) {
    deadline.throwIfAborted()
    await rest(50)
  }
}
