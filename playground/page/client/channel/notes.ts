import { useSyncExternalStore } from 'react'
import type { Message } from '../../wire.ts'
import { SLACKBOT } from '../message/author.ts'

/* What Slack itself says to one person, at this page: it is no message of the channel, and gone with the page. */

let notes: readonly (Message & { readonly to: string })[] = []
const watchers = new Set<() => void>()

/** @param where the channel, and the thread if it is said there */
export function note(to: string, where: { channel: string; thread?: string }, text: string): void {
  const ts = `${(Date.now() / 1000).toFixed(3)}000`
  notes = [
    ...notes,
    { ...where, to, ts, text, user: SLACKBOT, blocks: [], edited: false, onlyYou: true, reactions: [] },
  ]
  for (const look of watchers) look()
}

const watch = (look: () => void): (() => void) => {
  watchers.add(look)
  return () => watchers.delete(look)
}

/** These messages and what Slack said among them, by `ts`. */
export function useNoted(me: string, channel: string, messages: readonly Message[]): readonly Message[] {
  const all = useSyncExternalStore(watch, () => notes)
  const here = all.filter((one) => one.to === me && one.channel === channel)
  if (here.length === 0) return messages
  return [...messages, ...here].sort((a, b) => Number(a.ts) - Number(b.ts))
}
