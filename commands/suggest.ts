import type { PlainTextOption } from '@slack/types'
import type { Field } from '../src/clusters/define.ts'
import { foldedName } from '../src/clusters/written.ts'
import type { ClusterPolicy } from '../src/scaleout/policy.ts'
import { timeouts } from '../src/slack/timeouts.ts'
import { withTimeout } from '../src/timeout.ts'
import { givenTo } from '../views/form/state.ts'
import { knownFirst, type Suggested, suggestions } from '../views/form/suggestions.ts'
import { limits } from '../views/limits.ts'
import { plain } from '../views/text.ts'
import type { CommandContext } from './context.ts'
import { searchClusters } from './form.ts'
import { clustersIn } from './form-options.ts'
import { any, type Listener } from './listener.ts'
import { formStateOf, type SuggestionPayload } from './payload.ts'
import { wordsAtOnce } from './words.ts'

export const listeners: readonly Listener[] = [{ on: 'options', id: any, handle: suggest }]

/** What a menu of the form offers: the block names the field, and the field names the source of its choices. */
async function suggest(payload: SuggestionPayload, context: CommandContext): Promise<PlainTextOption[]> {
  const { channel, cluster: chosen } = formStateOf(payload.view)
  const [path = ''] = payload.block_id.split(':')
  const cluster = clustersIn(context, channel).find(({ name }) => name === chosen)
  const field = cluster && fieldAt(path, cluster)
  if (cluster && field?.source) return fromSource(payload, cluster, { ...field, source: field.source }, context)
  const names = await searchClusters(payload, context)
  return names.map((name) => ({ text: plain(name, limits.optionText), value: name }))
}

/** `wire`, or `wire.0.part` within a group. */
function fieldAt(path: string, { type }: ClusterPolicy): Field | undefined {
  const [wire, , part] = path.split('.')
  const field = type.fields.find((one) => one.wire === wire)
  if (part === undefined || field?.control.kind !== 'group') return field
  return field.control.fields.find((one) => one.wire === part)
}

async function fromSource(
  { user, value, view }: SuggestionPayload,
  cluster: ClusterPolicy,
  field: Field & { source: NonNullable<Field['source']> },
  context: CommandContext,
): Promise<PlainTextOption[]> {
  const { source, control } = field
  const query = {
    source: source.from,
    values: givenTo(source, cluster, formStateOf(view)),
    // What is longer can be no choice.
    typed: source.search ? value.trim().slice(0, limits.optionValue) : '',
  }
  const late = { kind: 'late' } as const
  const seen: Suggested = await withTimeout(timeouts.options, context.optionsOf(cluster, query), late)
  const words = wordsAtOnce(user.id, context)
  const wanted = foldedName(value)
  const holds = (text: string): boolean => foldedName(text).includes(wanted)
  if (control.kind === 'select' || control.kind === 'multi_select')
    return knownFirst(control.options, seen, words).filter(({ text, value }) => holds(text.text) || holds(value ?? ''))
  const found: Suggested =
    seen.kind === 'listed'
      ? { ...seen, options: seen.options.filter(({ value, about }) => holds(value) || holds(about)) }
      : seen
  return suggestions(found, value, words)
}
