import type { Answer } from '../cloud/cloud.ts'
import { digestOf } from '../scaleout/digest.ts'
import { approvalLasts, approvers, type Event } from '../scaleout/lifecycle.ts'
import { clusterOf, isStricter, mayDecide } from '../scaleout/policy.ts'
import type { Gap } from '../scaleout/ports.ts'
import { type Intent, idOf, newTask, type Reason, type Request } from '../scaleout/record.ts'
import { type Deps, SlackSilent } from './deps.ts'
import { beforeCalling } from './forgotten.ts'
import { reconcile } from './reconcile.ts'
import { turnOf } from './turn.ts'

/** How often a call that the cloud certainly did not execute goes back in line. */
const mostTries = 6
/** How often a waiting request checks whether its cluster is free, in ms. */
const betweenChecks = 60_000

/**
 * The one paid call. It is made from `approved` only, after `calling` was written with what the cluster held before;
 * a record found in `calling` belongs to a process that died, so its call may have run and is never sent again.
 */
export async function execute(number: number, deps: Deps): Promise<number | undefined> {
  const { ledger, clock, pace } = deps
  const request = await ledger.get(number)
  if (request?.stage.state === 'calling') {
    await ledger.record(number, {
      type: 'lost',
      call: request.stage.intent.sentAt,
      why: { code: 'Interrupted', message: 'The bot stopped during the call, or could not write down its answer.' },
    })
    return undefined
  }
  if (request?.stage.state !== 'approved') return undefined
  if (clock.now() >= approvalLasts(request)) {
    await ledger.record(number, { type: 'expired' })
    return undefined
  }
  if (clock.now() < request.stage.notBefore) return request.stage.notBefore
  // Whoever holds the cluster wakes this request when it lets go, unless the process dies at that moment.
  if ((await ledger.ahead(request)).length > 0) return Math.min(approvalLasts(request), clock.now() + betweenChecks)
  await pace.call(() => call(number, deps))
  const after = await ledger.get(number)
  return after?.stage.state === 'approved' && after.stage.notBefore > clock.now() ? after.stage.notBefore : undefined
}

async function call(number: number, deps: Deps): Promise<void> {
  const { ledger, cloud } = deps
  const waiting = await ledger.get(number)
  if (waiting?.stage.state !== 'approved') return
  // Reads in the call's own turn: it paces them, and an approver waits. What the cluster held before is `null` where it
  // cannot be read: then a lost answer is a person's to settle.
  const [request, nodes, tasks, gap] = await Promise.all([
    standing(waiting, deps),
    cloud.nodes(waiting.cluster).catch(() => null),
    cloud.tasks(waiting.cluster).catch(() => null),
    ledger.lastGap(),
  ])
  if (request?.stage.state !== 'approved') return
  const instead = await beforeCalling(request, tasks, deps)
  if (instead) {
    await ledger.record(number, instead)
    return
  }
  const order = orderOf(request, deps)
  if ('refused' in order) {
    await ledger.record(number, { type: 'withheld', why: order.refused })
    return
  }
  const sentAt = deps.clock.now()
  const before = { nodes: nodes?.map((node) => node.instanceId) ?? null, tasks: tasks?.map(({ id }) => id) ?? null }
  const intent = { ...before, sentAt }
  const mayStillSend = turnOf(deps)
  // What would only begin is left to the next process.
  if (deps.stopping()) return
  const written = await ledger.record(number, { type: 'called', intent }).catch(async (error: unknown) => {
    // It may stand there all the same, and nobody but this process knows that nothing was sent.
    await keep(notKept, request, intent, deps)
    throw error
  })
  if (!written) return
  const answer = (await isKept(gap, deps))
    ? without(order.password, await cloud.scaleOut(request.cluster, order.body, mayStillSend))
    : notKept
  await keep(answer, request, intent, deps)
}

/** Whether what was just written down will still be known after a loss of power, and the store is the one that was asked before. */
async function isKept(gap: Gap, { ledger }: Deps): Promise<boolean> {
  return ledger
    .settle()
    .then(() => ledger.lastGap())
    .then(
      (now) => now.at === gap.at,
      () => false,
    )
}

const notKept: Answer = {
  outcome: 'turned_away',
  why: {
    code: 'NotKept',
    message: 'The database did not confirm in time that it keeps this call, so it was not sent.',
  },
  retryAfter: null,
}

/**
 * Only this process knows the answer: it is written down as soon as there is somewhere to write it.
 * Throws where a task was accepted that does not fit what the record knows by now, so that at least the log names it.
 */
async function keep(answer: Answer, request: Request, intent: Intent, deps: Deps): Promise<void> {
  const known = await written(answer, request, intent, deps)
  if (answer.outcome !== 'accepted' || known) return
  const { stage } = (await deps.ledger.get(request.number)) ?? {}
  if (!stage || !('task' in stage) || stage.task?.id !== answer.taskId)
    throw new Error(`${idOf(request)} follows something else, but task ${answer.taskId} was accepted for it`)
}

