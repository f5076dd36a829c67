import type { CloudCall } from '../../wire.ts'

/** The one call that costs money. */
const ORDER = 'ScaleOutCluster'

/** Reads that follow each other and say the same, the newest first; or one order. */
export type Run =
  | { readonly kind: 'order'; readonly call: CloudCall }
  | { readonly kind: 'reads'; readonly calls: readonly [CloudCall, ...CloudCall[]] }

/** Where a run stays findable while it grows: the `seq` of its oldest call. */
export const keyOf = (run: Run): number => (run.kind === 'order' ? run.call.seq : (run.calls.at(-1)?.seq ?? 0))

export const isOrder = ({ action }: CloudCall): boolean => action === ORDER

/** The newest first. A read that fared otherwise than the one before it begins a run of its own. */
export function runsOf(calls: readonly CloudCall[]): Run[] {
  const runs: Run[] = []
  for (const call of calls) {
    const newest = runs[0]
    if (isOrder(call)) runs.unshift({ kind: 'order', call })
    else if (newest?.kind === 'reads' && isAlike(call, newest.calls[0]))
      runs[0] = { kind: 'reads', calls: [call, ...newest.calls] }
    else runs.unshift({ kind: 'reads', calls: [call] })
  }
  return runs
}

const isAlike = (one: CloudCall, other: CloudCall): boolean =>
  one.action === other.action && one.signature === other.signature && isFine(one) === isFine(other)

/** A read that was not answered yet passes for fine: it does not break its run for the blink of an eye. */
const isFine = ({ status }: CloudCall): boolean => status === 'pending' || (status !== 'dropped' && status < 400)
