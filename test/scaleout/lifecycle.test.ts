import { describe, expect, it } from 'vitest'
import {
  approvalLasts,
  type Event,
  holdsCluster,
  isOpen,
  jobOf,
  lifecycle,
  next,
} from '../../src/scaleout/lifecycle.ts'
import {
  type Draft,
  newTask,
  opened,
  type Request,
  request as requestSchema,
  type Stage,
  type State,
  type Vote,
} from '../../src/scaleout/record.ts'

const asked = 1000
const expiresAt = 5000
const now = 9000

const draft: Draft = {
  origin: 'V1',
  createdAt: asked,
  by: 'UADA',
  language: 'en',
  askedIn: 'CPROD',
  why: 'checkout is slow',
  cluster: { name: 'prod-web', id: 'c82e', region: 'cn-hangzhou', type: 'kubernetes' },
  body: { count: 2 },
  secret: { kind: 'named', name: 'edge-root', fingerprint: 'f0' },
  digest: 'the-call',
  usual: {},
  cautions: [],
  approval: { channel: 'CPROD', approvers: ['UBOB'], quorum: 1, expiresAt, approveWith: ['tick'], rejectWith: ['x'] },
}
const intent = { sentAt: 6000, nodes: [], tasks: [] }
const why = { code: 'Code', message: 'Words.' }
const doubt = { why, since: 7000, looks: 0, unread: false, candidates: [], unexplained: [], asked: false }
const task = newTask('T-1', 7000)

const stages: { readonly [S in State]: Extract<Stage, { state: S }> } = {
  awaiting: { state: 'awaiting' },
  approved: { state: 'approved', at: 4500, tries: 2, notBefore: 0, waitReason: null },
  calling: { state: 'calling', tries: 2, intent },
  unknown: { state: 'unknown', intent, doubt },
  running: { state: 'running', intent, task },
  succeeded: { state: 'succeeded', at: 8000, task, nodes: [] },
  partial: { state: 'partial', at: 8000, task, nodes: [], why },
  failed: { state: 'failed', at: 8000, why, task: null, by: null },
  rejected: { state: 'rejected', at: 8000, by: 'UBOB' },
  expired: { state: 'expired', at: 8000 },
  cancelled: { state: 'cancelled', at: 8000, by: 'UADA' },
}
const states = Object.keys(stages) as State[]
const over: State[] = ['succeeded', 'partial', 'failed', 'rejected', 'expired', 'cancelled']

const approve: Vote = { by: 'UBOB', verdict: 'approve', emoji: 'tick', seenAt: 2000, digest: 'the-call' }
const reject: Vote = { ...approve, verdict: 'reject', emoji: 'x' }

/** Every event, in each of the ways in which it can lead somewhere else. */
const events: Readonly<Record<string, Event>> = {
  'an approval': { type: 'voted', vote: approve },
  'an approval of another call': { type: 'voted', vote: { ...approve, digest: 'another-call' } },
  'a rejection': { type: 'voted', vote: reject },
  'the approval is taken back': { type: 'vote_withdrawn', by: 'UBOB', verdict: 'approve' },
  'a rejection is taken back': { type: 'vote_withdrawn', by: 'UBOB', verdict: 'reject' },
  'time is up': { type: 'expired' },
  'somebody cancels': { type: 'cancelled', by: 'UADA' },
  'the call is begun': { type: 'call_started', intent },
  'a task is named': { type: 'accepted', task },
  'the call is answered with a task': { type: 'accepted', task, intent },
  requeued: { type: 'requeued', call: intent.sentAt, why, notBefore: 9500 },
  'the approvers cannot be verified': { type: 'postponed', why, notBefore: 9500 },
  'the bot will not send it': { type: 'aborted', why },
  refused: { type: 'refused', call: intent.sentAt, why },
  'an earlier call is refused': { type: 'refused', call: intent.sentAt - 1, why },
  'an earlier call is requeued': { type: 'requeued', call: intent.sentAt - 1, why, notBefore: 9500 },
  'the answer of an earlier call is lost': { type: 'answer_lost', call: intent.sentAt - 1, why },
  'the answer is lost': { type: 'answer_lost', call: intent.sentAt, why },
  'the answer of the call itself is lost': { type: 'answer_lost', call: intent.sentAt, why, intent },
  'looked, nothing yet': { type: 'searched', candidates: [], unread: false, unexplained: [], ask: false },
  'looked, ask': { type: 'searched', candidates: ['T-1', 'T-2'], unread: false, unexplained: ['i-1'], ask: true },
  'a person says it did not run': { type: 'declared_not_run', by: 'UBOB', why },
  'the task was read': { type: 'task_read', task: { ...task, state: 'running' } },
  'it succeeded': { type: 'task_ended', result: stages.succeeded },
  'it succeeded in part': { type: 'task_ended', result: stages.partial },
  'it failed': { type: 'task_ended', result: stages.failed },
}

