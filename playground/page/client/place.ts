import { useSyncExternalStore } from 'react'

/** Where this page stands. It is in the address, so that a second window can be somebody else, and Back goes back. */
export type Place = {
  /** A handle. */
  readonly who: string
  /** A channel's id, `home` or `app`, the direct conversation with the bot. */
  readonly channel: string
  /** The `ts` of the parent, while a thread is open. */
  readonly thread?: string
}

const FIRST: Place = { who: 'ada', channel: 'C0PROD' }

/** `#/ada/C0PROD/1700000000.000100` */
function read(hash: string): Place {
  const [, who = '', channel = '', thread] = hash.split('/').map(decodeURIComponent)
  return { who: who || FIRST.who, channel: channel || FIRST.channel, ...(thread ? { thread } : {}) }
}

const write = ({ who, channel, thread }: Place): string =>
  `#/${[who, channel, ...(thread ? [thread] : [])].map(encodeURIComponent).join('/')}`

let shown = read(location.hash)

/** Where the page stands now, outside of React. */
export const placeNow = (): Place => shown

/** Goes somewhere else; what is left out stays, but a new channel has no thread open. */
export function go(to: Partial<Place>): void {
  const { thread, ...rest } = shown
  const stays = to.channel === undefined && to.who === undefined && thread !== undefined && !('thread' in to)
  location.hash = write({ ...rest, ...(stays ? { thread } : {}), ...to })
}

/** Closes the thread pane. */
export function closeThread(): void {
  location.hash = write({ who: shown.who, channel: shown.channel })
}

const watch = (look: () => void): (() => void) => {
  const moved = () => {
    shown = read(location.hash)
    look()
  }
  addEventListener('hashchange', moved)
  return () => removeEventListener('hashchange', moved)
}

export const usePlace = (): Place => useSyncExternalStore(watch, placeNow)
