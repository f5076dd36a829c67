import type { Message } from '../../wire.ts'
import { timeOf } from '../message/time.ts'

/** What stands in a list of messages, from the top. */
export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly time: number }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly follows: boolean }

/** Messages of one author that come within this time stand under one name. */
const TOGETHER = 5 * 60_000

/**
 * @param messages by `ts`
 * @param seen the newest `ts` that was shown before, if any was: what came after it is new
 * @param me whose own messages are never new
 */
export function linesOf(messages: readonly Message[], seen?: string, me?: string): Line[] {
  const firstNew = seen === undefined ? undefined : messages.find(({ ts, user }) => ts > seen && user !== me)
  return messages.flatMap((message, index): Line[] => {
    const before = messages[index - 1]
    const isNewDay = !before || dayOf(before) !== dayOf(message)
    const isNew = message === firstNew
    return [
      ...(isNewDay ? [{ kind: 'day' as const, key: dayOf(message), time: timeOf(message.ts) }] : []),
      ...(isNew ? [{ kind: 'new' as const, key: 'new' }] : []),
      {
        kind: 'message',
        key: message.ts,
        message,
        follows: before !== undefined && !isNewDay && !isNew && continues(before, message),
      },
    ]
  })
}

const dayOf = ({ ts }: Message): string => new Date(timeOf(ts)).toDateString()

const continues = (before: Message, { user, onlyYou, ts }: Message): boolean =>
  before.user === user && !before.onlyYou && !onlyYou && timeOf(ts) - timeOf(before.ts) < TOGETHER
