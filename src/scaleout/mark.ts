import type { Store } from './ports.ts'
import { idOf, type Request } from './record.ts'

/** Where a message stands that is acted on. */
type Place = { readonly channel: string; readonly ts: string }

/**
 * How the bot's messages name their request in buttons and views: `12 V0123ABCD`. When a database is lost, its numbers
 * are given again; an origin never is.
 */
export const markOf = ({ number, origin }: Pick<Request, 'number' | 'origin'>): string => `${number} ${origin}`

/** The id in a mark, whether that request is known or not. */
export function idIn(mark: string): string | undefined {
  const number = written.exec(mark)?.[1]
  return number === undefined ? undefined : idOf({ number: Number(number) })
}

const written = /^(\d{1,9})(?: (.+))?$/s

/**
 * The request that a message shows. Older versions wrote the number alone: then the message itself has to be one of that
 * request's. `undefined`: the bot does not know this request any more.
 */
export async function requestOf(
  mark: string,
  at: Place | undefined,
  { get, byMessage }: Pick<Store, 'get' | 'byMessage'>,
): Promise<Request | undefined> {
  const [, number, origin] = written.exec(mark) ?? []
  if (number === undefined) return undefined
  if (origin !== undefined) {
    const request = await get(Number(number))
    return request?.origin === origin ? request : undefined
  }
  const request = at && (await byMessage(at.channel, at.ts))
  return request?.number === Number(number) ? request : undefined
}
