import type { Logger } from 'pino'
import type { Backend } from '../backends/backend.ts'
import type { Clock } from '../clock.ts'
import type { BatchPolling } from '../jobs/batch-polling.ts'
import type { Context } from '../scaleout/context.ts'
import type { Ledger } from '../scaleout/ledger.ts'
import { TryLater } from '../scaleout/messenger.ts'
import type { Request } from '../scaleout/record.ts'
import { errorText, failureOf } from '../slack/error-text.ts'

/** Open records get their jobs, and open cards are read again, this often. */
const sweepEvery = 60_000

/** All replicas are connected again within so many ms once the database is back; one of them catches up. */
const reconnectedWithin = 5000

/** What a clock is corrected by as a rule, in ms. */
const corrected = 5000

/** What comes round again beside jobs and payloads. */
export type Sweeps = {
  start(): void
  stop(): void
  /** Slack reaches the bot again: what happened in the gap before is read. */
  reconnected(): void
  /** The database is here again. */
  back(): void
  /** How many are under way. */
  busy(): number
}

/** `every`: after how many ms tasks in flight are read again where that failed. */
export function createSweeps(deps: {
  ledger: Pick<Ledger, 'sweep'>
  backend: Pick<Backend, 'claim' | 'open'>
  batchPolling: Pick<BatchPolling, 'look'>
  /** Reads open cards and their channels again. */
  read: (open: readonly Request[]) => Promise<void>
  stopping: Context['stopping']
  every: number
  clock: Clock
  log: Logger
}): Sweeps {
  const { ledger, backend, batchPolling, read, stopping, clock, log } = deps
  let [lastNow, lastSteady] = [clock.now(), clock.steady()]
  /** By how many ms the wall clock was set since the last time this was asked; 0 for what a clock is corrected by as a rule. */
  const wasSet = (): number => {
    const by = Math.round(clock.now() - lastNow - (clock.steady() - lastSteady))
    lastNow = clock.now()
    lastSteady = clock.steady()
    return Math.abs(by) < corrected ? 0 : by
  }

  const catchUp = async (open: readonly Request[]): Promise<void> => {
    try {
      await read(open)
    } catch (error) {
      if (!(error instanceof TryLater))
        log.warn({ error: errorText(error) }, 'open cards could not be read; trying again in a minute')
    }
  }
  /** Since the clock was set, jobs have not been queued anew, as where the database was away at that moment. */
  let owed = false
  /** One replica a minute, as Slack counts what it is asked by all of them. */
  const sweepForAll = async (): Promise<void> => {
    const set = wasSet()
    if (set !== 0) log.warn({ by: set }, 'the clock was set')
    owed ||= set !== 0
    if (owed) await ledger.sweep(true)
    owed = false
    if (!(await backend.claim('sweep', sweepEvery * 0.9))) return
    await catchUp(await ledger.sweep())
  }
  /**
   * Reactions that came while the database was away, and jobs that it no longer took beside the record that calls for them.
   */
  const catchUpForAll = async (): Promise<void> => {
    if (!(await backend.claim('catch up', reconnectedWithin))) return
    await catchUp(await ledger.sweep())
  }
  let nextSweep: (() => void) | undefined
  const sweepLater = (): void => {
    nextSweep = clock.after(sweepEvery, () => {
      sweepLater()
      // One at a time: a machine that slept must not catch up with a hundred at once.
      if (sweeping === 0) inBackground(sweepForAll())
    })
  }
  let nextLook: (() => void) | undefined
  const lookAround = async (): Promise<void> => {
    const due = await batchPolling.look().catch((error: unknown) => {
      if (!stopping()) log.warn({ error: errorText(error) }, 'tasks in flight could not be surveyed; trying again')
      return clock.now() + deps.every
    })
    if (!stopping()) nextLook = clock.after(Math.max(0, due - clock.now()), () => void lookAround())
  }
  let sweeping = 0
  const inBackground = (work: Promise<void>): void => {
    sweeping += 1
    const settled = work.catch((error: unknown) => log.error(failureOf(error), 'the sweep failed'))
    void settled.then(() => {
      sweeping -= 1
    })
  }

  return {
    start: () => {
      sweepLater()
      void lookAround()
    },
    stop: () => {
      nextSweep?.()
      nextLook?.()
    },
    reconnected: () => inBackground(backend.open().then(catchUp)),
    back: () => inBackground(catchUpForAll()),
    busy: () => sweeping,
  }
}
