import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const url = z.string().max(3000)

const slashCommand = z.strictObject({
  command: z.string().min(2).max(32).startsWith('/'),
  description: z.string().min(1).max(2000),
  usage_hint: z.string().max(1000).optional(),
  should_escape: z.boolean().default(false),
  url: url.optional(),
})

const shortcut = z.strictObject({
  name: z.string().min(1),
  type: z.enum(['global', 'message']),
  callback_id: z.string().max(255),
  description: z.string().max(150),
})

const features = z.strictObject({
  bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean().optional() }),
  app_home: z
    .strictObject({
      home_tab_enabled: z.boolean().default(false),
      messages_tab_enabled: z.boolean().default(false),
      messages_tab_read_only_enabled: z.boolean().optional(),
    })
    .default({ home_tab_enabled: false, messages_tab_enabled: false }),
  slash_commands: z.array(slashCommand).min(1).max(50).default([]),
  shortcuts: z.array(shortcut).max(10).optional(),
})

const oauth = z.strictObject({
  scopes: z.strictObject({
    bot: z.array(z.string()).max(255),
    bot_optional: z.array(z.string()).max(255).optional(),
  }),
  redirect_urls: z.array(url).max(1000).optional(),
  token_management_enabled: z.boolean().optional(),
  pkce_enabled: z.boolean().optional(),
})

const settings = z.strictObject({
  event_subscriptions: z
    .strictObject({ request_url: url.optional(), bot_events: z.array(z.string()).max(100).default([]) })
    .default({ bot_events: [] }),
  interactivity: z
    .strictObject({
      is_enabled: z.boolean(),
      request_url: url.optional(),
      message_menu_options_url: url.optional(),
    })
    .default({ is_enabled: false }),
  socket_mode_enabled: z.boolean().default(false),
  org_deploy_enabled: z.boolean().optional(),
  token_rotation_enabled: z.boolean().optional(),
  allowed_ip_address_ranges: z.array(z.string()).optional(),
  is_mcp_enabled: z.boolean().optional(),
  function_runtime: z.string().optional(),
  hermes_app_type: z.string().optional(),
})

const fields = z.strictObject({
  _metadata: z.strictObject({ major_version: z.number(), minor_version: z.number().optional() }).optional(),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140).optional(),
    long_description: z.string().min(175).max(4000).optional(),
    background_color: z
      .string()
      .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i)
      .optional(),
  }),
  features,
  oauth_config: oauth,
  settings,
})

const manifest = fields.refine(
  ({ features: { slash_commands }, oauth_config: { scopes } }) =>
    slash_commands.length === 0 || scopes.bot.includes('commands'),
  { path: ['oauth_config', 'scopes', 'bot'], error: 'slash commands need the scope commands' },
)

export type Manifest = z.output<typeof manifest>

/**
 * Reads an app manifest (docs/platforms/slack.md#manifest; unknown keys are errors there, so they are here).
 *
 * @throws when the file cannot be read, or names every rule that it breaks
 */
export function readManifest(path: string): Manifest {
  const read = manifest.safeParse(parse(readFileSync(path, 'utf8')))
  if (!read.success) throw new Error(`${path} is not a manifest that Slack accepts:\n${z.prettifyError(read.error)}`)
  return read.data
}
