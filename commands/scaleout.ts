import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { Language } from '../src/clusters/define.ts'
import { errorText } from '../src/error-text.ts'
import { jobOf } from '../src/scaleout/lifecycle.ts'
import { type ClusterPolicy, maySettle, type Person } from '../src/scaleout/policy.ts'
import { idOf, type Request } from '../src/scaleout/record.ts'
import { tellingOf } from '../src/scaleout/summary.ts'
import { whisper } from '../src/slack/ephemeral.ts'
import { within } from '../src/timeout.ts'
import type { Message } from '../views/card.ts'
import { formView, openingView, refusalView } from '../views/form/index.ts'
import { rememberedReason } from '../views/form/state.ts'
import { clip, limits } from '../views/limits.ts'
import { help, list, said, status } from '../views/list.ts'
import { harmless } from '../views/text.ts'
import { type Vocabulary, wordsIn } from '../views/words/index.ts'
import { cancelRequest, mayNot } from './cancel.ts'
import type { Desk } from './context.ts'
import { excuse } from './failure-text.ts'
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
import { type Ask, askFrom } from './text.ts'

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs
type Command = { readonly user: string; readonly channel: string; readonly trigger: string }

const listed = 20

/** `/scaleout …` */
export async function scaleout({ command, ack }: Args, desk: Desk): Promise<void> {
  const ask: Ask = askFrom(command.text)
  const asked = { user: command.user_id, channel: command.channel_id, trigger: command.trigger_id }
  if (ask.kind === 'form') return askForm(ask, asked, ack, desk)
  const answer = answerTo(ask, asked.user, desk)
  // Slack waits three seconds: what takes longer comes by itself, behind an empty acknowledgement.
  const early = await within(patience, answer, undefined)
  await (early ? ack(privately(early)) : ack())
  if (!early) await whisper(desk.client, { person: asked.user, channel: asked.channel }, await answer)
}

const patience = 2000

async function answerTo(ask: Exclude<Ask, { kind: 'form' }>, user: string, desk: Desk): Promise<Message> {
  const language = await desk.people.languageFor(user)
  const words = wordsIn(language)
  try {
    if (ask.kind === 'help') return help(desk.policy.nodesPerRequest, language)
    // What is going on in the clusters is for members; strangers and guests see the cards of their channels.
    const refusal = refusalOf(await desk.people.person(user), words)
    if (refusal) return said(refusal)
    return ask.kind === 'list' ? await listing(desk, language) : await about(ask, user, language, desk)
  } catch (error) {
    return said(excuse(error, 'a command failed', words, desk))
  }
}

const privately = ({ text, blocks }: Message) => ({ response_type: 'ephemeral' as const, text, blocks })

/**
 * The form opens before anything is looked up: a trigger lives three seconds. What takes a look at Slack (who this is,
 * which groups they are in) corrects the open form afterwards.
 */
async function askForm(
  ask: Extract<Ask, { kind: 'form' }>,
  asked: Command,
  ack: Args['ack'],
  desk: Desk,
): Promise<void> {
  const language = desk.people.languageOf(asked.user)
  const words = wordsIn(language)
  if (desk.stopping()) return ack(privately(said(words.command.stopping)))
  const here = clustersIn(desk, asked.channel)
  const named = ask.cluster === null ? undefined : clusterNamed(ask.cluster, here)
  if (ask.cluster !== null && !named) {
    // Nothing opens, so no trigger runs out while Slack is asked for their language and what they may see.
    const [own, offered] = await Promise.all([
      desk.people.languageFor(asked.user),
      within(1000, offeredTo(desk, here, asked.user), offeredAtOnce(here, asked.user)),
    ])
    const meant = nearestName(ask.cluster, offered)
    return ack(privately(said(unknownCluster(ask.cluster, meant, wordsIn(own)))))
  }
  await ack()
  const start = { ...blank(asked.channel), count: ask.count, reason: clip(ask.reason, rememberedReason) }
  const memory = named ? choosing(start, named) : start
  const wait = needsLookup(here)
  const atOnce = offeredAtOnce(here, asked.user)
  const first = wait ? openingView(language, memory) : viewFor(desk, { language, memory, clusters: atOnce })
  const opened = await desk.client.views.open({ trigger_id: asked.trigger, view: first }).catch((error: unknown) => {
    desk.log.warn({ error: errorText(error) }, 'views.open failed')
  })
  if (!opened?.view?.id)
    return whisper(desk.client, { person: asked.user, channel: asked.channel }, words.command.noForm)

  const person = await desk.people.person(asked.user)
  const allowed = await offeredTo(desk, here, asked.user)
  const own = person?.language ?? language
  const refusal = refusalOf(person, wordsIn(own))
  const same = !wait && own === language && allowed.length === atOnce.length
  if (!refusal && same) return
  const view = refusal ? refusalView(own, refusal) : viewFor(desk, { language: own, memory, clusters: allowed })
  const { id, hash } = opened.view
  await desk.client.views.update({ view_id: id, ...(hash ? { hash } : {}), view }).catch((error: unknown) => {
    // Closed or changed meanwhile: whoever goes on with the old form is checked when they send it.
    desk.log.info({ error: errorText(error) }, 'the form had moved on')
  })
}

