import { type Answer, done, type Refusal, refuse } from './answer.ts'
import type { Outcome, TaskError, Told } from './tasks.ts'

/** How often a fault strikes, and whom. */
type Aim = {
  /** How many requests it strikes; default 1. `Infinity` lasts until `clear`. */
  times?: number
  /** The action that it strikes. Default `ScaleOutCluster`; `any` strikes whatever comes next. */
  action?: string
}

/** What can be told to go wrong with a call, and what each needs to know. */
type CallFaults = {
  /** Refused before execution, default 400. `retryAfter` in ms goes out as `x-acs-retry-after`. */
  throttle: [how?: Aim & { status?: 400 | 429 | 503; retryAfter?: number }]
  /**
   * Answered with this error, as JSON or XML, its request id in the body or only in the header. The order is not taken unless
   * `executed`: a gateway may say anything of what it has passed on.
   */
  refuse: [
    how: Aim & {
      code: string | number
      status: number
      message?: string
      executed?: boolean
      as?: 'json' | 'xml'
      idIn?: 'body' | 'header'
    },
  ]
  /** Answered with these very bytes. The order is not taken unless `executed`. */
  reply: [how: Aim & { status: number; type: string; text: string; executed?: boolean }]
  /** Something on the way sends the same bytes twice: both arrive, and the answer to the second goes back. */
  replayed: [how?: Aim]
  /** 500 InternalError; the order is taken only if `executed`. */
  server_error: [how?: Aim & { executed?: boolean }]
  /** No JSON, default a 502 page. The order is taken if `executed`, by default only with 202. */
  not_json: [how?: Aim & { status?: 202 | 415 | 502; empty?: boolean; executed?: boolean }]
  /** The connection breaks before the order is taken. */
  drop_before: [how?: Aim]
  /** The order is taken, then the connection breaks without an answer; `meanwhile` happens then. */
  drop_after: [how?: Aim & { meanwhile?: () => void }]
  /** The order is taken, the answer comes `by` ms of real time later. */
  late: [how: Aim & { by: number }]
  /** The order is taken, the answer lacks its task_id. */
  no_task_id: [how?: Aim]
  /** The order is taken; before its answer goes out `kill` ends whoever called, so that nobody is left to hear it. */
  kill_caller: [how: Aim & { kill: () => void }]
}

/** How the task of the next executed order ends, and what each needs to know. */
type TaskFaults = {
  /** Ends in state `fail` while instances are created; default OperationDenied.NoStock. `told`: where alone that is said. */
  fail: [error?: TaskError, told?: Told]
  /** The same in the older spelling. */
  failed: [error?: TaskError, told?: Told]
  /** Only the first `ready` nodes join, or all but the last `lost`. `node`: only the node list says why. */
  partial: [how: ({ ready: number } | { lost: number }) & { node?: string }]
  /** Success, but its last node stays NotReady. */
  ready_never: []
  /** Stays `running` until it is finished by hand. */
  stuck: []
  /** Stays in this state until it is finished by hand. */
  odd_state: [state: string]
}

/** Shapes of DescribeTaskInfo on which the typed client breaks (docs/platforms/reads.md#task). */
const oddShapes = {
  error_text: (body) => ({ ...body, error: 'out of stock' }),
  stages_object: (body) => ({ ...body, stages: { ...Object(body.stages) } }),
  parameters_text: (body) => ({ ...body, parameters: JSON.stringify(body.parameters) }),
} satisfies Record<string, (body: Record<string, unknown>) => Record<string, unknown>>

/** A fault that was armed. It is `live` until it has struck for the last time. */
export type Fuse = { readonly live: boolean; disarm(): void }

export type Faults = {
  /** Arms a fault for the next matching request with a valid signature; faults strike in the order in which they were armed. */
  next<K extends keyof CallFaults>(kind: K, ...how: CallFaults[K]): Fuse
  /** Lets the next reads (any GET) fail; `action` limits it to one of them. */
  reads(how: '500' | 'throttle' | 'drop', aim?: Aim): Fuse
  /** Decides how the task of the next executed order ends. Several calls queue up. */
  nextTask<K extends keyof TaskFaults>(kind: K, ...how: TaskFaults[K]): Fuse
  /** Bends the next answers of DescribeTaskInfo. */
  taskShape(shape: keyof typeof oddShapes, aim?: Pick<Aim, 'times'>): void
  /**
   * From now on every text of every answer quotes this, as services do that repeat what they were sent: names, reasons,
   * messages, codes, plain bodies, and only if `ids` the ids. States, types, times and numbers stay.
   */
  quotes(text: string, how?: { ids?: boolean }): void
  /** Bends a list until `clear`. */
  list(which: keyof Lists, how: Partial<Bend>): void
  /** Disarms everything. */
  clear(): void
}

