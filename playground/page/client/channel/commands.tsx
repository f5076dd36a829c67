import { ComboboxItem, ComboboxPopover } from '@ariakit/react'
import type { Command } from '../../wire.ts'
import { usePart } from '../line.ts'
import { Avatar } from '../message/index.ts'
import { useWords } from '../words.ts'
import { words } from './words.ts'

/**
 * The commands that what is written may become, and the one that it is already. None in threads, where none work, and
 * none for people of another workspace, which does not have the app.
 */
export function useCommands(text: string, inThread: boolean): { offered: readonly Command[]; running?: Command } {
  const commands = usePart((scene) => scene.commands)
  const standing = usePart((scene) => scene.me.standing)
  if (inThread || standing === 'stranger') return { offered: [] }
  const running = commands.find(({ command }) => text === command || text.startsWith(`${command} `))
  const offered = text.startsWith('/') && !running ? commands.filter(({ command }) => command.startsWith(text)) : []
  return { offered, ...(running ? { running } : {}) }
}

export function CommandList({
  commands,
  onChoose,
}: {
  commands: readonly Command[]
  onChoose: (name: string) => void
}) {
  const say = useWords(words)
  const app = usePart((scene) => scene.app)
  return (
    <ComboboxPopover className="composer-commands" aria-label={say.commands} sameWidth gutter={4} portal={false}>
      <p className="composer-commands-head">{app.name}</p>
      {commands.map(({ command, hint, description }) => (
        <ComboboxItem
          key={command}
          value={command}
          className="composer-command"
          focusOnHover
          setValueOnClick={false}
          onClick={() => onChoose(command)}
        >
          <Avatar user={app.id} size={36} />
          <span className="composer-command-text">
            <span>
              <strong>{command}</strong> <span className="composer-command-hint">{hint}</span>
            </span>
            <span className="composer-command-about">{description}</span>
          </span>
        </ComboboxItem>
      ))}
    </ComboboxPopover>
  )
}
