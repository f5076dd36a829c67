import { ReadFault } from './cloud.ts'

/** One page of a list. `count`: all of its lines, with those that could not be read. */
export type Page<Line, Odd> = {
  readonly lines: readonly Line[]
  readonly odd: readonly Odd[]
  readonly count: number
  /** How long the list says it is, how long a page is, and where the next one begins; `null` where it does not say. */
  readonly total: number | null
  readonly size: number | null
  readonly token: string | null
}

type Whole<Line, Odd> = { readonly lines: Line[]; readonly odd: Odd[] }

/**
 * Lines of a page that are asked for; more are not given (docs/platforms/reads.md#paths,
 * docs/platforms/reads.md#nodes).
 */
export const pageSize = 100
/** A list that does not end by then is broken, or none that this bot can judge. */
const mostPages = 100
/** How often a list is begun that changes while it is read. */
const mostReadings = 3

/**
 * The whole list, or `ReadFault`: the order of its lines is not documented, so what is missing from some pages may stand on
 * another. It is whole when as many lines came as it says it has, no page repeated an earlier one, and its length stayed
 * the same; without a length, when its tokens end or a page is not full; where it does not even say how long a page is, when
 * an empty one comes, or the first one once more. Otherwise it changed meanwhile and is read again.
 *
 * @param read a page, from 1; `token` where the page before named one.
 */
export async function everyPage<Line, Odd>(
  read: (page: number, token: string | null) => Promise<Page<Line, Odd>>,
  idOf: (line: Line) => string,
): Promise<Whole<Line, Odd>> {
  for (let reading = 0; reading < mostReadings; reading++) {
    const whole = await once(read, idOf)
    if (whole) return whole
  }
  throw new ReadFault({ code: 'ListUnsettled', message: 'The list changed while it was read, or does not end.' })
}

async function once<Line, Odd>(
  read: (page: number, token: string | null) => Promise<Page<Line, Odd>>,
  idOf: (line: Line) => string,
): Promise<Whole<Line, Odd> | undefined> {
  const lines = new Map<string, Line>()
  const odd: Odd[] = []
  const tokens = new Set<string>()
  let count = 0
  let total: number | null | undefined
  for (let number = 1; number <= mostPages; number++) {
    const page = await read(number, [...tokens].at(-1) ?? null)
    total ??= page.total
    // Pages are not known there: all came at once.
    const isSame =
      page.count === count && page.lines.length === lines.size && page.lines.every((one) => lines.has(idOf(one)))
    if (number === 2 && isSame && total === null && saysNothing(page)) return { lines: [...lines.values()], odd }
    if (page.total !== total || page.lines.some((line) => lines.has(idOf(line)))) return undefined
    for (const line of page.lines) lines.set(idOf(line), line)
    odd.push(...page.odd)
    count += page.count
    if (total !== null && (count > total || total > mostPages * pageSize)) return undefined
    const nothingMore = page.token === null || page.count === 0
    if (nothingMore && isWhole(page, count, total, tokens.size > 0)) return { lines: [...lines.values()], odd }
    if (page.token !== null && tokens.has(page.token)) return undefined
    if (page.token !== null) tokens.add(page.token)
    else if (page.count === 0 || tokens.size > 0) return undefined
  }
  return undefined
}

/** It may cut its pages shorter than they were asked for. */
const saysNothing = ({ size, total, token }: Page<unknown, unknown>): boolean =>
  size === null && total === null && token === null

function isWhole(page: Page<unknown, unknown>, count: number, total: number | null, byToken: boolean): boolean {
  const { count: here, size, token } = page
  if (total !== null) return count === total
  if (saysNothing(page) && !byToken) return here === 0
  return token === null && (byToken || here < Math.min(size ?? pageSize, pageSize))
}
