import type { App } from '@slack/bolt'
import type { Block, KnownBlock, ModalView } from '@slack/types'
import { startAlicloud } from '../../playground/alicloud/index.ts'
import type { BotKeeper } from '../../playground/keeper.ts'
import { line } from '../../playground/page/line.ts'
import { mischief } from '../../playground/page/mischief.ts'
import { routes } from '../../playground/page/routes.ts'
import { seenBy } from '../../playground/page/seen.ts'
import type { Slack } from '../../playground/slack/index.ts'
import { slackFor, socketApp } from '../../playground/slack/testing/bolt.ts'

export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const option = (text: string, value = text.toLowerCase()) => ({ text: plain(text), value })

export function input(name: string, element: object, more: object = {}): Block {
  const labelled = {
    type: 'input',
    block_id: name,
    label: plain(name),
    element: { action_id: name, ...element },
    ...more,
  }
  return labelled
}

export const modal = (title: string, blocks: (Block | KnownBlock)[], more: object = {}): ModalView => ({
  type: 'modal',
  title: plain(title),
  close: plain('Leave'),
  submit: plain('Send'),
  blocks,
  ...more,
})

/** A playground with another app in it: one that shows what the bot does not. */
export async function openElements(listen: (app: App) => void) {
  const slack: Slack = await slackFor()
  const cloud = await startAlicloud()
  const app = await socketApp(slack, listen)
  const bot: BotKeeper = {
    state: 'ready',
    kills: 0,
    lines: [],
    kill() {},
    restart() {},
    onChange: () => () => {},
    stop: async () => 0,
  }
  const pages = line({
    slack,
    cloud,
    bot,
    mischief: mischief(slack, cloud, bot, { usual: '', hasty: '' }),
    seen: seenBy(slack),
  })
  slack.serve({ line: '/page/line', fetch: routes('development').fetch, upgrade: pages.upgrade })
  return {
    slack,
    app,
    address: slack.origin,
    async stop() {
      pages.stop()
      await app.stop()
      await Promise.all([slack.stop(), cloud.stop()])
      return 0
    },
  }
}
