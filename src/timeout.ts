/** The answer, or `late` once `ms` of real time have passed: Slack waits three seconds at most. */
export async function withTimeout<T, L>(ms: number, answer: Promise<T>, late: L): Promise<T | L> {
  const { promise, resolve } = Promise.withResolvers<L>()
  const timer = setTimeout(() => resolve(late), ms)
  try {
    return await Promise.race([answer, promise])
  } finally {
    clearTimeout(timer)
  }
}
