import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import about from '../../package.json' with { type: 'json' }
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { type BotProcess, startBot } from '../../playground/bot.ts'
import { type Message, readable, type Slack, startSlack } from '../../playground/slack/index.ts'
import type { Backend } from '../../src/backends/backend.ts'
import { createMetrics } from '../../src/ops/metrics.ts'
import { en } from '../../views/words/en.ts'
import { freePort } from '../setup/port.ts'
import { type RedisServer, startRedis } from '../setup/redis.ts'
import { approved, lineOf, saying, thread } from '../stories/approved.ts'
import { edgePassword, type Stage, stage } from '../stories/stage.ts'
import { type Exposition, readExposition } from './exposition.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

describe('what happened, as Prometheus reads it', () => {
  let world: Stage
  let read: () => Promise<string>
  const count = async (): Promise<Exposition> => readExposition(await read())

  beforeEach(async () => {
    const metrics = createMetrics({ version: '1.2.3', mode: 'embedded' })
    let backend: Backend | undefined
    const between = (opened: Backend): Backend => {
      backend = opened
      return opened
    }
    world = await stage({ metrics, between })
    read = async () => (backend ? metrics.text(backend) : '')
  })

  it('a request from its form to its nodes, and how long each part of it took', async () => {
    expect((await count()).own).toMatchObject({ 'scaleout_build_info{mode="embedded",version="1.2.3"}': 1 })
    const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
    const asked = await count()
    expect(asked.at('scaleout_requests{state="awaiting"}')).toBe(1)
    expect(asked.at('scaleout_jobs{lane="do",state="delayed"}')).toBe(1)

    await world.passes(90_000)
    world.cloud.faults.next('throttle', { status: 429, retryAfter: 20_000 })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => world.cloud.orders[0], 'the order')
    expect((await count()).at('scaleout_requests{state="running"}')).toBe(1)
    await thread(world, card, `${en.nodes(2)} ready in prod-web`)
    await world.until(() => world.reads(card).includes('Done:'), 'the card to say so')

    const { own } = await count()
    expect(own).toMatchObject({
      'scaleout_requests_ended_total{state="succeeded"}': 1,
      'scaleout_events_total{event="requested"}': 1,
      'scaleout_events_total{event="voted"}': 1,
      'scaleout_events_total{event="call_started"}': 2,
      'scaleout_events_total{event="requeued"}': 1,
      'scaleout_events_total{event="accepted"}': 1,
      scaleout_time_to_approve_seconds_count: 1,
      scaleout_time_to_call_seconds_count: 2,
      scaleout_time_to_ready_seconds_count: 1,
      'scaleout_cloud_calls_total{action="ScaleOutCluster",outcome="turned_away"}': 1,
      'scaleout_cloud_calls_total{action="ScaleOutCluster",outcome="accepted"}': 1,
      'scaleout_rate_limited_total{api="cloud",method="ScaleOutCluster"}': 1,
    })
    const [request] = await world.records()
    const done = request?.stage.state === 'succeeded' ? request.stage : undefined
    const order = world.cloud.orders[0]
    expect(own.scaleout_time_to_approve_seconds_sum).toBeGreaterThanOrEqual(90)
    expect(own.scaleout_time_to_approve_seconds_sum).toBeLessThan(100)
    expect(own.scaleout_time_to_call_seconds_sum).toBeGreaterThanOrEqual(20)
    expect(own.scaleout_time_to_ready_seconds_sum).toBeCloseTo(((done?.at ?? 0) - (order?.at ?? 0)) / 1000, 0)
    expect(Object.keys(own).filter((name) => name.startsWith('scaleout_requests{'))).toEqual([])
    expect(Object.keys(own).filter((name) => /^scaleout_jobs\{.*(waiting|active)/.test(name))).toEqual([])
  })

  it('every call of Slack is counted once, by what came of it', async () => {
    world.slack.faults.answer('chat.update', '429', { retryAfter: 1 })
    world.slack.faults.answer('reactions.get', 'http500')
    const card = await approved(world)
    await thread(world, card, `${en.nodes(2)} ready in prod-web`)
    await world.until(() => world.reads(card).includes('Done:'), 'the card to say so')
    await world.stopBot()

    const seen: Record<string, number> = {}
    for (const { method, ok, error } of world.slack.calls) {
      const outcome = ok ? 'ok' : error === 'http500' ? 'http_500' : error
      const series = `scaleout_slack_calls_total{method="${method}",outcome="${outcome}"}`
      seen[series] = (seen[series] ?? 0) + 1
    }
    const { own } = await count()
    expect(Object.fromEntries(Object.entries(own).filter(([name]) => name.includes('slack_calls')))).toEqual(seen)
    expect(Object.keys(seen).join()).toContain('method="apps.connections.open"')
    expect(seen['scaleout_slack_calls_total{method="chat.update",outcome="ratelimited"}']).toBe(1)
    expect(seen['scaleout_slack_calls_total{method="reactions.get",outcome="http_500"}']).toBe(1)
    expect(own['scaleout_rate_limited_total{api="slack",method="chat.update"}']).toBe(1)
  })

  it('a call of which nobody knows whether it ran waits for a person until somebody decides', async () => {
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    const question = saying((why) => en.thread.ask('@ada', why))
    await thread(world, card, question)
    const waiting = await count()
    expect(waiting.at('scaleout_requests_waiting_for_person')).toBe(1)
    expect(waiting.at('scaleout_requests{state="unknown"}')).toBe(1)
    expect(waiting.at('scaleout_cloud_calls_total{action="ScaleOutCluster",outcome="unknown"}')).toBe(1)

    await world.slack.as('ada').clicks(lineOf(world, card, question), 'doubt_not_run')
    await thread(world, card, en.thread.resolvedNotRun('@ada'))
    const decided = await count()
    expect(decided.at('scaleout_requests_waiting_for_person')).toBe(0)
    expect(decided.at('scaleout_requests_ended_total{state="failed"}')).toBe(1)
    expect(decided.at('scaleout_time_to_ready_seconds_count')).toBe(0)
  })

  it('no password and nobody’s name or words, whatever Slack and the cloud say', async () => {
    world.slack.faults.answer('chat.update', { error: `dan typed ${edgePassword}` })
    world.cloud.faults.next('refuse', { code: edgePassword, status: 400, message: `login_password=${edgePassword}` })
    await world.slack.as('dan').types('/scaleout edge-1 2 stream tonight', 'prod')
    const modal = await world.until(() => world.slack.as('dan').hasModal && world.slack.as('dan').modal(), 'the form')
    await modal.choose('credential', 'edge-root')
    await modal.submit()
    const card = await world.card(1)
    await world.slack.as('carol').reacts('white_check_mark', card)
    // A code that nobody knows may have been executed: it is looked into, and nobody finds anything.
    await world.until(() => world.reads(card).includes(en.state.asked), 'the card to say so')
    expect(world.log.join()).not.toContain(edgePassword)

    const text = await read()
    const { own, help } = readExposition(text)
    expect(own).toMatchObject({
      'scaleout_slack_calls_total{method="chat.update",outcome="other"}': 1,
      'scaleout_cloud_calls_total{action="ScaleOutCluster",outcome="unknown"}': 1,
    })
    const { workspace, botToken, appToken } = world.slack
    const ids = [...workspace.people, ...workspace.channels].map(({ id }) => id)
    for (const word of [edgePassword, botToken, appToken, ...ids, 'dan', 'stream tonight', 'SO-1', 'edge-1', card.ts])
      expect(text).not.toMatch(new RegExp(`\\b${word.replace(/\W/g, '\\$&')}`))
    for (const [name, says] of help)
      if (name.startsWith('scaleout_')) expect(says).toMatch(/ (add up the replicas|take the maximum)\.$/)
  })
})

