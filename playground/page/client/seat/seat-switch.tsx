import './seat.css'
import { Menu, MenuButton, MenuGroup, MenuGroupLabel, MenuProvider } from '@ariakit/react'
import { ChevronsUpDown } from 'lucide-react'
import { usePart } from '../line.ts'
import { Avatar } from '../message/index.ts'
import { useWords } from '../words.ts'
import { become } from './become.ts'
import { partOf } from './part.ts'
import { PersonItem } from './person-item.tsx'
import { words } from './words.ts'

/** Who sits here, and who else might. */
export function SeatSwitch() {
  const say = useWords(words)
  const me = usePart((scene) => scene.me)
  const people = usePart((scene) => scene.people)
  const channels = usePart((scene) => scene.channels)
  const notified = people.filter(({ id, playable, mentions }) => playable && mentions > 0 && id !== me.id)
  const others = say.othersNotified(notified.map(({ name }) => name))
  const sit = ({ who }: { who: string }) => {
    const person = people.find(({ handle }) => handle === who)
    if (person && who !== me.handle) become(person, channels)
  }
  return (
    <MenuProvider values={{ who: me.handle }} setValues={sit} placement="bottom-end">
      <MenuButton className="seat-button" data-tour="seat">
        <Avatar user={me.id} size={24} />
        <span className="seat-me">
          <span className="aside">{say.youAre} </span>
          <span className="seat-name">{me.name}</span> <span className="seat-part">{say.parts[partOf(me)]}</span>
        </span>
        {notified.length > 0 && (
          <span className="badge" role="img" aria-label={others} title={others}>
            {notified.reduce((all, { mentions }) => all + mentions, 0)}
          </span>
        )}
        <ChevronsUpDown size={16} aria-hidden="true" />
      </MenuButton>
      <Menu className="seat-menu" gutter={6} overflowPadding={8} fixed fitViewport unmountOnHide>
        <MenuGroup>
          <MenuGroupLabel className="seat-title">{say.title}</MenuGroupLabel>
          {people
            .filter(({ playable }) => playable)
            .map((person) => (
              <PersonItem key={person.id} person={person} />
            ))}
        </MenuGroup>
        <p className="seat-hint" role="presentation">
          {say.hint}
        </p>
      </Menu>
    </MenuProvider>
  )
}