/** What may be odd about a list, whoever reads it. */
export type Bend = {
  /** Lines that stand in it besides its own, whatever they are. */
  extra: readonly unknown[]
  /** Where those stand. */
  at: 'front' | 'end'
  /** Lines that join at the front, one each time before a page other than the first is read. */
  joining: readonly unknown[]
  /** Every page begins with the line that the page before ended with. */
  overlapping: boolean
  /** How many lines it says that there are; `null`: it does not say. */
  total: number | null
}

export type Lists = { tasks: Partial<Bend>; nodes: Partial<Bend>; clusters: Partial<Bend> }

/** What a fault does: it stands in for the call, or it changes the answer of a call that was carried out. */
type Strike =
  | { instead: Answer | 'drop' }
  | { again: true }
  | { afterwards: (answer: Answer) => Answer | 'drop'; lateBy?: number }

type Armed = { strike: Strike; hits: (call: Call) => boolean; left: number }
type Call = { action: string; method: string }

const throttled = (status = 400, retryAfter?: number): Refusal => ({
  ...refuse(status, 'Throttling.User', 'Too many requests from this user in a short time.'),
  ...(retryAfter === undefined ? {} : { retryAfter }),
})

const internalError = refuse(500, 'InternalError', 'Unexpected failure.')

const strikes: { [K in keyof CallFaults]: (...how: CallFaults[K]) => Strike } = {
  throttle: ({ status, retryAfter } = {}) => ({ instead: throttled(status, retryAfter) }),
  refuse: ({ status, code, message = `Refused with ${code}.`, executed = false, as = 'json', idIn = 'body' }) =>
    instead({ ...refuse(status, code, message), as, idIn }, executed),
  reply: ({ status, type, text, executed = false }) => instead({ kind: 'text', status, type, text }, executed),
  replayed: () => ({ again: true }),
  server_error: ({ executed = false } = {}) => instead(internalError, executed),
  not_json: ({ status = 502, empty = false, executed = status === 202 } = {}) =>
    instead(notJson(status, empty), executed),
  drop_before: () => ({ instead: 'drop' }),
  drop_after: ({ meanwhile = () => undefined } = {}) => ({
    afterwards: () => {
      meanwhile()
      return 'drop'
    },
  }),
  late: ({ by }) => ({ afterwards: (answer) => answer, lateBy: by }),
  no_task_id: () => ({ afterwards: changeBody(({ task_id: _, ...rest }) => rest) }),
  kill_caller: ({ kill }) => ({
    afterwards: () => {
      kill()
      return 'drop'
    },
  }),
}

const noStock = { code: 'OperationDenied.NoStock', message: 'The requested type is out of stock in the zone.' }

/** How an order of so many nodes ends. */
type Plan = (count: number) => Outcome

const outcomes: { [K in keyof TaskFaults]: (...how: TaskFaults[K]) => Plan } = {
  fail:
    (error = noStock, told = 'everywhere') =>
    () => ({ kind: 'failed', state: 'fail', error, told }),
  failed:
    (error = noStock, told = 'everywhere') =>
    () => ({ kind: 'failed', state: 'failed', error, told }),
  partial: (how) => (count) => ({
    kind: 'partial',
    ready: 'ready' in how ? how.ready : Math.max(0, count - how.lost),
    ...(how.node === undefined ? {} : { node: how.node }),
  }),
  ready_never: () => () => ({ kind: 'ready_never' }),
  stuck: () => () => ({ kind: 'stuck' }),
  odd_state: (state) => () => ({ kind: 'odd_state', state }),
}

