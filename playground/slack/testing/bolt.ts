import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { stringify } from 'yaml'
import { type Slack, type SlackOptions, startSlack } from '../index.ts'

/** A manifest in the shape of docs/platforms/slack.md#manifest, with everything that the tests touch. */
const manifest = {
  display_information: { name: 'Scaleout', description: 'Request and approve cluster scale-outs' },
  features: {
    bot_user: { display_name: 'scaleout', always_online: true },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    slash_commands: [{ command: '/scaleout', description: 'Plan a scale-out', should_escape: true }],
  },
  oauth_config: {
    scopes: {
      bot: [
        'commands',
        'chat:write',
        'reactions:read',
        'reactions:write',
        'users:read',
        'usergroups:read',
        'channels:read',
        'groups:read',
        'channels:history',
        'im:write',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'reaction_added',
        'reaction_removed',
        'app_home_opened',
        'app_uninstalled',
        'tokens_revoked',
        'member_joined_channel',
        'channel_id_changed',
        'subteam_members_changed',
      ],
    },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
}

type Granted = { scopes?: string[]; events?: string[]; tabs?: boolean; interactivity?: boolean }

/** The path of a manifest that asks for these scopes and events; default: all above. `tabs`: those of the App Home. */
export function manifestFile(asked: Granted = {}): string {
  const { oauth_config, settings, features } = manifest
  const { scopes = oauth_config.scopes.bot, events = settings.event_subscriptions.bot_events } = asked
  const { tabs = true, interactivity = true } = asked
  const adapted = {
    ...manifest,
    features: { ...features, app_home: { home_tab_enabled: tabs, messages_tab_enabled: tabs } },
    oauth_config: { scopes: { bot: scopes } },
    settings: {
      ...settings,
      event_subscriptions: { bot_events: events },
      interactivity: { is_enabled: interactivity },
    },
  }
  return fileWith(stringify(adapted))
}

/** A new temporary file with this text. */
export function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'playground-')), 'manifest.yml')
  writeFileSync(path, text)
  return path
}

export const slackFor = (o: Partial<SlackOptions> = {}): Promise<Slack> =>
  startSlack({ manifest: manifestFile(), timeout: 5000, ...o })

/** The real client, without retries, so that each error shows at once. */
export const clientOf = ({ apiUrl, botToken }: Slack, token = botToken): WebClient =>
  new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: quiet,
  })

const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

/**
 * A real Bolt app in Socket Mode, its listeners added by `listen` before it starts. It gives a connection up that does not
 * answer for `clientPingTimeout` ms; Bolt's own are 5000, as a busy machine may take a moment.
 */
export async function socketApp(slack: Slack, listen: (app: App) => void, clientPingTimeout = 5000): Promise<App> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: quiet,
    clientPingTimeout,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  })
  return started(slack, receiver, listen)
}

/** A real Bolt app over signed HTTP; the playground delivers to it from now on. */
export async function httpApp(slack: Slack, listen: (app: App) => void): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: quiet, port: 0 })
  const app = await started(slack, receiver, listen)
  return app
}

async function started(
  slack: Slack,
  receiver: SocketModeReceiver | HTTPReceiver,
  listen: (app: App) => void,
): Promise<App> {
  const app = new App({
    token: slack.botToken,
    receiver,
    logger: quiet,
    deferInitialization: true,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  })
  await app.init()
  listen(app)
  const server = await app.start(0)
  if (server !== undefined && 'address' in server) {
    const address = server.address()
    if (typeof address === 'object' && address !== null)
      slack.deliverTo(`http://127.0.0.1:${address.port}/slack/events`)
  }
  return app
}
