import { expect, it } from 'vitest'
import { byBot } from '../../src/scaleout/entry.ts'
import { entryOfEvent } from '../../src/scaleout/entry-of.ts'
import type { Event } from '../../src/scaleout/lifecycle.ts'
import { type Draft, newTask, opened, type Task } from '../../src/scaleout/record.ts'

/** Stands wherever a person or the cloud writes in words, and where a secret is. */
const words = 'Free-Words-77!'
const why = { code: 'Code', message: words, requestId: 'R-1', status: 400 }
const task = {
  ...newTask('T-1', 1),
  steps: [{ name: words, state: 'failed', message: words }],
  results: [{ instanceId: 'i-1', status: 'success' }],
  error: why,
}
const nodes = [{ instanceId: 'i-1', name: words, ip: words, status: 'running', ready: true, message: words }]
const intent = { sentAt: 6, nodes: ['i-0'], tasks: ['T-0'] }
const vote = { by: 'U0BOB', verdict: 'approve', emoji: 'tick', seenAt: 2, digest: 'd' } as const

const events: { readonly [T in Event['type']]: Extract<Event, { type: T }> } = {
  voted: { type: 'voted', vote },
  vote_withdrawn: { type: 'vote_withdrawn', by: 'U0BOB', verdict: 'approve', lapsed: true },
  expired: { type: 'expired' },
  cancelled: { type: 'cancelled', by: null },
  call_started: { type: 'call_started', intent },
  accepted: { type: 'accepted', task, intent },
  requeued: { type: 'requeued', call: 6, why, notBefore: 9 },
  postponed: { type: 'postponed', why, notBefore: 9 },
  aborted: { type: 'aborted', why },
  refused: { type: 'refused', call: 6, why },
  answer_lost: { type: 'answer_lost', call: 6, why, intent },
  searched: { type: 'searched', candidates: ['T-1'], unread: false, unexplained: ['i-9'], ask: true },
  declared_not_run: { type: 'declared_not_run', by: 'U0BOB', why },
  task_read: { type: 'task_read', task },
  task_ended: { type: 'task_ended', result: { state: 'partial', at: 8, task, nodes, why } },
}

const draft: Draft = {
  origin: 'V1',
  createdAt: 1,
  by: 'U0ADA',
  language: 'en',
  askedIn: 'C0PROD',
  why: words,
  cluster: { name: 'prod-web', id: 'c82e', region: 'cn-hangzhou', type: 'kubernetes' },
  body: { count: 2, user_data: words },
  secret: { kind: 'sealed', box: words, fingerprint: words },
  digest: 'd',
  usual: {},
  cautions: [],
  approval: { channel: 'C0PROD', approvers: [], quorum: 1, expiresAt: 5, approveWith: [], rejectWith: [] },
}

const request = opened(draft, 12)

it.each(Object.values(events))('of what happened an entry holds ids and codes, and no words: $type', (event) => {
  const entry = entryOfEvent(event, { before: request, after: request }, byBot('read'), 7)
  expect(entry).toMatchObject({ request: 12, revision: 1, at: 7, event: event.type, state: 'awaiting' })
  expect(JSON.stringify(entry)).not.toContain(words)
  if ('why' in event) expect(entry?.facts).toMatchObject({ code: 'Code', requestId: 'R-1', status: 400 })
})

it('names the call, the task and the nodes that it is about', () => {
  const facts = (type: Event['type']) =>
    entryOfEvent(events[type], { before: request, after: request }, byBot('call'), 7)?.facts
  expect(facts('call_started')).toEqual({ call: 6 })
  expect(facts('accepted')).toEqual({ task: 'T-1' })
  expect(facts('task_ended')).toMatchObject({ task: 'T-1', nodes: ['i-1'], code: 'Code' })
  expect(facts('vote_withdrawn')).toEqual({ of: 'U0BOB', verdict: 'approve', lapsed: true })
})

it('a read of the cloud that failed, or showed nothing new, is no entry: an outage would push all others out', () => {
  const reads = (before: Task, after: Task) => {
    const running = { ...request, stage: { state: 'running', intent, task: before } } as const
    return entryOfEvent({ type: 'task_read', task: after }, { before: running, after: running }, byBot('read'), 7)
      ?.facts
  }
  expect(reads(task, { ...task, missed: task.missed + 1 })).toBeUndefined()
  expect(reads(task, { ...task, readAt: 99 })).toBeUndefined()
  expect(reads(task, { ...task, readyNodes: 1 })).toMatchObject({ ready: 1 })
  expect(reads(task, { ...task, state: 'fail' })).toMatchObject({ reads: 'fail' })
  expect(reads(task, { ...task, overdueSince: 9 })).toMatchObject({ task: 'T-1' })
})
