import { CompositeRow, MenuItem, MenuItemCheck, MenuItemRadio } from '@ariakit/react'
import { ExternalLink } from 'lucide-react'
import type { Person } from '../../wire.ts'
import { usePart } from '../line.ts'
import { Avatar } from '../message/index.ts'
import { addressOf } from '../place.ts'
import { useWords } from '../words.ts'
import { placeFor } from './become.ts'
import { partOf } from './part.ts'
import { words } from './words.ts'

/** A row of two: be this person here, or, one to the right, in a window of its own. */
export function PersonItem({ person }: { person: Person }) {
  const say = useWords(words)
  const channels = usePart((scene) => scene.channels)
  return (
    <CompositeRow className="seat-row" role="presentation">
      <MenuItemRadio className="seat-person" name="who" value={person.handle} hideOnClick>
        <Avatar user={person.id} />
        <span className="seat-about">
          <span className="seat-name">{person.name}</span>{' '}
          <span className="seat-part">{say.parts[partOf(person)]}</span>
        </span>
        {person.mentions > 0 && (
          <span className="badge" role="img" aria-label={say.notified(person.mentions)}>
            {person.mentions}
          </span>
        )}
        <MenuItemCheck className="seat-check" />
      </MenuItemRadio>
      <MenuItem
        className="seat-window"
        aria-label={say.elsewhere(person.name)}
        render={<a href={addressOf(placeFor(person, channels))} target="_blank" rel="noopener" />}
      >
        <ExternalLink size={16} aria-hidden="true" />
      </MenuItem>
    </CompositeRow>
  )
}
