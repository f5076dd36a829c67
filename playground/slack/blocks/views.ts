import { z } from 'zod'
import { distinctBlockIds, oneFocus } from './across.ts'
import { texts } from './messages.ts'
import { type Context, reporter } from './rules.ts'
import { homeBlock, modalBlock, type ViewBlock } from './surfaces.ts'
import { characters, plainText, upTo } from './text.ts'

/* Modals and the Home tab: docs/platforms/slack.md#views. */

const named = {
  callback_id: characters(255).optional(),
  external_id: characters(255).optional(),
  private_metadata: upTo(3000).optional(),
}

function blocksAgree(blocks: readonly ViewBlock[], context: Context): void {
  distinctBlockIds(blocks, reporter(context))
  oneFocus(blocks, reporter(context))
}

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    blocks: z.array(modalBlock).min(1).max(100).superRefine(blocksAgree),
    ...named,
    notify_on_close: z.boolean().optional(),
    clear_on_close: z.boolean().optional(),
  })
  .superRefine(({ submit, blocks }, context) => {
    if (submit === undefined && blocks.some((block) => block.type === 'input'))
      reporter(context)(texts.missing('submit'))
  })

const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(homeBlock).min(1).max(100).superRefine(blocksAgree),
  ...named,
})

export const view = z.discriminatedUnion('type', [modal, home])
