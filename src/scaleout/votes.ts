import type { Clock } from '../clock.ts'
import type { Ledger } from './ledger.ts'
import { type Directory, mayDecide, type Refusal } from './policy.ts'
import type { Request, Vote } from './record.ts'

/** A reaction: who, the emoji's canonical name without skin tone, and when (ms, by Slack's clock) where an event told it. */
export type Reaction = { readonly by: string; readonly emoji: string; readonly at?: number }

/** What an emoji says about a request; most emoji say nothing. */
export function verdictOf({ approval }: Request, emoji: string): Vote['verdict'] | undefined {
  if (approval.approveWith.includes(emoji)) return 'approve'
  return approval.rejectWith.includes(emoji) ? 'reject' : undefined
}

/** Whether votes still matter. */
export const takesVotes = ({ stage }: Request): boolean => stage.state === 'awaiting' || stage.state === 'approved'

/**
 * Counts a reaction, or turns its author away. Answers why somebody is to be told that it does not count: once a person
 * and request, but for `unverified`, which may be otherwise the next time.
 */
export async function castVote(
  request: Request,
  { by, emoji, at }: Reaction,
  deps: { ledger: Ledger; directory: Directory; clock: Clock },
): Promise<Refusal | undefined> {
  const { ledger, directory, clock } = deps
  const verdict = verdictOf(request, emoji)
  if (!verdict || !(takesVotes(request) || comesTooLate(request, verdict))) return undefined
  if (clock.now() >= request.approval.expiresAt && request.stage.state === 'awaiting') return undefined
  const refusal = (await mayDecide(request, by, directory)) ?? (takesVotes(request) ? null : 'too_late')
  if (!refusal) {
    const vote: Vote = { by, verdict, emoji, seenAt: clock.now(), digest: request.digest }
    await ledger.record(request.number, { type: 'voted', vote, ...(at === undefined ? {} : { at }) })
    return undefined
  }
  if (refusal === 'unverified') return refusal
  // Decided inside the swap: of two deliveries of one event, one speaks.
  let first = false
  await ledger.note(request.number, ({ turnedAway }) => {
    first = !turnedAway.includes(by)
    return first ? { turnedAway: [...turnedAway, by] } : {}
  })
  return first ? refusal : undefined
}

/** Whoever declines after the call was made must not believe that they stopped it. */
const comesTooLate = ({ stage }: Request, verdict: Vote['verdict']): boolean =>
  verdict === 'reject' && ['calling', 'unknown', 'running'].includes(stage.state)

/** Takes a vote back when the last of a person's reactions with that meaning is gone; `left` are those that remain. */
export async function withdrawVote(
  request: Request,
  { by, emoji, at }: Reaction,
  left: readonly Reaction[] | undefined,
  ledger: Ledger,
): Promise<void> {
  const verdict = verdictOf(request, emoji)
  if (!verdict || !takesVotes(request)) return
  const still = left?.some((one) => one.by === by && verdictOf(request, one.emoji) === verdict) ?? false
  if (still) return
  await ledger.record(request.number, { type: 'vote_withdrawn', by, verdict, ...(at === undefined ? {} : { at }) })
}
