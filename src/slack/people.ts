import type { WebClient } from '@slack/web-api'
import Bottleneck from 'bottleneck'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Language } from '../clusters/define.ts'
import type { People } from '../scaleout/context.ts'
import type { Account, Person } from '../scaleout/policy.ts'
import { withTimeout } from '../timeout.ts'
import { notOffered, slackError } from './clients.ts'
import { errorText } from './error-text.ts'
import { timeouts } from './timeouts.ts'

/** Where the bot is installed, and as whom: from `auth.test`. */
export type Installation = { readonly team: string; readonly enterprise: string | null; readonly botUser: string }

/**
 * What Slack says about a person counts this long: a decision must see who they are now
 * (docs/platforms/slack.md#people).
 */
const freshFor = 5000
/** So many people are asked about beside each other, and as many again before those are answered. */
const atOnce = 8
/**
 * Slack tells the members of twenty groups a minute (docs/platforms/slack.md#rates): where there are many, each counts
 * longer, in ms.
 */
const betweenGroups = 4000

const flag = z.boolean().optional().catch(undefined)
const name = z.string().min(1).optional().catch(undefined)
const names = z.array(z.string()).optional().catch(undefined)
const userInfo = z.object({
  id: z.string(),
  team_id: name,
  deleted: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_connector_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  enterprise_id: name,
  teams: names,
  locale: z.string().optional(),
  tz: z.string().optional(),
  enterprise_user: z.object({ id: name, enterprise_id: name, teams: names }).optional().catch(undefined),
})

/** What kind of account a person has and which groups they are in, read fresh from Slack; failing that, unknown. */
export function createPeople(deps: {
  client: WebClient
  installation: Installation
  /** Those that the bot speaks, and the one of its channels. */
  languages: readonly Language[]
  language: Language
  clock: Clock
  log: Logger
}): People {
  const { client, installation, clock, log } = deps
  const fresh = { max: 2000, ttl: freshFor, ttlResolution: 0, perf: { now: () => clock.steady() + 1 } }
  const persons = new LRUCache<string, Promise<Person | undefined>>(fresh)
  const groups = new LRUCache<string, Promise<ReadonlySet<string> | undefined>>(fresh)
  const languages = new LRUCache<string, Language>({ max: 5000 })
  let warned = false

  const lookUp = async (id: string): Promise<Person | undefined> => {
    try {
      const answer = await client.users.info({ user: id, include_locale: true })
      const user = userInfo.parse(answer.user)
      const language = languageIn(user.locale, deps.languages) ?? deps.language
      languages.set(id, language)
      const account = accountOf(user, installation)
      if (account === 'unplaced')
        log.warn({ person: id }, 'users.info names neither a team nor an organization: this person may do nothing here')
      const globalId = user.enterprise_user?.id
      const ids = globalId === undefined ? { id } : { id, globalId }
      return { ...ids, account, language, timeZone: zoneOf(user.tz) }
    } catch (error) {
      log.warn(
        { person: id, error: slackError(error) ?? errorText(error) },
        'users.info failed: this person counts as unknown',
      )
      return undefined
    }
  }

  const membersOf = async (group: string): Promise<ReadonlySet<string> | undefined> => {
    try {
      const answer = await client.usergroups.users.list({ usergroup: group })
      return new Set(answer.users ?? [])
    } catch (error) {
      if (!notOffered(error) || !warned)
        log.warn(
          { group, error: slackError(error) ?? errorText(error) },
          'usergroups.users.list failed: nobody counts as a member',
        )
      warned ||= notOffered(error)
      return undefined
    }
  }

  const people: People = {
    person: (id) => remember(persons, id, lookUp),
    members: (group) => remember(groups, group, membersOf, Math.max(freshFor, betweenGroups * groups.size)),
    fresh: () => ({ ...people, person: askOnce(persons, fewAtOnce(lookUp)), members: askOnce(groups, membersOf) }),
    languageOf: (id) => languages.get(id) ?? deps.language,
    languageFor: async (id) =>
      languages.get(id) ??
      (await withTimeout(timeouts.person, remember(persons, id, lookUp), undefined))?.language ??
      deps.language,
    forgetGroup: (id) => void groups.delete(id),
  }
  return people
}

