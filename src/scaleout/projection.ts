import { z } from 'zod'

/** A message as it was last shown: `contentHash` tells whether it would read differently now. */
const shown = z.object({ channel: z.string(), ts: z.string(), contentHash: z.string() })

/** A message that Slack did not take, with its word; '' where it did not answer with one. */
const trouble = z.object({
  word: z.string(),
  tries: z.number(),
  notBefore: z.number(),
  /** When its sending began, if it may stand there all the same: it is looked for before it is said again. 0 if not. */
  begunAt: z.number(),
})

/** What has been said in Slack. Slack is a projection: this is only how much of it is up to date. */
export const projection = z.object({
  messages: z.record(z.string(), shown),
  /** Sent, but its answer was not seen: look for it before saying it again. */
  sending: z.string().nullable(),
  /** When; it tells whether another process has sent it again. */
  begunAt: z.number().default(0),
  /** When messages, by key, were looked for last and did not stand there. */
  sought: z.record(z.string(), z.number()).default({}),
  editedAt: z.number(),
  /** Messages by key that Slack did not take, and may take later. They hold no other up. */
  trouble: z.record(z.string(), trouble).default({}),
  /** Keys of messages that Slack takes in their short form only. */
  shortened: z.array(z.string()).default([]),
  /** Slack's word, where it takes no replies under the card. */
  noReplies: z.string().nullable().default(null),
  /** The approvers' channel lost the card: it was deleted, or the channel is gone. */
  cardGone: z.boolean(),
  /** Slack's word, where the card is gone because of the channel, or could not be posted. */
  lostBecause: z.string().nullable().default(null),
  /** The two emoji to tap stand on the card. */
  emojiPlaced: z.boolean().default(false),
  /** They do, and reactions that came before it was written down are counted. */
  seeded: z.boolean(),
  /** The request is over and everybody has heard of it: nothing is left to do. */
  complete: z.boolean(),
})

/** Of a request that is new. */
export const emptyProjection: z.infer<typeof projection> = {
  messages: {},
  sending: null,
  begunAt: 0,
  sought: {},
  editedAt: 0,
  trouble: {},
  shortened: [],
  noReplies: null,
  cardGone: false,
  lostBecause: null,
  emojiPlaced: false,
  seeded: false,
  complete: false,
}