const reopenedBy: Readonly<Record<string, State>> = {
  'the call is answered with a task': 'running',
  'the answer of the call itself is lost': 'unknown',
}

/** The whole table: what follows from what. Whatever is not here means nothing. */
const table: { readonly [S in State]?: Readonly<Record<string, State>> } = {
  awaiting: {
    'the call is answered with a task': 'running',
    'the answer of the call itself is lost': 'unknown',
    'an approval': 'approved',
    'an approval of another call': 'awaiting',
    'a rejection': 'rejected',
    'the approval is taken back': 'awaiting',
    'a rejection is taken back': 'awaiting',
    'time is up': 'expired',
    'somebody cancels': 'cancelled',
  },
  approved: {
    'the call is answered with a task': 'running',
    'the answer of the call itself is lost': 'unknown',
    'an approval': 'approved',
    'an approval of another call': 'awaiting',
    'a rejection': 'rejected',
    'the approval is taken back': 'awaiting',
    'a rejection is taken back': 'approved',
    'time is up': 'expired',
    'the approvers cannot be verified': 'approved',
    'somebody cancels': 'cancelled',
    'the call is begun': 'calling',
    'the bot will not send it': 'failed',
  },
  calling: {
    'the approval is taken back': 'calling',
    'a task is named': 'running',
    'the call is answered with a task': 'running',
    requeued: 'approved',
    refused: 'failed',
    'the answer is lost': 'unknown',
    'the answer of the call itself is lost': 'unknown',
  },
  unknown: {
    'the approval is taken back': 'unknown',
    'looked, nothing yet': 'unknown',
    'looked, ask': 'unknown',
    'a task is named': 'running',
    'the call is answered with a task': 'running',
    refused: 'failed',
    'a person says it did not run': 'failed',
  },
  running: {
    'the approval is taken back': 'running',
    'the task was read': 'running',
    'it succeeded': 'succeeded',
    'it succeeded in part': 'partial',
    'it failed': 'failed',
  },
  // The database had lost the call, or a person was mistaken: what was bought is followed.
  failed: { 'the approval is taken back': 'failed', 'the call is answered with a task': 'running' },
  succeeded: { 'the approval is taken back': 'succeeded' },
  partial: { 'the approval is taken back': 'partial' },
  rejected: { 'the approval is taken back': 'rejected', ...reopenedBy },
  expired: { 'the approval is taken back': 'expired', ...reopenedBy },
  cancelled: { 'the approval is taken back': 'cancelled', ...reopenedBy },
}

/** A request as it stands in a state: approved ones with the vote that made them so. */
function standing(state: State, change: Partial<Request> = {}): Request {
  const votes = state === 'awaiting' ? [] : [approve]
  return requestSchema.parse({ ...opened(draft, 1), votes, stage: stages[state], ...change })
}

const everyPair = states.flatMap((state) => Object.entries(events).map(([what, event]) => ({ state, what, event })))

describe('the table', () => {
  it.each(everyPair)('$state, $what', ({ state, what, event }) => {
    const before = standing(state)
    const frozen = structuredClone(before)
    expect(next(before, event, now)?.stage.state).toBe(table[state]?.[what])
    expect(before, 'pure').toEqual(frozen)
  })

  it('knows every state and every type of event', () => {
    expect(Object.keys(lifecycle).toSorted()).toEqual(states.toSorted())
    const types = new Set(Object.values(lifecycle).flatMap(({ on }) => Object.keys(on)))
    expect([...types].toSorted()).toEqual([...new Set(Object.values(events).map(({ type }) => type))].toSorted())
  })

  it('leads only to records that can be stored and read again', () => {
    for (const { state, event } of everyPair) {
      const after = next(standing(state), event, now)
      if (after) expect(requestSchema.parse(JSON.parse(JSON.stringify(after)))).toEqual(after)
    }
  })
})

