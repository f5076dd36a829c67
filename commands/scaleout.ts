import type { ModalView } from '@slack/types'
import { jobOf } from '../src/scaleout/lifecycle.ts'
import { type ClusterPolicy, mayResolve, type Person } from '../src/scaleout/policy.ts'
import { idOf, type Request } from '../src/scaleout/record.ts'
import { summaryOf } from '../src/scaleout/summary.ts'
import { postEphemeral } from '../src/slack/ephemeral.ts'
import { errorText } from '../src/slack/error-text.ts'
import { timeouts } from '../src/slack/timeouts.ts'
import { withTimeout } from '../src/timeout.ts'
import type { Message } from '../views/card.ts'
import { formView, openingView, refusalView } from '../views/form/index.ts'
import { rememberedReason } from '../views/form/state.ts'
import { clip, limits } from '../views/limits.ts'
import { help, list, plainMessage, status } from '../views/list.ts'
import { harmless } from '../views/text.ts'
import type { Vocabulary } from '../views/words/index.ts'
import { cancelRequest, mayNot } from './cancel.ts'
import type { CommandContext } from './context.ts'
import {
  blank,
  choosing,
  clusterNamed,
  clustersIn,
  formOf,
  nearestName,
  needsLookup,
  offeredAtOnce,
  offeredTo,
  requestersUnread,
} from './form-options.ts'
import { any, type Command, type Listener } from './listener.ts'
import { type Ask, askFrom } from './text.ts'
import { wordsAtOnce, wordsFor } from './words.ts'

export const listeners: readonly Listener[] = [
  // A workspace may have given the command another name.
  { on: 'command', id: any, handle: scaleout, request: ({ command }) => requestIn(command.text) },
]

function requestIn(text: string): string | undefined {
  const ask = askFrom(text)
  return 'number' in ask && ask.number !== undefined ? idOf({ number: ask.number }) : undefined
}

type Asked = { readonly user: string; readonly channel: string; readonly trigger: string }

const listed = 20

/** `/scaleout …` */
async function scaleout({ command, ack }: Command, context: CommandContext): Promise<void> {
  const ask: Ask = askFrom(command.text)
  const asked = { user: command.user_id, channel: command.channel_id, trigger: command.trigger_id }
  if (ask.kind === 'form') return askForm(ask, asked, ack, context)
  const answer = answerTo(ask, asked.user, context)
  // Slack waits three seconds: what takes longer comes by itself, behind an empty acknowledgement.
  const early = await withTimeout(timeouts.command, answer, undefined)
  await (early ? ack(privately(early)) : ack())
  if (!early) await postEphemeral(context.client, { person: asked.user, channel: asked.channel }, await answer)
}

async function answerTo(ask: Exclude<Ask, { kind: 'form' }>, user: string, context: CommandContext): Promise<Message> {
  const words = await wordsFor(user, context)
  if (ask.kind === 'help') return help(context.policy.nodesPerRequest, words)
  // What is going on in the clusters is for members; strangers and guests see the cards of their channels.
  const refusal = refusalOf(await context.people.person(user), words)
  if (refusal) return plainMessage(refusal)
  return ask.kind === 'list' ? listing(context, words) : about(ask, user, words, context)
}

const privately = ({ text, blocks }: Message) => ({ response_type: 'ephemeral' as const, text, blocks })

/**
 * The form opens before anything is looked up: a trigger lives three seconds. What takes a look at Slack (the person's account,
 * which groups they are in) corrects the open form afterwards.
 */
