import type { KnownBlock } from '@slack/types'
import type { Language } from '../clusters/define.ts'
import type { Reaction } from './votes.ts'

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
export type MessageRef = { readonly channel: string; readonly ts: string }

/** Why Slack did not take a message, and with which word of its own: '' where it did not answer with one. */
export type Refused = {
  readonly refused: /** The channel is not there for the bot, or nobody may write there: so it is for every message to it. */
    | 'place'
    /** The message that was to be edited is not there any more. */
    | 'message'
    /** Its parent stands, but takes no replies. */
    | 'thread'
    /** Its parent has vanished. */
    | 'parent'
    /** It is too long, or has blocks that Slack does not take. */
    | 'form'
    /** It stands, but may be edited no more. */
    | 'frozen'
    /** Anything else: it may be otherwise the next time. */
    | 'passing'
  readonly word: string
}

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

/** Slack, as far as jobs speak through it. Throws `TryLater` where there is no room just now. */
export type Messenger = {
  /**
   * Says it, once the channel's pace allows. `begin` writes that down right before, and answers whether it may still be
   * sent, which is asked last of all. A message that is refused as `passing` may stand there all the same.
   */
  post(post: Post, begin: () => Promise<() => boolean>): Promise<MessageRef | Refused>
  /** `mayStillSend` is asked last of all. */
  edit(at: MessageRef, post: Post, mayStillSend: () => boolean): Promise<'edited' | Refused>
  /** A message that was posted, but whose answer was not seen. */
  find(post: Pick<Post, 'channel' | 'thread' | 'about' | 'since'>): Promise<MessageRef | Refused | undefined>
  /** Puts emoji on a message. What can never be put there is left out. */
  seed(at: MessageRef, emoji: readonly string[]): Promise<'seeded' | Refused>
  /**
   * A card as it stands there now. `unavailable`: this server or installation cannot tell. `for` a call there is more room
   * than for a look that nobody waits for. Throws where Slack does not say.
   */
  look(at: MessageRef, need: 'for a call' | 'in passing'): Promise<CardSeen | 'gone' | 'unavailable'>
  /** Whether a channel still takes messages of the bot's. `unknown`: Slack does not say. */
  place(channel: string): Promise<'open' | 'unknown' | Refused>
  /** Tells a person privately, where they reacted and in their language, why that changes nothing. */
  turnAway(person: string, at: { channel: string; thread?: string }, say: (language: Language) => string): Promise<void>
}
