import type { Channel, Person } from '../../wire.ts'
import { sitDown } from '../line.ts'
import { go, type Place, placeNow } from '../place.ts'

/** This page is somebody else from now on. */
export function become(person: Person, channels: readonly Channel[]): void {
  go(placeFor(person, channels))
  sitDown(person.handle)
}

/** Where somebody else would stand here. Whoever comes from outside sees shared channels alone. */
export function placeFor({ handle, standing }: Person, channels: readonly Channel[]): Partial<Place> {
  const here = channels.find(({ id }) => id === placeNow().channel)
  const shared = channels.find(({ external }) => external)
  if (standing !== 'stranger' || here?.external || !shared) return { who: handle }
  return { who: handle, channel: shared.id }
}