async function askForm(
  ask: Extract<Ask, { kind: 'form' }>,
  asked: Asked,
  ack: Command['ack'],
  context: CommandContext,
): Promise<void> {
  const words = wordsAtOnce(asked.user, context)
  if (context.stopping()) return ack(privately(plainMessage(words.command.stopping)))
  const here = clustersIn(context, asked.channel)
  const named = ask.cluster === null ? undefined : clusterNamed(ask.cluster, here)
  if (ask.cluster !== null && !named) {
    // Nothing opens, so no trigger runs out while Slack is asked for their language and what they may see.
    const [own, offered] = await Promise.all([
      wordsFor(asked.user, context),
      withTimeout(timeouts.person, offeredTo(context, here, asked.user), offeredAtOnce(here, asked.user)),
    ])
    const meant = nearestName(ask.cluster, offered)
    return ack(privately(plainMessage(unknownCluster(ask.cluster, meant, own))))
  }
  await ack()
  const start = { ...blank(asked.channel), count: ask.count, reason: clip(ask.reason, rememberedReason) }
  const formState = named ? choosing(start, named) : start
  const look = { formState, by: asked.user }
  const wait = needsLookup(here)
  const atOnce = offeredAtOnce(here, asked.user)
  const first = wait ? openingView(words, formState) : viewFor(context, { ...look, words, clusters: atOnce })
  const opened = await context.client.views.open({ trigger_id: asked.trigger, view: first }).catch((error: unknown) => {
    context.log.warn({ person: asked.user, error: errorText(error) }, 'views.open failed')
  })
  if (!opened?.view?.id)
    return postEphemeral(context.client, { person: asked.user, channel: asked.channel }, words.command.noForm)

  const person = await context.people.person(asked.user)
  const allowed = await offeredTo(context, here, asked.user)
  const own = wordsAtOnce(asked.user, context)
  const refusal = refusalOf(person, own)
  const same = !wait && own === words && allowed.length === atOnce.length
  if (!refusal && same) return
  const view = refusal ? refusalView(own, refusal) : viewFor(context, { ...look, words: own, clusters: allowed })
  const { id, hash } = opened.view
  await context.client.views.update({ view_id: id, ...(hash ? { hash } : {}), view }).catch((error: unknown) => {
    // Closed or changed meanwhile: the old form is checked when it is sent.
    context.log.info({ person: asked.user, error: errorText(error) }, 'the form had moved on')
  })
}

const unknownCluster = (written: string, meant: string | undefined, { submit }: Vocabulary): string => {
  const name = harmless(clip(written, limits.optionText))
  return meant === undefined ? submit.unknownCluster(name) : submit.didYouMean(name, harmless(meant))
}

/** The form, or why there is none: the cluster that was named, or every cluster, is not for this person. */
function viewFor(context: CommandContext, look: Parameters<typeof formOf>[1]): ModalView {
  const { words, formState, clusters } = look
  const refused = (why: string, of: readonly ClusterPolicy[]): ModalView =>
    refusalView(words, requestersUnread(context, of) ? words.submit.requestersUnread : why)
  const here = clustersIn(context, formState.channel)
  if (clusters.length === 0) return refused(words.submit.nothingHere, here)
  const named = formState.cluster === null || clusters.some((cluster) => cluster.name === formState.cluster)
  if (named) return formView(formOf(context, look))
  return refused(
    words.submit.notYou,
    here.filter((cluster) => cluster.name === formState.cluster),
  )
}

/** Only full members may ask; an account that Slack does not describe may not (closed by default). */
function refusalOf(person: Person | undefined, words: Vocabulary): string | undefined {
  if (!person) return words.refusal.unverified
  return person.account === 'member' ? undefined : words.refusal[person.account]
}

async function listing({ ledger, policy }: CommandContext, words: Vocabulary): Promise<Message> {
  const requests = await ledger.find({ limit: listed })
  const rows = await Promise.all(
    requests.map(async (request) => ({
      open: jobOf(request) !== null,
      summary: summaryOf(request, await aheadOf(request, ledger), policy.types),
    })),
  )
  const of = (open: boolean) => rows.filter((one) => one.open === open).map((one) => one.summary)
  return list(of(true), of(false), words)
}

const aheadOf = async (request: Request, ledger: CommandContext['ledger']): Promise<number> =>
  request.stage.state === 'approved' ? (await ledger.ahead(request)).length : 0

async function about(
  ask: Extract<Ask, { kind: 'status' | 'cancel' }>,
  user: string,
  words: Vocabulary,
  context: CommandContext,
): Promise<Message> {
  if (ask.written === '') return plainMessage(words.command.whichRequest(ask.kind))
  const request = ask.number === undefined ? undefined : await context.ledger.get(ask.number)
  if (!request) return plainMessage(words.command.unknownRequest(harmless(clip(ask.written, limits.optionText))))
  if (ask.kind === 'cancel') {
    const refusal = await mayResolve(request, user, context.people)
    return plainMessage(
      refusal ? mayNot(refusal, request, words) : await cancelRequest(request, user, 'command', words, context),
    )
  }
  return status(
    summaryOf(request, await aheadOf(request, context.ledger), context.policy.types),
    await linkTo(request, context),
    words,
  )
}

/** A link to the card; without one the status is still worth telling. */
async function linkTo(request: Request, { client, log }: CommandContext): Promise<string | undefined> {
  const card = request.projection.messages.card
  if (!card) return undefined
  try {
    return (await client.chat.getPermalink({ channel: card.channel, message_ts: card.ts })).permalink
  } catch (error) {
    log.info({ request: idOf(request), error: errorText(error) }, 'no permalink')
    return undefined
  }
}