const unknownCluster = (written: string, meant: string | undefined, { submit }: Vocabulary): string => {
  const name = harmless(clip(written, limits.optionText))
  return meant === undefined ? submit.unknownCluster(name) : submit.didYouMean(name, harmless(meant))
}

/** The form, or why there is none: the cluster that was named, or every cluster, is not for this person. */
function viewFor(desk: Desk, look: Parameters<typeof formOf>[1]): ModalView {
  const { language, memory, clusters } = look
  const words = wordsIn(language)
  const refused = (why: string, of: readonly ClusterPolicy[]): ModalView =>
    refusalView(language, requestersUnread(desk, of) ? words.submit.requestersUnread : why)
  const here = clustersIn(desk, memory.channel)
  if (clusters.length === 0) return refused(words.submit.nothingHere, here)
  const named = memory.cluster === null || clusters.some((cluster) => cluster.name === memory.cluster)
  if (named) return formView(formOf(desk, look))
  return refused(
    words.submit.notYou,
    here.filter((cluster) => cluster.name === memory.cluster),
  )
}

/** Only full members may ask; somebody whom Slack does not describe may not (closed by default). */
function refusalOf(person: Person | undefined, words: Vocabulary): string | undefined {
  if (!person) return words.refusal.unverified
  return person.account === 'member' ? undefined : words.refusal[person.account]
}

async function listing({ ledger }: Desk, language: Language): Promise<Message> {
  const requests = await ledger.recent(listed)
  const tellings = await Promise.all(
    requests.map(async (request) => ({
      open: jobOf(request) !== null,
      telling: tellingOf(request, await aheadOf(request, ledger)),
    })),
  )
  const of = (open: boolean) => tellings.filter((one) => one.open === open).map((one) => one.telling)
  return list(of(true), of(false), language)
}

const aheadOf = async (request: Request, ledger: Desk['ledger']): Promise<number> =>
  request.stage.state === 'approved' ? (await ledger.ahead(request)).length : 0

async function about(
  ask: Extract<Ask, { kind: 'status' | 'cancel' }>,
  user: string,
  language: Language,
  desk: Desk,
): Promise<Message> {
  const words = wordsIn(language)
  if (ask.written === '') return said(words.command.whichRequest(ask.kind))
  const request = ask.number === undefined ? undefined : await desk.ledger.get(ask.number)
  if (!request) return said(words.command.unknownRequest(harmless(clip(ask.written, limits.optionText))))
  if (ask.kind === 'cancel') {
    const refusal = await maySettle(request, user, desk.people)
    return said(refusal ? mayNot(refusal, request, words) : await cancelRequest(request, user, words, desk))
  }
  return status(tellingOf(request, await aheadOf(request, desk.ledger)), await linkTo(request, desk), language)
}

/** A link to the card; without one the status is still worth telling. */
async function linkTo(request: Request, { client, log }: Desk): Promise<string | undefined> {
  const card = request.projection.messages.card
  if (!card) return undefined
  try {
    return (await client.chat.getPermalink({ channel: card.channel, message_ts: card.ts })).permalink
  } catch (error) {
    log.info({ request: idOf(request), error: errorText(error) }, 'no permalink')
    return undefined
  }
}
