import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import type { Language, Values } from '../src/clusters/define.ts'
import { cautions, toWire, unusual } from '../src/clusters/values.ts'
import { errorText } from '../src/error-text.ts'
import type { Doubts } from '../src/ops/installation.ts'
import { digestOf } from '../src/scaleout/digest.ts'
import { judge, type Objection } from '../src/scaleout/objections.ts'
import { askableIn, type ClusterPolicy, mayAsk, ruleFor } from '../src/scaleout/policy.ts'
import type { Created } from '../src/scaleout/ports.ts'
import { type Draft, idOf, type Request, type Secret } from '../src/scaleout/record.ts'
import type { Suitability } from '../src/slack/channels.ts'
import { whisper } from '../src/slack/ephemeral.ts'
import { within } from '../src/timeout.ts'
import { doubtsList } from '../views/doubts.ts'
import { blockOfFault, entryOf, type Filled, readFilled } from '../views/form/read.ts'
import type { Memory } from '../views/form/state.ts'
import { bare, clockTime } from '../views/text.ts'
import { type Vocabulary, wordsIn } from '../views/words/index.ts'
import type { Desk } from './context.ts'
import { offerOf, requestersUnread } from './form-options.ts'
import { filledOf, memoryOf, viewPayload } from './payload.ts'

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs
/** What is wrong, by block id: Slack shows it at the input and keeps all that was typed. */
type Errors = Readonly<Record<string, string>>

/** Slack waits three seconds for the answer to a submission; a language may have taken one of them. */
const patience = 1500

/** The form was sent: either its errors come back at their fields, or there is a request. */
export async function submit({ ack, body }: Args, desk: Desk): Promise<void> {
  const { user, view } = viewPayload.parse(body)
  const words = wordsIn(await desk.people.languageFor(user.id))
  let received: Received
  try {
    received = desk.stopping()
      ? { errors: { cluster: words.command.stopping } }
      : await receive({ by: user.id, origin: view.id, memory: memoryOf(view), filled: filledOf(view) }, words, desk)
  } catch (error) {
    desk.log.error({ error: errorText(error) }, 'a submission failed')
    received = { errors: { cluster: words.submit.broken } }
  }
  const { errors, afterwards } = received
  const shown = Object.fromEntries(Object.entries(errors).map(([block, error]) => [block, bare(error)]))
  await (Object.keys(shown).length > 0 ? ack({ response_action: 'errors', errors: shown }) : ack())
  await afterwards?.()
}

const noDoubts: Doubts = { reachable: true, faults: [] }

/** What the card and the requester are told of; nothing where all is well. */
function kept({ reachable, faults }: Doubts): Pick<Request['approval'], 'doubts'> {
  if (reachable && faults.length === 0) return {}
  return { doubts: { reachable, faults: faults.map(({ id, kind }) => ({ id, kind })) } }
}

type Submission = { readonly by: string; readonly origin: string; readonly memory: Memory; readonly filled: Filled }

/** `afterwards`: what is said once Slack has its answer, for which it waits three seconds. */
type Received = { readonly errors: Errors; readonly afterwards?: () => Promise<void> }

async function receive(submission: Submission, words: Vocabulary, desk: Desk): Promise<Received> {
  const { by, memory, filled } = submission
  const name = entryOf('cluster', filled)?.selected_option?.value ?? memory.cluster
  if (name === null) return { errors: { cluster: words.form.chooseCluster } }
  const cluster = desk.policy.clusters.get(name)
  if (!cluster) return { errors: { cluster: words.submit.unknownCluster(name) } }
  if (!askableIn(cluster, memory.channel)) return { errors: { cluster: words.submit.notHere } }
  if (name !== memory.cluster) return { errors: { cluster: words.submit.fieldMoved } }

  const read = readValues(cluster, submission, words, desk)
  if ('errors' in read) return read
  const [refused, doubts] = await Promise.all([
    within(patience, lookups(cluster, by, memory.channel, words, desk), words.submit.unverified),
    within(patience, desk.installation.doubts(cluster, by), noDoubts).catch(() => noDoubts),
  ])
  if (refused) return { errors: { cluster: refused } }

  const limits = { perUser: desk.policy.requestsPerUser, perCluster: desk.policy.requestsPerCluster }
  const draft = draftOf(cluster, submission, read.values, doubts, desk)
  const created = await desk.ledger.open(draft, limits)
  if (!created.ok) return { errors: { cluster: await limitText(created, by, words, desk) } }
  const { request } = created
  if (!saysTheSame(draft, request)) return { errors: { cluster: words.submit.alreadySent(idOf(request)) } }
  return { errors: {}, afterwards: () => sayUnreachable(request, words, desk) }
}

/**
 * Slack delivers a submission again when its answer was lost: that is the request that stands. A form that was changed
 * in between asks for something else, and nobody would learn that it was not taken.
 */
const saysTheSame = (draft: Draft, request: Request): boolean =>
  draft.digest === request.digest && draft.why === request.why

function readValues(
  cluster: ClusterPolicy,
  submission: Submission,
  words: Vocabulary,
  desk: Desk,
): { values: Values } | { errors: Errors } {
  const { memory, filled, by } = submission
  const language = desk.people.languageOf(by)
  const { values, faults, missing } = readFilled(offerOf(cluster), memory, filled)
  const judged = judge({ cluster, askedIn: memory.channel, values }, desk.policy)
  const errors: Record<string, string> = {}
  const note = (path: string, text: string): string => (errors[blockOfFault(path, memory, filled)] ??= text)
  for (const wire of missing) note(wire, words.submit.fieldMoved)
  for (const [path, fault] of faults) note(path, fault[language])
  if (!judged.ok) for (const objection of judged.objections) note(...told(objection, words, language))
  return Object.keys(errors).length > 0 || !judged.ok ? { errors } : { values: judged.values }
}

