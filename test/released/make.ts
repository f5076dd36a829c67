/*
 * What a released version leaves behind, for `node test/released/make.ts 0.2.0`: its database and its Redis with requests in
 * every state, and the workspace and the account around them. Run it with the version that is about to be released.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import type { Message } from '../../playground/slack/index.ts'
import { openRedis } from '../../src/backends/redis/index.ts'
import { systemClock } from '../../src/clock.ts'
import { redisConnection } from '../../src/config/redis-url.ts'
import { usualLease } from '../../src/scaleout/lease.ts'
import { holdsCluster, isOpen } from '../../src/scaleout/lifecycle.ts'
import { version as recordVersion } from '../../src/scaleout/record.ts'
import { startRedis } from '../setup/redis.ts'
import { openStage } from '../stories/stage.ts'
import { clusters, policyOf } from './world.ts'

const minute = 60_000
const name = process.argv[2]
if (!name) throw new Error('name the version')
const folder = fileURLToPath(new URL(`./${name}/`, import.meta.url))
mkdirSync(folder, { recursive: true })

const world = await openStage({ cloud: { clusters }, policy: policyOf })
const { slack, cloud } = world
const bob = slack.as('bob')

let next = 0
/** Ada asks for two nodes of a cluster that nobody has asked for yet. */
const asks = (why: string): Promise<Message> => world.asks('ada', `/scaleout web-${next++} 2 ${why}`)
const approves = async (card: Message): Promise<Message> => {
  await bob.reacts('white_check_mark', card)
  return card
}
const states = async (): Promise<string[]> => (await world.records()).map(({ stage }) => stage.state)
const last = async (state: string): Promise<void> => {
  for (let tries = 0; (await states()).at(-1) !== state; tries++) {
    if (tries > 400) throw new Error(`never ${state}: ${await states()}`)
    await world.passes(1000)
  }
}

// Those that take time come first: ended ones, one that is overdue, one of which a person is asked.
await approves(await asks('succeeds'))
await last('succeeded')
cloud.faults.nextTask('partial', { ready: 1 })
await approves(await asks('comes in part'))
await last('partial')
cloud.faults.nextTask('fail')
await approves(await asks('fails'))
await last('failed')
cloud.faults.next('refuse', { code: 'InvalidParameter', status: 400 })
await approves(await asks('is refused'))
await last('failed')
await bob.reacts('x', await asks('is declined'))
await last('rejected')
await world.asks('ada', `/scaleout brief-0 2 expires`)
await last('expired')
const withdrawn = await asks('is cancelled')
await slack.as('ada').clicks(withdrawn, 'card_cancel')
await last('cancelled')
slack.deleteMessage(await asks('loses its card'))
for (let tries = 0; (await states()).at(-1) !== 'cancelled' && tries < 30; tries++) await world.passes(minute)
cloud.faults.nextTask('stuck')
await approves(await asks('takes long'))
await last('running')
await world.passes(61 * minute)
cloud.faults.next('drop_before')
await approves(await asks('is unclear, and asked about'))
await last('unknown')
await world.passes(5 * minute)

// Those that wait.
await asks('waits for approval')
await approves(await world.asks('ada', '/scaleout sandbox-1 1 has one vote of two'))
cloud.faults.nextTask('stuck')
const line = `web-${next}`
await approves(await asks('holds its cluster'))
await last('running')
await approves(await world.asks('ada', `/scaleout ${line} 3 waits in line`))
await last('approved')
cloud.faults.next('throttle', { retryAfter: 3_600_000 })
await approves(await asks('is requeued'))
await last('approved')
await slack.as('dan').types('/scaleout edge-1 2 a typed password', 'prod')
const typed = await world.until(
  () => slack.as('dan').hasModal && slack.as('dan').modal().has('login_password') && slack.as('dan').modal(),
  'the form',
)
await typed.fill('login_password', 'Typed-Root-88!').submit()
await world.until(
  () => slack.channel('prod').messages.find(({ text, reactions }) => text.includes('edge-1') && reactions.length === 2),
  'its card',
)
await world.passes(minute)

// Those that are caught in a moment: the answer is awaited, has been lost, and a message is on its way.
cloud.faults.next('drop_after')
await approves(await asks('has lost its answer'))
await last('unknown')
cloud.faults.nextTask('stuck')
cloud.faults.next('late', { by: 30_000 })
const before = cloud.orders.length
await approves(await asks('is being called'))
await cloud.until(() => cloud.orders.length > before, 'the order')
slack.faults.slow('chat.postMessage', 30_000)
await slack.as('ada').types(`/scaleout web-${next++} 2 has a card on its way`, 'prod')
const modal = await slack.until(
  () => slack.as('ada').hasModal && slack.as('ada').modal().has('count') && slack.as('ada').modal(),
)
await modal.submit()
await slack.until(() => slack.channel('prod').messages.some(({ text }) => text.includes('has a card on its way')))

const records = await world.records()
const seen = new Set(records.map(({ stage }) => stage.state))
const missing = [
  'awaiting',
  'approved',
  'calling',
  'unknown',
  'running',
  'succeeded',
  'partial',
  'failed',
  'rejected',
  'expired',
  'cancelled',
].filter((state) => !seen.has(state as never))
if (missing.length > 0) throw new Error(`no request is ${missing}`)

cpSync(world.folder, join(folder, 'database'), { recursive: true })
const database = new DatabaseSync(join(folder, 'database', 'scaleout.db'))
database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;')
database.close()
// Slack's stamps are of real time, and the story's is hours ahead: where a message on its way is looked for, they are compared.
const stamp = `${Math.floor(world.clock.now() / 1000)}.000100`
const onItsWay = slack.channel('prod').messages.find(({ text }) => text.includes('has a card on its way'))
if (onItsWay) Object.assign(onItsWay, { ts: stamp })
slack.workspace.lastTs = Math.floor(world.clock.now() / 1000) * 1_000_000 + 100
const kept = { version: 1, now: world.clock.now(), workspace: slack.workspace, books: cloud.books() }
writeFileSync(join(folder, 'around.json'), JSON.stringify(kept))

const redis = await startRedis()
const connection = redisConnection(redis.url)
if (!connection) throw new Error(redis.url)
const backend = await openRedis({
  place: { connection, prefix: 'scaleout', acceptDataLoss: false, lease: usualLease },
  callsPerSecond: 50,
  clock: systemClock,
  failed: () => undefined,
  noticed: () => undefined,
})
for (const record of records) {
  const made = await backend.create(record, { perUser: null, perCluster: null })
  if (!made.ok || made.request.number !== record.number) throw new Error('another number')
  const after = { ...record, revision: made.request.revision + 1 }
  if ((await backend.save(after, holdsCluster(record), isOpen(record))) !== 'saved') throw new Error('not saved')
}
await backend.close()
const client = new Redis(redis.url)
await client.save()
const [, directory] = (await client.config('GET', 'dir')) as string[]
cpSync(join(directory ?? '', 'dump.rdb'), join(folder, 'dump.rdb'))
await client.quit()
await redis.stop()
process.stdout.write(
  `${name}: ${records.length} requests of version ${recordVersion}: ${records.map(({ number, stage }) => `SO-${number} ${stage.state}`).join(', ')}\n`,
)
process.exit(0)
