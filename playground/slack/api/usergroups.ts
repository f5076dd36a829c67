import { z } from 'zod'
import { type GroupRecord, membersAt } from '../workspace.ts'
import type { World } from '../world.ts'
import { flag, type Method, method, refuse, text } from './method.ts'

/** User groups exist on paid plans only (docs/platforms/slack.md#user-groups). */
function demandPlan({ workspace }: World): void {
  if (!workspace.paid) refuse('plan_upgrade_required')
}

/** The members as the API shows them: `groupLag` late. */
const shownMembers = ({ clock, ambush }: World, group: GroupRecord): string[] =>
  membersAt(group, clock.now() - ambush.switches.groupLag)

const usersList = method({
  name: 'usergroups.users.list',
  scopes: ['usergroups:read'],
  tier: 2,
  json: false,
  args: z.object({ usergroup: text, include_disabled: flag }),
  run(world, args) {
    demandPlan(world)
    const group = world.workspace.groups.find(({ id }) => id === args.usergroup)
    if (!group || (group.disabled && !args.include_disabled)) refuse('no_such_subteam')
    return { users: shownMembers(world, group) }
  },
})

const list = method({
  name: 'usergroups.list',
  scopes: ['usergroups:read'],
  tier: 2,
  json: false,
  args: z.object({ include_disabled: flag, include_users: flag, include_count: flag }),
  run(world, args) {
    demandPlan(world)
    const shown = world.workspace.groups.filter(({ disabled }) => args.include_disabled || !disabled)
    return { usergroups: shown.map((group) => wireGroup(world, group, args)) }
  },
})

type Including = { include_users: boolean; include_count: boolean }

function wireGroup(world: World, group: GroupRecord, including: Including): Record<string, unknown> {
  const members = shownMembers(world, group)
  return {
    id: group.id,
    team_id: world.workspace.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    date_delete: group.disabled ? 1 : 0,
    ...(including.include_users ? { users: members } : {}),
    ...(including.include_count ? { user_count: members.length } : {}),
  }
}

export const usergroups: Method[] = [usersList, list]
