import { z } from 'zod'
import type { PersonRecord } from '../workspace.ts'
import type { World } from '../world.ts'
import { flag, type Method, method, refuse, text } from './method.ts'
import { pageOf, paging } from './pages.ts'
import { personWith } from './places.ts'

const emailOf = (person: PersonRecord): string => `${person.handle}@${person.team.toLowerCase()}.example`

/**
 * A stranger is external and shares no channel with us; false does not mean internal (docs/platforms/slack.md#people).
 */
const isStranger = ({ workspace, app }: World, person: PersonRecord): boolean =>
  person.standing === 'stranger' &&
  !workspace.channels.some(({ members }) => members.includes(person.id) && members.includes(app.botUser))

/**
 * Of a Grid: the organization and its workspaces, mostly without a `team_id` (docs/platforms/slack.md#people,
 * lookerbot#184).
 */
function belonging({ id, team, organization }: PersonRecord): Record<string, unknown> {
  // Of somebody whom Slack knows only from afar it may name nothing at all.
  if (!organization) return team === '' ? {} : { team_id: team }
  const { teams, globalId = id, shown } = organization
  const names = { enterprise_id: organization.id, enterprise_name: organization.id }
  return {
    ...(shown === undefined ? {} : { team_id: shown }),
    ...names,
    teams,
    enterprise_user: { id: globalId, ...names, is_admin: false, is_owner: false, teams },
  }
}

/** The user object (docs/platforms/slack.md#people); a deactivated one lacks most fields. */
export function wireUser(world: World, person: PersonRecord, withLocale: boolean): Record<string, unknown> {
  const { workspace, app } = world
  const own = { id: person.id, ...belonging(person), name: person.handle, deleted: person.deactivated }
  const isBot = person.standing === 'bot'
  const external = person.standing === 'stranger'
  const profile = {
    real_name: person.name,
    display_name: person.handle,
    team: person.team,
    ...(app.scopes.has('users:read.email') && !isBot && !external ? { email: emailOf(person) } : {}),
  }
  if (person.deactivated) return { ...own, profile, is_bot: isBot }
  return {
    ...own,
    real_name: person.name,
    tz: 'Europe/Amsterdam',
    profile,
    is_admin: false,
    is_owner: false,
    is_restricted: person.standing === 'guest' || person.standing === 'single_channel_guest',
    is_ultra_restricted: person.standing === 'single_channel_guest',
    is_bot: isBot,
    is_app_user: false,
    ...(person.team === workspace.team.id && !person.organization ? {} : { is_stranger: isStranger(world, person) }),
    ...(withLocale && !external ? { locale: person.locale } : {}),
  }
}

const info = method({
  name: 'users.info',
  scopes: ['users:read'],
  tier: 4,
  json: false,
  args: z.object({ user: text, include_locale: flag }),
  run: (world, args) => ({ user: wireUser(world, personWith(world, args.user), args.include_locale) }),
})

const list = method({
  name: 'users.list',
  scopes: ['users:read'],
  tier: 2,
  json: false,
  args: z.object({ ...paging(1000), include_locale: flag }),
  run(world, args) {
    const { items, response_metadata } = pageOf(world.workspace.people, args)
    return { members: items.map((person) => wireUser(world, person, args.include_locale)), response_metadata }
  },
})

const lookupByEmail = method({
  name: 'users.lookupByEmail',
  scopes: ['users:read.email'],
  tier: 3,
  json: false,
  args: z.object({ email: text }),
  run(world, { email }) {
    const person = world.workspace.people.find((one) => emailOf(one) === email && !one.deactivated)
    return { user: wireUser(world, person ?? refuse('users_not_found'), false) }
  },
})

export const users: Method[] = [info, list, lookupByEmail]
