import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Language } from '../clusters/define.ts'
import type { Ledger } from './ledger.ts'
import type { Directory, Policy } from './policy.ts'
import type { Keys } from './vault.ts'
import type { Allowance } from './votes.ts'

/** People's accounts and groups, as Slack says it, and the language in which they read. */
export type People = Directory & {
  /** The language a person was last seen with; the channel's until then. Never asks Slack. */
  languageOf(id: string): Language
  /** Asks Slack once for a person who was not seen yet, and waits a second at most: triggers live three. */
  languageFor(id: string): Promise<Language>
  /** The same people, but Slack is asked anew, for each person and group once; what it says replaces what is remembered. */
  fresh(): People
  /** Forgets a group's members when Slack says that they changed. */
  forgetGroup(id: string): void
}

/** What everything that acts on requests is given, handlers and jobs alike: made once, by `createApp`. */
export type Context = Keys & {
  readonly policy: Policy
  readonly ledger: Ledger
  readonly people: People
  /** How often onlookers are told that their reaction does not count. */
  readonly allowance: Allowance
  readonly clock: Clock
  readonly log: Logger
  /** Set while the bot finishes what is in hand: nothing new is begun. */
  readonly stopping: () => boolean
}