describe('once', () => {
  /** Every state that can follow, by any events, without the event of this type. */
  function reachable(from: State, without?: Event['type']): Set<State> {
    const found = new Set<State>()
    const unseen = [standing(from)]
    for (let request = unseen.pop(); request; request = unseen.pop())
      for (const event of Object.values(events)) {
        const after = event.type === without ? undefined : next(request, event, now)
        if (!after || after.stage === request.stage || found.has(after.stage.state)) continue
        found.add(after.stage.state)
        unseen.push(after)
      }
    return found
  }

  it('a call starts in `approved` and nowhere else', () => {
    const into = everyPair.filter(
      ({ state, event }) => state !== 'calling' && next(standing(state), event, now)?.stage.state === 'calling',
    )
    expect(into.map(({ state, what }) => `${state}, ${what}`)).toEqual(['approved, the call is begun'])
  })

  it('after a call no second one is possible, unless the cloud turned the first away', () => {
    expect(reachable('calling')).toContain('calling')
    for (const state of ['calling', 'unknown', 'running'] as const) {
      const later = reachable(state, 'requeued')
      expect(later).not.toContain('calling')
      expect(later).not.toContain('approved')
      expect(later).not.toContain('awaiting')
    }
    expect(reachable('unknown')).not.toContain('calling')
  })

  it('what is over stays so but for the answer to a call that nobody knew of, has no job and holds nothing', () => {
    for (const state of over) {
      for (const { what, event } of everyPair.filter((one) => one.state === state)) {
        const before = standing(state)
        const after = next(before, event, now)
        expect(after?.stage === before.stage || (after?.reopened ?? true), what).toBe(true)
      }
      expect(jobOf(standing(state))).toBeNull()
      expect(holdsCluster(standing(state))).toBe(false)
    }
  })

  it('what is not over has a job that carries it on', () => {
    const jobs = states.filter((state) => !over.includes(state)).map((state) => [state, jobOf(standing(state))])
    expect(Object.fromEntries(jobs)).toEqual({
      awaiting: 'expire',
      approved: 'execute',
      calling: 'execute',
      unknown: 'resolve',
      running: 'follow',
    })
  })

  it('the cluster is held from the call until its end is known, or the `give_up` of the policy is over', () => {
    expect(states.filter((state) => holdsCluster(standing(state)))).toEqual(['calling', 'unknown', 'running'])
    const overdue = standing('running', { stage: { ...stages.running, task: { ...task, overdueSince: now } } })
    expect(holdsCluster(overdue)).toBe(false)
    expect(holdsCluster(standing('running', { reopened: true })), 'another may have been sent').toBe(false)
    expect(isOpen(overdue)).toBe(true)
  })

  it('a request stays open until it is over and everybody has heard of it', () => {
    for (const state of states) {
      const projection = { ...standing(state).projection, complete: true }
      expect(isOpen(standing(state)), state).toBe(true)
      expect(isOpen(standing(state, { projection })), `${state}, said`).toBe(!over.includes(state))
    }
  })
})

