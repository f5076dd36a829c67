import type { Logger } from 'pino'
import type { Recorded } from '../scaleout/ledger.ts'
import { idOf } from '../scaleout/record.ts'
import { reasonTold } from '../scaleout/trouble.ts'

/** Logs why a request does not go on as it should, when that is news. */
export const logTrouble =
  (log: Logger): Recorded =>
  (entry, change) => {
    const reason = change && reasonTold(change.before, change.after)
    if (reason) log.warn({ request: idOf(change.after), state: entry.state, ...reason }, 'a request met with trouble')
  }
