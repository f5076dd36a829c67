import type { KnownBlock } from '@slack/types'
import type { Vocabulary } from '../../views/words/index.ts'
import type { Clock } from '../clock.ts'
import type { Ledger } from '../scaleout/ledger.ts'
import type { Directory, Policy } from '../scaleout/policy.ts'
import type { Pace } from '../scaleout/ports.ts'
import type { Allowance, Reaction } from '../scaleout/votes.ts'
import type { CloudFor } from './cloudfor.ts'
import type { Keys } from './order.ts'
import type { Survey } from './survey.ts'
import type { Waits } from './waits.ts'

/** A message of the bot's: `about` finds it again when the answer to posting it was lost. */
export type Post = {
  readonly channel: string
  readonly thread: string | null
  readonly text: string
  readonly blocks: KnownBlock[]
  /** Sent instead when the server does not know a block. */
  readonly simple?: KnownBlock[]
  /** `made`, when the request was (ms): a store that has lost its last moments gives the same number again. */
  readonly about: { readonly request: number; readonly key: string; readonly made: number }
  /** Not posted before this time (ms): how far back to look for it. */
  readonly since: number
}

/** Where a message stands. */
type Standing = { readonly channel: string; readonly ts: string }

/** `gone`: the message or its channel does not exist (any more), or the bot is not in it. */
type Delivered = Standing | 'gone'

/** Slack asked to be left alone for `after` ms. */
export class TryLater extends Error {
  readonly after: number
  constructor(after: number) {
    super(`Slack asks to wait ${after} ms`)
    this.after = after
  }
}

/** Everybody's reactions, the bot's own left out, and the text that the card shows. */
type CardSeen = { readonly reactions: readonly Reaction[]; readonly text: string }

/** Slack did not answer what it was asked: `cause` says why. */
export class SlackSilent extends Error {
  constructor(options: { cause: unknown }) {
    super(`Slack does not tell: ${String(options.cause)}`, options)
  }
}

/** Slack, as far as jobs speak through it. Throws `TryLater`, or another error, where trying again may help. */
export type Messenger = {
  /**
   * Says it, once the channel's pace allows. `begin` writes that down right before, and answers whether it may still be
   * sent, which is asked last of all.
   */
  post(post: Post, begin: () => Promise<() => boolean>): Promise<Delivered>
  /** `mayStillSend` is asked last of all. */
  edit(at: { channel: string; ts: string }, post: Post, mayStillSend: () => boolean): Promise<'edited' | 'gone'>
  /** A message that was posted, but whose answer was not seen. */
  find(post: Pick<Post, 'channel' | 'thread' | 'about' | 'since'>): Promise<Standing | undefined>
  seed(at: { channel: string; ts: string }, emoji: string): Promise<void>
  /** A card as it stands there now. `unavailable`: this server or installation cannot tell. */
  look(at: { channel: string; ts: string }): Promise<CardSeen | 'gone' | 'unavailable'>
  /** Tells somebody privately, where they reacted, why that changes nothing. */
  turnAway(person: string, at: { channel: string; thread?: string }, say: (words: Vocabulary) => string): Promise<void>
}

export type Deps = Keys & {
  readonly ledger: Ledger
  readonly policy: Policy
  readonly directory: Directory
  readonly cloudFor: CloudFor
  /** Asks Slack anew, each person and group once, whatever is remembered of them. */
  readonly freshDirectory: () => Directory
  /** Whether requests can still be decided in a channel, asked anew. */
  readonly approvalIn: (channel: string) => Promise<'suitable' | 'unsuitable' | 'unverified'>
  readonly pace: Pace
  readonly survey: Pick<Survey, 'patience'>
  readonly messenger: Messenger
  /** For telling people that their reaction does not count whom the request does not ask. */
  readonly allowance: Allowance
  readonly clock: Clock
  /** How long until a moment that a record holds: whoever compares it with `clock.now()` stands still when that is set back. */
  readonly until: Waits
  /** How long after it was written down a call may still be sent, in ms. */
  readonly sendingWindow: number
  /** A number in [0, 1): injected, so that a test knows the jitter. */
  readonly random: () => number
  /** Set while the bot stops. */
  readonly stopping: () => boolean
}
