/** Rejects with a timeout that is as uncertain as any other: the server may have executed the call. `deadline` in ms. */
export async function inTime<T>(call: Promise<T>, deadline: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(Object.assign(new Error('No answer in time.'), { name: 'DeadlineExceeded' }))
  }, deadline)
  try {
    return await Promise.race([call, promise])
  } finally {
    clearTimeout(timer)
  }
}
