import { saysNothing } from '../delivery/parcel.ts'
import { objectTo } from '../ground.ts'
import { asBlocks, type Block } from '../kit.ts'
import type { ResponseUrl } from '../passes.ts'
import { type Answer, readAnswer, show } from '../respond.ts'
import type { ChannelRecord, PersonRecord, Workspace } from '../workspace.ts'
import type { World } from '../world.ts'
import { responseUrl, trigger } from './payload.ts'

/** What the person saw of a command at once. */
export type CommandResult =
  | { text?: string; blocks?: Block[]; responseType?: Answer['response_type'] }
  | { error: 'operation_timeout' | 'dispatch_failed' | 'unknown_command' | 'not_in_threads' | 'not_for_strangers' }

/** Sends a slash command and waits for its ack (docs/platforms/slack.md#commands). */
export async function command(
  world: World,
  person: PersonRecord,
  channel: ChannelRecord,
  typed: string,
): Promise<CommandResult> {
  const [, name = '', text = ''] = /^(\/\S+)\s*(.*)$/s.exec(typed) ?? []
  const known = world.app.manifest.features.slash_commands.find((one) => one.command === name)
  if (!known) return { error: 'unknown_command' }
  if (person.standing === 'stranger') return { error: 'not_for_strangers' }
  const { url, grant } = responseUrl(world, person, channel.id)
  const receipt = await world.courier.carry({
    type: 'slash_commands',
    payload: {
      token: world.app.verificationToken,
      team_id: world.workspace.team.id,
      team_domain: world.workspace.team.domain,
      channel_id: channel.id,
      channel_name: nameFor(channel),
      user_id: person.id,
      user_name: person.handle,
      command: name,
      text: known.should_escape ? escaped(world.workspace, text) : text,
      api_app_id: world.app.id,
      is_enterprise_install: 'false',
      response_url: url,
      trigger_id: trigger(world, person),
    },
  })
  if (!receipt.acked) return { error: receipt.why === 'timeout' ? 'operation_timeout' : 'dispatch_failed' }
  return answered(world, channel, grant, receipt.body)
}

/**
 * `directmessage` and `privategroup` in DMs and private channels: long-standing, not verified
 * (docs/platforms/slack.md#commands).
 */
function nameFor({ kind, name }: ChannelRecord): string {
  return kind === 'im' ? 'directmessage' : kind === 'private' ? 'privategroup' : name
}

function answered(world: World, channel: ChannelRecord, grant: ResponseUrl, body: unknown): CommandResult {
  if (saysNothing(body)) return {}
  const given = readAnswer(body)
  if (typeof given === 'string') {
    objectTo(world, `the ack of a command is no message: ${given}`)
    // What the person sees then is not documented: our choice.
    return { error: 'dispatch_failed' }
  }
  grant.origin = show(world, channel, grant.user, given).ts
  return {
    ...(given.text === undefined ? {} : { text: given.text }),
    ...(given.blocks === undefined ? {} : { blocks: asBlocks(given.blocks) }),
    responseType: given.response_type,
  }
}

/**
 * What a person types as it goes over the wire: mentions as ids; a private channel with an empty name
 * (docs/platforms/slack.md#commands).
 */
export function escaped({ people, channels, groups }: Workspace, text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(^|\s)@([\w-]+)/g, (whole, before: string, name: string) => {
      const person = people.find(({ handle }) => handle === name)
      if (person) return `${before}<@${person.id}|${person.handle}>`
      const group = groups.find(({ handle }) => handle === name)
      return group ? `${before}<!subteam^${group.id}|@${group.handle}>` : whole
    })
    .replace(/(^|\s)#([\w-]+)/g, (whole, before: string, name: string) => {
      const channel = channels.find((one) => one.name === name)
      return channel ? `${before}<#${channel.id}|${channel.kind === 'private' ? '' : channel.name}>` : whole
    })
}