/** Where an objection stands in the form, and what it says. */
function told(objection: Objection, { submit }: Vocabulary, language: Language): [path: string, text: string] {
  switch (objection.kind) {
    case 'not_here':
      return ['cluster', submit.notHere]
    case 'value':
      return [objection.at, objection.says[language]]
    case 'too_many':
      return ['count', submit.tooMany(objection.most)]
    case 'no_typed_password':
      return ['login_password', submit.noTyped]
    case 'unknown_credential':
      return ['credential', submit.unknownCredential]
  }
}

/** What only Slack knows: whether this person may ask, and whether it can be approved where it would be. */
async function lookups(
  cluster: ClusterPolicy,
  by: string,
  askedIn: string,
  words: Vocabulary,
  desk: Desk,
): Promise<string | undefined> {
  const where = cluster.approval.channel ?? askedIn
  const [refusal, found] = await Promise.all([mayAsk(cluster, by, desk.people), desk.suitability(where)])
  if (refusal === 'not_listed') return words.submit.notYou
  if (refusal === 'unverified' && requestersUnread(desk, [cluster])) return words.submit.requestersUnread
  if (refusal) return words.refusal[refusal]
  logUnreadable(found, where, desk)
  return unsuitable(found, where === askedIn, words)
}

/** Why nothing can be approved in a channel; undefined where it can. */
function unsuitable(found: Suitability, isHere: boolean, words: Vocabulary): string | undefined {
  const { name } = found
  switch (found.fit) {
    case 'suitable':
      return undefined
    case 'not_in':
      return words.submit.noChannel(name)
    case 'unseen':
      // Whoever asks in it sees it: it is a private one.
      return isHere ? words.submit.noChannel(name) : words.submit.unseenChannel(name)
    case 'archived':
      return words.submit.archivedChannel(name)
    case 'shared':
      return words.submit.sharedChannel(name)
    case 'direct':
      return words.submit.directMessage
    case 'direct_group':
      return words.submit.groupMessage
    case 'unreadable':
      return words.submit.unreadableChannel(name, found.scope)
    case 'unverified':
      return words.submit.unverified
  }
}

/** Told once: whoever runs the bot has to reinstall the app, and nobody else can. */
const toldScopes = new WeakMap<Desk, Set<string>>()
function logUnreadable(found: Suitability, channel: string, desk: Desk): void {
  if (found.fit !== 'unreadable') return
  const told = toldScopes.get(desk) ?? new Set()
  toldScopes.set(desk, told)
  if (told.has(found.scope)) return
  told.add(found.scope)
  desk.log.warn(
    { channel, scope: found.scope },
    'a channel could not be looked at without this scope, so nothing can be asked there: reinstall the Slack app',
  )
}

/** Nobody is left to wait for a vote that cannot come. */
async function sayUnreachable(request: Request, words: Vocabulary, desk: Desk): Promise<void> {
  const { doubts, quorum } = request.approval
  if (doubts?.reachable !== false) return
  const text = words.submit.unreachable(idOf(request), quorum, doubtsList(doubts.faults, words))
  // The card says so, too.
  await whisper(desk.client, { person: request.by, channel: request.askedIn }, text).catch((error: unknown) =>
    desk.log.warn({ error: errorText(error) }, 'a requester could not be told that nobody can approve'),
  )
}

function draftOf(
  cluster: ClusterPolicy,
  { by, origin, memory, filled }: Submission,
  values: Values,
  doubts: Doubts,
  desk: Desk,
): Draft {
  const now = desk.clock.now()
  const place = { name: cluster.name, id: cluster.id, region: cluster.region, type: cluster.type.type }
  const body = toWire(cluster.type, values, cluster.wire)
  const secret = secretOf(values, origin, desk)
  const reason = entryOf('reason', filled)
  return {
    origin,
    createdAt: now,
    by,
    language: desk.people.languageOf(by),
    askedIn: memory.channel,
    why: (reason ? (reason.value ?? '') : memory.reason).trim(),
    cluster: place,
    body,
    secret,
    digest: digestOf({ cluster: place, body, secret }),
    usual: unusual(cluster.type, values, cluster.defaults, cluster.wire),
    cautions: cautions(cluster.type, values).map(({ en, zh }) => ({ en, zh })),
    approval: { ...ruleFor(cluster, memory.channel, now), ...kept(doubts) },
  }
}

function secretOf(values: Values, origin: string, { vault, credential }: Desk): Secret | null {
  const name = values.credential === undefined ? undefined : String(values.credential)
  const password = name === undefined ? values.login_password : credential(name)
  if (password === undefined && name !== undefined) throw new Error(`there is no password named ${name}`)
  if (password === undefined) return null
  if (!vault) throw new Error('a password came through without a key to seal it')
  const fingerprint = vault.fingerprint(String(password))
  return name === undefined
    ? { kind: 'sealed', box: vault.seal(String(password), origin), fingerprint }
    : { kind: 'named', name, fingerprint }
}

async function limitText(
  refused: Extract<Created, { ok: false }>,
  by: string,
  words: Vocabulary,
  desk: Desk,
): Promise<string> {
  const person = await desk.people.person(by)
  const at = clockTime(refused.freeAt, person?.language ?? 'en', person?.timeZone ?? 'UTC')
  return refused.limit === 'perUser'
    ? words.submit.userLimit(refused.count, at)
    : words.submit.clusterLimit(refused.count, at)
}
