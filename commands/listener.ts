import type { SlackCommandMiddlewareArgs } from '@slack/bolt'
import type { PlainTextOption } from '@slack/types'
import type { Vocabulary } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'
import type { ActionPayload, ShortcutPayload, SuggestionPayload, ViewPayload } from './payload.ts'

/** A slash command, and its acknowledgement: Slack waits three seconds for it. */
export type Command = Pick<SlackCommandMiddlewareArgs, 'command' | 'ack'>

/** What is said once Slack has its answer. */
export type Afterwards = () => Promise<void>

/** What came of a form. Slack shows each error at the block of that id, and keeps all that was typed; without any the form closes. */
export type Answer = { readonly errors: Readonly<Record<string, string>>; readonly afterwards?: Afterwards | undefined }

/** Where something is said to one person: their own id is the conversation with the bot. */
type Place = { readonly person: string; readonly channel: string }

/** The id of a listener for whatever has none of its own. */
export const any = '*'

/** One kind of listener: what it is given, and what it answers. */
export type On<Kind extends string, Payload, Result = void> = {
  readonly on: Kind
  /** An action's, view's or shortcut's id, the name of a command with its slash, or the type of an event. */
  readonly id: string
  readonly handle: (payload: Payload, context: CommandContext) => Promise<Result>
  /** The id of the request that it is about, where one is known: for the log, when it has failed. */
  readonly request?: (payload: Payload, context: CommandContext) => string | undefined | Promise<string | undefined>
  /** How a failure is logged and said, where that is not the usual. */
  readonly failure?: { readonly logged: string; readonly says: (words: Vocabulary) => string }
}

/**
 * Something that happens in Slack, and what the bot does about it. A handler may throw: the wrapper (listen.ts) logs that and
 * tells the person who acted. Actions and shortcuts are acknowledged before they are handled.
 */
export type Listener =
  | On<'command', Command>
  | On<'action', ActionPayload>
  | On<'shortcut', ShortcutPayload>
  /** Gives the choices of a menu. */
  | On<'options', SuggestionPayload, PlainTextOption[]>
  /** A form that was sent. `errorsAt`: the block at which a failure is said. */
  | (On<'submission', ViewPayload, Answer> & {
      readonly errorsAt: string
      /** What is written down of a failure, once its person knows. */
      readonly afterFailure?: (payload: ViewPayload, context: CommandContext) => Promise<void>
    })
  | (On<'event', unknown, Afterwards | undefined> & {
      /** What it is about, as a key: events with the same one are handled one after the other, what is said of them beside each other. */
      readonly inOrderOf?: (event: unknown) => string
      /** Where a failure is said; nobody acted where there is none. */
      readonly at?: (event: unknown, context: CommandContext) => Place | undefined
    })
