import { wireUser } from './api/users.ts'
import { tell } from './delivery/events.ts'
import { admit, dismiss } from './membership.ts'
import { remove } from './messages.ts'
import { channelOf, type GroupRecord, groupOf, type Message, membersAt, personOf, type Standing } from './workspace.ts'
import type { World } from './world.ts'

/** Changes of the workspace that nobody asks the bot about. People by handle, channels and groups by name. */
export type Admin = {
  join(who: string, channel: string): void
  leave(who: string, channel: string): void
  deactivate(who: string): void
  becomes(who: string, standing: Standing): void
  addToGroup(who: string, group: string): void
  removeFromGroup(who: string, group: string): void
  disableGroup(group: string): void
  archive(channel: string): void
  /** A public channel is shared with another organisation and keeps its id. */
  share(channel: string): void
  /** Nobody finds it any more. */
  deleteChannel(channel: string): void
  /** A private channel is shared with another organisation and gets a new id. */
  convert(channel: string, newId: string): void
  /** Deleted by an administrator. */
  deleteMessage(message: Message): void
  /** The token dies at once; app_uninstalled still arrives. */
  uninstall(): void
  revokeTokens(): void
}

export function admin(world: World): Admin {
  const { workspace, clock, app, changes } = world

  function changedUser(who: string, change: { deactivated?: boolean; standing?: Standing }) {
    const person = Object.assign(personOf(workspace, who), change)
    tell(world, { type: 'user_change', user: wireUser(world, person, false), cache_ts: Math.floor(clock.now() / 1000) })
    changes.announce()
  }

  function regroup(group: GroupRecord, users: string[]) {
    const before = membersAt(group, clock.now())
    group.memberships.push({ since: clock.now(), users })
    const added = users.filter((user) => !before.includes(user))
    const removed = before.filter((user) => !users.includes(user))
    tell(world, {
      type: 'subteam_members_changed',
      subteam_id: group.id,
      team_id: workspace.team.id,
      date_update: Math.floor(clock.now() / 1000),
      added_users: added,
      added_users_count: added.length,
      removed_users: removed,
      removed_users_count: removed.length,
    })
    changes.announce()
  }

  return {
    join: (who, channel) => admit(world, channelOf(workspace, channel), personOf(workspace, who).id),
    leave: (who, channel) => dismiss(world, channelOf(workspace, channel), personOf(workspace, who).id),
    deactivate: (who) => changedUser(who, { deactivated: true }),
    becomes: (who, standing) => changedUser(who, { standing }),
    addToGroup(who, name) {
      const group = groupOf(workspace, name)
      const users = membersAt(group, clock.now())
      regroup(group, [...users, personOf(workspace, who).id])
    },
    removeFromGroup(who, name) {
      const group = groupOf(workspace, name)
      const { id } = personOf(workspace, who)
      regroup(
        group,
        membersAt(group, clock.now()).filter((user) => user !== id),
      )
    },
    disableGroup(name) {
      const group = groupOf(workspace, name)
      group.disabled = true
      const subteam = { id: group.id, team_id: workspace.team.id, handle: group.handle, date_delete: clock.now() }
      tell(world, { type: 'subteam_updated', subteam })
      changes.announce()
    },
    archive(name) {
      channelOf(workspace, name).archived = true
      changes.announce()
    },
    share(name) {
      channelOf(workspace, name).external = true
      changes.announce()
    },
    deleteChannel(name) {
      const channel = channelOf(workspace, name)
      workspace.channels.splice(workspace.channels.indexOf(channel), 1)
      changes.announce()
    },
    convert(name, newId) {
      const channel = channelOf(workspace, name)
      const event = { type: 'channel_id_changed', old_channel_id: channel.id, new_channel_id: newId }
      channel.id = newId
      channel.external = true
      for (const message of [...channel.messages, ...channel.ephemerals]) message.channel = newId
      tell(world, event, channel)
      changes.announce()
    },
    deleteMessage: (message) => remove(world, channelOf(workspace, message.channel), message),
    uninstall() {
      tell(world, { type: 'app_uninstalled' })
      app.standing = 'uninstalled'
      changes.announce()
    },
    revokeTokens() {
      tell(world, { type: 'tokens_revoked', tokens: { oauth: [], bot: [app.botUser] } })
      app.standing = 'revoked'
      changes.announce()
    },
  }
}
