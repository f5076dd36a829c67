/**
 * Runs what belongs to one thing one after the other, in the order of arrival; different things side by side.
 * A vote is looked up before it counts, and what came after it must not overtake it.
 */
export function createSerialQueue(): <T>(thing: string, act: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return (thing, act) => {
    const run = (last.get(thing) ?? Promise.resolve()).catch(() => undefined).then(act)
    last.set(thing, run)
    const done = (): void => {
      if (last.get(thing) === run) last.delete(thing)
    }
    run.then(done, done)
    return run
  }
}
