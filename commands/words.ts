import { type Vocabulary, wordsIn } from '../views/words/index.ts'
import type { CommandContext } from './context.ts'

/** The words of a person's language; Slack is asked once for a person not seen yet. */
export const wordsFor = async (person: string, { people, languages }: CommandContext): Promise<Vocabulary> =>
  wordsIn(await people.languageFor(person), languages)

/** The words of the language that a person was last seen with, or of the channels': Slack is not asked. */
export const wordsAtOnce = (person: string, { people, languages }: CommandContext): Vocabulary =>
  wordsIn(people.languageOf(person), languages)
