import { approvers, cast, givenAgain, takeBack, takenBackSince, withoutTakenBack } from './counting.ts'
import type { At, Intent, Reason, Request, Stage, State, Task, Vote } from './record.ts'

export { approvers }

/** Which call an answer belongs to: when it was sent. An answer that is written down late must not end the call after it. */
type CallId = Intent['sentAt']

/** Everything that can happen to a request. */
export type Event =
  /** `at`: when by Slack's clock, where it is known from an event. */
  | { readonly type: 'voted'; readonly vote: Vote; readonly at?: number }
  /** `lapsed`: its author may no longer decide, or Slack goes on not saying so. */
  | {
      readonly type: 'vote_withdrawn'
      readonly by: string
      readonly verdict: Vote['verdict']
      readonly at?: number
      readonly lapsed?: boolean
    }
  | { readonly type: 'expired' }
  | { readonly type: 'cancelled'; readonly by: string | null }
  | { readonly type: 'call_started'; readonly intent: Intent }
  /** `intent` is with it where it is the answer to the call itself. */
  | { readonly type: 'accepted'; readonly task: Task; readonly intent?: Intent }
  | { readonly type: 'requeued'; readonly call: CallId; readonly why: Reason; readonly notBefore: number }
  | { readonly type: 'postponed'; readonly why: Reason; readonly notBefore: number }
  | { readonly type: 'aborted'; readonly why: Reason }
  | { readonly type: 'refused'; readonly call: CallId; readonly why: Reason }
  /** `intent` is with it where the record may not know of the call any more. */
  | { readonly type: 'answer_lost'; readonly call: CallId; readonly why: Reason; readonly intent?: Intent }
  | {
      readonly type: 'searched'
      readonly candidates: string[]
      readonly unread: boolean
      readonly unexplained: string[]
      readonly ask: boolean
    }
  | { readonly type: 'declared_not_run'; readonly by: string; readonly why: Reason }
  | { readonly type: 'task_read'; readonly task: Task }
  | { readonly type: 'task_ended'; readonly result: Extract<Stage, { state: 'succeeded' | 'partial' | 'failed' }> }

export type EventOf<T extends Event['type']> = Extract<Event, { type: T }>

/** The job that carries a request on from a state; nothing is left to do where there is none. */
export type JobKind = 'expire' | 'execute' | 'resolve' | 'follow'

type StageOf<S extends State> = Extract<Stage, { state: S }>

type Change = Partial<
  Pick<Request, 'stage' | 'votes' | 'withdrawn' | 'takenBack' | 'unapproved' | 'reopened' | 'projection'>
>
type Move<R, E> = (request: R, event: E, now: number) => Change | undefined
type Moves<R> = { readonly [E in Event as E['type']]?: Move<R, E> }
type Row<S extends State> = {
  readonly job: JobKind | null
  /** Holds the cluster: no other request of it is sent meanwhile (the cloud has no client token to tell two apart). */
  readonly inFlight: boolean
  readonly on: Moves<At<S>>
}

/** Once nothing is left to decide, a vote stays as it was counted; that it was taken back since is added to it. */
const decided: Moves<Request> = { voted: givenAgain, vote_withdrawn: takenBackSince }
const ended = { job: null, inFlight: false, on: decided } as const
/** While votes decide. */
const undecided: Moves<At<'awaiting' | 'approved'>> = {
  voted: cast,
  vote_withdrawn: takeBack,
  accepted: acceptedAfterLoss,
  answer_lost: lostAfterLoss,
  cancelled: (_, { by }, now) => ({ stage: { state: 'cancelled', at: now, by } }),
}
/** Ended without its call, as far as the record knows. */
const notExecuted = {
  ...ended,
  on: { ...decided, accepted: reopening(acceptedAfterLoss), answer_lost: reopening(lostAfterLoss) },
} satisfies Row<State>

