import { byPerson } from '../src/scaleout/entry.ts'
import type { Objection } from '../src/scaleout/objections.ts'
import type { Created } from '../src/scaleout/ports.ts'
import { errorText } from '../src/slack/error-text.ts'
import { clockTime } from '../views/text.ts'
import type { Vocabulary } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'
import { chosenCluster, formStateOf, submittedOf, type ViewPayload } from './payload.ts'

/** What is wrong, by block id: Slack shows it at the input and keeps all that was typed. */
type Errors = Readonly<Record<string, string>>

/** `because`: in codes, of which an entry is made. */
export type Refused = { readonly errors: Errors; readonly because: readonly string[] }

export const refuse = (block: string, text: string, because: string): Refused => ({
  errors: { [block]: text },
  because: [because],
})

/** An objection in codes: a value by its wire name, and never by what was typed. */
export const codeOf = (objection: Objection): string =>
  objection.kind === 'value' ? valueCode(objection.at) : objection.kind

export const valueCode = (at: string): string => `value ${at.split('.', 1)}`

/**
 * Writes down that a submission was refused, once its sender knows: it stands refused in any case, also where the store
 * does not answer.
 */
export async function enterRefusal(
  because: Refused['because'],
  { user: { id: by }, view }: ViewPayload,
  { ledger, policy, log }: CommandContext,
): Promise<void> {
  const { cluster, channel } = placeIn(view)
  // One that the policy file does not have may be anything.
  const known = cluster !== null && policy.clusters.has(cluster) ? cluster : null
  const aside = { type: 'submission_refused', cluster: known, channel, because } as const
  await ledger.enter(aside, byPerson(by, 'form')).catch((error: unknown) => {
    log.error({ person: by, error: errorText(error) }, 'that a submission was refused could not be written down')
  })
}

/** Which form it was may be just what could not be read. */
function placeIn(view: ViewPayload['view']): { cluster: string | null; channel: string | null } {
  try {
    const formState = formStateOf(view)
    return { cluster: chosenCluster(formState, submittedOf(view)), channel: formState.channel }
  } catch {
    return { cluster: null, channel: null }
  }
}

/** More requests than the policy allows a person, or a cluster, in so long. */
export async function overLimit(
  { limit, count, freeAt }: Extract<Created, { ok: false }>,
  by: string,
  words: Vocabulary,
  { people }: CommandContext,
): Promise<Refused> {
  const person = await people.person(by)
  const at = clockTime(freeAt, words, person?.timeZone ?? 'UTC')
  return limit === 'perUser'
    ? refuse('cluster', words.submit.userLimit(count, at), 'limit_per_user')
    : refuse('cluster', words.submit.clusterLimit(count, at), 'limit_per_cluster')
}
