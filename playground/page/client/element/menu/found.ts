import { useEffect, useState } from 'react'
import type { Post } from '../post.ts'
import { type Choice, ofOption } from './choice.ts'

/** `short`: the app is asked only from `least` characters on. */
export type Found =
  | { readonly state: 'loading' }
  | { readonly state: 'short'; readonly least: number }
  | { readonly state: 'found'; readonly choices: readonly Choice[] }

/** Long enough that whoever types fast asks once. */
const PAUSE = 150

/**
 * What a menu shows for these characters: of its own offer those that hold them, else what the app answers.
 *
 * @param query null while the menu is closed
 */
export function useFound(
  offer: readonly Choice[] | null,
  query: string | null,
  least: number,
  suggest: Post['suggest'],
): Found {
  const [answer, setAnswer] = useState<{ query: string; choices: readonly Choice[] } | null>(null)
  const asks = offer === null && query !== null && query.length >= least

  // biome-ignore lint/correctness/useExhaustiveDependencies: `suggest` is made anew each time, and asks for the same
  useEffect(() => {
    if (!asks) return
    let isStale = false
    async function ask(wanted: string): Promise<void> {
      const options = await suggest(wanted)
      if (!isStale) setAnswer({ query: wanted, choices: options.map((option) => ofOption(option)) })
    }
    const timer = setTimeout(() => void ask(query), query === '' ? 0 : PAUSE)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [asks, query])

  if (query === null) return { state: 'found', choices: [] }
  if (offer) return { state: 'found', choices: offer.filter((choice) => holds(choice, query)) }
  if (!asks) return { state: 'short', least }
  return answer?.query === query ? { state: 'found', choices: answer.choices } : { state: 'loading' }
}

const holds = ({ label, about = '' }: Choice, query: string): boolean =>
  `${label} ${about}`.toLowerCase().includes(query.trim().toLowerCase())
