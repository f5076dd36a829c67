import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Alicloud, startAlicloud } from '../../playground/alicloud/index.ts'
import { type BotProcess, launch, startBot } from '../../playground/bot.ts'
import { readable, type Slack, startSlack } from '../../playground/slack/index.ts'
import { type Certificate, makeCertificate } from '../setup/certificate.ts'
import { environmentFor } from '../setup/environment.ts'
import { freePort } from '../setup/port.ts'
import { endTls, type HttpProxy, startProxy } from '../setup/proxy.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const portOf = (url: string): number => Number(new URL(url).port)

let folder: string
let certificate: Certificate
let slack: Slack
let cloud: Alicloud
let proxy: HttpProxy
let bot: BotProcess | undefined
const stops: (() => void)[] = []

/** A Slack and a cloud of which only the proxy knows where they are: whatever goes directly gets nowhere. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scaleout-proxied-'))
  certificate = makeCertificate(['slack.example', 'cs.example'])
  slack = await startSlack({ manifest: here('../../manifest.yml'), speed: 100, front: 'https://slack.example' })
  cloud = await startAlicloud({ taskDuration: 300, readyLag: 50 })
  const [a, b] = [await endTls(portOf(slack.origin), certificate), await endTls(portOf(cloud.endpoint), certificate)]
  stops.push(a.stop, b.stop)
  proxy = await startProxy({ 'slack.example:443': a.port, 'cs.example:443': b.port })
})
afterEach(async () => {
  await bot?.stop()
  bot = undefined
  for (const stop of stops.splice(0)) stop()
  await Promise.all([slack.stop(), cloud.stop(), proxy.stop()])
  certificate.remove()
  await rm(folder, { recursive: true })
})

const policy = here('../../playground/policy.yml')

/** The environment of a bot that is to go through the proxy. */
const outside = (change: Record<string, string> = {}): Record<string, string> => ({
  ...environmentFor(slack, cloud, policy),
  SCALEOUT_DATA: folder,
  SLACK_API_URL: 'https://slack.example/api/',
  ALIBABA_CLOUD_ENDPOINT: 'https://cs.example',
  NODE_EXTRA_CA_CERTS: certificate.certificate,
  HTTPS_PROXY: proxy.url,
  ...change,
})

/** Two nodes, from the command to their being ready. */
async function twoNodes(): Promise<void> {
  const ada = slack.as('ada')
  await ada.types('/scaleout prod-web 2', 'prod')
  const modal = await slack.until(() => ada.hasModal && ada.modal().has('count') && ada.modal(), 'the form')
  expect(await modal.submit()).toEqual({ closed: true })
  const card = await slack.until(
    () => slack.workspace.channels.flatMap(({ messages }) => messages).find(({ reactions }) => reactions.length === 2),
    'the card',
  )
  await slack.as('bob').reacts('white_check_mark', card)
  const channel = slack.workspace.channels.find(({ id }) => id === card.channel)
  await slack.until(
    () => channel?.messages.some((message) => readable(message, slack).includes('2 nodes ready')),
    'the nodes',
  )
}

/** What the bot says as it gives up. */
const complaint = (env: Record<string, string>): Promise<string> =>
  launch(env).ready.then(
    () => 'it started',
    (error: Error) => error.message,
  )

const tunnels = () => new Set(proxy.asked)

describe('with HTTPS_PROXY', () => {
  it('Slack’s Web API, its socket, and every call of Alibaba Cloud go through the proxy, and nothing else', async () => {
    bot = await startBot(outside())
    await twoNodes()
    expect(cloud.orders).toHaveLength(1)
    expect(slack.sockets).toBe(1)
    expect(tunnels()).toEqual(new Set(['CONNECT slack.example:443', 'CONNECT cs.example:443']))
    const said = bot.lines.filter((line) => line.includes('through a proxy'))
    expect(said).toHaveLength(1)
    expect(bot.lines.join('\n')).not.toMatch(/let(%20| )me/)
  })

  it('the lower-case name and ALL_PROXY do as well', async () => {
    bot = await startBot(outside({ HTTPS_PROXY: 'http://wrong.example:1', https_proxy: proxy.url }))
    await bot.stop()
    bot = await startBot(outside({ HTTPS_PROXY: '', ALL_PROXY: proxy.url }))
    expect(tunnels()).toContain('CONNECT slack.example:443')
  })

  it('NO_PROXY is reached directly', async () => {
    const said = await complaint(outside({ NO_PROXY: 'example' }))
    expect(said).toContain('Slack cannot be reached')
    expect(said).toMatch(/ENOTFOUND|EAI_AGAIN/)
    expect(proxy.asked).toEqual([])
  })

  it('this machine is reached directly, whatever the proxies are', async () => {
    const local = { SLACK_API_URL: slack.apiUrl, ALIBABA_CLOUD_ENDPOINT: cloud.endpoint, HTTP_PROXY: proxy.url }
    await slack.stop()
    slack = await startSlack({ manifest: here('../../manifest.yml'), speed: 100 })
    bot = await startBot(outside({ ...local, SLACK_API_URL: slack.apiUrl }))
    await twoNodes()
    expect(proxy.asked).toEqual([])
  })

  it('a proxy that refuses is named as the cause', async () => {
    const wrong = await complaint(outside({ HTTPS_PROXY: `http://ada:wrong@127.0.0.1:${proxy.port}` }))
    expect(wrong).toContain('Slack cannot be reached')
    expect(wrong).toMatch(/407/)
    const nobody = await complaint(outside({ HTTPS_PROXY: `http://127.0.0.1:${await freePort()}` }))
    expect(nobody).toContain('ECONNREFUSED')
  })

  it('the credential chain goes through it, but for the metadata service', async () => {
    const token = join(folder, 'token')
    await writeFile(token, 'a-token')
    const chain = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: '',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: '',
      ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/scaleout',
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/ack',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: token,
      HTTP_PROXY: proxy.url,
      HOME: folder,
    }
    expect(await complaint(outside(chain))).toContain('default credential chain yield nothing')
    expect(proxy.asked[0]).toMatch(/^CONNECT sts\..*aliyuncs\.com:443$/)
    // Its last provider asks for a host named undefined (docs/platforms/ack.md#credentials).
    expect(proxy.asked.filter((one) => /100\.100|GET/.test(one))).toEqual([])
  })
})

it('SIGUSR1 opens no debugger: who may signal the bot does not get to read what it knows', async () => {
  bot = await startBot(outside())
  bot.process.kill('SIGUSR1')
  await twoNodes()
  expect(bot.lines.filter((line) => /debugger/i.test(line))).toEqual([])
})

it('a SOCKS proxy is refused with a sentence, without its password', async () => {
  const said = await complaint(outside({ HTTPS_PROXY: 'socks5://ada:secret@127.0.0.1:1080' }))
  expect(said).toContain('HTTPS_PROXY (or ALL_PROXY) names a SOCKS proxy')
  expect(said).not.toContain('secret')
})
