import { byBot } from '../scaleout/entry.ts'
import type { JobContext } from './context.ts'

/** Ends a request that nobody approved in time. A reaction that was missed until now does not count: nobody knows when it was given. */
export async function expire(number: number, context: JobContext): Promise<number | undefined> {
  const { ledger, clock } = context
  const request = await ledger.get(number)
  if (request?.stage.state !== 'awaiting') return undefined
  if (clock.now() < request.approval.expiresAt) return request.approval.expiresAt
  await ledger.record(number, { type: 'expired' }, byBot('timer'))
  return undefined
}