describe('what an event writes down', () => {
  const led = (state: State, what: keyof typeof events, change: Partial<Request> = {}): Request | undefined => {
    const event = events[what]
    return event && next(standing(state, change), event, now)
  }

  it('expires only when its time is up', () => {
    expect(next(standing('awaiting'), { type: 'expired' }, expiresAt - 1)).toBeUndefined()
    expect(next(standing('awaiting'), { type: 'expired' }, expiresAt)?.stage).toEqual({
      state: 'expired',
      at: expiresAt,
    })
  })

  it('an approval is good for as long as there was to give it, counted from when it was given', () => {
    const lasts = stages.approved.at + (expiresAt - asked)
    expect(approvalLasts(standing('approved'))).toBe(lasts)
    expect(next(standing('approved'), { type: 'expired' }, lasts - 1)).toBeUndefined()
    expect(next(standing('approved'), { type: 'expired' }, lasts)?.stage).toEqual({ state: 'expired', at: lasts })
  })

  it('needs as many people as the quorum says; one person counts once, however often they vote', () => {
    const approval = { ...draft.approval, quorum: 2 }
    const once = next(standing('awaiting', { approval }), { type: 'voted', vote: approve }, now)
    const twice = once && next(once, { type: 'voted', vote: { ...approve, seenAt: 3000 } }, now)
    expect(twice?.stage.state).toBe('awaiting')
    expect(twice?.votes).toHaveLength(1)
    const both = twice && next(twice, { type: 'voted', vote: { ...approve, by: 'UCAROL' } }, now)
    expect(both?.stage.state).toBe('approved')
    const fewer = both && next(both, { type: 'vote_withdrawn', by: 'UBOB', verdict: 'approve' }, now)
    expect(fewer?.stage.state).toBe('awaiting')
  })

  it('a vote that was taken back before it could be counted does not count, and a later one does', () => {
    const gone = next(standing('awaiting'), { type: 'vote_withdrawn', by: 'UBOB', verdict: 'approve', at: 50 }, now)
    expect(gone?.stage.state).toBe('awaiting')
    const voted = (at: number, vote = approve) => gone && next(gone, { type: 'voted', vote, at }, now)
    expect(voted(49)).toBeUndefined()
    expect(voted(51)?.stage.state).toBe('approved')
    expect(voted(49, { ...approve, by: 'UCAROL' })?.stage.state).toBe('approved')
    expect(voted(49, reject)?.stage.state).toBe('rejected')
  })

  it('an approval that is taken back after the call stays as it was counted, beside that it was taken back', () => {
    for (const state of states.filter((one) => one !== 'awaiting' && one !== 'approved')) {
      const before = standing(state, { projection: { ...standing(state).projection, complete: true } })
      const after = led(state, 'the approval is taken back', before)
      expect(after).toMatchObject({ stage: before.stage, votes: [approve], takenBack: ['UBOB'] })
      expect(after?.projection.complete, 'the card has to say so').toBe(false)
      expect(led(state, 'the approval is taken back', after)).toBeUndefined()
      expect(led(state, 'an approval', after), 'given again').toMatchObject({ votes: [approve], takenBack: [] })
      expect(led(state, 'an approval', before)).toBeUndefined()
      expect(led(state, 'the approval is taken back', { ...before, votes: [] })).toBeUndefined()
    }
  })

  it('taken back while the call was on its way, it counts no more once the call is requeued', () => {
    const onItsWay = led('calling', 'the approval is taken back')
    expect(led('calling', 'requeued', onItsWay)).toMatchObject({
      stage: { state: 'awaiting' },
      votes: [],
      takenBack: [],
      unapproved: { by: 'UBOB', lapsed: false, postponed: true },
    })
    const carol = { ...approve, by: 'UCAROL' }
    const enough = led('calling', 'requeued', { ...onItsWay, votes: [approve, carol] })
    expect(enough).toMatchObject({ stage: { state: 'approved', tries: 3 }, votes: [carol], takenBack: [] })
  })

  it('keeps whose approval fell away, and whether they took it back', () => {
    const back = { type: 'vote_withdrawn', by: 'UBOB', verdict: 'approve' } as const
    const postponed = next(standing('approved'), back, now)
    expect(postponed?.unapproved).toEqual({ by: 'UBOB', lapsed: false, postponed: true })
    const first = standing('approved', { stage: { ...stages.approved, tries: 0 } })
    expect(next(first, { ...back, lapsed: true }, now)?.unapproved).toEqual({
      by: 'UBOB',
      lapsed: true,
      postponed: false,
    })
    expect(led('awaiting', 'the approval is taken back', { votes: [approve] })?.unapproved).toBeNull()
  })

  it('a later approval does not move a request back in its line', () => {
    const more = next(standing('approved'), { type: 'voted', vote: { ...approve, by: 'UCAROL' } }, now)
    expect(more?.stage).toEqual(stages.approved)
    expect(more?.votes).toHaveLength(2)
  })

  it('counts the tries, and keeps when and why', () => {
    expect(led('approved', 'the call is begun')?.stage).toEqual({ state: 'calling', tries: 2, intent })
    const again = { state: 'approved', tries: 3, notBefore: 9500, waitReason: why }
    expect(led('calling', 'requeued')?.stage, 'goes to the back of the line').toEqual({ ...again, at: now })
    expect(led('approved', 'the approvers cannot be verified')?.stage, 'lets others go').toEqual({ ...again, at: now })
  })

  it('keeps what stood in the cluster before the call as long as it matters', () => {
    for (const [state, what] of [
      ['calling', 'a task is named'],
      ['calling', 'the answer is lost'],
      ['unknown', 'looked, ask'],
      ['unknown', 'a task is named'],
    ] as const)
      expect(led(state, what)?.stage).toMatchObject({ intent })
  })

  it('counts the looks and keeps what they showed', () => {
    expect(led('unknown', 'looked, ask')?.stage).toMatchObject({
      doubt: {
        looks: 1,
        unread: false,
        candidates: ['T-1', 'T-2'],
        unexplained: ['i-1'],
        asked: true,
        why,
        since: 7000,
      },
    })
  })

  it('what was bought all the same is told, though everybody had heard the end; a task that was followed is not followed again', () => {
    const projection = { ...standing('cancelled').projection, complete: true }
    expect(led('cancelled', 'the call is answered with a task', { projection })).toMatchObject({
      stage: { state: 'running', intent, task },
      reopened: true,
      projection: { complete: false },
    })
    const had = { ...stages.failed, task }
    expect(led('failed', 'the call is answered with a task', { stage: had })).toBeUndefined()
  })

  it('says who found that it did not run', () => {
    expect(led('unknown', 'a person says it did not run')?.stage).toMatchObject({ state: 'failed', by: 'UBOB', why })
  })

  it('keeps a sealed password for as long as the cloud may quote it, erases it at every end, and keeps a name', () => {
    const sealed = { secret: { kind: 'sealed', box: 'c2VhbGVk', fingerprint: 'f0' } } as const
    for (const { state, what } of everyPair) {
      const then = led(state, what, sealed)
      const over = then && lifecycle[then.stage.state].job === null
      if (then) expect(then.secret, `${state}, ${what}`).toEqual(over ? null : sealed.secret)
      expect(led(state, what)?.secret?.kind ?? 'named', `${state}, ${what}`).toBe('named')
    }
  })
})
