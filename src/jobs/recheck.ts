import { backoff, wasLast } from '../backoff.ts'
import { byBot, byOperator, type Origin } from '../scaleout/entry.ts'
import { approvers } from '../scaleout/lifecycle.ts'
import { SlackSilent } from '../scaleout/messenger.ts'
import { type Objection, objectionsTo, type Stray } from '../scaleout/objections.ts'
import { type ClusterPolicy, clusterOf, mayAsk, mayDecide, type Refusal } from '../scaleout/policy.ts'
import type { Reason, Request, Vote } from '../scaleout/record.ts'
import { ruleNow, stricterIn } from '../scaleout/rules.ts'
import type { JobContext } from './context.ts'
import { reconcile } from './reconcile.ts'

/**
 * Right before the call: whether a request that was approved would still be taken and approved, by the policy of today and
 * by what Slack says at this moment. Gives it as it stands then. Where something has changed, that is written down and
 * nothing is sent; where Slack does not say, it is postponed, and refused in the end (closed by default).
 */
export async function recheck(waiting: Request, context: JobContext): Promise<Request | undefined> {
  const cluster = clusterOf(context.policy, waiting)
  if (!cluster)
    return abort(
      waiting,
      { code: 'PolicyChanged', message: `clusters.${waiting.cluster.name}` },
      byOperator('recheck'),
      context,
    )
  const changed = underPolicy(waiting, cluster, context)
  if (changed) return abort(waiting, changed, byOperator('recheck'), context)

  const fresh = { ...context, people: context.people.fresh() }
  const channel = waiting.projection.messages.card?.channel ?? waiting.approval.channel
  // Beside each other, so that a call waits for the slowest answer only; each is asked for once.
  for (const { by } of waiting.votes) void fresh.people.person(by)
  const others = Promise.all([mayAsk(cluster, waiting.by, fresh.people), context.approvalIn(channel)])
  const [votes, [asker, place]] = await Promise.all([votesNow(waiting, fresh), others])
  const gone = againstAsker(asker) ?? (place === 'unsuitable' ? { code: 'ApprovalChannel', message: '' } : undefined)
  if (gone) return abort(waiting, gone, byBot('recheck'), context)

  const { enough, unsaid } = votes
  const silent = enough ? asker === 'unverified' || place === 'unverified' : unsaid
  if (silent && (await postpone(waiting, context))) return undefined
  if (silent && enough) return abort(waiting, { code: 'Unconfirmed', message: '' }, byBot('recheck'), context)
  // Reactions that stand count again once Slack answers.
  for (const { vote, refusal } of votes.refused)
    if (!(enough && refusal === 'unverified'))
      await context.ledger.record(
        waiting.number,
        {
          type: 'vote_withdrawn',
          by: vote.by,
          verdict: vote.verdict,
          lapsed: true,
        },
        byBot('recheck'),
      )
  return context.ledger.get(waiting.number)
}

async function abort({ number }: Request, why: Reason, source: Origin, { ledger }: JobContext): Promise<undefined> {
  await ledger.record(number, { type: 'aborted', why }, source)
}

/** What the policy file of today has against it, by the keys and wire names that say so. */
function underPolicy(request: Request, cluster: ClusterPolicy, { policy }: JobContext): Reason | undefined {
  const stricter = stricterIn(ruleNow(cluster, request), request)
  if (stricter.length > 0) return { code: 'PolicyChanged', message: stricter.join(', ') }
  const objections = objectionsTo(request, cluster, policy)
  const [first] = objections
  if (!first) return undefined
  const code = codes[first.kind]
  const details = objections.filter(({ kind }) => codes[kind] === code).map((one) => detail(one, request))
  return { code, message: [...new Set(details)].join(', ') }
}

const codes: Readonly<Record<(Objection | Stray)['kind'], string>> = {
  not_here: 'ChannelNotAllowed',
  too_many: 'TooManyNodes',
  value: 'ValueNotAllowed',
  stray: 'ValueNotAllowed',
  no_typed_password: 'SecretLost',
  unknown_credential: 'CredentialGone',
}

/** In no language: names and numbers. */
function detail(objection: Objection | Stray, { body, secret }: Request): string {
  switch (objection.kind) {
    case 'value':
    case 'stray':
      return objection.at
    case 'too_many':
      return `${objection.at}: ${Number(body[objection.at])}, limits.nodes_per_request: ${objection.most}`
    case 'unknown_credential':
      return secret?.kind === 'named' ? secret.name : ''
    default:
      return ''
  }
}

function againstAsker(refusal: Refusal | null): Reason | undefined {
  if (refusal === null || refusal === 'unverified') return undefined
  return { code: refusal === 'not_listed' ? 'RequesterNotListed' : 'RequesterNotMember', message: '' }
}

type VotesNow = {
  /** As many as are needed still may approve, and do. */
  readonly enough: boolean
  /** Slack did not say so of a person, or not which reactions stand. */
  readonly unsaid: boolean
  readonly refused: readonly { readonly vote: Vote; readonly refusal: Refusal }[]
}

/** The votes as the reactions stand, and which of their authors are still eligible. */
async function votesNow(waiting: Request, context: JobContext): Promise<VotesNow> {
  const request = await reconcile(waiting, 'for a call', context).catch((error: unknown) => {
    if (!(error instanceof SlackSilent)) throw error
    return 'unread' as const
  })
  const votes = request === 'unread' ? waiting.votes : (request?.votes ?? [])
  const looked = await Promise.all(
    votes.map(async (vote) => ({
      vote,
      refusal: request === 'unread' ? ('unverified' as const) : await mayDecide(waiting, vote.by, context.people),
    })),
  )
  const confirmed = approvers({ ...waiting, votes: looked.flatMap(({ vote, refusal }) => (refusal ? [] : [vote])) })
  const refused = looked.flatMap(({ vote, refusal }) => (refusal ? [{ vote, refusal }] : []))
  return {
    enough: confirmed.length >= waiting.approval.quorum,
    unsaid: refused.some(({ refusal }) => refusal === 'unverified'),
    refused,
  }
}

/** Whether it could be postponed once more. */
async function postpone({ number, stage }: Request, { ledger, clock }: JobContext): Promise<boolean> {
  if (stage.state !== 'approved' || wasLast('unreadCall', stage.tries + 1)) return false
  const notBefore = clock.now() + backoff('unreadCall', stage.tries + 1)
  await ledger.record(number, { type: 'postponed', why: unverified, notBefore }, byBot('recheck'))
  return true
}

const unverified: Reason = {
  code: 'Unverified',
  message: 'Slack does not say who still may ask and approve, or what became of the channel.',
}
