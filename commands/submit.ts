import type { ClusterType, Values } from '../src/clusters/define.ts'
import { cautions, toWire, unusual } from '../src/clusters/values.ts'
import type { Doubts } from '../src/ops/installation.ts'
import { digestOf } from '../src/scaleout/digest.ts'
import { judge, type Objection } from '../src/scaleout/objections.ts'
import { callOf } from '../src/scaleout/order.ts'
import { type Asked, askableIn, type ClusterPolicy, mayAsk } from '../src/scaleout/policy.ts'
import { type Draft, idOf, type Request } from '../src/scaleout/record.ts'
import { kept, type Rule, ruleFor } from '../src/scaleout/rules.ts'
import type { Suitability } from '../src/slack/channels.ts'
import { postEphemeral } from '../src/slack/ephemeral.ts'
import { errorText } from '../src/slack/error-text.ts'
import { timeouts } from '../src/slack/timeouts.ts'
import { withTimeout } from '../src/timeout.ts'
import { doubtsList } from '../views/doubts.ts'
import { blockOfFault, inputOf, readForm, type Submitted } from '../views/form/read.ts'
import { type FormState, formId } from '../views/form/state.ts'
import { say, type Vocabulary, written } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'
import { offerOf, requestersUnread } from './form-options.ts'
import type { Afterwards, Answer, Listener } from './listener.ts'
import { logMissingScope } from './missing-scope.ts'
import { chosenCluster, formStateOf, submittedOf, type ViewPayload } from './payload.ts'
import { codeOf, enterRefusal, overLimit, type Refused, refuse, valueCode } from './refused.ts'
import { secretOf } from './sealed.ts'
import { wordsFor } from './words.ts'

export const listeners: readonly Listener[] = [
  {
    on: 'submission',
    id: formId,
    handle: submit,
    errorsAt: 'cluster',
    failure: { logged: 'a submission failed', says: (words) => words.submit.broken },
    afterFailure: (payload, context) => enterRefusal(['broken'], payload, context),
  },
]

/** The form was sent: either its errors come back at their fields, or there is a request. */
async function submit({ user, view }: ViewPayload, context: CommandContext): Promise<Answer> {
  const words = await wordsFor(user.id, context)
  const received = context.stopping()
    ? refuse('cluster', words.command.stopping, 'stopping')
    : await receive(submissionOf({ user, view }), words, context)
  if (!('errors' in received)) return { errors: {}, afterwards: received.afterwards }
  const { errors, because } = received
  return { errors, afterwards: () => enterRefusal(because, { user, view }, context) }
}

const noDoubts: Doubts = { reachable: true, faults: [] }

/** What the card and the requester are told of; nothing where all is well. */
function noted({ reachable, faults }: Doubts): Pick<Request['approval'], 'doubts'> {
  if (reachable && faults.length === 0) return {}
  return { doubts: { reachable, faults: faults.map(({ id, kind }) => ({ id, kind })) } }
}

type Submission = {
  readonly by: string
  readonly origin: string
  readonly formState: FormState
  readonly submitted: Submitted
}

const submissionOf = ({ user, view }: ViewPayload): Submission => ({
  by: user.id,
  origin: view.id,
  formState: formStateOf(view),
  submitted: submittedOf(view),
})

type Received = Refused | { readonly afterwards: Afterwards }

async function receive(submission: Submission, words: Vocabulary, context: CommandContext): Promise<Received> {
  const { by, formState, submitted } = submission
  const name = chosenCluster(formState, submitted)
  if (name === null) return refuse('cluster', words.form.chooseCluster, 'no_cluster')
  const cluster = context.policy.clusters.get(name)
  if (!cluster) return refuse('cluster', words.submit.unknownCluster(name), 'unknown_cluster')
  if (!askableIn(cluster, formState.channel)) return refuse('cluster', words.submit.notHere, 'not_here')
  if (name !== formState.cluster) return refuse('cluster', words.submit.fieldMoved, 'form_changed')

  const read = readValues(cluster, submission, words, context)
  if ('errors' in read) return read
  const asked: Asked = { cluster, values: read.values, by, at: context.clock.now() }
  const rule = ruleFor(asked)
  const unverified = refuse('cluster', words.submit.unverified, 'unverified')
  const [refused, doubts] = await Promise.all([
    withTimeout(timeouts.submission, lookups(asked, rule, formState.channel, words, context), unverified),
    withTimeout(timeouts.submission, context.installation.doubts(rule.approval, by), noDoubts).catch(() => noDoubts),
  ])
  if (refused) return refused

  const limits = { perUser: context.policy.requestsPerUser, perCluster: context.policy.requestsPerCluster }
  const approval = {
    ...kept(
      rule,
      formState.channel,
      asked.at,
      context.languages.map(({ fields }) => fields),
    ),
    ...noted(doubts),
  }
  const draft = draftOf(asked, approval, submission, context)
  const created = await context.ledger.open(draft, limits)
  if (!created.ok) return overLimit(created, by, words, context)
  const { request } = created
  if (!saysTheSame(draft, request, cluster.type))
    return refuse('cluster', words.submit.alreadySent(idOf(request)), 'already_sent')
  return { afterwards: () => sayUnreachable(request, words, context) }
}

