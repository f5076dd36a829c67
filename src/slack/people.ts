import type { WebClient } from '@slack/web-api'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Language } from '../clusters/define.ts'
import { errorText } from '../error-text.ts'
import type { Account, Directory, Person } from '../scaleout/policy.ts'
import { notOffered, slackError } from './clients.ts'
import { within } from './within.ts'

/** Where the bot is installed, and as whom: from `auth.test`. */
export type Installation = { readonly team: string; readonly enterprise: string | null; readonly botUser: string }

/** What Slack says about somebody counts this long: a decision must see who they are now (reference §5). */
const freshFor = 5000

const flag = z.boolean().optional().catch(undefined)
const userInfo = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  deleted: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_connector_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  locale: z.string().optional(),
  tz: z.string().optional(),
  enterprise_user: z.object({ enterprise_id: z.string().optional() }).optional().catch(undefined),
})

export type People = Directory & {
  /** The language somebody was last seen with; the channel's until then. Never asks Slack. */
  languageOf(id: string): Language
  /** Asks Slack once for somebody who was not seen yet, and waits a second at most: triggers live three. */
  languageFor(id: string): Promise<Language>
  /** Forgets a group's members when Slack says that they changed. */
  forgetGroup(id: string): void
}

/** Who somebody is and which groups they are in, read fresh from Slack; failing that, unknown. */
export function createPeople(deps: {
  client: WebClient
  installation: Installation
  language: Language
  clock: Clock
  log: Logger
}): People {
  const { client, installation, clock, log } = deps
  const fresh = { max: 2000, ttl: freshFor, ttlResolution: 0, perf: { now: () => clock.now() } }
  const persons = new LRUCache<string, Promise<Person | undefined>>(fresh)
  const groups = new LRUCache<string, Promise<ReadonlySet<string> | undefined>>(fresh)
  const languages = new LRUCache<string, Language>({ max: 5000 })
  let warned = false

  const lookUp = async (id: string): Promise<Person | undefined> => {
    try {
      const answer = await client.users.info({ user: id, include_locale: true })
      const user = userInfo.parse(answer.user)
      const language = languageIn(user.locale) ?? deps.language
      languages.set(id, language)
      return { id, account: accountOf(user, installation), language, timeZone: zoneOf(user.tz) }
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

  return {
    person: (id) => remember(persons, id, lookUp),
    members: (group) => remember(groups, group, membersOf),
    languageOf: (id) => languages.get(id) ?? deps.language,
    languageFor: async (id) =>
      languages.get(id) ?? (await within(1000, remember(persons, id, lookUp), undefined))?.language ?? deps.language,
    forgetGroup: (id) => void groups.delete(id),
  }
}

/** One question for however many ask at a time. An answer that failed is not remembered. */
function remember<T>(
  cache: LRUCache<string, Promise<T | undefined>>,
  id: string,
  ask: (id: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const known = cache.get(id)
  if (known) return known
  const asked = ask(id)
  cache.set(id, asked)
  void asked.then((answer) => answer === undefined && cache.delete(id))
  return asked
}

function accountOf(user: z.infer<typeof userInfo>, { team, enterprise }: Installation): Account {
  if (user.deleted) return 'deactivated'
  // Slackbot is the one bot that does not say so.
  if (user.is_bot || user.is_workflow_bot || user.is_connector_bot || user.id === 'USLACKBOT') return 'bot'
  // `is_stranger: false` does not mean internal: the team decides, or the organization that both belong to.
  const ours = user.team_id === undefined || user.team_id === team
  const sameOrganization = enterprise !== null && user.enterprise_user?.enterprise_id === enterprise
  if (user.is_stranger || !(ours || sameOrganization)) return 'stranger'
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member'
}

function languageIn(locale: string | undefined): Language | undefined {
  if (locale === undefined) return undefined
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

function zoneOf(tz: string | undefined): string {
  return tz !== undefined && Intl.supportedValuesOf('timeZone').includes(tz) ? tz : 'UTC'
}
