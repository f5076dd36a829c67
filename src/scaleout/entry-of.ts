import { byPerson, type Entry, entryVersion, type Facts, type Origin } from './entry.ts'
import type { Event, EventOf } from './lifecycle.ts'
import type { Draft, Reason, Request, Task, Vote } from './record.ts'

/** What happened, and changed no record. */
export type Aside =
  | {
      readonly type: 'submission_refused'
      /** Its name in the policy file, where it is one. */
      readonly cluster: string | null
      readonly channel: string | null
      readonly because: readonly string[]
    }
  | {
      readonly type: 'vote_not_counted'
      readonly request: Request
      readonly by: string
      readonly verdict: Vote['verdict']
      readonly because: string
    }

/** A request was made. Its number is the store's to give. */
export const entryOfDraft = ({ by, digest, createdAt, cluster, approval }: Draft): Entry => ({
  version: entryVersion,
  request: null,
  revision: 1,
  at: createdAt,
  ...byPerson(by, 'form'),
  event: 'requested',
  state: 'awaiting',
  facts: { cluster: cluster.id, digest, channel: approval.channel, quorum: approval.quorum },
})

/** `undefined` for a read of the cloud that failed or showed nothing new: an outage would push everything else out. */
export function entryOfEvent(
  event: Event,
  { before, after }: { readonly before: Request; readonly after: Request },
  source: Origin,
  at: number,
): Entry | undefined {
  if (event.type === 'task_read' && !showsNews(before.stage, event.task)) return undefined
  return {
    version: entryVersion,
    request: after.number,
    revision: after.revision,
    at,
    ...source,
    event: event.type,
    state: after.stage.state,
    facts: factsOf(event),
  }
}

function showsNews(stage: Request['stage'], task: Task): boolean {
  const shown = (of: Task): string =>
    [of.state, of.readyNodes, of.error?.code, of.endedAt !== null, of.overdueSince !== null].join(' ')
  return stage.state !== 'running' || shown(stage.task) !== shown(task)
}

export function entryOfAside(aside: Aside, source: Origin, at: number): Entry {
  const common = { version: entryVersion, revision: null, at, ...source, event: aside.type } as const
  if (aside.type === 'submission_refused') {
    const { cluster, channel, because } = aside
    return { ...common, request: null, state: null, facts: { cluster, channel, because: [...because] } }
  }
  const { request, by, verdict, because } = aside
  return { ...common, request: request.number, state: request.stage.state, facts: { of: by, verdict, because } }
}

/** The same vote is met each time that a card is read again: entries with the same key are one. */
export const keyOf = (aside: Aside): string | undefined =>
  aside.type === 'vote_not_counted'
    ? `${aside.request.number} ${aside.by} ${aside.verdict} ${aside.because}`
    : undefined

function factsOf(event: Event): Facts {
  switch (event.type) {
    case 'voted':
      return { of: event.vote.by, verdict: event.vote.verdict, digest: event.vote.digest }
    case 'vote_withdrawn':
      return { of: event.by, verdict: event.verdict, lapsed: event.lapsed ?? false }
    case 'call_started':
      return { call: event.intent.sentAt }
    case 'accepted':
      return { task: event.task.id }
    case 'requeued':
      return { call: event.call, notBefore: event.notBefore, ...codesOf(event.why) }
    case 'postponed':
      return { notBefore: event.notBefore, ...codesOf(event.why) }
    case 'refused':
    case 'answer_lost':
      return { call: event.call, ...codesOf(event.why) }
    case 'aborted':
    case 'declared_not_run':
      return codesOf(event.why)
    case 'searched':
      return { candidates: event.candidates, unexplained: event.unexplained, unread: event.unread, asked: event.ask }
    case 'task_read':
      return { task: event.task.id, reads: event.task.state, ready: event.task.readyNodes }
    case 'task_ended':
      return endOf(event.result)
    case 'expired':
    case 'cancelled':
      return {}
  }
}

function endOf(result: EventOf<'task_ended'>['result']): Facts {
  const why = result.state === 'succeeded' ? null : result.why
  const nodes = result.state === 'failed' ? [] : result.nodes.map(({ instanceId }) => instanceId)
  return { task: result.task?.id ?? null, nodes, ...(why ? codesOf(why) : {}) }
}

/** Of a reason what a machine wrote; its words stay in the record. */
const codesOf = ({ code, requestId, status }: Reason): Facts => ({
  code,
  ...(requestId === undefined ? {} : { requestId }),
  ...(status === undefined ? {} : { status }),
})
