import { useSyncExternalStore } from 'react'

/** Where this page stands. It is in the address, so that a second window can be somebody else, and Back goes back. */
export type Place = {
  /** A handle. */
  readonly who: string
  /** A channel's id, `home` or `app` of the bot, or `list`: where a phone shows what there is to go to. */
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

let hash = location.hash
let shown = read(hash)

/** Where the page stands now, outside of React. */
export function placeNow(): Place {
  if (location.hash !== hash) {
    hash = location.hash
    shown = read(hash)
  }
  return shown
}

/** The address of somewhere else; what is left out stays, but a new channel has no thread open. */
export function addressOf(to: Partial<Place>): string {
  const { thread, ...rest } = placeNow()
  const stays = to.channel === undefined && thread !== undefined
  return write({ ...rest, ...(stays ? { thread } : {}), ...to })
}

/** Goes somewhere else, as `addressOf` has it. */
export function go(to: Partial<Place>): void {
  location.hash = addressOf(to)
}

/** As if nothing had been in the address. */
export function comeAnew(): void {
  location.hash = ''
}

/** Closes the thread pane. */
export function closeThread(): void {
  const { who, channel } = placeNow()
  location.hash = write({ who, channel })
}

const watch = (look: () => void): (() => void) => {
  addEventListener('hashchange', look)
  return () => removeEventListener('hashchange', look)
}

export const usePlace = (): Place => useSyncExternalStore(watch, placeNow)
