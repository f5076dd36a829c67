import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Alicloud, startAlicloud } from './alicloud/index.ts'
import { keep, readKept } from './keep.ts'
import { type BotKeeper, keepBot } from './keeper.ts'
import type { Build } from './page/bundle.ts'
import { line } from './page/line.ts'
import { mischief } from './page/mischief.ts'
import { routes } from './page/routes.ts'
import { seenBy } from './page/seen.ts'
import { hastened } from './policy.ts'
import { type Slack, startSlack } from './slack/index.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export type PlaygroundOptions = {
  /** The folder in which everything is kept, to go on from there. Default: a temporary one, removed at the end. */
  data?: string
  /** Default: any free port. */
  port?: number
  /** The policy file. Default: the playground's own. */
  policy?: string
  /** The cloud is so many times as fast. At 1, the default, an order takes 20 s from its acceptance to its success. */
  speed?: number
  /** How long a request waits where the page asks for a short wait, in s; default 20. */
  shortWait?: number
  /** How the page is built; default: for production. */
  page?: Build
  /** Real milliseconds after which `slack.until` gives up. */
  timeout?: number
  /** Told its last words when the bot dies by itself. */
  died?: (lastWords: readonly string[]) => void
}

/** A workspace with the bot at work in it, and a page on which to try it. */
export type Playground = {
  /** Of the page: `http://127.0.0.1:PORT`. */
  readonly address: string
  readonly slack: Slack
  readonly cloud: Alicloud
  readonly bot: BotKeeper
  /** Ends it all and resolves with the exit code of the bot. */
  stop(): Promise<number | null>
}

// Not a secret, and to be seen as none: what it seals is a password of a cloud that does not exist.
const secretKey = Buffer.from('playground-key, known to anybody').toString('base64')

/** How long an order takes at speed 1, and its nodes after that until they are Ready; in ms. */
const PACE = { taskDuration: 20_000, readyLag: 1000 }

/**
 * Opens the playground. Resolves as soon as the bot is ready for the first time.
 * @throws when the port is taken (EADDRINUSE), what was kept cannot be read, or the bot does not start
 */
export async function openPlayground(o: PlaygroundOptions = {}): Promise<Playground> {
  const { speed = 1, policy = here('policy.yml'), died = () => undefined } = o
  const kept = o.data === undefined ? undefined : readKept(o.data)
  const slack = await startSlack({
    manifest: here('../manifest.yml'),
    ...(o.port === undefined ? {} : { port: o.port }),
    ...(o.timeout === undefined ? {} : { timeout: o.timeout }),
    ...(kept?.workspace === undefined ? {} : { restored: kept.workspace }),
  })
  const cloud = await startAlicloud({
    taskDuration: PACE.taskDuration / speed,
    readyLag: PACE.readyLag / speed,
    ...(kept?.books === undefined ? {} : { books: kept.books }),
  })
  const data = o.data ?? (await mkdtemp(join(tmpdir(), 'scaleout-demo-')))
  const leave = async (): Promise<void> => {
    await Promise.all([slack.stop(), cloud.stop()])
    if (o.data === undefined) await rm(data, { recursive: true })
  }
  const folder = join(data, 'bot')
  await mkdir(folder, { recursive: true })
  const hasty = join(data, 'short-wait.yml')
  await writeFile(hasty, hastened(await readFile(policy, 'utf8'), o.shortWait ?? 20))
  const environment = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    SCALEOUT_CONFIG: policy,
    SCALEOUT_DATA: folder,
    SCALEOUT_SECRET_KEY: secretKey,
    EDGE_LOGIN_PASSWORD: 'Playground-1234!',
    ALIBABA_CLOUD_ENDPOINT: cloud.endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
  }
  const bot = await keepBot(environment, died).catch(async (error: unknown) => {
    await leave()
    throw error
  })
  // Only now: where another bot has this folder, its playground has what is kept here.
  const keeper = o.data === undefined ? undefined : keep(data, slack, cloud)
  const pages = line({
    slack,
    cloud,
    bot,
    mischief: mischief(slack, cloud, bot, { usual: policy, hasty }),
    seen: seenBy(slack),
  })
  slack.serve({ line: '/page/line', fetch: routes(o.page).fetch, upgrade: pages.upgrade })
  return {
    address: slack.origin,
    slack,
    cloud,
    bot,
    async stop() {
      pages.stop()
      const code = await bot.stop()
      keeper?.stop()
      await leave()
      return code
    },
  }
}
