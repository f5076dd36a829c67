import type { Block, Option, View } from '../slack/kit.ts'

/*
 * What the page and the playground say to each other over one WebSocket, as JSON. Types only, so that the page bundles
 * nothing of the server.
 */

/** Page to playground: what a person does. Answered by an `Answer` with the same `id`, in whatever order. */
export type Request = { readonly id: number; readonly deed: Deed }

export type Deed = Seat | Chat | Look | Form | Mischief

/** Whose eyes and hands this page is from now on; `who` is a handle. */
type Seat = { readonly kind: 'be'; readonly who: string }

/** Where a message is: the channel's id and its `ts`. */
export type At = { readonly channel: string; readonly ts: string }

type Chat =
  /** A slash command or plain text, sent from the composer of a channel (an id) or of a thread. */
  | { readonly kind: 'type'; readonly channel: string; readonly text: string; readonly thread?: string }
  | { readonly kind: 'react' | 'unreact'; readonly at: At; readonly name: string }
  /** A button or a menu of a message; confirmed already, where it asks for that. `value`: the option's. */
  | { readonly kind: 'click'; readonly at: At; readonly action: string; readonly value?: string }
  | { readonly kind: 'open_home'; readonly tab: 'home' | 'messages' }

/** The page has shown this person a channel, or a thread of it (the parent's `ts`), up to the message with this `ts`. */
type Look = { readonly kind: 'see'; readonly channel: string; readonly thread?: string; readonly ts: string }

/** An input of an open view: the view's id and the input's block_id; with its action_id it is this very element. */
export type Input = { readonly view: string; readonly block: string; readonly action?: string }

type Form =
  /** Texts, numbers, dates and times, at every change; null empties. */
  | { readonly kind: 'fill'; readonly input: Input; readonly value: string | null }
  /** Enter in a text input. */
  | { readonly kind: 'enter'; readonly input: Input }
  /** The values of the chosen options, or ids of people, channels and conversations; none empties. */
  | { readonly kind: 'choose'; readonly input: Input; readonly values: readonly string[] }
  /** What an outside menu shows for these characters. Answered with `options`. */
  | { readonly kind: 'suggest'; readonly input: Input; readonly query: string }
  /** A button or overflow menu in a view. */
  | { readonly kind: 'press'; readonly view: string; readonly action: string; readonly value?: string }
  | { readonly kind: 'submit'; readonly view: string }
  | { readonly kind: 'close'; readonly view: string; readonly by: 'cancel' | 'window' }

/**
 * What can be made to go wrong, once each but for `slow` and `expire`, which last. `unsure` lasts from its order on for as
 * long as the bot looks for it.
 */
export type Fault = 'throttle' | 'refuse' | 'drop' | 'fail' | 'partial' | 'slow' | 'kill_at_order' | 'unsure' | 'expire'

type Mischief =
  | { readonly kind: 'arm'; readonly fault: Fault; readonly on: boolean }
  | { readonly kind: 'cut_socket' }
  /** kill -9, and a new start at once. */
  | { readonly kind: 'kill' }

/** Playground to page. */
export type News = { readonly scene: Scene } | Answer

export type Answer =
  | { readonly re: number; readonly done: true }
  | { readonly re: number; readonly options: readonly Option[] }
  /** What a person would see of it in Slack: an error code or a sentence of the stand-in. */
  | { readonly re: number; readonly trouble: string }

/** Everything that one person sees, and the other side of it. Sent whole at every change. */
export type Scene = {
  readonly me: Person
  readonly team: string
  readonly people: readonly Person[]
  readonly groups: readonly Group[]
  /** The app as a person in the lists; its id is that of its bot user. */
  readonly app: {
    readonly id: string
    readonly name: string
    /** The direct conversation with it: its id and, when there are any, messages. */
    readonly channel: Channel
    readonly home: Shown | null
    readonly hasHome: boolean
    /** Nobody may write to it: messages_tab_read_only_enabled of the manifest. */
    readonly readOnly: boolean
  }
  readonly commands: readonly Command[]
  /** The channels that this person may read, in the order of the workspace; direct conversations not. */
  readonly channels: readonly Channel[]
  /** The stack of modals, the top one last. */
  readonly modals: readonly Shown[]
  readonly offstage: Offstage
}

export type Person = {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly locale: string
  readonly standing: 'member' | 'guest' | 'single_channel_guest' | 'stranger' | 'bot'
  /** The user groups that this person is in, by handle. */
  readonly groups: readonly string[]
  /** Offered in the switch of who one is: neither deactivated nor a bot. */
  readonly playable: boolean
  /** How many messages notify this person and were not seen yet, wherever they are. */
  readonly mentions: number
}

type Group = { readonly id: string; readonly handle: string; readonly name: string }

export type Command = { readonly command: string; readonly description: string; readonly hint: string }

export type Channel = {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'mpim' | 'im'
  /** Shared with another organisation. */
  readonly external: boolean
  /** May write here. */
  readonly isMember: boolean
  readonly members: number
  /** How many messages here notify whoever sits here and were not seen yet. */
  readonly mentions: number
  /** By `ts`; replies and what only this person sees included, deleted ones not. */
  readonly messages: readonly Message[]
}

export type Message = At & {
  /** The parent's `ts`, for a reply. */
  readonly thread?: string
  readonly user: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly edited: boolean
  readonly onlyYou: boolean
  readonly reactions: readonly Reaction[]
}

/** `name` as Slack keeps it; `users` are ids. */
export type Reaction = { readonly name: string; readonly users: readonly string[] }

/** An open view with what its inputs hold, as state.values has it. */
export type Shown = {
  readonly id: string
  readonly view: View
  /** By block_id, then action_id: a string, an option, a list of options or ids, or null. */
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** By block_id. */
  readonly errors: Readonly<Record<string, string>>
}

/** The other side: the bot's process, the cloud, and what is to go wrong. Times in ms since 1970. */
export type Offstage = {
  readonly bot: { readonly state: 'starting' | 'ready' | 'dead'; readonly kills: number; readonly sockets: number }
  /** The newest last; of very many the orders stay rather than the reads. `seq` counts from 1. */
  readonly calls: readonly CloudCall[]
  /** Of the scale-outs of this playground, the newest last. */
  readonly tasks: readonly CloudTask[]
  readonly clusters: readonly Cluster[]
  readonly armed: readonly Fault[]
  /** What real Slack would have punished or ignored. */
  readonly problems: readonly string[]
}

export type CloudCall = {
  readonly seq: number
  readonly at: number
  readonly action: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Secrets masked; absent without a body. */
  readonly body?: unknown
  /** `valid`, or why it is not. */
  readonly signature: string
  readonly status: number | 'pending' | 'dropped'
  readonly code?: string
  /** The task that it started, also where the answer was lost: then nodes were bought. */
  readonly task?: string
}

export type CloudTask = {
  readonly id: string
  /** Its cluster's id. */
  readonly cluster: string
  readonly count: number
  readonly state: string
  readonly startedAt: number
  /** Absent while it runs. */
  readonly endedAt?: number
  readonly stages: readonly { readonly name: string; readonly state: string }[]
  /** Set where it failed. */
  readonly error?: string
}

/** `nodes` are there now, `ready` of them Ready; `orders` is how often nodes were bought here. */
export type Cluster = {
  readonly id: string
  readonly name: string
  readonly kind: 'kubernetes' | 'sandboxed' | 'edge'
  readonly nodes: number
  readonly ready: number
  readonly orders: number
}
