import { numberIn } from '../src/scaleout/record.ts'

/** What somebody asks for with the words after `/scaleout`. */
export type Ask =
  | { readonly kind: 'form'; readonly cluster: string | null; readonly count: number | null; readonly reason: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  /** `number` is missing where none was written, or nothing like one. */
  | { readonly kind: 'status' | 'cancel'; readonly number: number | undefined; readonly written: string }

/**
 * `prod-web 3 checkout is slow, INC-42`: a cluster, how many nodes, and why; each may be left out from the end.
 * The first word is a cluster's name unless it is a command.
 */
export function askFrom(text: string): Ask {
  const [first = '', ...rest] = text.trim().split(/\s+/)
  const command = first.toLowerCase()
  if (command === 'help' || command === '?') return { kind: 'help' }
  if (command === 'list') return { kind: 'list' }
  if (command === 'status' || command === 'cancel') {
    const written = rest.join(' ')
    return { kind: command, number: numberIn(written), written }
  }
  const [second = ''] = rest
  const counted = /^\d{1,6}$/.test(second)
  const after = text.trim().slice(first.length).trimStart()
  return {
    kind: 'form',
    cluster: first === '' ? null : first,
    count: counted ? Number(second) : null,
    reason: counted ? after.slice(second.length).trimStart() : after,
  }
}
