import { z } from 'zod'
import { sentence, type Violation, violationsOfMessage, violationsOfView } from '../blocks/index.ts'
import { type Method, method, refuse, refuseArguments, structure, text } from './method.ts'

const authTest = method({
  name: 'auth.test',
  scopes: [],
  tier: { perMinute: 300 },
  json: true,
  args: z.object({}),
  run: ({ app, workspace }) => ({
    url: `https://${workspace.team.domain}.slack.example/`,
    team: workspace.team.name,
    user: app.manifest.features.bot_user.display_name,
    team_id: workspace.team.id,
    user_id: app.botUser,
    bot_id: app.botId,
    is_enterprise_install: false,
    // Only where the workspace is part of a Grid.
    ...(workspace.team.enterprise === undefined ? {} : { enterprise_id: workspace.team.enterprise }),
  }),
})

const connectionsOpen = method({
  name: 'apps.connections.open',
  scopes: ['connections:write'],
  tier: 3,
  json: false,
  token: 'app',
  args: z.object({}),
  run({ app, courier }) {
    // What Slack answers when the manifest has Socket Mode off is not documented: our choice.
    if (!app.manifest.settings.socket_mode_enabled) refuse('not_allowed')
    return { url: courier.connect() }
  },
})

/** docs/platforms/slack.md#validation-errors: pointer, code, message. */
function verdict(violation: Violation): Record<string, unknown> {
  const { message, pointer } = violation
  const isType = /^must (provide an? |be a boolean)/.test(message)
  const code = message.startsWith('missing required field')
    ? 'missing_field'
    : isType
      ? 'invalid_type'
      : 'failed_constraint'
  return { pointer, code, message, field: pointer.split('/').at(-1) }
}

const blocksValidate = method({
  name: 'blocks.validate',
  scopes: [],
  // The rate is not stated: our choice, a cautious one.
  tier: 2,
  json: true,
  args: z.object({ blocks: structure().optional(), message: structure().optional(), view: structure().optional() }),
  run(_, { blocks, message, view }) {
    const given = [blocks, message, view].filter((input) => input !== undefined)
    if (given.length !== 1) refuseArguments(['must provide exactly one of `blocks`, `message` and `view`'])
    const list = z.object({ blocks: z.unknown() }).safeParse(message).data?.blocks ?? blocks
    const errors = view === undefined ? violationsOfMessage(list) : violationsOfView(view)
    if (errors.length > 0)
      refuse('invalid_blocks', {
        errors: errors.map(verdict),
        response_metadata: { messages: errors.map((error) => `[ERROR] ${sentence(error)}`) },
      })
    return {}
  },
})

const emojiList = method({
  name: 'emoji.list',
  scopes: ['emoji:read'],
  tier: 2,
  json: false,
  args: z.object({}),
  run: ({ workspace }) => ({ emoji: workspace.emoji }),
})

const teamInfo = method({
  name: 'team.info',
  scopes: ['team:read'],
  tier: 3,
  json: false,
  args: z.object({ team: text.optional() }),
  run: ({ workspace }) => ({ team: workspace.team }),
})

const botsInfo = method({
  name: 'bots.info',
  scopes: ['users:read'],
  tier: 3,
  json: false,
  args: z.object({ bot: text.optional() }),
  run({ app }, { bot }) {
    if (bot !== undefined && bot !== app.botId) refuse('bot_not_found')
    const name = app.manifest.features.bot_user.display_name
    return { bot: { id: app.botId, app_id: app.id, user_id: app.botUser, name, deleted: false } }
  },
})

export const app: Method[] = [authTest, connectionsOpen, blocksValidate, emojiList, teamInfo, botsInfo]
