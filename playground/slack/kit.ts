import { z } from 'zod'

/*
 * The parts of Block Kit that the playground touches: what a person can fill, choose and press. Whether a surface is
 * valid is decided by ./blocks before anything is read with these schemas, so they are loose on purpose.
 */

const text = z.looseObject({ type: z.string(), text: z.string() })

const option = z.looseObject({
  text,
  value: z.string().optional(),
  description: text.optional(),
  url: z.string().optional(),
})

const optionGroup = z.looseObject({ label: text, options: z.array(option) })

const confirm = z.looseObject({ title: text, text, confirm: text, deny: text })

const element = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  value: z.string().optional(),
  confirm: confirm.optional(),
  options: z.array(option).optional(),
  option_groups: z.array(optionGroup).optional(),
  min_query_length: z.number().optional(),
  max_selected_items: z.number().optional(),
  min_length: z.number().optional(),
  max_length: z.number().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  is_decimal_allowed: z.boolean().optional(),
  dispatch_action_config: z.looseObject({ trigger_actions_on: z.array(z.string()).optional() }).optional(),
})

const block = z.looseObject({
  type: z.string(),
  block_id: z.string().optional(),
  label: text.optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: element.optional(),
  accessory: element.optional(),
})

const view = z.looseObject({
  type: z.enum(['modal', 'home']),
  blocks: z.array(block),
  title: text.optional(),
  submit: text.optional(),
  close: text.optional(),
  callback_id: z.string().optional(),
  private_metadata: z.string().optional(),
  external_id: z.string().optional(),
  notify_on_close: z.boolean().optional(),
  clear_on_close: z.boolean().optional(),
})

export type Option = z.output<typeof option>
export type Element = z.output<typeof element>
export type Block = z.output<typeof block>
export type View = z.output<typeof view>

/** An element where a person finds it: in which block, and whether that block is an input. */
export type Placed = { block: Block; blockId: string; element: Element; actionId: string }

/** Blocks that ./blocks found valid. */
export const asBlocks = (valid: unknown): Block[] => z.array(block).parse(valid)

/** A view that ./blocks found valid. */
export const asView = (valid: unknown): View => view.parse(valid)

/** The answer to a block_suggestion, which may also be malformed: undefined then. */
export function asSuggestions(
  answer: unknown,
): { options: Option[] } | { option_groups: z.output<typeof optionGroup>[] } | undefined {
  const one = z.strictObject({ options: z.array(option) }).safeParse(answer)
  if (one.success) return one.data
  const many = z.strictObject({ option_groups: z.array(optionGroup) }).safeParse(answer)
  return many.success ? many.data : undefined
}

const children = z.array(block)
const elements = z.array(element)

/** Blocks inside a block: container.child_blocks and carousel.elements (cards). */
function childBlocks(parent: Block): Block[] {
  const inner = parent.type === 'container' ? parent.child_blocks : parent.type === 'carousel' ? parent.elements : []
  return children.safeParse(inner).data ?? []
}

function ownElements(parent: Block): Element[] {
  if (parent.type === 'input') return parent.element ? [parent.element] : []
  if (parent.type === 'section') return parent.accessory ? [parent.accessory] : []
  if (parent.type === 'actions' || parent.type === 'context_actions')
    return elements.safeParse(parent.elements).data ?? []
  if (parent.type === 'card') return elements.safeParse(parent.actions).data ?? []
  return []
}

/** Every element of these blocks that a person can act on, in reading order. */
export function placedIn(blocks: readonly Block[]): Placed[] {
  return blocks.flatMap((within) => [
    ...ownElements(within)
      .filter((found) => found.type !== 'image')
      .map((found) => ({
        block: within,
        blockId: within.block_id ?? '',
        element: found,
        actionId: found.action_id ?? '',
      })),
    ...placedIn(childBlocks(within)),
  ])
}

/** All options of a static element, its groups flattened. */
export const optionsOf = (of: Pick<Element, 'options' | 'option_groups'>): Option[] =>
  of.options ?? (of.option_groups ?? []).flatMap((group) => group.options)

/** What a menu holds as options: one, several or none. */
export const optionsIn = (held: unknown): Option[] => z.array(option).safeParse([held ?? []].flat()).data ?? []

const nextId = (): string => Math.random().toString(36).slice(2, 7)

const named = (found: Element): Element =>
  found.type === 'image' || found.action_id !== undefined ? found : { ...found, action_id: nextId() }

/** The same blocks with every block_id and action_id that the app left out, as Slack fills them in. */
export function withIds(blocks: readonly Block[]): Block[] {
  return blocks.map((plain) => {
    const filled: Block = { ...plain, block_id: plain.block_id ?? nextId() }
    if (filled.element) filled.element = named(filled.element)
    if (filled.accessory) filled.accessory = named(filled.accessory)
    if (plain.type === 'actions') filled.elements = ownElements(plain).map(named)
    if (plain.type === 'card' && plain.actions !== undefined) filled.actions = ownElements(plain).map(named)
    if (plain.type === 'container') filled.child_blocks = withIds(childBlocks(plain))
    if (plain.type === 'carousel') filled.elements = withIds(childBlocks(plain))
    return filled
  })
}
