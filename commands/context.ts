import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Clock } from '../src/clock.ts'
import type { Installation } from '../src/ops/installation.ts'
import type { Ledger } from '../src/scaleout/ledger.ts'
import type { Messenger } from '../src/scaleout/messenger.ts'
import type { Policy } from '../src/scaleout/policy.ts'
import type { Request } from '../src/scaleout/record.ts'
import type { Vault } from '../src/scaleout/vault.ts'
import type { Allowance, Reaction } from '../src/scaleout/votes.ts'
import type { suitability } from '../src/slack/channels.ts'
import type { People } from '../src/slack/people.ts'

/** Everything that a handler needs. What it remembers between two payloads is in the view or in the ledger. */
export type CommandContext = {
  readonly policy: Policy
  readonly ledger: Ledger
  readonly people: People
  /** The bot's own user id. */
  readonly botUser: string
  /** For what a person waits for. */
  readonly client: WebClient
  readonly vault: Vault | null
  /** The password behind a name of the policy file. */
  readonly credential: (name: string) => string | undefined
  readonly clock: Clock
  readonly log: Logger
  /** Set while the bot finishes what is in hand: new requests are refused. */
  readonly stopping: () => boolean
  /** Whether the cloud shows such a task for the request's cluster. */
  readonly findTask: (request: Request, taskId: string) => Promise<'found' | 'none' | 'unreadable'>
  /** Whether requests can be decided in a channel, and its name. */
  readonly suitability: (channel: string) => ReturnType<typeof suitability>
  /** The reactions on a card now; undefined where they cannot be read. */
  readonly reactions: (at: { channel: string; ts: string }) => Promise<readonly Reaction[] | undefined>
  /** What is wrong with the people and groups that the policy names. */
  readonly installation: Pick<Installation, 'faultOf' | 'doubts'>
  /** Tells a person privately why their reaction changes nothing. */
  readonly turnAway: Messenger['turnAway']
  /** How often onlookers are told so. */
  readonly allowance: Allowance
}
