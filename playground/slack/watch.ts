/** One announcement for every change of the workspace. */
export type Changes = {
  announce(): void
  listen(fn: () => void): () => void
}

export function changes(): Changes {
  const listeners = new Set<() => void>()
  return {
    announce() {
      for (const fn of [...listeners]) fn()
    },
    listen(fn) {
      listeners.add(fn)
      return () => listeners.delete(fn)
    },
  }
}

export type Waiting = {
  /** Real milliseconds after which waiting is given up. */
  timeout: number
  /** What happened so far, for the error. */
  transcript(): string
}

/**
 * Resolves with the first truthy answer of `what`, which is asked now and at every change. A throw counts as "not yet".
 *
 * @throws after `timeout` real milliseconds, with `why`, the last throw and the transcript
 */
export function until<T>(
  happening: Changes,
  what: () => T | undefined | false | null,
  why: string,
  { timeout, transcript }: Waiting,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let last: unknown
    const look = () => {
      try {
        const answer = what()
        if (!answer) return
        stop()
        resolve(answer)
      } catch (thrown) {
        last = thrown
      }
    }
    const timer = setTimeout(() => {
      stop()
      const because = last instanceof Error ? `\nlast error: ${last.message}` : ''
      reject(new Error(`waited ${timeout} ms in vain: ${why}${because}\n\n${transcript()}`))
    }, timeout)
    const deaf = happening.listen(look)
    const stop = () => {
      clearTimeout(timer)
      deaf()
    }
    look()
  })
}
