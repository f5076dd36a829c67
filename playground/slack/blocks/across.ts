import { type Path, texts } from './messages.ts'
import { type Report, reportRepeated } from './rules.ts'
import type { MessageBlock, ViewBlock } from './surfaces.ts'

/* Rules that no block can break alone: docs/platforms/slack.md#blocks. */

type Placed = { block: { type: string; block_id?: string | undefined }; path: Path }

function inside(block: MessageBlock | ViewBlock, path: Path): Placed[] {
  const each = (field: string, blocks: readonly Placed['block'][]): Placed[] =>
    blocks.map((child, index) => ({ block: child, path: [...path, field, index] }))
  if (block.type === 'container') return each('child_blocks', block.child_blocks)
  if (block.type === 'carousel') return each('elements', block.elements)
  if (block.type === 'plan') return each('tasks', block.tasks ?? [])
  return []
}

const placed = (blocks: readonly (MessageBlock | ViewBlock)[]): Placed[] =>
  blocks.flatMap((block, index) => [{ block, path: [index] }, ...inside(block, [index])])

export const distinctBlockIds = (blocks: readonly (MessageBlock | ViewBlock)[], report: Report): void =>
  reportRepeated(
    placed(blocks).map(({ block, path }) => ({ id: block.block_id, path: [...path, 'block_id'] })),
    report,
  )

/** A message holds one plan and no task_card beside it, and one table of either kind, wherever it stands. */
export function atMostOne(blocks: readonly MessageBlock[], report: Report): void {
  const [, ...plans] = placed(blocks).filter(({ block }) => block.type === 'plan')
  for (const { path } of plans) report(texts.secondPlan, path)
  const [, ...tables] = placed(blocks).filter(({ block }) => block.type === 'table' || block.type === 'data_table')
  for (const { path } of tables) report(texts.secondTable, path)
  if (!blocks.some((block) => block.type === 'plan')) return
  for (const [index, block] of blocks.entries()) if (block.type === 'task_card') report(texts.planAndCard, [index])
}

const maxMarkdown = 12_000

/** All markdown of a message together; the block that goes beyond is the one reported. */
export function markdownFits(blocks: readonly MessageBlock[], report: Report): void {
  let total = 0
  for (const [index, block] of blocks.entries()) {
    if (block.type !== 'markdown') continue
    total += block.text.length
    if (total > maxMarkdown) report(texts.tooLong(maxMarkdown), [index, 'text'])
  }
}

function elementsOf(block: ViewBlock): { element: object; path: Path }[] {
  if (block.type === 'input') return [{ element: block.element, path: ['element'] }]
  if (block.type === 'section' && block.accessory) return [{ element: block.accessory, path: ['accessory'] }]
  if (block.type !== 'actions') return []
  return block.elements.map((element, index) => ({ element, path: ['elements', index] }))
}

/** Only one element of a view may ask for the cursor. */
export function oneFocus(blocks: readonly ViewBlock[], report: Report): void {
  const focused = blocks.flatMap((block, index) =>
    elementsOf(block)
      .filter(({ element }) => 'focus_on_load' in element && element.focus_on_load === true)
      .map(({ path }) => [index, ...path, 'focus_on_load']),
  )
  for (const path of focused.slice(1)) report(texts.secondFocus, path)
}
