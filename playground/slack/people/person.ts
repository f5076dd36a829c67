import { tell } from '../delivery/events.ts'
import { reactionName } from '../emoji.ts'
import { type Option, optionsOf, type Placed, placedIn, type View } from '../kit.ts'
import { post, react, unreact } from '../messages.ts'
import { type Modal, modalOf } from '../modals/modal.ts'
import { fieldOf, setValue, stateOf, valuesOf } from '../modals/state.ts'
import { suggestions } from '../modals/suggestions.ts'
import { stackOf, wireView } from '../modals/views.ts'
import { type ChannelRecord, channelOf, directChannel, type Message, mayRead, nextTs, personOf } from '../workspace.ts'
import type { World } from '../world.ts'
import { type ActionOutcome, act } from './act.ts'
import { type CommandResult, command, escaped } from './command.ts'
import { shortcut } from './shortcut.ts'

/** Somebody who acts in Slack. What a real client would not let them do throws: a mistake of the test. */
export type Person = {
  readonly id: string
  readonly handle: string
  /** A slash command in a channel, or in `dm`, the conversation with the bot; resolves when it is acked. */
  types(text: string, in_: string, o?: { inThread?: boolean }): Promise<CommandResult>
  /** A plain message. */
  says(text: string, in_: string, o?: { thread?: Message }): Message
  /** The top modal. @throws when none is open */
  modal(): Modal
  readonly hasModal: boolean
  /** All of the stack, the top one last. */
  readonly modals: readonly Modal[]
  reacts(name: string, message: Message): Promise<void>
  unreacts(name: string, message: Message): Promise<void>
  /** Undefined when the person declined the confirm dialog. */
  clicks(
    message: Message,
    actionId: string,
    o?: { value?: string; confirm?: boolean },
  ): Promise<ActionOutcome | undefined>
  /** Options of an outside menu in a message. */
  suggest(message: Message, actionId: string, query: string): Promise<Option[]>
  /** A shortcut of the manifest, on a message where it is one for messages. */
  takes(shortcut: string, message?: Message): Promise<ActionOutcome>
  opensHome(tab?: 'home' | 'messages'): void
  readonly home: View | undefined
  /** The Home tab in this person's hands, once the app has published one. */
  readonly homeTab: Modal | undefined
  sees(channel: string): Message[]
  directMessages(): Message[]
}

export function personIn(world: World, who: string): Person {
  const { workspace, app } = world
  const person = personOf(workspace, who)

  function active(): void {
    if (person.deactivated) throw new Error(`${person.handle} is deactivated and cannot act`)
  }

  const place = (name: string): ChannelRecord =>
    name === 'dm' ? directChannel(workspace, person.id, app.botUser) : channelOf(workspace, name)

  function enter(name: string): ChannelRecord {
    active()
    const channel = place(name)
    if (!channel.members.includes(person.id)) throw new Error(`${person.handle} is not in #${channel.name}`)
    return channel
  }

  function standsAt(message: Message): ChannelRecord {
    const channel = enter(message.channel)
    if (message.deleted) throw new Error(`the message ${message.ts} is deleted`)
    const hidden = message.ephemeralTo !== undefined && message.ephemeralTo !== person.id
    if (hidden) throw new Error(`${person.handle} does not see the message ${message.ts}`)
    return channel
  }

  function emoji(name: string): string {
    const known = reactionName(name, workspace.emoji)
    if (known === undefined) throw new Error(`there is no emoji :${name}:`)
    return known
  }

  function partOf(message: Message, actionId: string, value?: string): Placed {
    const placed = placedIn(message.blocks)
    const named = placed.filter((one) => one.actionId === actionId)
    // Several blocks may have a button of that name (docs/platforms/slack.md#identifiers): its value tells which.
    const found = named.find((one) => one.element.value === value) ?? named[0]
    if (found) return found
    const names = placed.map((one) => one.actionId).join(', ')
    throw new Error(`the message has nothing called ${actionId} to click; it has: ${names || 'nothing'}`)
  }

  const scene = (message: Message, values: Record<string, Record<string, unknown>> = {}) => ({
    message,
    channel: standsAt(message),
    values,
  })

  return {
    id: person.id,
    handle: person.handle,
    async types(text, in_, { inThread = false } = {}) {
      const channel = enter(in_)
      if (!text.startsWith('/')) throw new Error(`${text} is no slash command; use says() for a message`)
      return inThread ? { error: 'not_in_threads' } : command(world, person, channel, text)
    },
    says(text, in_, { thread } = {}) {
      const draft = { user: person.id, via: 'person' as const, text: escaped(workspace, text), blocks: [] }
      return post(world, enter(in_), thread ? { ...draft, threadTs: thread.threadTs ?? thread.ts } : draft)
    },
    modal() {
      const top = stackOf(world, person.id).at(-1)
      if (!top) throw new Error(`no modal is open for ${person.handle}`)
      return modalOf(world, person, top)
    },
    get hasModal() {
      return stackOf(world, person.id).length > 0
    },
    get modals() {
      return stackOf(world, person.id).map((shown) => modalOf(world, person, shown))
    },
    async reacts(name, message) {
      const channel = standsAt(message)
      if (message.ephemeralTo !== undefined) throw new Error('nobody can react to an ephemeral message')
      if (!react(world, channel, message, person.id, emoji(name)))
        throw new Error(`${person.handle} has already reacted with :${name}:`)
    },
    async unreacts(name, message) {
      if (!unreact(world, standsAt(message), message, person.id, emoji(name)))
        throw new Error(`${person.handle} has not reacted with :${name}:`)
    },
    async clicks(message, actionId, { value, confirm = true } = {}) {
      const placed = partOf(message, actionId, value)
      const here = scene(message)
      if (placed.element.confirm && !confirm) return undefined
      if (placed.element.type === 'button') return act(world, person, here, placed, placed.element.value)
      const choice = optionsOf(placed.element).find((one) => one.value === value || one.text.text === value)
      if (!choice) throw new Error(`${actionId} does not offer ${value}`)
      if (fieldOf(placed.element) === undefined) return act(world, person, here, placed, choice)
      const state = stateOf(message.blocks)
      const chosen = fieldOf(placed.element) === 'selected_options' ? [choice] : choice
      setValue(state, placed, chosen)
      return act(world, person, scene(message, valuesOf(state, false)), placed, chosen)
    },
    suggest: (message, actionId, query) => suggestions(world, person, scene(message), partOf(message, actionId), query),
    async takes(callbackId, message) {
      active()
      return shortcut(world, person, callbackId, message && { message, channel: standsAt(message) })
    },
    opensHome(tab = 'home') {
      active()
      const shown = world.views.homes.get(person.id)
      const channel = directChannel(workspace, person.id, app.botUser)
      const view = shown && tab === 'home' ? { view: wireView(world, shown) } : {}
      const event_ts = nextTs(workspace, world.clock.now())
      tell(world, { type: 'app_home_opened', user: person.id, channel: channel.id, tab, ...view, event_ts })
    },
    get home() {
      return world.views.homes.get(person.id)?.view
    },
    get homeTab() {
      const shown = world.views.homes.get(person.id)
      return shown && modalOf(world, person, shown)
    },
    sees(name) {
      const channel = place(name)
      if (!mayRead(person, channel)) return []
      return [...channel.messages, ...channel.ephemerals]
        .filter((message) => !message.deleted && (message.ephemeralTo ?? person.id) === person.id)
        .sort((a, b) => Number(a.ts) - Number(b.ts))
    },
    directMessages: () => directChannel(workspace, person.id, app.botUser).messages.filter(({ deleted }) => !deleted),
  }
}
