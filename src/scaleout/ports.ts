import type { Entry } from './entry.ts'
import type { jobKinds } from './job-kinds.ts'
import type { Limit } from './policy.ts'
import type { Draft, Request, State } from './record.ts'

/** Limits that a new request must keep; checked in the same transaction that creates it. */
export type Limits = { readonly perUser: Limit | null; readonly perCluster: Limit | null }

export type Created =
  /** `isNew`: not for a form that was taken already. */
  | { readonly ok: true; readonly request: Request; readonly isNew: boolean }
  | { readonly ok: false; readonly limit: keyof Limits; readonly count: number; readonly freeAt: number }

/** When the store may last have lost something that it had confirmed: docs/decisions/0012-what-the-store-forgot.md. */
export type Gap = {
  /** In ms. Requests made from then on are as they were written. */
  readonly at: number
  /** It lost its last moments, so a call that is lost with them may still be on its way; otherwise what is lost is old. */
  readonly sudden: boolean
}

/** What is wrong with the store itself, in a sentence that says what to do: nothing of Slack's or of the cloud's. */
export class StoreFault extends Error {}

/** Which requests are looked for; what is left out is no condition. */
export type Query = {
  readonly states?: readonly State[]
  /** The cluster's id, however it is written. */
  readonly cluster?: string
  /** Slack's id of the person who asked for it. */
  readonly person?: string
  /** No more than so many. */
  readonly limit: number
}

/** Records at rest. Every backend keeps the same promises: test/backends/contract.ts. */
export type Store = {
  /** Numbers and stores a draft, and its entry with it. The same `origin` again gives the request that exists already. */
  create(draft: Draft, limits: Limits, entry?: Entry): Promise<Created>
  /** Throws `NewerRecord`, like `byMessage`, for one that a later version wrote; the lists leave those out. */
  get(number: number): Promise<Request | undefined>
  byMessage(channel: string, ts: string): Promise<Request | undefined>
  /**
   * Saves when the stored revision is the one before, and, where the request holds its cluster, when no other does.
   * This is what makes two executions of one cluster at a time impossible. `entry`: what happened to it, written together
   * with it or not at all; there is none where only what was said is noted.
   */
  save(
    request: Request,
    holdsCluster: boolean,
    open: boolean,
    entry?: Entry,
  ): Promise<'saved' | 'stale' | 'cluster_held'>
  /** Writes down what changes no record. Whether it did: of those with the same key only the first is written. */
  enter(entry: Entry, once?: string): Promise<boolean>
  /** The newest `limit` of a request, or with `null` of what belongs to none, the oldest first; later versions' left out. */
  entries(request: number | null, limit: number): Promise<Entry[]>
  /** All with something left to do or to say, oldest first; of one cluster where its id is given. */
  open(cluster?: string): Promise<Request[]>
  /** The newest first, from all that ever were. */
  find(query: Query): Promise<Request[]>
  /** The clusters that are held, by their id in lower case, each with the number of the request that holds it. */
  held(): Promise<ReadonlyMap<string, number>>
  lastGap(): Promise<Gap>
  /** Waits until what this process saved survives a loss of power. Throws where the store can tell, and it does not yet. */
  persist(): Promise<void>
  /** Of all processes that ask within `ms`, one gets `true`: it does what is to be done once for all. */
  claim(what: 'sweep' | 'catch up' | 'batch polling' | 'installation', ms: number): Promise<boolean>
}

export type Job = { readonly kind: keyof typeof jobKinds; readonly number: number }

/** One job of a kind for each request. They need not survive a crash: the sweep brings them back from the records. */
export type Jobs = {
  /** How long after it was written down a call may still be sent, in ms: before another process can have taken its job over. */
  readonly sendingWindow: number
  /** Makes sure that the job runs at `due` or earlier; a job that is running now runs once more afterwards. */
  schedule(job: Job, due: number): Promise<void>
  /** Schedules only when there is no such job: a job that waits keeps its own time. */
  ensure(job: Job, due: number): Promise<void>
}

/** How fast the cloud and Slack are called, for the whole account and workspace, however many processes there are. */
export type Pace = {
  /** A paid call: by the policy's `calls_per_second`. */
  call<T>(send: () => Promise<T>): Promise<T>
  /** A read that follows a task: five per second (docs/platforms/ack.md#rates). */
  read<T>(send: () => Promise<T>): Promise<T>
  readonly readsPerSecond: number
  /**
   * Room for a message to a channel of Slack's, a post a second in each (docs/platforms/slack.md#rates). Like
   * those below: 0 means that it is taken; more, that it may be asked for again in so many ms, as a job that waited would keep
   * others from running.
   */
  untilPost(channel: string): Promise<number>
  /** For one more edit. Slack takes fifty a minute. */
  untilEdit(): Promise<number>
  /** For one look at a card's reactions. Slack takes fifty a minute; some are kept for calls. */
  untilLook(need: 'for a call' | 'in passing'): Promise<number>
  /** For so many emoji put on a card. Slack takes fifty a minute. */
  untilSeed(emoji: number): Promise<number>
  /** For one look-up of a channel. Slack takes fifty a minute; some are kept for forms, which go ahead in any case. */
  untilChannel(need: 'for a form' | 'in passing'): Promise<number>
}
