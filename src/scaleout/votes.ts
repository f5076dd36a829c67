import type { Clock } from '../clock.ts'
import { byPerson, type Seen } from './entry.ts'
import type { Ledger } from './ledger.ts'
import { isUnderWay } from './lifecycle.ts'
import { type Directory, mayDecide, type Refusal } from './policy.ts'
import type { Request, Stage, Vote } from './record.ts'

/** A reaction: who, the emoji's canonical name without skin tone, and when (ms, by Slack's clock) where an event told it. */
export type Reaction = { readonly by: string; readonly emoji: string; readonly at?: number }

/**
 * Why a reaction changes nothing, as its author is told (views/reply.ts). `taken_back_late`: the approval had been used;
 * `stays_declined`: a decline cannot be taken back; `ended`: there is nothing left to approve; `elsewhere`: it is not the
 * card that they reacted to.
 */
export type Reply = Refusal | 'taken_back_late' | 'stays_declined' | 'ended' | 'elsewhere'

/** What an emoji says about a request; most emoji say nothing. */
export function verdictOf({ approval }: Request, emoji: string): Vote['verdict'] | undefined {
  if (approval.approveWith.includes(emoji)) return 'approve'
  return approval.rejectWith.includes(emoji) ? 'reject' : undefined
}

/** Whether votes still matter. */
export const takesVotes = ({ stage }: Request): boolean => stage.state === 'awaiting' || stage.state === 'approved'

/** Whether its call has been made, as far as is known. */
const wasCalled = (stage: Stage): boolean => 'intent' in stage || ('task' in stage && stage.task !== null)

/** Past its time, although nobody has written that down yet. */
const isOverdue = ({ stage, approval }: Request, now: number): boolean =>
  stage.state === 'awaiting' && now >= approval.expiresAt

type Casting = { readonly ledger: Ledger; readonly people: Directory; readonly clock: Clock; readonly seen: Seen }

/** Counts a reaction on a card, or writes down why it does not count. Answers what its author should hear, if `mayReply` agrees. */
export async function castVote(request: Request, reaction: Reaction, deps: Casting): Promise<Reply | undefined> {
  const verdict = verdictOf(request, reaction.emoji)
  const reply = verdict && (await countVote(request, reaction, verdict, deps))
  if (verdict && reply) await notCounted(request, { by: reaction.by, verdict, because: reply }, deps)
  return reply
}

async function countVote(
  request: Request,
  { by, emoji, at }: Reaction,
  verdict: Vote['verdict'],
  deps: Casting,
): Promise<Reply | undefined> {
  const { ledger, people, clock, seen } = deps
  const source = byPerson(by, seen)
  const vote: Vote = { by, verdict, emoji, seenAt: clock.now(), digest: request.digest }
  const voted = { type: 'voted', vote, ...(at === undefined ? {} : { at }) } as const
  if (!takesVotes(request) || isOverdue(request, clock.now())) {
    // Given again after it was taken back: the card shows it again.
    if (request.takenBack.includes(by)) await ledger.record(request.number, voted, source)
    return afterwards(request, by, verdict, people)
  }
  const refusal = await mayDecide(request, by, people)
  if (refusal) return refusal
  if (await ledger.record(request.number, voted, source)) return undefined
  // It was decided while their right was looked up.
  const now = await ledger.get(request.number)
  if (now && !takesVotes(now)) return afterwards(now, by, verdict, people)
  if (now) await notCounted(now, { by, verdict, because: 'withdrawn' }, deps)
  return undefined
}

/** Once for each person, meaning and reason: a card is read again and again. */
async function notCounted(
  request: Request,
  vote: { by: string; verdict: Vote['verdict']; because: Reply | 'withdrawn' },
  { ledger, seen }: Pick<Casting, 'ledger' | 'seen'>,
): Promise<void> {
  await ledger.enter({ type: 'vote_not_counted', request, ...vote }, byPerson(vote.by, seen))
}

/** What a vote meets that comes when nothing is left to decide. An approval of what was bought is applause. */
async function afterwards(
  request: Request,
  by: string,
  verdict: Vote['verdict'],
  directory: Directory,
): Promise<Reply | undefined> {
  const called = wasCalled(request.stage)
  // A rejection after the call stops nothing, and its author is told so, the requester among them.
  if (verdict === 'reject') {
    if (!called || by === request.by) return called ? 'too_late' : undefined
    const refusal = await mayDecide(request, by, directory)
    return refusal === null ? 'too_late' : isUnderWay(request) ? refusal : undefined
  }
  if (!isUnbought(request)) return undefined
  const matters = by === request.by || (await mayDecide(request, by, directory)) === null
  return matters ? 'ended' : undefined
}

