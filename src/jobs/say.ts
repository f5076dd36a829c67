import { type MessageRef, type Post, type Refused, TryLater } from '../scaleout/messenger.ts'
import type { Request } from '../scaleout/record.ts'
import type { JobContext } from './context.ts'
import type { ThreadMessage } from './messages.ts'
import { sendDeadline } from './send-deadline.ts'
import { cardLost, givesUp, inTrouble, outOfTrouble, shorten } from './trouble.ts'

/** How long a message whose answer was not seen may still be on its way, in ms. */
const onItsWay = 3000
/** What a store adds to its gap is among it. */
const longestUnseen = 15_000

/** One that cannot be looked for is said again after so many tries: twice is better than never. */
const mostLooks = 6

/** Says what does not stand there yet; what may stand there is looked for first. */
export async function say(request: Request, message: ThreadMessage, context: JobContext): Promise<void> {
  const until = await mayAppearUntil(request, message, context)
  if (until > 0) {
    await lookFor(request, message, until, context)
    return
  }
  const begin = beginning(request, message, context)
  const outcome = await context.messenger.post(postOf(request, message), begin)
  if ('ts' in outcome) await stands(request, message, outcome, context)
  else await refused(request, message, outcome, begin, context)
}

const stands = (
  request: Request,
  { key, contentHash }: ThreadMessage,
  at: MessageRef,
  { ledger }: JobContext,
): Promise<unknown> =>
  ledger.note(request.number, ({ projection }) => ({
    projection: {
      ...outOfTrouble(projection, key),
      messages: { ...projection.messages, [key]: { ...at, contentHash } },
    },
  }))

/** It has no time stamp, and is neither edited nor tried again. */
const nowhere = { ts: '' }

async function refused(
  request: Request,
  message: ThreadMessage,
  { refused: kind, word }: Refused,
  begin: () => Promise<() => boolean>,
  context: JobContext,
): Promise<void> {
  const { key, under, channel } = message
  switch (kind) {
    case 'passing':
      if (givesUp(request, key)) await stands(request, message, { channel, ...nowhere }, context)
      else await inTrouble(request, key, word, context, context.clock.now())
      return
    case 'form':
      if (await shorten(request, key, context)) return
      if (key === 'card') await cardLost(request, word, context)
      else await stands(request, message, { channel, ...nowhere }, context)
      return
    case 'thread':
      if (under === 'card') await noReplies(request, key, word, context)
      else await instead(request, message, begin, context)
      return
    default:
      if (key === 'card' || under === 'card') await cardLost(request, kind === 'place' ? word : null, context)
      else await instead(request, message, begin, context)
  }
}

/** The card stands, and the request goes on: what needs a person is said elsewhere from now on. */
const noReplies = ({ number }: Request, key: string, word: string, { ledger }: JobContext): Promise<unknown> =>
  ledger.note(number, ({ projection }) => ({ projection: { ...outOfTrouble(projection, key), noReplies: word } }))

/** Where it cannot be said a direct message to the requester stands in for it; failing that, nothing. */
async function instead(
  request: Request,
  message: ThreadMessage,
  begin: () => Promise<() => boolean>,
  context: JobContext,
): Promise<void> {
  const direct = { ...message, channel: request.by, under: null }
  if (message.channel === request.by) {
    await stands(request, message, { channel: request.by, ...nowhere }, context)
    return
  }
  const outcome = await context.messenger.post(postOf(request, direct), begin)
  if ('ts' in outcome) await stands(request, message, outcome, context)
  else await refused(request, direct, outcome, begin, context)
}

/**
 * Until when it may still appear, in ms, if it may have been sent already: 0 if not. A store that has lost something may
 * have lost that of any message, until it was looked for since. Direct messages cannot be looked for.
 */
async function mayAppearUntil(
  { createdAt, by, projection: { sending, begunAt, trouble, sought } }: Request,
  { key, channel }: ThreadMessage,
  { ledger }: JobContext,
): Promise<number> {
  const since = Math.max(sending === key ? begunAt : 0, trouble[key]?.begunAt ?? 0)
  const known = since > 0 ? since + onItsWay : 0
  const { at } = await ledger.lastGap()
  return channel !== by && Math.max(createdAt, sought[key] ?? 0) < at ? Math.max(known, at) : known
}

/** Writes down where it stands; or that it does not, once it can be on its way no longer: then it is said. */
async function lookFor(request: Request, message: ThreadMessage, until: number, context: JobContext): Promise<void> {
  const { ledger, messenger, clock } = context
  const { key } = message
  const left = context.until(until, longestUnseen)
  if (left > onItsWay) throw new TryLater(left)
  const found = await messenger.find(postOf(request, message))
  if (found && 'refused' in found) {
    const { begunAt = until - onItsWay, tries = 0 } = request.projection.trouble[key] ?? {}
    if (found.refused === 'parent' && message.under === 'card') return cardLost(request, null, context)
    if (found.refused !== 'parent' && tries < mostLooks)
      return inTrouble(request, key, found.word, context, Math.max(begunAt, until - onItsWay))
  } else if (!found && left > 0) throw new TryLater(left)
  const at = found && 'ts' in found ? found : undefined
  await ledger.note(request.number, ({ projection }) => {
    if (projection.messages[key] !== undefined || projection.begunAt !== request.projection.begunAt) return {}
    // What it says, where it was found, is not known: it is edited.
    if (at)
      return {
        projection: {
          ...outOfTrouble(projection, key),
          messages: { ...projection.messages, [key]: { ...at, contentHash: '' } },
        },
      }
    const { [key]: known } = projection.trouble
    const trouble = known ? { ...projection.trouble, [key]: { ...known, begunAt: 0 } } : projection.trouble
    // A clock that was set back may not have come to `until`.
    const now = Math.max(clock.now(), until)
    return {
      projection: { ...projection, sending: null, begunAt: now, sought: { ...projection.sought, [key]: now }, trouble },
    }
  })
}

/** Written down right before it is said. A process that stood still so long that another has gone on with it looks again. */
function beginning(
  { number, projection: { begunAt } }: Request,
  { key }: ThreadMessage,
  context: JobContext,
): () => Promise<() => boolean> {
  let last = begunAt
  return async () => {
    const mayStillSend = sendDeadline(context)
    const now = context.clock.now()
    let ours = false
    await context.ledger.note(number, ({ projection }) => {
      ours = projection.messages[key] === undefined && projection.begunAt === last
      return ours ? { projection: { ...projection, sending: key, begunAt: now } } : {}
    })
    if (!ours) throw new TryLater(0)
    last = now
    return mayStillSend
  }
}

/** What goes to Slack for it. */
export function postOf(request: Request, { key, channel, under, text, blocks, simple }: ThreadMessage): Post {
  const thread = under === null ? null : (request.projection.messages[under]?.ts ?? null)
  return {
    channel,
    thread: thread === '' ? null : thread,
    text,
    blocks,
    ...(simple ? { simple } : {}),
    about: { request: request.number, key, made: request.createdAt },
    since: request.createdAt,
  }
}
