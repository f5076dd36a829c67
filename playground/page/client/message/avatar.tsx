import { usePart } from '../line.ts'
import { SLACKBOT, useAuthor } from './author.ts'
import './avatar.css'
import { BotFace, SlackbotFace } from './faces.tsx'

const COLOURS = 7

/** The picture of whoever has this id. Says nothing to a screen reader: the name stands beside it. */
export function Avatar({ user, size = 36 }: { user: string; size?: 20 | 24 | 36 | 64 }) {
  const app = usePart((scene) => scene.app.id)
  const { name } = useAuthor(user)
  const className = `message-avatar message-avatar-${size}`
  if (user === app) return <BotFace className={className} />
  if (user === SLACKBOT) return <SlackbotFace className={className} />
  return (
    <span className={className} style={{ background: `var(--face-${colourOf(user)})` }} aria-hidden="true">
      {[...name][0]}
    </span>
  )
}

/** The same for the same person, always. */
const colourOf = (user: string): number =>
  [...user].reduce((sum, letter) => (sum * 23 + letter.charCodeAt(0)) % 997, 0) % COLOURS
