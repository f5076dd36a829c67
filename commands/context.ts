import type { WebClient } from '@slack/web-api'
import type { createOptionLookups } from '../src/cloud/option-lookups.ts'
import type { Installation } from '../src/ops/installation.ts'
import type { Context } from '../src/scaleout/context.ts'
import type { Messenger } from '../src/scaleout/messenger.ts'
import type { Request } from '../src/scaleout/record.ts'
import type { Reaction } from '../src/scaleout/votes.ts'
import type { suitability } from '../src/slack/channels.ts'
import type { Vocabulary } from '../views/words/index.ts'

/** What a handler is given besides. What it remembers between two payloads is in the view or in the ledger. */
export type CommandContext = Context & {
  /** Those that the bot speaks. */
  readonly languages: readonly Vocabulary[]
  /** The bot's own user id. */
  readonly botUser: string
  /** For what a person waits for. */
  readonly client: WebClient
  /** Whether the cloud shows such a task for the request's cluster. */
  readonly findTask: (request: Request, taskId: string) => Promise<'found' | 'none' | 'unreadable'>
  /** Whether requests can be decided in a channel, and its name. */
  readonly suitability: (channel: string) => ReturnType<typeof suitability>
  /** The choices of a source for a cluster, as far as they can be read. */
  readonly optionsOf: ReturnType<typeof createOptionLookups>
  /** The reactions on a card now; undefined where they cannot be read. */
  readonly reactions: (at: { channel: string; ts: string }) => Promise<readonly Reaction[] | undefined>
  /** What is wrong with the people and groups that the policy names. */
  readonly installation: Pick<Installation, 'faultOf' | 'doubts'>
  /** Tells a person privately why their reaction changes nothing. */
  readonly turnAway: Messenger['turnAway']
}
