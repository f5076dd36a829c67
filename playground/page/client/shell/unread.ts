import { useSyncExternalStore } from 'react'
import type { Channel } from '../../wire.ts'

/* What this page has shown to whom. It is in memory only: a new page starts with everything unread. */

const seen = new Map<string, string>()
const watchers = new Set<() => void>()

const key = (person: string, channel: string): string => `${person}/${channel}`

/** The newest `ts` of a channel that this person (an id) was shown here. */
export const lastSeen = (person: string, channel: string): string | undefined => seen.get(key(person, channel))

export function markSeen(person: string, channel: string, ts: string): void {
  if ((lastSeen(person, channel) ?? '') >= ts) return
  seen.set(key(person, channel), ts)
  for (const look of watchers) look()
}

const watch = (look: () => void): (() => void) => {
  watchers.add(look)
  return () => watchers.delete(look)
}

/** Messages of the channel itself, by others, that came after what was shown. */
export function useUnread(person: string, { id, messages }: Channel): number {
  const last = useSyncExternalStore(watch, () => lastSeen(person, id)) ?? ''
  return messages.filter(({ ts, thread, user }) => ts > last && user !== person && (thread ?? ts) === ts).length
}
