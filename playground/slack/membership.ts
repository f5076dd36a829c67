import { tell } from './delivery/events.ts'
import type { ChannelRecord } from './workspace.ts'
import type { World } from './world.ts'

const about = ({ workspace }: World, { id, kind }: ChannelRecord, user: string) => ({
  user,
  channel: id,
  channel_type: kind === 'private' ? 'G' : 'C',
  team: workspace.team.id,
})

/** Makes this user a member and tells the app: its own join is delivered, too (docs/platforms/slack.md#events). */
export function admit(world: World, channel: ChannelRecord, user: string): void {
  if (channel.members.includes(user)) return
  channel.members.push(user)
  tell(world, { type: 'member_joined_channel', ...about(world, channel, user) }, channel)
  world.changes.announce()
}

/** Ends a membership; the bot hears of its own leaving no more than a person would. */
export function dismiss(world: World, channel: ChannelRecord, user: string): void {
  channel.members = channel.members.filter((member) => member !== user)
  tell(world, { type: 'member_left_channel', ...about(world, channel, user) }, channel)
  world.changes.announce()
}
