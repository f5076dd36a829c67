import type { At, Request, Stage, Vote } from './record.ts'

/** What the events of the table tell of a vote (src/scaleout/lifecycle.ts). */
type Voted = { readonly vote: Vote; readonly at?: number }
type Withdrawal = Pick<Vote, 'by' | 'verdict'> & { readonly at?: number; readonly lapsed?: boolean }
/** While votes decide. */
type Undecided = At<'awaiting' | 'approved'>

/** Approvals that count: given for exactly this call, one a person. */
export function approvers({ votes, digest }: Pick<Request, 'votes' | 'digest'>): string[] {
  return votes.filter((vote) => vote.verdict === 'approve' && vote.digest === digest).map((vote) => vote.by)
}

function decide(request: Undecided, votes: Vote[], now: number): { votes: Vote[]; stage: Stage } {
  const rejection = votes.find((vote) => vote.verdict === 'reject')
  if (rejection) return { votes, stage: { state: 'rejected', at: now, by: rejection.by } }
  const enough = approvers({ votes, digest: request.digest }).length >= request.approval.quorum
  if (!enough) return { votes, stage: { state: 'awaiting' } }
  if (request.stage.state === 'approved') return { votes, stage: request.stage }
  return { votes, stage: { state: 'approved', at: now, tries: 0, notBefore: 0, waitReason: null } }
}

/** A vote while votes decide. `undefined` for one that was taken back before it was known. */
export function cast(request: Undecided, { vote, at }: Voted, now: number) {
  const gone = request.withdrawn.some((one) => sameVote(one, vote) && at !== undefined && at < one.at)
  return gone ? undefined : decide(request, withVote(request.votes, vote), now)
}

/** A vote is gone while votes decide. */
export function takeBack(request: Undecided, { by, verdict, at, lapsed = false }: Withdrawal, now: number) {
  const gone = { by, verdict }
  const others = request.withdrawn.filter((one) => !sameVote(one, gone))
  const withdrawn = at === undefined ? request.withdrawn : [...others, { ...gone, at }]
  return { ...fallBack(request, withoutVote(request.votes, gone), { by, lapsed }, now), withdrawn }
}

/** Decides anew without a vote, and keeps whose it was where the approval fell with it. */
function fallBack(request: Undecided, votes: Vote[], fallen: { by: string; lapsed: boolean }, now: number) {
  const { stage } = request
  const after = decide(request, votes, now)
  return stage.state === 'approved' && after.stage.state === 'awaiting'
    ? { ...after, unapproved: { ...fallen, postponed: stage.tries > 0 } }
    : after
}

/** The call was not executed, so nothing was bought: an approval that was taken back meanwhile is gone in time. */
export function withoutTakenBack(request: At<'approved'>, now: number) {
  const by = request.takenBack.at(-1)
  if (by === undefined) return { stage: request.stage }
  const votes = request.votes.filter((vote) => vote.verdict !== 'approve' || !request.takenBack.includes(vote.by))
  return { ...fallBack(request, votes, { by, lapsed: false }, now), takenBack: [] }
}

/** A vote is gone when nothing is left to decide: it stays as it was counted, and the card says that it was taken back. */
export function takenBackSince({ votes, digest, takenBack, projection }: Request, { by, verdict }: Withdrawal) {
  const counted = verdict === 'approve' && approvers({ votes, digest }).includes(by) && !takenBack.includes(by)
  return counted ? { takenBack: [...takenBack, by], projection: { ...projection, complete: false } } : undefined
}

/** It stands again. */
export function givenAgain({ takenBack, projection }: Request, { vote }: Voted) {
  return vote.verdict === 'approve' && takenBack.includes(vote.by)
    ? { takenBack: takenBack.filter((by) => by !== vote.by), projection: { ...projection, complete: false } }
    : undefined
}

const sameVote = (a: Pick<Vote, 'by' | 'verdict'>, b: Pick<Vote, 'by' | 'verdict'>): boolean =>
  a.by === b.by && a.verdict === b.verdict

const withVote = (votes: readonly Vote[], vote: Vote): Vote[] => [...votes.filter((one) => !sameVote(one, vote)), vote]

const withoutVote = (votes: readonly Vote[], gone: Pick<Vote, 'by' | 'verdict'>): Vote[] =>
  votes.filter((one) => !sameVote(one, gone))