describe('a bot of its own', { timeout: 60_000 }, () => {
  let slack: Slack
  let cloud: Alicloud
  let redis: RedisServer
  let folder: string
  let environment: Record<string, string>
  let bots: { process: BotProcess; at: (path: string) => Promise<Response> }[]

  beforeEach(async () => {
    slack = await startSlack({ manifest: here('../../manifest.yml'), speed: 20, timeout: 30_000 })
    cloud = await startAlicloud({ taskDuration: 500, readyLag: 100 })
    redis = await startRedis()
    folder = await mkdtemp(join(tmpdir(), 'scaleout-metrics-'))
    bots = []
    const policy = await readFile(here('../../playground/policy.yml'), 'utf8')
    await writeFile(
      join(folder, 'scaleout.yml'),
      policy.replace(/^follow: .+$/m, 'follow: { first: 200ms, every: 300ms }'),
    )
    environment = {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      SCALEOUT_CONFIG: join(folder, 'scaleout.yml'),
      SCALEOUT_SECRET_KEY: randomBytes(32).toString('base64'),
      EDGE_LOGIN_PASSWORD: edgePassword,
      ALIBABA_CLOUD_ENDPOINT: cloud.endpoint,
      ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
    }
  })
  afterEach(async () => {
    redis.resume()
    await Promise.all(bots.map(({ process }) => process.stop()))
    await Promise.all([slack.stop(), cloud.stop(), redis.stop()])
    await rm(folder, { recursive: true })
    expect(slack.problems).toEqual([])
  })

  async function starts(change: Record<string, string> = { REDIS_URL: redis.url }): Promise<(typeof bots)[number]> {
    const port = String(await freePort())
    const process = await startBot({ ...environment, HEALTH_PORT: port, ...change })
    const bot = { process, at: (path: string) => fetch(`http://127.0.0.1:${port}${path}`) }
    bots.push(bot)
    return bot
  }
  type Bot = (typeof bots)[number]
  const scrape = async ({ at }: Bot): Promise<Exposition> => readExposition(await (await at('/metrics')).text())

  /** Waits for what `/readyz` lacks. A probe waits a second for each answer; Redis itself is given up after two. */
  async function lacks({ at }: Bot, ...missing: string[]): Promise<void> {
    const wanted = { status: missing.length === 0 ? 200 : 503, says: { ready: missing.length === 0, missing } }
    for (const deadline = AbortSignal.timeout(20_000); ; await rest(20)) {
      const asked = performance.now()
      const answer = await at('/readyz')
      const seen = { status: answer.status, says: await answer.json() }
      expect(performance.now() - asked).toBeLessThan(1500)
      if (JSON.stringify(seen) === JSON.stringify(wanted)) return
      if (deadline.aborted) expect(seen).toEqual(wanted)
    }
  }

  it('two replicas: what they count adds up, what stands in the store is the same from both', async () => {
    const both = await Promise.all([starts(), starts()])
    const total = async (series: string): Promise<number> => {
      const values = await Promise.all(both.map(async (bot) => (await scrape(bot)).at(series) ?? 0))
      return values.reduce((sum, value) => sum + value, 0)
    }
    const cardOf = (cluster: string): Promise<Message> =>
      slack.until(
        () =>
          slack
            .channel('prod')
            .messages.find(({ text, reactions }) => text.includes(`for ${cluster}`) && reactions.length === 2),
        'the card',
      )
    // One after the other: Slack's pace is each replica's own.
    for (const cluster of ['prod-web', 'sandbox-1']) {
      const ada = slack.as('ada')
      await ada.types(`/scaleout ${cluster} 1 builds wait`, 'prod')
      await (await slack.until(() => ada.hasModal && ada.modal().has('count') && ada.modal(), 'the form')).submit()
      await cardOf(cluster)
    }
    for (const bot of both) {
      const { own } = await scrape(bot)
      expect(own).toMatchObject({
        [`scaleout_build_info{mode="replicated",version="${about.version}"}`]: 1,
        'scaleout_requests{state="awaiting"}': 2,
        'scaleout_jobs{lane="do",state="delayed"}': 2,
        scaleout_backend_up: 1,
      })
    }
    const web = await cardOf('prod-web')
    await slack.as('bob').reacts('white_check_mark', web)
    const lines = (): string[] =>
      slack
        .channel('prod')
        .thread(web.ts)
        .map((one) => readable(one, slack))
    await slack.until(() => lines().some((line) => line.includes('1 node ready in prod-web')), 'the node')
    expect(await total('scaleout_requests_ended_total{state="succeeded"}')).toBe(1)
    expect(await total('scaleout_time_to_approve_seconds_count')).toBe(1)
    expect(await total('scaleout_time_to_ready_seconds_count')).toBe(1)
    expect(await total('scaleout_cloud_calls_total{action="ScaleOutCluster",outcome="accepted"}')).toBe(1)
    expect(await total('scaleout_requests{state="awaiting"}')).toBe(2)
  })

  it('Redis stands still: not ready, said within a second, but alive, and what the process counts is told', async () => {
    const bot = await starts()
    await lacks(bot)
    redis.pause()
    await lacks(bot, 'backend')
    expect((await bot.at('/healthz')).status).toBe(200)
    const away = await scrape(bot)
    expect(away.at('scaleout_backend_up')).toBe(0)
    expect(away.at('scaleout_requests{state="awaiting"}')).toBeUndefined()
    expect(away.at('scaleout_requests_waiting_for_person')).toBeUndefined()
    expect(away.at('scaleout_slack_calls_total{method="auth.test",outcome="ok"}')).toBe(1)
    redis.resume()
    await lacks(bot)
    expect((await scrape(bot)).at('scaleout_requests{state="awaiting"}')).toBe(0)
  })

  it('the socket is cut: not ready until it is back', async () => {
    const bot = await starts({ SCALEOUT_DATA: join(folder, 'data') })
    await lacks(bot)
    slack.faults.refuseConnections = true
    slack.faults.cutSocket()
    await lacks(bot, 'slack')
    expect((await bot.at('/healthz')).status).toBe(200)
    slack.faults.refuseConnections = false
    await lacks(bot)
  })

  it('over HTTP it is ready when its port is open; the type is Prometheus’ own, and what else is asked for is not found', async () => {
    const PORT = String(await freePort())
    const bot = await starts({
      SCALEOUT_DATA: join(folder, 'data'),
      SLACK_APP_TOKEN: '',
      SLACK_SIGNING_SECRET: slack.signingSecret,
      PORT,
    })
    await lacks(bot)
    expect((await bot.at('/metrics')).headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect((await bot.at('/constructor')).status).toBe(404)
  })
})
