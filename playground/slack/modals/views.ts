import { randomUUID } from 'node:crypto'
import type { Ground } from '../ground.ts'
import { type View, withIds } from '../kit.ts'
import type { OpenView } from './open-views.ts'
import { stateOf, valuesOf } from './state.ts'

/** The root and two pushes (docs/platforms/slack.md#views). */
export const DEEPEST = 3

export const stackOf = ({ views }: Ground, user: string): OpenView[] => views.stacks.get(user) ?? []

/** Every open view, of whomever. */
export const allOpen = ({ views }: Ground): OpenView[] => [
  ...[...views.stacks.values()].flat(),
  ...views.homes.values(),
]

function freshHash({ views, clock }: Ground): string {
  views.changes += 1
  return `${Math.floor(clock.now() / 1000)}.${views.changes}`
}

function opened(world: Ground, owner: string, view: View, under: OpenView | undefined): OpenView {
  const id = `V0${randomUUID().slice(0, 8).toUpperCase()}`
  const blocks = withIds(view.blocks)
  return {
    id,
    owner,
    rootId: under?.rootId ?? id,
    ...(under === undefined ? {} : { previousId: under.id }),
    view: { ...view, blocks },
    hash: freshHash(world),
    state: stateOf(blocks),
    updated: false,
    offered: new Map(),
    errors: {},
  }
}

/**
 * Opens a modal. One that is open already gives way, without a view_closed: what Slack does then is not documented,
 * our choice.
 */
export function open(world: Ground, owner: string, view: View): OpenView {
  const root = opened(world, owner, view, undefined)
  world.views.stacks.set(owner, [root])
  world.changes.announce()
  return root
}

/** Puts a view on top of the stack, which the caller found open and not too deep. */
export function push(world: Ground, owner: string, view: View): OpenView {
  const stack = stackOf(world, owner)
  const top = opened(world, owner, view, stack.at(-1))
  world.views.stacks.set(owner, [...stack, top])
  world.changes.announce()
  return top
}

/**
 * Shows other content in the same view; what the person filled in stays where the ids did
 * (docs/platforms/slack.md#view-updates).
 */
export function change(world: Ground, shown: OpenView, view: View): void {
  const blocks = withIds(view.blocks)
  shown.state = stateOf(blocks, shown.state)
  shown.view = { ...view, blocks }
  shown.hash = freshHash(world)
  shown.updated = true
  shown.errors = {}
  world.changes.announce()
}

export function publish(world: Ground, owner: string, view: View): OpenView {
  const home = world.views.homes.get(owner)
  if (home) {
    change(world, home, view)
    return home
  }
  const first = opened(world, owner, view, undefined)
  world.views.homes.set(owner, first)
  world.changes.announce()
  return first
}

/** Closes this view and uncovers the one below. */
export function close(world: Ground, shown: OpenView): void {
  const rest = stackOf(world, shown.owner).filter((other) => other !== shown)
  world.views.stacks.set(shown.owner, rest)
  world.changes.announce()
}

/** Closes the whole stack. */
export function clear(world: Ground, owner: string): void {
  world.views.stacks.set(owner, [])
  world.changes.announce()
}

/** The view as payloads and answers show it. */
export function wireView({ app, workspace, ambush }: Ground, shown: OpenView): Record<string, unknown> {
  const { view } = shown
  const gap = ambush.switches.prefilledGap && shown.updated
  return {
    id: shown.id,
    team_id: workspace.team.id,
    app_id: app.id,
    app_installed_team_id: workspace.team.id,
    bot_id: app.botId,
    type: view.type,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    submit: view.submit ?? null,
    close: view.close ?? null,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    external_id: view.external_id ?? '',
    state: { values: valuesOf(shown.state, gap) },
    hash: shown.hash,
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    root_view_id: shown.rootId,
    previous_view_id: shown.previousId ?? null,
  }
}
