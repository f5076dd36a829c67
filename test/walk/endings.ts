import type { Alicloud } from '../../playground/alicloud/index.ts'
import { en } from '../../views/words/en.ts'

/** How a request may end, and what people and the cloud do to it. */
export type Ending = {
  readonly name: string
  /** What Bob or Ada does once the card stands there. */
  readonly decides: 'approve' | 'decline' | 'cancel' | 'nothing'
  readonly prepare?: (cloud: Alicloud) => void
  /** Of the policy, where the usual one does not lead there. */
  readonly expiresIn?: string
  /** What the card says in the end. */
  readonly says: string
  /** How many orders it takes. */
  readonly orders: 0 | 1
}

/** Nodes that are asked for. */
export const wanted = 2

/** Where a kill left no trace of the call, a person looks, finds no task, and says so. */
export const notRun = en.state.notRun('@bob')

const noStock = 'OperationDenied.NoStock'

export const endings: readonly Ending[] = [
  { name: 'done', decides: 'approve', says: en.state.succeeded(en.nodes(wanted)), orders: 1 },
  {
    name: 'partial',
    decides: 'approve',
    prepare: (cloud) => void cloud.faults.nextTask('partial', { ready: 1 }),
    says: en.state.partial(1, wanted),
    orders: 1,
  },
  {
    name: 'failed',
    decides: 'approve',
    prepare: (cloud) => void cloud.faults.nextTask('fail'),
    says: en.state.failed(noStock),
    orders: 1,
  },
  {
    name: 'refused',
    decides: 'approve',
    prepare: (cloud) => void cloud.faults.next('refuse', { code: 'InvalidParameter', status: 400 }),
    says: en.state.failed('InvalidParameter'),
    orders: 0,
  },
  {
    name: 'not executed, then done',
    decides: 'approve',
    prepare: (cloud) => void cloud.faults.next('throttle'),
    says: en.state.succeeded(en.nodes(wanted)),
    orders: 1,
  },
  {
    name: 'unclear, then found',
    decides: 'approve',
    prepare: (cloud) => void cloud.faults.next('drop_after'),
    says: en.state.succeeded(en.nodes(wanted)),
    orders: 1,
  },
  {
    name: 'unclear, then asked',
    decides: 'approve',
    prepare: (cloud) => void cloud.faults.next('drop_before'),
    says: notRun,
    orders: 0,
  },
  { name: 'declined', decides: 'decline', says: en.state.rejected('@bob'), orders: 0 },
  { name: 'expired', decides: 'nothing', expiresIn: '90s', says: en.state.expired, orders: 0 },
  { name: 'cancelled', decides: 'cancel', says: en.state.cancelled('@ada'), orders: 0 },
]
