import { errorText } from '../src/error-text.ts'
import { NewerRecord } from '../src/scaleout/stored.ts'
import type { Vocabulary } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'

/** What a person is told when a command or button fails; the log says why, where it is our fault. */
export function failureText(
  error: unknown,
  what: string,
  words: Vocabulary,
  { log }: Pick<CommandContext, 'log'>,
): string {
  if (error instanceof NewerRecord) return words.command.newer
  log.error({ error: errorText(error) }, what)
  return words.command.trouble
}