/**
 * Slack delivers a submission again when its answer was lost: that is the request that stands. A form that was changed
 * in between asks for something else, and nobody would learn that it was not taken.
 */
function saysTheSame(draft: Draft, request: Request, type: ClusterType): boolean {
  // A bot before this one may have taken it, and its digest is of another form.
  const digest = digestOf({ ...draft, order: callOf(draft, type) }, request.digestForm)
  return digest === request.digest && draft.why === request.why
}

function readValues(
  cluster: ClusterPolicy,
  submission: Submission,
  words: Vocabulary,
  context: CommandContext,
): { values: Values } | Refused {
  const { formState, submitted } = submission
  const { values, faults, missing } = readForm(offerOf(cluster), formState, submitted)
  const judged = judge({ cluster, askedIn: formState.channel, values }, context.policy)
  const errors: Record<string, string> = {}
  const note = (path: string, text: string): string =>
    (errors[blockOfFault(path, cluster.type, formState, submitted)] ??= text)
  for (const wire of missing) note(wire, words.submit.fieldMoved)
  for (const [path, fault] of faults) note(path, say(fault, words))
  const objections = judged.ok ? [] : judged.objections
  for (const objection of objections) note(...told(objection, words))
  if (Object.keys(errors).length === 0 && judged.ok) return { values: judged.values }
  const unread = [...missing.map(() => 'form_changed'), ...[...faults].map(([path]) => valueCode(path))]
  return { errors, because: [...new Set([...unread, ...objections.map(codeOf)])] }
}

/** Where an objection stands in the form, and what it says. */
function told(objection: Objection, words: Vocabulary): [path: string, text: string] {
  const { submit } = words
  switch (objection.kind) {
    case 'not_here':
      return ['cluster', submit.notHere]
    case 'value':
      return [objection.at, say(objection.says, words)]
    case 'too_many':
      return [objection.at, submit.tooMany(objection.most)]
    case 'no_typed_password':
      return [objection.at, submit.noTyped]
    case 'unknown_credential':
      return ['credential', submit.unknownCredential]
  }
}

/** What only Slack knows: whether this person may ask, and whether it can be approved where it would be. */
async function lookups(
  { cluster, by }: Asked,
  { approval }: Rule,
  askedIn: string,
  words: Vocabulary,
  context: CommandContext,
): Promise<Refused | undefined> {
  const where = approval.channel ?? askedIn
  const [refusal, found] = await Promise.all([mayAsk(cluster, by, context.people), context.suitability(where)])
  if (refusal === 'not_listed') return refuse('cluster', words.submit.notYou, refusal)
  if (refusal === 'unverified' && requestersUnread(context, [cluster]))
    return refuse('cluster', words.submit.requestersUnread, 'requesters_unread')
  if (refusal) return refuse('cluster', words.refusal[refusal], refusal)
  logMissingScope(found, where, context)
  const text = unsuitable(found, where === askedIn, words)
  return text === undefined ? undefined : refuse('cluster', text, `channel_${found.fit}`)
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
      // The requester sees it: it is a private one.
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

/** The requester does not wait for a vote that cannot come. */
async function sayUnreachable(request: Request, words: Vocabulary, context: CommandContext): Promise<void> {
  const { doubts, quorum } = request.approval
  if (doubts?.reachable !== false) return
  const text = words.submit.unreachable(idOf(request), quorum, doubtsList(doubts.faults, words))
  // The card says so, too.
  await postEphemeral(context.client, { person: request.by, channel: request.askedIn }, text).catch((error: unknown) =>
    context.log.warn({ error: errorText(error) }, 'a requester could not be told that nobody can approve'),
  )
}

function draftOf(
  { cluster, values, by, at }: Asked,
  approval: Draft['approval'],
  { origin, formState, submitted }: Submission,
  context: CommandContext,
): Draft {
  const place = { name: cluster.name, id: cluster.id, region: cluster.region, type: cluster.type.type }
  const body = toWire(cluster.type, values, cluster.wire)
  const secret = secretOf(cluster.type, values, origin, context)
  const reason = inputOf('reason', submitted)
  return {
    origin,
    createdAt: at,
    by,
    language: context.people.languageOf(by),
    askedIn: formState.channel,
    why: (reason ? (reason.value ?? '') : formState.reason).trim(),
    cluster: place,
    body,
    secret,
    digest: digestOf({ cluster: place, order: callOf({ cluster: place, body }, cluster.type), secret }, 'order'),
    usual: unusual(cluster.type, values, cluster.defaults, cluster.wire),
    cautions: cautions(cluster.type, values).map((caution) => written(caution, context.languages)),
    approval,
  }
}