/** The faults that are armed, and the two questions that the cloud asks of them. Each fault is handed out once. */
export type Armory = {
  faults: Faults
  strike(call: Call): Strike | undefined
  outcome: Plan
  lists: Lists
  /** An answer as it goes out. */
  quoting(answer: Answer): Answer
}

export function armory(): Armory {
  let armed: Armed[] = []
  let plans: Plan[] = []
  let quoting = (answer: Answer): Answer => answer
  const lists: Lists = { tasks: {}, nodes: {}, clusters: {} }
  const arm = (strike: Strike, hits: Armed['hits'], times = 1): Fuse => {
    const mine = { strike, hits, left: times }
    armed.push(mine)
    return {
      get live() {
        return armed.includes(mine)
      },
      disarm() {
        armed = armed.filter((other) => other !== mine)
      },
    }
  }
  const faults: Faults = {
    next(kind, ...how) {
      const { action = 'ScaleOutCluster', times }: Aim = how[0] ?? {}
      return arm(strikes[kind](...how), (call) => action === 'any' || call.action === action, times)
    },
    reads(how, { action = 'any', times } = {}) {
      const answer = { 500: internalError, throttle: throttled(), drop: 'drop' as const }[how]
      return arm(
        { instead: answer },
        (call) => call.method === 'GET' && (action === 'any' || call.action === action),
        times,
      )
    },
    nextTask(kind, ...how) {
      const mine = outcomes[kind](...how)
      plans.push(mine)
      return {
        get live() {
          return plans.includes(mine)
        },
        disarm() {
          plans = plans.filter((other) => other !== mine)
        },
      }
    },
    taskShape(shape, { times } = {}) {
      arm({ afterwards: changeBody(oddShapes[shape]) }, (call) => call.action === 'DescribeTaskInfo', times)
    },
    quotes(text, { ids = false } = {}) {
      quoting = (answer) => quotedIn(answer, text, ids)
    },
    list(which, how) {
      lists[which] = { ...lists[which], ...how }
    },
    clear() {
      armed = []
      plans = []
      quoting = (answer) => answer
      Object.assign(lists, { tasks: {}, nodes: {}, clusters: {} })
    },
  }
  return {
    faults,
    strike(call) {
      const found = armed.find(({ hits }) => hits(call))
      if (found === undefined) return undefined
      found.left -= 1
      if (found.left <= 0) armed = armed.filter((other) => other !== found)
      return found.strike
    },
    lists,
    outcome: (count) => plans.shift()?.(count) ?? { kind: 'success' },
    quoting: (answer) => quoting(answer),
  }
}

/** What nobody could go on without, and no service fills with what it was sent. */
const unquoted =
  /^(state|.*_status|status|.*_type|type|kind|.*_time|created|updated|timestamp|count|.*_at|level|region_id|profile|cluster_id)$/
const id = /(_id|Id|^id|^data)$/

function quotedIn(answer: Answer, quote: string, ids: boolean): Answer {
  const inside = (value: unknown, member: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => inside(one, member))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(one, key)]))
    if (typeof value !== 'string' || unquoted.test(member)) return value
    return id.test(member) ? (ids ? `${value}${quote}` : value) : `${value} ${quote}`.trim()
  }
  if (answer.kind === 'done') return done({ ...Object(inside(answer.body, '')) }, answer.status)
  if (answer.kind === 'text') return { ...answer, text: `${answer.text} ${quote}` }
  return { ...answer, code: `${answer.code}.${quote}`, message: `${answer.message} ${quote}` }
}

function instead(answer: Answer, executed: boolean): Strike {
  return executed ? { afterwards: () => answer } : { instead: answer }
}

/** Changes a success; a refusal stays as it is. */
function changeBody(change: (body: Record<string, unknown>) => Record<string, unknown>) {
  return (answer: Answer): Answer => (answer.kind === 'done' ? done(change(answer.body), answer.status) : answer)
}

/** The answers of docs/platforms/ack.md#error-bodies. */
function notJson(status: 202 | 415 | 502, empty: boolean): Answer {
  const html = status === 502
  const text = html ? '<html><body><h1>502 Bad Gateway</h1></body></html>' : 'Accepted, more or less'
  return {
    kind: 'text',
    status,
    type: html ? 'text/html' : 'text/plain',
    text: empty ? '' : status === 415 ? 'Unsupported Media Type' : text,
  }
}
