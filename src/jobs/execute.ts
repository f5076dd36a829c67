import type { Cloud } from '../cloud/cloud.ts'
import { byBot } from '../scaleout/entry.ts'
import { approvalLasts } from '../scaleout/lifecycle.ts'
import type { Gap } from '../scaleout/ports.ts'
import type { Intent, Request } from '../scaleout/record.ts'
import { keepAnswer, notKept } from './answer.ts'
import type { JobContext } from './context.ts'
import { beforeCalling } from './lost-writes.ts'
import { orderOf } from './order.ts'
import { recheck } from './recheck.ts'
import { tasksBefore } from './resolve.ts'
import { sendDeadline } from './send-deadline.ts'

/** How often a waiting request checks whether its cluster is free, in ms. */
const betweenChecks = 60_000

/**
 * The one paid call. It is made from `approved` only, after `calling` was written with what the cluster held before;
 * a record found in `calling` belongs to a process that died, so its call may have run and is never sent again.
 */
export async function execute(number: number, context: JobContext): Promise<number | undefined> {
  const { ledger, clock, pace } = context
  const request = await ledger.get(number)
  if (request?.stage.state === 'calling') {
    await ledger.record(
      number,
      {
        type: 'answer_lost',
        call: request.stage.intent.sentAt,
        why: { code: 'Interrupted', message: 'The bot stopped during the call, or could not write down its answer.' },
      },
      byBot('takeover'),
    )
    return undefined
  }
  if (request?.stage.state !== 'approved') return undefined
  if (clock.now() >= approvalLasts(request)) {
    await ledger.record(number, { type: 'expired' }, byBot('timer'))
    return undefined
  }
  const later = waitOf(request, context)
  if (later !== undefined) return later
  // The request that holds the cluster wakes this one when it lets go, unless the process dies at that moment.
  if ((await ledger.ahead(request)).length > 0) return Math.min(approvalLasts(request), clock.now() + betweenChecks)
  await pace.call(() => call(number, context))
  const after = await ledger.get(number)
  return after && waitOf(after, context)
}

/**
 * Until when a requeued or postponed request waits yet: planned when its stage began, and no longer than its approval
 * holds, however long the cloud asks for.
 */
function waitOf(request: Request, { until, clock }: JobContext): number | undefined {
  const { stage } = request
  const left = stage.state === 'approved' ? until(stage.notBefore, stage.notBefore - stage.at) : 0
  return left > 0 ? Math.min(approvalLasts(request), clock.now() + left) : undefined
}

/** Reads, recheck, write, then the one call: each waits for the one before it. */
async function call(number: number, context: JobContext): Promise<void> {
  const { ledger, clock } = context
  const waiting = await ledger.get(number)
  if (waiting?.stage.state !== 'approved') return
  const cloud = context.cloudFor(waiting)
  const { nodes, tasks, gap } = await readBefore(waiting, cloud, context)
  // After them, as a cloud that is slow to answer would make an old story of what Slack said.
  const request = await recheck(waiting, context)
  if (request?.stage.state !== 'approved') return
  const instead = await beforeCalling(request, tasks, context)
  if (instead) {
    await ledger.record(number, instead, byBot('recheck'))
    return
  }
  const approved = orderOf(request, context.policy.types, context)
  if ('refused' in approved) {
    await ledger.record(number, { type: 'aborted', why: approved.refused }, byBot('recheck'))
    return
  }
  const sentAt = clock.now()
  const intent = { nodes, tasks: tasks && tasksBefore(tasks, request, context.policy.types, sentAt), sentAt }
  const mayStillSend = sendDeadline(context)
  // What would only begin is left to the next process.
  if (context.stopping()) return
  if (!(await isWritten(request, intent, context))) return
  const answer = (await isKept(gap, context))
    ? await cloud.send(request.cluster, approved.order, mayStillSend)
    : notKept
  await keepAnswer(answer, request, intent, context)
}

/**
 * What the cluster holds before the call, in the call's own slot: that paces the reads, and an approver waits. `null` is
 * what cannot be read: then a lost answer is a person's to resolve.
 */
async function readBefore({ cluster }: Request, cloud: Cloud, { ledger }: JobContext) {
  const [nodes, tasks, gap] = await Promise.all([
    cloud.nodes(cluster).catch(() => null),
    cloud.tasks(cluster).catch(() => null),
    ledger.lastGap(),
  ])
  return { nodes: nodes?.nodes.map((node) => node.instanceId) ?? null, tasks, gap }
}

/** Writes down that the call begins; not where the request has come to another state meanwhile. */
async function isWritten(request: Request, intent: Intent, context: JobContext): Promise<boolean> {
  const event = { type: 'call_started', intent } as const
  const written = await context.ledger.record(request.number, event, byBot('call')).catch(async (error: unknown) => {
    // It may stand there all the same, and nobody but this process knows that nothing was sent.
    await keepAnswer(notKept, request, intent, context)
    throw error
  })
  return written !== undefined
}

/** Whether what was just written down will still be known after a loss of power, and the store is the one that was asked before. */
async function isKept(gap: Gap, { ledger }: JobContext): Promise<boolean> {
  return ledger
    .persist()
    .then(() => ledger.lastGap())
    .then(
      (now) => now.at === gap.at,
      () => false,
    )
}
