import type { Alicloud, Fuse } from '../alicloud/index.ts'
import type { BotKeeper } from '../keeper.ts'
import type { Slack } from '../slack/index.ts'
import type { Fault } from './wire.ts'

/** What the page can let go wrong. */
export type Mischief = {
  /** What is still to come; `slow` for as long as it lasts. */
  readonly armed: readonly Fault[]
  /** Arms a fault once; one that is armed already stays as it is. */
  arm(fault: Fault): void
  disarm(fault: Fault): void
}

/** Two policy files that differ in nothing but how long a request waits for its approval. */
export type Policies = { readonly usual: string; readonly hasty: string }

/**
 * How long the list of tasks cannot be read after an order whose answer was lost, in ms: past the last look of the bot,
 * which comes two minutes after the call.
 */
const UNREAD = 150_000

/**
 * How long a slow Slack takes for each answer, in ms: to be felt, yet two in a row still fit into the 3 s that Slack
 * itself leaves a form's submission; a slower one would let nobody ask at all.
 */
const LAG = 600

// What a gateway refuses before anything is executed (docs/platforms/ack.md#error-codes).
const broke = {
  code: 'InvalidAccountStatus.NotEnoughBalance',
  status: 400,
  message: 'Your account does not have enough balance.',
}

export function mischief(slack: Slack, cloud: Alicloud, bot: BotKeeper, { usual, hasty }: Policies): Mischief {
  const { faults } = cloud
  const slow: Fuse = {
    get live() {
      return slack.faults.lag > 0
    },
    disarm() {
      slack.faults.lag = 0
    },
  }
  let isHasty = false
  const hurry = (on: boolean): void => {
    isHasty = on
    bot.restart({ SCALEOUT_CONFIG: on ? hasty : usual })
  }
  const haste: Fuse = {
    get live() {
      return isHasty
    },
    disarm: () => hurry(false),
  }
  const arms: Record<Fault, () => Fuse> = {
    throttle: () => faults.next('throttle'),
    refuse: () => faults.next('refuse', broke),
    drop: () => faults.next('drop_after'),
    fail: () => faults.nextTask('fail'),
    partial: () => faults.nextTask('partial', { lost: 1 }),
    slow() {
      slack.faults.lag = LAG
      return slow
    },
    unsure: () => unsure(cloud),
    expire() {
      hurry(true)
      return haste
    },
    kill_at_order: () => faults.next('kill_caller', { kill: () => bot.kill() }),
  }
  const fuses = new Map<Fault, Fuse>()
  const isLive = (fault: Fault): boolean => fuses.get(fault)?.live ?? false
  return {
    get armed() {
      return [...fuses.keys()].filter(isLive)
    },
    arm(fault) {
      if (!isLive(fault)) fuses.set(fault, arms[fault]())
    },
    disarm(fault) {
      fuses.get(fault)?.disarm()
      fuses.delete(fault)
    },
  }
}

/** The order is taken and its answer lost, and then the list of tasks cannot be read, so that nobody can tell. */
function unsure({ faults }: Alicloud): Fuse {
  let reads: Fuse | undefined
  const blind = (): void => {
    reads = faults.reads('500', { action: 'DescribeClusterTasks', times: Infinity })
    setTimeout(() => reads?.disarm(), UNREAD).unref()
  }
  const order = faults.next('drop_after', { meanwhile: blind })
  return {
    get live() {
      return order.live || (reads?.live ?? false)
    },
    disarm() {
      order.disarm()
      reads?.disarm()
    },
  }
}