/** THE table: which state follows from what, which job each state calls for, and which states hold their cluster. */
export const lifecycle: { readonly [S in State]: Row<S> } = {
  awaiting: {
    job: 'expire',
    inFlight: false,
    on: {
      ...undecided,
      expired: ({ approval }, _, now) =>
        now < approval.expiresAt ? undefined : { stage: { state: 'expired', at: now } },
    },
  },
  // A vote can be taken back, and a rejection still counts, until the call is made.
  approved: {
    job: 'execute',
    inFlight: false,
    on: {
      ...undecided,
      // The bot's own refusal: one that comes late must not end a call that another process has started meanwhile.
      aborted: (_, { why }, now) => ({ stage: failed(now, why) }),
      // It lets others of its cluster go first.
      postponed: ({ stage }, { why, notBefore }, now) => ({
        stage: { state: 'approved', at: now, tries: stage.tries + 1, notBefore, waitReason: why },
      }),
      expired: (request, _, now) =>
        now < approvalLasts(request) ? undefined : { stage: { state: 'expired', at: now } },
      call_started: ({ stage }, { intent }) => ({ stage: { state: 'calling', tries: stage.tries, intent } }),
    },
  },
  // The job finds out whether the call it made, or a process before it made, was answered.
  calling: {
    job: 'execute',
    inFlight: true,
    on: {
      ...decided,
      accepted: follows,
      refused,
      requeued: (request, { call, why, notBefore }, now) => {
        const { stage } = request
        if (!isOf(call, stage)) return undefined
        const again = { state: 'approved', at: now, tries: stage.tries + 1, notBefore, waitReason: why } as const
        return withoutTakenBack({ ...request, stage: again }, now)
      },
      answer_lost: ({ stage }, { call, why }, now) =>
        isOf(call, stage) ? { stage: doubted(stage.intent, why, now) } : undefined,
    },
  },
  unknown: {
    job: 'resolve',
    inFlight: true,
    on: {
      ...decided,
      searched: ({ stage }, { candidates, unread, unexplained, ask }) => {
        const looks = stage.doubt.looks + 1
        return { stage: { ...stage, doubt: { ...stage.doubt, looks, candidates, unread, unexplained, asked: ask } } }
      },
      accepted: follows,
      // The process that made the call was taken for dead, and knows after all.
      refused,
      declared_not_run: (_, { by, why }, now) => ({ stage: { ...failed(now, why), by } }),
    },
  },
  running: {
    job: 'follow',
    inFlight: true,
    on: {
      ...decided,
      task_read: ({ stage }, { task }) => ({ stage: { ...stage, task } }),
      task_ended: (_, { result }) => ({ stage: result }),
    },
  },
  succeeded: ended,
  partial: ended,
  // A person may have declared that it did not run: that an answer is missing is nothing new, but a task is.
  failed: {
    ...ended,
    on: {
      ...decided,
      accepted: (request, event) =>
        request.stage.task === null ? reopened(request, acceptedAfterLoss(request, event)) : undefined,
    },
  },
  rejected: notExecuted,
  expired: notExecuted,
  cancelled: notExecuted,
}

/**
 * The request after an event, or `undefined` where the event means nothing in its state (too late, a repetition).
 * Pure: the revision grows when the ledger saves.
 */
export function next(request: Request, event: Event, now: number): Request | undefined {
  // The row is that of the request's own state, and the move that of the event's own type: an index cannot say so.
  const moves = lifecycle[request.stage.state].on as Readonly<Record<string, Move<never, never> | undefined>>
  const change = moves[event.type]?.(request as never, event as never, now)
  return change && withoutBox({ ...request, ...change })
}

/** A box stays for as long as the cloud may quote what is in it, so that it is recognised. A name is no secret. */
const withoutBox = (after: Request): Request =>
  jobOf(after) === null && after.secret?.kind === 'sealed' ? { ...after, secret: null } : after

export const jobOf = (request: Request): JobKind | null => lifecycle[request.stage.state].job

/** An approval that waits for its cluster is good for as long as there was to give it: nodes that come days later are of no use. */
export function approvalLasts({ stage, approval, createdAt }: Request): number {
  return stage.state === 'approved' ? stage.at + (approval.expiresAt - createdAt) : approval.expiresAt
}

/** Whether no other request of this cluster may be sent now. */
export function holdsCluster({ stage, reopened }: Request): boolean {
  // While it was over, another one may have been sent: both are followed.
  if (reopened) return false
  // Past the policy's `give_up` a task is only watched: ACK itself refuses what it cannot take beside it.
  if (stage.state === 'running' && stage.task.overdueSince !== null) return false
  return lifecycle[stage.state].inFlight
}

/** Whether anything is left to do or to say. */
export const isOpen = (request: Request): boolean => jobOf(request) !== null || !request.projection.complete

/** Whether it is being called, in doubt or followed: too late to stop it, too early to call it over. */
export const isUnderWay = ({ stage }: Pick<Request, 'stage'>): boolean => lifecycle[stage.state].inFlight

const isOf = (call: CallId, { intent }: { readonly intent: Intent }): boolean => intent.sentAt === call

/** The database lost its last moments, and with them the call: the process that made it still knows. */
function acceptedAfterLoss(_: Request, { task, intent }: EventOf<'accepted'>): Change | undefined {
  return intent && { stage: { state: 'running', intent, task } }
}

function lostAfterLoss(_: Request, { intent, why }: EventOf<'answer_lost'>, now: number): Change | undefined {
  return intent && { stage: doubted(intent, why, now) }
}

/** For what ended while its call was on the way, because the database had lost that: people have to hear of it. */
function reopening<E>(move: Move<Request, E>): Move<Request, E> {
  return (request, event, now) => reopened(request, move(request, event, now))
}

const reopened = ({ projection }: Request, change: Change | undefined): Change | undefined =>
  change && { ...change, reopened: true, projection: { ...projection, complete: false } }

function follows({ stage }: At<'calling' | 'unknown'>, { task }: EventOf<'accepted'>): Change {
  return { stage: { state: 'running', intent: stage.intent, task } }
}

function refused({ stage }: At<'calling' | 'unknown'>, { call, why }: EventOf<'refused'>, now: number) {
  return isOf(call, stage) ? { stage: failed(now, why) } : undefined
}

const doubted = (intent: Intent, why: Reason, since: number): StageOf<'unknown'> => ({
  state: 'unknown',
  intent,
  doubt: { why, since, looks: 0, unread: false, candidates: [], unexplained: [], asked: false },
})

const failed = (at: number, why: Reason): StageOf<'failed'> => ({
  state: 'failed',
  at,
  why,
  task: null,
  by: null,
})
