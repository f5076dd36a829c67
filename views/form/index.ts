import type { ActionsBlock, InputBlock, KnownBlock, ModalView, SectionBlock } from '@slack/types'
import type { ClusterType, Field, Values } from '../../src/clusters/define.ts'
import type { Rule } from '../../src/scaleout/rules.ts'
import { becauseLines } from '../because.ts'
import { clip, limits } from '../limits.ts'
import { mention, mrkdwn, plain, section } from '../text.ts'
import { say, type Vocabulary } from '../words/index.ts'
import { inputOf, isAsked } from './field.ts'
import { actions, blockIdOf, disksIn, type FormState, formId, givenWires, initialOf } from './state.ts'

const reasonLength = 1500

/** A cluster as the form offers it. */
export type Offer = {
  readonly name: string
  readonly region: string
  readonly type: ClusterType
  readonly defaults: Values
}

/** The cluster that is chosen, with the rule for what is filled in now. */
type Chosen = Offer & { readonly rule: Rule }

export type Form = {
  readonly words: Vocabulary
  readonly formState: FormState
  /** Names to choose from; `null` when there are too many to list, so that the menu searches. */
  readonly names: readonly string[] | null
  readonly chosen: Chosen | null
  /** What is filled in now, for fields that depend on others. */
  readonly values: Values
  readonly credentials: readonly string[]
  readonly typedPasswords: boolean
}

/** Shown while groups are looked up: a form that offered too much would be worse than one that comes a moment later. */
export function openingView(words: Vocabulary, remembered: FormState): ModalView {
  const { form } = words
  return { ...shell(words, remembered), blocks: [section(form.opening)] }
}

/** Says in the form's place why there is none. */
export function refusalView(words: Vocabulary, why: string): ModalView {
  const { form } = words
  return {
    type: 'modal',
    title: plain(form.title, limits.viewTitle),
    close: plain(form.close, limits.viewTitle),
    blocks: [section(why)],
  }
}

export function formView(form: Form): ModalView {
  const { words } = form
  const body = form.chosen ? clusterBlocks(form, form.chosen) : [section(words.form.noClusterYet)]
  return {
    ...shell(words, form.formState),
    submit: plain(words.form.send, limits.viewTitle),
    blocks: [clusterInput(form), ...body, reasonInput(form.formState, words)],
  }
}

function shell(words: Vocabulary, remembered: FormState): Omit<ModalView, 'blocks'> {
  const { form } = words
  return {
    type: 'modal',
    callback_id: formId,
    title: plain(form.title, limits.viewTitle),
    close: plain(form.close, limits.viewTitle),
    private_metadata: JSON.stringify(remembered),
  }
}

function clusterInput({ names, formState: { cluster }, words }: Form): InputBlock {
  const option = (name: string) => ({ text: plain(name, limits.optionText), value: name })
  const common = {
    action_id: actions.cluster,
    placeholder: plain(words.form.chooseCluster, limits.placeholder),
    ...(cluster === null ? {} : { initial_option: option(cluster) }),
  }
  return {
    type: 'input',
    block_id: 'cluster',
    dispatch_action: true,
    label: plain(words.form.cluster, limits.label),
    element: names
      ? { type: 'static_select', options: names.map(option), ...common }
      : { type: 'external_select', min_query_length: 0, ...common },
  }
}

function reasonInput({ reason }: FormState, words: Vocabulary): InputBlock {
  return {
    type: 'input',
    block_id: 'reason',
    optional: true,
    label: plain(words.form.reason, limits.label),
    hint: plain(words.form.reasonHint, limits.label),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: true,
      max_length: reasonLength,
      ...(reason === '' ? {} : { initial_value: clip(reason, reasonLength) }),
    },
  }
}

