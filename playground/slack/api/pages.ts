import { refuse, text, whole } from './method.ts'

/** The arguments of a paged method; `most` is the largest page, 100 the default. */
export const paging = (most: number) => ({
  cursor: text.optional(),
  limit: whole.min(1).max(most).default(Math.min(100, most)),
})

type Page<T> = { items: T[]; has_more: boolean; response_metadata: { next_cursor: string } }

/** One page; the cursor is opaque to the app. */
export function pageOf<T>(
  all: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Page<T> {
  const start = cursor === undefined || cursor === '' ? 0 : startOf(cursor)
  const end = start + limit
  const has_more = end < all.length
  const next_cursor = has_more ? Buffer.from(`next:${end}`).toString('base64') : ''
  return { items: all.slice(start, end), has_more, response_metadata: { next_cursor } }
}

function startOf(cursor: string): number {
  const [, start] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? []
  return start === undefined ? refuse('invalid_cursor') : Number(start)
}
