import { wordsIn } from '../../views/words/index.ts'
import { jobOf } from '../scaleout/lifecycle.ts'
import { SlackSilent, TryLater } from '../scaleout/messenger.ts'
import type { Request } from '../scaleout/record.ts'
import { summaryOf } from '../scaleout/summary.ts'
import { takesVotes } from '../scaleout/votes.ts'
import type { JobContext } from './context.ts'
import { correct } from './correct.ts'
import { messagesOf, type ThreadMessage } from './messages.ts'
import { reconcile } from './reconcile.ts'
import { say } from './say.ts'
import { sendDeadline } from './send-deadline.ts'
import { cardLost, inTrouble, longestBackoff, outOfTrouble } from './trouble.ts'

/** Slack takes about fifty edits a minute for the whole workspace (docs/platforms/slack.md#rates). */
const betweenEdits = 3000

/** A message that failed so often holds up no message after it; until then they come in their order. */
const keepsOrderFor = 3

/** What is done next, or when to look again. */
type Step =
  | { readonly quota: Quota; readonly key: string; readonly act: () => Promise<void> }
  | { readonly due: number }
type Quota = 'posts' | 'edits' | 'seed'

/**
 * Brings Slack up to date with a record: posts what is missing, edits what reads differently, and writes down each
 * before the next. What was sent and not confirmed is looked for before it is said again, so nothing is said twice.
 * A message that Slack does not take is tried again, later each time, and holds no other up.
 */
export async function tell(number: number, context: JobContext): Promise<number | undefined> {
  const { ledger, clock } = context
  /** Until when there is no room for more of a kind. */
  const full: Record<Quota, number> = { posts: 0, edits: 0, seed: 0 }
  for (;;) {
    const mayStillSend = sendDeadline(context)
    const request = await ledger.get(number)
    if (!request || request.projection.complete) return undefined
    if (neverHadCard(request)) {
      await cardLost(request, request.projection.trouble.card?.word ?? null, context)
      continue
    }
    const ahead = request.stage.state === 'approved' ? (await ledger.ahead(request)).length : 0
    const summary = summaryOf(request, ahead, context.policy.types)
    const wanted = messagesOf(summary, wordsIn(context.policy.language, context.languages))
    const step = nextStep(request, wanted, full, mayStillSend, context)
    if (!step) {
      if (await completed(request, context)) return undefined
      continue
    }
    if ('due' in step) return step.due
    try {
      await step.act()
    } catch (error) {
      if (error instanceof SlackSilent) await inTrouble(request, step.key, '', context)
      else if (error instanceof TryLater && error.after > 0) full[step.quota] = clock.now() + error.after
      else throw error
    }
  }
}

function nextStep(
  request: Request,
  wanted: readonly ThreadMessage[],
  full: Readonly<Record<Quota, number>>,
  mayStillSend: () => boolean,
  context: JobContext,
): Step | undefined {
  const { messages, sending, seeded, editedAt, trouble, cardGone } = request.projection
  const now = context.clock.now()
  const dueOf = (quota: Quota, key: string): number =>
    Math.max(full[quota], now + context.until(trouble[key]?.notBefore ?? 0, longestBackoff))
  const dues: number[] = []

  const { card } = messages
  if (card && !seeded && !cardGone) {
    const due = dueOf('seed', 'seed')
    if (due <= now) return { quota: 'seed', key: 'seed', act: () => seed(request, card, context) }
    dues.push(due)
  }

  const unsaid = wanted.filter(({ key }) => messages[key] === undefined)
  // What may stand there already comes first: only one can be on its way at a time.
  for (const message of unsaid.sort((a, b) => Number(b.key === sending) - Number(a.key === sending))) {
    const due = dueOf('posts', message.key)
    if (due <= now) return { quota: 'posts', key: message.key, act: () => say(request, message, context) }
    dues.push(due)
    if ((trouble[message.key]?.tries ?? 0) < keepsOrderFor) break
  }

  const outdated = wanted.filter(
    ({ key, contentHash }) => messages[key] !== undefined && messages[key].contentHash !== contentHash,
  )
  const roomAt = now + context.until(editedAt + betweenEdits, betweenEdits)
  dues.push(...outdated.map(({ key }) => Math.max(dueOf('edits', key), roomAt)))
  const edit = mostUrgent(outdated.filter(({ key }) => dueOf('edits', key) <= now))
  if (edit && roomAt <= now)
    return { quota: 'edits', key: edit.key, act: () => correct(request, edit, mayStillSend, context) }
  return dues.length > 0 ? { due: Math.min(...dues) } : undefined
}

/** Buttons that mean nothing any more go first; then the card, which the channel sees. */
const mostUrgent = (outdated: readonly ThreadMessage[]): ThreadMessage | undefined =>
  outdated.find(({ key }) => key.startsWith('question')) ?? outdated.find(({ key }) => key === 'card') ?? outdated[0]

/** It ended before Slack took its card, which surely does not stand there: nobody needs it any more. */
function neverHadCard(request: Request): boolean {
  const { messages, trouble, sending, cardGone } = request.projection
  const failed = trouble.card !== undefined && trouble.card.begunAt === 0 && sending !== 'card'
  return jobOf(request) === null && !messages.card && failed && !cardGone
}

/** Nothing is left to say. Where the request is over its record is left alone from now on, unless something has happened meanwhile. */
async function completed(request: Request, { ledger }: JobContext): Promise<boolean> {
  if (jobOf(request) !== null) return true
  let alone = true
  await ledger.note(request.number, ({ projection, revision }) => {
    alone = revision === request.revision
    return alone ? { projection: { ...projection, complete: true } } : {}
  })
  return alone
}

/** One tap is enough for an approver: the bot shows the two emoji. A reaction that was quicker than the bot is counted now. */
async function seed(request: Request, card: { channel: string; ts: string }, context: JobContext): Promise<void> {
  const { ledger, messenger } = context
  if (takesVotes(request)) {
    if (!request.projection.emojiPlaced) {
      const { approveWith, rejectWith } = request.approval
      const emoji = [approveWith[0], rejectWith[0]].filter((name) => name !== undefined)
      const outcome = await messenger.seed(card, emoji)
      if (outcome !== 'seeded') {
        await inTrouble(request, 'seed', outcome.word, context)
        return
      }
      // There may be no room for the look just now, and there is none to spare for the same emoji again.
      await ledger.note(request.number, ({ projection }) => ({ projection: { ...projection, emojiPlaced: true } }))
    }
    await reconcile(request, 'in passing', context)
  }
  await ledger.note(request.number, ({ projection }) => ({
    projection: { ...outOfTrouble(projection, 'seed'), seeded: true },
  }))
}
