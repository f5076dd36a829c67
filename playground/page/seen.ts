import type { Slack } from '../slack/index.ts'
import type { ChannelRecord, Message } from '../slack/workspace.ts'

/** What each person has seen, on whichever page. In memory: what was there before the playground opened counts as seen. */
export type Seen = {
  /** `person` has been shown a channel, or one of its threads, up to `ts`. */
  see(person: string, channel: string, thread: string | undefined, ts: string): void
  /** How many messages there notify this person (an id) and were not seen yet. */
  mentions(person: string, channel: ChannelRecord): number
  /** The same of all channels. */
  allMentions(person: string): number
}

export function seenBy({ workspace }: Slack): Seen {
  const opened = newestIn(workspace.channels)
  const upTo = new Map<string, string>()
  const key = (...parts: (string | undefined)[]): string => parts.join('/')
  const isSeen = (person: string, { channel, ts, threadTs }: Message): boolean => {
    const thread = threadTs === ts ? undefined : threadTs
    return ts <= (upTo.get(key(person, channel, thread)) ?? opened)
  }
  const mentions: Seen['mentions'] = (person, { messages, ephemerals }) =>
    [...messages, ...ephemerals].filter(
      (message) => message.notifies.includes(person) && !message.deleted && !isSeen(person, message),
    ).length
  return {
    see(person, channel, thread, ts) {
      const place = key(person, channel, thread)
      if (ts > (upTo.get(place) ?? opened)) upTo.set(place, ts)
    },
    mentions,
    allMentions: (person) => workspace.channels.reduce((all, channel) => all + mentions(person, channel), 0),
  }
}

const newestIn = (channels: readonly ChannelRecord[]): string =>
  channels
    .flatMap(({ messages, ephemerals }) => [...messages, ...ephemerals])
    .map(({ ts }) => ts)
    .sort()
    .at(-1) ?? ''