/** One question for however many ask at a time. An answer that failed is forgotten, unless `always` says for how many ms any counts. */
function remember<T>(
  cache: LRUCache<string, Promise<T | undefined>>,
  id: string,
  ask: (id: string) => Promise<T | undefined>,
  always?: number,
): Promise<T | undefined> {
  const known = cache.get(id)
  if (known) return known
  const asked = ask(id)
  if (always !== undefined) {
    // Also that it failed: hundreds may react meanwhile.
    cache.set(id, asked, { ttl: always })
    return asked
  }
  cache.set(id, asked)
  void asked.then((answer) => answer === undefined && cache.delete(id))
  return asked
}

/**
 * The first questions go out at once; where a crowd has voted, the others wait until one of them is answered. The limiter lives
 * for one look, and nobody waits for it without end: Bottleneck goes by the wall clock, and waits for hours where that is set
 * back meanwhile. Then these people count as unknown, and the next look asks again.
 */
function fewAtOnce<T>(ask: (id: string) => Promise<T | undefined>): (id: string) => Promise<T | undefined> {
  let asked = 0
  let limiter: Bottleneck | undefined
  return (id) => {
    asked += 1
    if (asked <= atOnce) return ask(id)
    limiter ??= new Bottleneck({ maxConcurrent: atOnce })
    return withTimeout(
      timeouts.crowd,
      limiter.schedule(() => ask(id)),
      undefined,
    )
  }
}

/** The first question about each goes to Slack; further ones share its answer, also one that failed. */
function askOnce<T>(
  cache: LRUCache<string, Promise<T | undefined>>,
  ask: (id: string) => Promise<T | undefined>,
): (id: string) => Promise<T | undefined> {
  const asked = new Map<string, Promise<T | undefined>>()
  return (id) => {
    const known = asked.get(id)
    if (known) return known
    cache.delete(id)
    const answer = remember(cache, id, ask)
    asked.set(id, answer)
    return answer
  }
}

function accountOf(user: z.infer<typeof userInfo>, { team, enterprise }: Installation): Account {
  if (user.deleted) return 'deactivated'
  // Slackbot is the one bot that does not say so.
  if (user.is_bot || user.is_workflow_bot || user.is_connector_bot || user.id === 'USLACKBOT') return 'bot'
  const home = homeOf(user, { team, enterprise })
  if (user.is_stranger || home === 'elsewhere') return 'stranger'
  if (home === 'unknown') return 'unplaced'
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member'
}

/**
 * `is_stranger: false` does not mean internal, and people of a Grid mostly have no `team_id`: ours is whoever is shown to
 * belong to our team or organization, and to no other organization (docs/platforms/slack.md#people).
 */
function homeOf(
  user: z.infer<typeof userInfo>,
  { team, enterprise }: Pick<Installation, 'team' | 'enterprise'>,
): 'ours' | 'elsewhere' | 'unknown' {
  const organizations = [user.enterprise_id, user.enterprise_user?.enterprise_id].filter((id) => id !== undefined)
  if (organizations.some((id) => id !== enterprise)) return 'elsewhere'
  // The team of an account that an organization manages may be the organization itself.
  const teams = [user.team_id, ...(user.teams ?? []), ...(user.enterprise_user?.teams ?? [])]
  if (organizations.length > 0 || teams.includes(team) || (enterprise !== null && teams.includes(enterprise)))
    return 'ours'
  return teams.some((id) => id !== undefined) ? 'elsewhere' : 'unknown'
}

/** `zh` of `zh-CN`; the first of the bot's languages for a locale that it does not speak. */
function languageIn(locale: string | undefined, spoken: readonly Language[]): Language | undefined {
  if (locale === undefined) return undefined
  const start = locale.toLowerCase().split(/[-_]/)[0]
  return spoken.find((code) => code === start) ?? spoken[0]
}

function zoneOf(tz: string | undefined): string {
  return tz !== undefined && Intl.supportedValuesOf('timeZone').includes(tz) ? tz : 'UTC'
}
