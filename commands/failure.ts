import { z } from 'zod'
import { masker } from '../src/scaleout/secret.ts'
import { NewerRecord } from '../src/scaleout/stored.ts'
import { failureOf } from '../src/slack/error-text.ts'
import { timeouts } from '../src/slack/timeouts.ts'
import { withTimeout } from '../src/timeout.ts'
import { wordsIn } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'
import type { Listener } from './listener.ts'

type Failed = {
  readonly listener: Pick<Listener, 'on' | 'id' | 'failure'>
  /** Slack's id of the person who acted; undefined where nobody did. */
  readonly person: string | undefined
  readonly payload: unknown
  readonly request: () => string | undefined | Promise<string | undefined>
}

/**
 * Logs a failure of ours: where in the code it was, whose it was and which request it was about, but nothing that was typed. Gives
 * what the person is told, in their language. That a newer version takes care of a request is no failure.
 */
export async function failed(
  error: unknown,
  { listener, person, payload, request }: Failed,
  { log, people, languages }: Pick<CommandContext, 'log' | 'people' | 'languages'>,
): Promise<string> {
  const language =
    person === undefined
      ? people.languageOf('')
      : await withTimeout(timeouts.failure, people.languageFor(person), people.languageOf(person))
  const words = wordsIn(language, languages)
  if (error instanceof NewerRecord && !listener.failure) return words.command.newer
  const { logged = usual[listener.on], says } = listener.failure ?? {}
  const about = await withTimeout(timeouts.failure, (async () => request())(), undefined).catch(() => undefined)
  const { error: text, ...rest } = failureOf(error)
  log.error(
    { listener: `${listener.on} ${listener.id}`, person, request: about, error: unsaid(payload)(text), ...rest },
    logged,
  )
  return says?.(words) ?? words.command.trouble
}

const usual: Readonly<Record<Listener['on'], string>> = {
  command: 'a command failed',
  action: 'a command or button failed',
  shortcut: 'a command or button failed',
  submission: 'a submission failed',
  options: 'a listener failed',
  event: 'a listener failed',
}

/** Takes out of a text what a person has typed, or chosen: a parser quotes what it could not read. */
function unsaid(payload: unknown): (text: string) => string {
  const typed = typedIn(payload)
  const pieces = [...new Set(typed.flatMap((text) => [text, ...text.split(/\s+/)]))]
  return masker(
    pieces.flatMap((secret) => {
      // A Chinese word is as short as that.
      const [short, long] = /^[\x20-\x7E]*$/.test(secret) ? [4, 8] : [2, 4]
      return secret.length < short ? [] : [{ secret, least: Math.min(secret.length, long), asIs: true }]
    }),
  )
}

/** The members of a payload of Slack's that hold what people write. */
const written = new Set(['text', 'value', 'private_metadata'])
const members = z.record(z.string(), z.unknown())

function typedIn(payload: unknown, member = ''): string[] {
  if (typeof payload === 'string') return written.has(member) ? [payload] : []
  if (Array.isArray(payload)) return payload.flatMap((one) => typedIn(one, member))
  const { data } = members.safeParse(payload)
  return Object.entries(data ?? {}).flatMap(([key, one]) => typedIn(one, key))
}