function clusterBlocks(form: Form, chosen: Chosen): KnownBlock[] {
  const { words, formState: remembered } = form
  const fields = shownFields(form, chosen)
  const basic = fields.filter((field) => field.part === 'basic')
  const advanced = fields.filter((field) => field.part === 'advanced')
  const { approval, because } = chosen.rule
  const approvers = approval.approvers.map(mention).join(' ')
  return [
    {
      type: 'context',
      elements: [
        plain(words.form.intro(say(chosen.type.label, words), chosen.region), limits.sectionText),
        mrkdwn(approvers === '' ? words.card.noApprovers : words.form.approval(approval.quorum, approvers)),
        ...becauseLines(because, words).map((line) => mrkdwn(line)),
      ],
    },
    ...basic.flatMap((field) => fieldBlocks(form, chosen, field)),
    ...(remembered.advanced
      ? [
          { type: 'divider' } as const,
          section(`*${words.form.advanced}*`),
          ...advanced.flatMap((field) => fieldBlocks(form, chosen, field)),
          { type: 'divider' } as const,
        ]
      : [button(actions.advanced, words.form.showAdvanced)]),
  ]
}

/** The fields that a person sees now: those that take part, advanced ones only when asked for. */
function shownFields({ formState: remembered, values }: Form, chosen: Offer): Field[] {
  return chosen.type.fields.filter((field) => {
    if (field.part === 'advanced' && !remembered.advanced) return false
    if (field.control.kind === 'group') return true
    return isAsked(field) && (!field.when || values[field.when.field] === field.when.is)
  })
}

function fieldBlocks(form: Form, chosen: Offer, field: Field): KnownBlock[] {
  const { control } = field
  if (control.kind === 'group') return diskBlocks(form, chosen, field, control)
  const look = {
    blockId: blockIdOf(field.wire, form.formState),
    words: form.words,
    governs:
      chosen.type.fields.some((other) => other.when?.field === field.wire) ||
      givenWires(chosen.type).includes(field.wire),
  }
  const input = inputOf(field, initialOf(field, chosen.defaults, form.formState), look)
  if (control.kind !== 'secret') return [input]
  // A password that nobody types comes first; one can be typed only where it can be sealed.
  return [...credentialInput(form, chosen), ...(form.typedPasswords ? [input] : [])]
}

function diskBlocks(form: Form, chosen: Offer, field: Field, { fields: parts, most }: Group): KnownBlock[] {
  const { words } = form
  const known = disksIn(chosen.defaults, field.wire)
  const disks = form.formState.disks.flatMap((disk, index) => [
    {
      type: 'section',
      block_id: `${field.wire}.${disk}`,
      text: mrkdwn(`*${words.form.disk(index + 1)}*`),
      accessory: {
        type: 'button',
        action_id: actions.removeDisk,
        text: plain(words.form.removeDisk, limits.buttonText),
        value: String(disk),
      },
    } satisfies SectionBlock,
    ...parts.map((part) =>
      inputOf(part, known[disk]?.[part.wire] ?? part.initial, {
        blockId: blockIdOf(`${field.wire}.${disk}.${part.wire}`, form.formState),
        words,
        governs: false,
      }),
    ),
  ])
  return form.formState.disks.length < most ? [...disks, button(actions.addDisk, words.form.addDisk)] : disks
}

type Group = Extract<Field['control'], { kind: 'group' }>

function credentialInput(form: Form, chosen: Offer): InputBlock[] {
  const { words } = form
  if (form.credentials.length === 0) return []
  const options = form.credentials.map((name) => ({ text: plain(name, limits.optionText), value: name }))
  const initial = options.find((option) => option.value === chosen.defaults.credential)
  return [
    {
      type: 'input',
      block_id: blockIdOf('credential', form.formState),
      optional: true,
      label: plain(words.form.credential, limits.label),
      hint: plain(words.form.credentialHint, limits.label),
      element: {
        type: 'static_select',
        action_id: 'value',
        placeholder: plain(words.form.choose, limits.placeholder),
        options,
        ...(initial ? { initial_option: initial } : {}),
      },
    },
  ]
}

const button = (actionId: string, text: string): ActionsBlock => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: actionId, text: plain(text, limits.buttonText) }],
})
