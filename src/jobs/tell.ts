import { jobOf } from '../scaleout/lifecycle.ts'
import type { Request } from '../scaleout/record.ts'
import { tellingOf } from '../scaleout/telling.ts'
import { takesVotes } from '../scaleout/votes.ts'
import { type Deps, type Post, TryLater } from './deps.ts'
import { reconcile } from './reconcile.ts'
import { type Saying, sayings } from './sayings.ts'
import { turnOf } from './turn.ts'

/** Slack takes about fifty edits a minute for the whole workspace (reference/slack-platform.md §4.1). */
const betweenEdits = 3000

/**
 * Brings Slack up to date with a record: posts what is missing, edits what reads differently, and writes down each
 * before the next. What was begun and not confirmed is looked for before it is said again, so nothing is said twice.
 */
export async function tell(number: number, deps: Deps): Promise<number | undefined> {
  const { ledger, clock } = deps
  for (;;) {
    const mayStillSend = turnOf(deps)
    const request = await ledger.get(number)
    if (!request || request.said.complete) return undefined
    const ahead = request.stage.state === 'approved' ? (await ledger.ahead(request)).length : 0
    const wanted = sayings(tellingOf(request, ahead), deps.policy.language)
    const { messages } = request.said
    if (messages.card && !request.said.seeded) {
      await seed(request, messages.card, deps)
      continue
    }
    const unsaid = wanted.find((saying) => messages[saying.key] === undefined)
    if (unsaid) {
      await say(request, unsaid, deps)
      continue
    }
    const outdated = mostUrgent(wanted.filter((saying) => messages[saying.key]?.print !== saying.print))
    if (!outdated) {
      if (await settled(request, deps)) return undefined
      continue
    }
    const left = deps.until(request.said.editedAt + betweenEdits, betweenEdits)
    if (left > 0) return clock.now() + left
    await correct(request, outdated, mayStillSend, deps)
  }
}

/** Buttons that mean nothing any more go first; then the card, which the channel sees. */
const mostUrgent = (outdated: readonly Saying[]): Saying | undefined =>
  outdated.find(({ key }) => key.startsWith('question')) ?? outdated.find(({ key }) => key === 'card') ?? outdated[0]

/** Nothing is left to say. Where the request is over its record is left alone from now on, unless something has happened meanwhile. */
async function settled(request: Request, { ledger }: Deps): Promise<boolean> {
  if (jobOf(request) !== null) return true
  let alone = true
  await ledger.note(request.number, ({ said, revision }) => {
    alone = revision === request.revision
    return alone ? { said: { ...said, complete: true } } : {}
  })
  return alone
}

async function say(request: Request, saying: Saying, deps: Deps): Promise<void> {
  const { ledger, messenger } = deps
  const until = await mayAppearUntil(request, saying, deps)
  if (until > 0) {
    await lookFor(request, saying, until, deps)
    return
  }
  const begin = beginning(request, saying, deps)
  const at = await messenger.post(postOf(request, saying), begin)
  if (at === 'gone') {
    await unreachable(request, saying, begin, deps)
    return
  }
  await ledger.note(request.number, ({ said }) => ({
    said: { ...said, begun: null, messages: { ...said.messages, [saying.key]: { ...at, print: saying.print } } },
  }))
}

/**
 * Until when it may still appear, in ms, if somebody may have begun it already: 0 if not. A store that has lost its last
 * moments may have forgotten that, until one is begun since. Direct messages cannot be looked for.
 */
async function mayAppearUntil(
  { createdAt, by, said: { begun, begunAt } }: Request,
  { key, channel }: Saying,
  { ledger }: Deps,
): Promise<number> {
  const known = begun === key ? begunAt + onItsWay : 0
  const { at, sudden } = await ledger.lastGap()
  return sudden && channel !== by && Math.max(createdAt, begunAt) < at ? Math.max(known, at) : known
}
const onItsWay = 3000
/** What a store adds to its gap is among it. */
const longestUnseen = 15_000

