import { z } from 'zod'

const verdict = z.enum(['approve', 'reject'])

const vote = z.object({
  by: z.string(),
  verdict,
  emoji: z.string(),
  /** When the bot saw it; Slack does not tell when it was given. */
  seenAt: z.number(),
  /** The call that this person agreed to. */
  digest: z.string(),
})
export type Vote = z.infer<typeof vote>

/** Of a request: what people voted, and what they were told of it. */
export const ballot = z.object({
  votes: z.array(vote),
  /** Votes that were taken back, and when by Slack's clock: of two replicas one may still be about to count such a vote. */
  withdrawn: z.array(z.object({ by: z.string(), verdict, at: z.number() })).default([]),
  /** Approvers whose approval counted and was taken back when that could change nothing any more: the card says so. */
  takenBack: z.array(z.string()).default([]),
  /** Whose approval fell away last, so that the request was approved no more: taken back, or `lapsed`, as they may no longer decide. */
  unapproved: z.object({ by: z.string(), lapsed: z.boolean(), postponed: z.boolean() }).nullable().default(null),
  /** People told that their reaction does not count: each is told once. */
  turnedAway: z.array(z.string()),
  /** What else people were told about reactions that change nothing: each once. */
  replied: z
    .array(
      z.object({
        to: z.string(),
        with: z.enum(['too_late', 'taken_back_late', 'stays_declined', 'ended', 'elsewhere']),
      }),
    )
    .default([]),
})
export type Ballot = z.infer<typeof ballot>

/** Before anybody voted. */
export const noVotes: Ballot = {
  votes: [],
  withdrawn: [],
  takenBack: [],
  unapproved: null,
  turnedAway: [],
  replied: [],
}
