import { z } from 'zod'
import { tidy, unquoted } from '../clusters/written.ts'
import { type Ballot, ballot, noVotes } from './ballot.ts'
import { emptyProjection, projection } from './projection.ts'

export type { Vote } from './ballot.ts'

/** What ended a request, or makes it wait: the cloud's code where there is one, its words, and the HTTP status that came with them. */
const reason = z.object({
  code: z.string(),
  message: z.string(),
  requestId: z.string().optional(),
  status: z.number().optional(),
})
export type Reason = z.infer<typeof reason>

/** What stood in the cluster just before the call. `null` where it could not be read: then less can be concluded later. */
const intent = z.object({
  sentAt: z.number(),
  nodes: z.array(z.string()).nullable(),
  tasks: z.array(z.string()).nullable(),
})
export type Intent = z.infer<typeof intent>

const step = z.object({ name: z.string(), state: z.string(), message: z.string() })

/** The task as it was last read. */
const task = z.object({
  id: z.string(),
  acceptedAt: z.number(),
  state: z.string(),
  readAt: z.number().nullable(),
  steps: z.array(step),
  results: z.array(z.object({ instanceId: z.string(), status: z.string() })),
  error: reason.nullable(),
  /** A state that the documents do not explain: looked at further, never taken for success. */
  odd: z.boolean(),
  /** New nodes seen Ready at the last look. */
  readyNodes: z.number(),
  /** Consecutive reads that failed. */
  missed: z.number(),
  /** Set when the policy's `give_up` ran out: it is still looked at, but rarely, and holds no other request up. */
  overdueSince: z.number().nullable(),
  /** When the task itself was first seen to have ended; nodes may still be on their way. */
  endedAt: z.number().nullable(),
})
export type Task = z.infer<typeof task>

const node = z.object({
  instanceId: z.string(),
  name: z.string(),
  ip: z.string(),
  status: z.string(),
  ready: z.boolean(),
  /** What the cloud says is wrong with it. */
  message: z.string().optional(),
})
export type Node = z.infer<typeof node>

/** Why it is not known whether the call was executed, and what looking has shown so far. */
const doubt = z.object({
  why: reason,
  since: z.number(),
  looks: z.number(),
  /** The last look could not read the cluster's tasks: that none was found says nothing. */
  unread: z.boolean(),
  candidates: z.array(z.string()),
  /** New instances without a task that explains them. */
  unexplained: z.array(z.string()),
  /** Reading did not resolve it: a person decides. */
  asked: z.boolean(),
})

/**
 * Where a request stands, with what is known only there. This is the single truth about its state.
 * The transitions are in lifecycle.ts.
 */
const stage = z.discriminatedUnion('state', [
  z.object({ state: z.literal('awaiting') }),
  z.object({
    state: z.literal('approved'),
    at: z.number(),
    /** Calls that were not executed, and postponements. */
    tries: z.number(),
    notBefore: z.number(),
    waitReason: reason.nullable(),
  }),
  z.object({ state: z.literal('calling'), tries: z.number(), intent }),
  z.object({ state: z.literal('unknown'), intent, doubt }),
  z.object({ state: z.literal('running'), intent, task }),
  z.object({ state: z.literal('succeeded'), at: z.number(), task, nodes: z.array(node) }),
  z.object({ state: z.literal('partial'), at: z.number(), task, nodes: z.array(node), why: reason.nullable() }),
  z.object({
    state: z.literal('failed'),
    at: z.number(),
    why: reason,
    task: task.nullable(),
    by: z.string().nullable(),
  }),
  z.object({ state: z.literal('rejected'), at: z.number(), by: z.string() }),
  z.object({ state: z.literal('expired'), at: z.number() }),
  z.object({ state: z.literal('cancelled'), at: z.number(), by: z.string().nullable() }),
])
export type Stage = z.infer<typeof stage>
export type State = Stage['state']

/** A password at rest: sealed with SCALEOUT_SECRET_KEY, or only the name under which the policy file knows it. */
const secret = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sealed'), box: z.string(), fingerprint: z.string() }),
  z.object({ kind: z.literal('named'), name: z.string(), fingerprint: z.string() }),
])
export type Secret = z.infer<typeof secret>