/** It ended, or is about to, without what was asked for. */
const isUnbought = ({ stage }: Request): boolean =>
  ['awaiting', 'rejected', 'expired', 'cancelled', 'failed'].includes(stage.state)

/**
 * Takes a vote back when the last of a person's reactions with that meaning is gone; `left` are those that remain on the
 * card, asked for only where it matters. Answers what its author should hear, if `mayReply` agrees.
 */
export async function withdrawVote(
  request: Request,
  { by, emoji, at }: Reaction,
  left: () => Promise<readonly Reaction[] | undefined>,
  { ledger, people }: { ledger: Ledger; people: Directory },
): Promise<Reply | undefined> {
  const verdict = verdictOf(request, emoji)
  if (!verdict) return undefined
  const counted = request.votes.some((vote) => vote.by === by && vote.verdict === verdict)
  if (!counted && !takesVotes(request)) return undefined
  // It may be heard that a vote went before it is heard that it came: but not of people whose votes never count.
  const never = ['requester', 'not_listed']
  if (!counted && never.includes((await mayDecide(request, by, people)) ?? '')) return undefined
  const stands = (one: Reaction): boolean => one.by === by && verdictOf(request, one.emoji) === verdict
  if (counted && (await left())?.some(stands)) return undefined
  const withdrawn = { type: 'vote_withdrawn', by, verdict, ...(at === undefined ? {} : { at }) } as const
  const after = await ledger.record(request.number, withdrawn, byPerson(by, 'event'))
  if (verdict === 'approve') return after && wasCalled(after.stage) ? 'taken_back_late' : undefined
  const { stage } = after ?? (await ledger.get(request.number)) ?? request
  if (stage.state !== 'rejected' || stage.by !== by) return undefined
  await notCounted(request, { by, verdict, because: 'stays_declined' }, { ledger, seen: 'event' })
  return 'stays_declined'
}

/** A vote on another message about the request, such as the notice where it was asked: an approver may take that for the card. */
export async function misplacedVote(
  request: Request,
  { by, emoji }: Reaction,
  { ledger, people }: { ledger: Ledger; people: Directory },
): Promise<Reply | undefined> {
  const verdict = verdictOf(request, emoji)
  if (!verdict || !takesVotes(request)) return undefined
  if (request.votes.some((vote) => vote.by === by && vote.verdict === verdict)) return undefined
  if ((await mayDecide(request, by, people)) !== null) return undefined
  await notCounted(request, { by, verdict, because: 'elsewhere' }, { ledger, seen: 'event' })
  return 'elsewhere'
}

/** Whether one more onlooker may be told something now. */
export type Allowance = () => boolean

/** So many in any stretch of `per` ms. */
export function createAllowance({ most, per, clock }: { most: number; per: number; clock: Clock }): Allowance {
  let used: number[] = []
  return () => {
    const now = clock.steady()
    used = used.filter((at) => at > now - per)
    if (used.length >= most) return false
    used.push(now)
    return true
  }
}

/**
 * Whether a person is told this now, and by the caller: once a person, request and reply; `unverified` each time, as it
 * may be otherwise the next time. Onlookers are told as far as the allowance goes, the others when the card is read again.
 */
export async function mayReply(
  request: Request,
  by: string,
  reply: Reply,
  { ledger, allowance }: { ledger: Ledger; allowance: Allowance },
): Promise<boolean> {
  if (wasTold(request, by, reply)) return false
  if ((reply === 'not_listed' || reply === 'unverified') && !allowance()) return false
  if (reply === 'unverified') return true
  // Decided inside the swap: of two deliveries of one event, one speaks.
  let first = false
  await ledger.note(request.number, (now) => {
    first = !wasTold(now, by, reply)
    if (!first) return {}
    return isRefusal(reply)
      ? { turnedAway: [...now.turnedAway, by] }
      : { replied: [...now.replied, { to: by, with: reply }] }
  })
  return first
}

type LateReply = Request['replied'][number]['with']

const isRefusal = (reply: Reply): reply is Exclude<Reply, LateReply> =>
  !['too_late', 'taken_back_late', 'stays_declined', 'ended', 'elsewhere'].includes(reply)

const wasTold = ({ turnedAway, replied }: Request, by: string, reply: Reply): boolean =>
  isRefusal(reply) ? turnedAway.includes(by) : replied.some((one) => one.to === by && one.with === reply)
