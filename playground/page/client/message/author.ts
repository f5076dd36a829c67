import { usePart } from '../line.ts'

/** Says what Slack itself has to say, to one person. */
export const SLACKBOT = 'USLACKBOT'

export type Author = {
  readonly id: string
  readonly name: string
  /** Carries the APP badge. */
  readonly isApp: boolean
}

/** Who wrote a message, by id. */
export function useAuthor(id: string): Author {
  const app = usePart((scene) => scene.app.id)
  const appName = usePart((scene) => scene.app.name)
  const person = usePart(({ people }) => people.find((one) => one.id === id))
  if (id === SLACKBOT) return { id, name: 'Slackbot', isApp: false }
  if (id === app) return { id, name: appName, isApp: true }
  return { id, name: person?.name ?? id, isApp: person?.standing === 'bot' }
}