/** A sentence in each language that the bot spoke when it was written down, by their codes. */
const sentence = z.object({ en: z.string() }).catchall(z.string())

/** The rule as it stood when the request was made; the card shows it, and votes are counted by it. */
const approval = z.object({
  channel: z.string(),
  approvers: z.array(z.string()),
  quorum: z.number(),
  expiresAt: z.number(),
  approveWith: z.array(z.string()),
  rejectWith: z.array(z.string()),
  /** The conditions that made it another than the cluster's usual rule: as the policy file had them, and in words. */
  because: z.array(z.object({ written: z.string(), says: sentence })).optional(),
  /** What was wrong with the rule then: faults of those it names, and whether enough people could approve. */
  doubts: z
    .object({ faults: z.array(z.object({ id: z.string(), kind: z.string() })), reachable: z.boolean() })
    .optional(),
})

/**
 * Of what is stored. It grows when the bot before would do harm with a record: that of version 1 drops what it does not know,
 * so it would say twice what Slack may have taken, and leave a sealed password behind; version 2 knows members by other
 * names. What an older version wrote is read by upgrade.ts, keeps its version, and is stored as that version knows it.
 */
export const version = 3

/** A request to add nodes, with all that is known of it. */
export const request = z.object({
  version: z.union([z.literal(1), z.literal(2), z.literal(version)]),
  number: z.number(),
  /** Grows by one with each save: the compare in compare-and-swap. */
  revision: z.number(),
  /** What made it: the form's view id. The same form submitted twice makes one request. */
  origin: z.string(),
  createdAt: z.number(),
  by: z.string(),
  /** The code of the requester's language (views/words). */
  language: z.string(),
  askedIn: z.string(),
  why: z.string(),
  cluster: z.object({ name: z.string(), id: z.string(), region: z.string(), type: z.string() }),
  /** The members of the call by wire name, but for the password: the cluster type makes the call from them. */
  body: z.record(z.string(), z.unknown()),
  secret: secret.nullable(),
  /** SHA-256 over cluster, call and the secret's fingerprint: what is approved and what is sent. */
  digest: z.string(),
  /** What of the call the digest covers: all of it, or, where an older version wrote it, only the body. */
  digestForm: z.enum(['body', 'order']).default('body'),
  /**
   * What the policy's defaults would have sent, for each member that differs from them (clusters/values.ts `unusual`): the
   * card shows these first. `null`: an older version wrote it, and did not say.
   */
  usual: z.record(z.string(), z.unknown()).nullable().default(null),
  cautions: z.array(sentence),
  approval,
  ...ballot.shape,
  stage,
  /** It had ended, and people may have been told so, before its call was known to have been made. */
  reopened: z.boolean().default(false),
  projection,
})
export type Request = z.infer<typeof request>

/** A request in one of these states: what is known in that state alone is there without asking. */
export type At<S extends State> = Request & { readonly stage: Extract<Stage, { state: S }> }

/** A request before it has a number. */
export type Draft = Omit<
  Request,
  'number' | 'revision' | 'version' | 'digestForm' | keyof Ballot | 'stage' | 'reopened' | 'projection'
>

/** `SO-12`: the number that people say. */
export type RequestId = `SO-${number}`

export const idOf = (request: { number: number }): RequestId => `SO-${request.number}`

/** The number in what a person wrote: `SO-12`, `so 12`, `ＳＯ－１２`, `12`. */
export function numberIn(text: string): number | undefined {
  const digits = /^#?(?:so[-\s:]?)?\s?(\d{1,9})[.,;、。]?$/i.exec(unquoted(tidy(text)))?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** The first record of a draft. */
export function opened(draft: Draft, number: number): Request {
  return {
    ...draft,
    version,
    number,
    revision: 1,
    digestForm: 'order',
    ...noVotes,
    stage: { state: 'awaiting' },
    reopened: false,
    projection: emptyProjection,
  }
}

/** A task of which only the id is known yet. `acceptedAt` in ms. */
export function newTask(id: string, acceptedAt: number): Task {
  return {
    id,
    acceptedAt,
    state: '',
    readAt: null,
    steps: [],
    results: [],
    error: null,
    odd: false,
    readyNodes: 0,
    missed: 0,
    overdueSince: null,
    endedAt: null,
  }
}