/** Writes down where it stands; or that it does not, once it can be on its way no longer: then it is said. */
async function lookFor(
  request: Request,
  saying: Saying,
  until: number,
  { ledger, messenger, clock, until: waits }: Deps,
): Promise<void> {
  const left = waits(until, longestUnseen)
  if (left > onItsWay) throw new TryLater(left)
  const found = await messenger.find(postOf(request, saying))
  if (!found && left > 0) throw new TryLater(left)
  await ledger.note(request.number, ({ said }) => {
    if (said.messages[saying.key] !== undefined || said.begunAt !== request.said.begunAt) return {}
    // What it says, where it was found, is not known: it is edited. A clock that was set back may not have come to `until`.
    return found
      ? { said: { ...said, begun: null, messages: { ...said.messages, [saying.key]: { ...found, print: '' } } } }
      : { said: { ...said, begun: null, begunAt: Math.max(clock.now(), until) } }
  })
}

/** Written down right before it is said. Who stood still so long that another has gone on with it looks again. */
function beginning({ number, said: { begunAt } }: Request, { key }: Saying, deps: Deps): () => Promise<() => boolean> {
  let last = begunAt
  return async () => {
    const mayStillSend = turnOf(deps)
    const now = deps.clock.now()
    let ours = false
    await deps.ledger.note(number, ({ said }) => {
      ours = said.messages[key] === undefined && said.begunAt === last
      return ours ? { said: { ...said, begun: key, begunAt: now } } : {}
    })
    if (!ours) throw new TryLater(0)
    last = now
    return mayStillSend
  }
}

/** One tap is enough for an approver: the bot shows the two emoji. Who was quicker than the bot is counted now. */
async function seed(request: Request, card: { channel: string; ts: string }, deps: Deps): Promise<void> {
  if (takesVotes(request)) {
    const { approveWith, rejectWith } = request.approval
    for (const emoji of [approveWith[0], rejectWith[0]]) if (emoji) await deps.messenger.seed(card, emoji)
    await reconcile(request, deps)
  }
  await deps.ledger.note(request.number, ({ said }) => ({ said: { ...said, seeded: true } }))
}

/** Who stood still meanwhile does not write an old state over a new one, or else what stands there is corrected again. */
async function correct(request: Request, saying: Saying, mayStillSend: () => boolean, deps: Deps): Promise<void> {
  const { ledger, messenger, clock } = deps
  const shown = request.said.messages[saying.key]
  if (!shown || (saying.key === 'card' && (await knowsMore(request, deps)))) return
  // What could not be delivered anywhere has no time stamp, and nothing to edit.
  const outcome = shown.ts === '' ? 'edited' : await messenger.edit(shown, postOf(request, saying), mayStillSend)
  if (outcome === 'gone' && saying.key === 'card') {
    await cardLost(request, deps)
    return
  }
  await ledger.note(request.number, ({ said }) => {
    const alone = said.messages[saying.key]?.print === shown.print
    const print = alone ? saying.print : ''
    const messages = { ...said.messages, [saying.key]: { ...shown, print } }
    return { said: { ...said, messages, editedAt: clock.now(), complete: alone && said.complete } }
  })
}

/** A card that shows what the store has forgotten is read before it is written over, once. */
async function knowsMore(request: Request, deps: Deps): Promise<boolean> {
  const { at } = await deps.ledger.lastGap()
  if (!takesVotes(request) || request.createdAt >= at || request.said.editedAt >= at) return false
  const after = await reconcile(request, deps)
  return after === undefined || !takesVotes(after)
}

/** Without a card nobody can approve: the request ends, and its author hears of it privately. */
async function cardLost(request: Request, { ledger }: Deps): Promise<void> {
  await ledger.record(request.number, { type: 'cancelled', by: null })
  await ledger.note(request.number, ({ said }) => ({ said: { ...said, begun: null, cardGone: true } }))
}

async function unreachable(
  request: Request,
  saying: Saying,
  begin: () => Promise<() => boolean>,
  deps: Deps,
): Promise<void> {
  const { ledger, messenger } = deps
  if (saying.key === 'card' || saying.under === 'card') {
    await cardLost(request, deps)
    return
  }
  // The channel where it was asked cannot be written to: a direct message stands in for it; failing that, nothing.
  const direct =
    saying.channel === request.by
      ? 'gone'
      : await messenger.post({ ...postOf(request, saying), channel: request.by }, begin)
  const at = direct === 'gone' ? { channel: request.by, ts: '' } : direct
  await ledger.note(request.number, ({ said }) => ({
    said: { ...said, begun: null, messages: { ...said.messages, [saying.key]: { ...at, print: saying.print } } },
  }))
}

function postOf(request: Request, { key, channel, under, text, blocks, simple }: Saying): Post {
  const thread = under === null ? null : (request.said.messages[under]?.ts ?? null)
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
