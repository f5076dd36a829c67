import { useSyncExternalStore } from 'react'

/** A choice between a few, which this browser remembers. */
export type Kept<Value extends string> = {
  now(): Value
  set(value: Value): void
  use(): Value
  watch(look: () => void): () => void
}

/** @param values all that may be chosen; the first is meant until somebody chooses */
export function kept<Value extends string>(name: string, values: readonly [Value, ...Value[]]): Kept<Value> {
  const key = `playground.${name}`
  const watchers = new Set<() => void>()
  const now = () => values.find((value) => value === localStorage.getItem(key)) ?? values[0]
  const watch = (look: () => void) => {
    watchers.add(look)
    return () => watchers.delete(look)
  }
  return {
    now,
    set(value) {
      localStorage.setItem(key, value)
      for (const look of watchers) look()
    },
    use: () => useSyncExternalStore(watch, now),
    watch,
  }
}