/** Whether the answer changed anything. */
async function written(answer: Answer, request: Request, intent: Intent, deps: Deps): Promise<boolean> {
  const { ledger, clock } = deps
  const giveUp = clock.now() + longestWrite
  for (;;) {
    try {
      const event = eventOf(answer, request, intent, deps)
      const kept = await ledger.record(request.number, event)
      // Another process took this one for dead and began to look: there is nothing to find.
      if (!kept && answer.outcome === 'turned_away')
        await ledger.record(request.number, { type: 'refused', call: intent.sentAt, why: answer.why })
      return kept !== undefined
    } catch (error) {
      if (clock.now() >= giveUp) throw error
      const { promise, resolve } = Promise.withResolvers<void>()
      clock.after(betweenWrites, resolve)
      await promise
    }
  }
}
const betweenWrites = 1000
const longestWrite = 10 * 60_000

/**
 * The request, if those who approved it still may, and still do. While Slack does not say so of enough of them, it is put
 * off; when it goes on not saying, the approvals are withdrawn (closed by default): reactions that stand count again once
 * it answers.
 */
async function standing(waiting: Request, deps: Deps): Promise<Request | undefined> {
  const { ledger, directory } = deps
  const request = await reconcile(waiting, 'for a call', deps).catch((error: unknown) => {
    if (!(error instanceof SlackSilent)) throw error
    return 'unread' as const
  })
  const votes = request === 'unread' ? waiting.votes : (request?.votes ?? [])
  const refusals = await Promise.all(
    votes.map(async (vote) => ({
      vote,
      refusal: request === 'unread' ? ('unverified' as const) : await mayDecide(waiting, vote.by, directory),
    })),
  )
  const confirmed = approvers({ ...waiting, votes: refusals.flatMap(({ vote, refusal }) => (refusal ? [] : [vote])) })
  const enough = confirmed.length >= waiting.approval.quorum
  const unsaid = refusals.some(({ refusal }) => refusal === 'unverified')
  if (!enough && unsaid && waiting.stage.state === 'approved') {
    const { tries } = waiting.stage
    if (tries + 1 < mostTries) {
      const notBefore = deps.clock.now() + 10_000 * 2 ** tries
      return ledger.record(waiting.number, { type: 'put_off', why: unverified, notBefore }).then(() => undefined)
    }
  }
  for (const { vote, refusal } of refusals)
    if (refusal && !(enough && refusal === 'unverified'))
      await ledger.record(waiting.number, { type: 'vote_withdrawn', by: vote.by, verdict: vote.verdict })
  return ledger.get(waiting.number)
}

const unverified: Reason = {
  code: 'Unverified',
  message: 'Slack does not say whether the approvers still may approve.',
}

type Order = { readonly body: Record<string, unknown>; readonly password: string | undefined }

/** A refusal may quote the value that it refuses, escaped or cut: a sentence with four characters of it goes no further. */
function without(password: string | undefined, answer: Answer): Answer {
  if (password === undefined || answer.outcome === 'accepted') return answer
  const { why } = answer
  const code = quotes(why.code, password) ? 'Refused' : why.code
  return { ...answer, why: { ...why, code, message: quotes(why.message, password) ? '' : why.message } }
}

const quotes = (text: string, password: string): boolean =>
  Array.from({ length: password.length - 3 }, (_, at) => password.slice(at, at + 4)).some((part) => text.includes(part))

/** The body that goes out; refused unless it is what was approved, to the letter. */
function orderOf(request: Request, deps: Deps): Order | { refused: Reason } {
  const cluster = clusterOf(deps.policy, request)
  if (!cluster || isStricter(cluster.approval, request))
    return { refused: { code: 'PolicyChanged', message: 'The policy file has changed for this cluster.' } }
  if (approvers(request).length < request.approval.quorum)
    return { refused: { code: 'DigestMismatch', message: 'Too few people approved exactly this call.' } }
  const password = passwordOf(request, deps)
  if (request.secret && password === undefined)
    return { refused: { code: 'SecretLost', message: 'The sealed or named password cannot be opened.' } }
  const fingerprint = password === undefined ? undefined : deps.vault?.fingerprint(password)
  const secret = request.secret && { ...request.secret, fingerprint: fingerprint ?? '' }
  const digest = digestOf({ cluster: request.cluster, body: request.body, secret })
  if (digest !== request.digest)
    return { refused: { code: 'DigestMismatch', message: 'What would be sent is not what was approved.' } }
  return { body: password === undefined ? request.body : { ...request.body, login_password: password }, password }
}

function passwordOf({ secret, origin }: Request, { vault, credential }: Deps): string | undefined {
  if (secret === null) return undefined
  if (secret.kind === 'named') return credential(secret.name)
  try {
    return vault?.open(secret.box, origin)
  } catch {
    // Another key, or a damaged box: there is nothing to send.
    return undefined
  }
}

function eventOf(answer: Answer, request: Request, intent: Intent, { clock, random }: Deps): Event {
  const call = intent.sentAt
  switch (answer.outcome) {
    case 'accepted':
      return { type: 'accepted', task: newTask(answer.taskId, clock.now()), intent }
    case 'refused':
      return { type: 'refused', call, why: answer.why }
    case 'unknown':
      return { type: 'lost', call, why: answer.why, intent }
    case 'turned_away': {
      const tries = request.stage.state === 'approved' ? request.stage.tries : 0
      if (tries + 1 >= mostTries) return { type: 'refused', call, why: answer.why }
      const backOff = 2000 * 2 ** tries * (1 + random() / 4)
      return {
        type: 'put_back',
        call,
        why: answer.why,
        notBefore: clock.now() + Math.max(answer.retryAfter ?? 0, backOff),
      }
    }
  }
}
