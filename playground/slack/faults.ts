/** What a method answers instead; `lost` performs the call and then drops the connection; `page` is HTML with status 200. */
type Trouble = '429' | 'http500' | 'lost' | 'page' | { error: string }

type Limited = { times?: number }

/** The switches of docs/platforms/slack.md#stand-in. Plain data: set them, read them. */
export type Switches = {
  /** The next `times` (default 1) calls of `method` meet `what`; `retryAfter` in seconds, for 429. */
  answer(method: string, what: Trouble, o?: Limited & { retryAfter?: number }): void
  /** The next `times` (default 1) calls of `method` are performed at once and answered after `ms`. */
  slow(method: string, ms: number, o?: Limited): void
  /** `method` answers unknown_method from now on. */
  missing(method: string): void
  /**
   * Slack's word for every reply from now on, in whichever thread: locked, or a channel without threads
   * (docs/platforms/slack.md#messages).
   */
  refuseReplies: string | null
  /** Each event arrives twice: as a second envelope with the same event_id, or as the very same envelope. */
  duplicate: 'none' | 'event' | 'envelope'
  /** So many events are held back and then arrive in reverse, once; 0 = in order. */
  reorder: number
  /** Milliseconds before an event is sent. */
  delay: number
  /** Milliseconds before any call of the Web API is answered; it is performed at once. */
  lag: number
  /** Events are dropped for good, retries included. */
  loseEvents: boolean
  /** The WebSocket upgrade is refused: with 503, or with this status. */
  refuseConnections: boolean | 409 | 503
  /** A socket that got a disconnect frame never answers the close frame (docs/platforms/slack.md#reconnects). */
  silentClose: boolean
  /** Another server than Slack's own: no answer tells the granted scopes. */
  tellNoScopes: boolean
  /** Another server than Slack's own: answers hold the least that makes sense. `echo`: a post's message comes back, without its thread. */
  sparse: 'no' | 'least' | 'echo'
  /** Submissions skip the checks that Slack's own client makes. */
  hostileClient: boolean
  /** The app's answer to a submission is lost on its way: the form stays open, and the person may send it again. */
  loseAnswers: boolean
  /** After an update, prefilled values that nobody touched are absent from state.values (bolt-js#1073). */
  prefilledGap: boolean
  /** Milliseconds for which a trigger_id lives; Slack: 3000. */
  triggerLife: number
  /** Milliseconds until usergroups.users.list shows a change of a group. */
  groupLag: number
}

/** What the Web API asks before and after each call. */
export type Ambush = {
  switches: Switches
  /** Events held back by `reorder`. */
  held: Record<string, unknown>[]
  isMissing(method: string): boolean
  /** Takes the next trouble or delay for this method off its list. */
  next(method: string): { trouble?: Trouble; retryAfter: number; slow: number }
}

type Planned = { times: number; trouble?: Trouble; retryAfter: number; slow: number }

export function ambush(): Ambush {
  const planned = new Map<string, Planned[]>()
  const missing = new Set<string>()
  const plan = (method: string, what: Planned) => planned.set(method, [...(planned.get(method) ?? []), what])
  return {
    held: [],
    switches: {
      answer: (method, trouble, { times = 1, retryAfter = 1 } = {}) =>
        plan(method, { times, trouble, retryAfter, slow: 0 }),
      slow: (method, ms, { times = 1 } = {}) => plan(method, { times, retryAfter: 0, slow: ms }),
      missing: (method) => missing.add(method),
      refuseReplies: null,
      duplicate: 'none',
      reorder: 0,
      delay: 0,
      lag: 0,
      loseEvents: false,
      refuseConnections: false,
      silentClose: false,
      tellNoScopes: false,
      sparse: 'no',
      hostileClient: false,
      loseAnswers: false,
      prefilledGap: false,
      triggerLife: 3000,
      groupLag: 0,
    },
    isMissing: (method) => missing.has(method),
    next(method) {
      const [first] = (planned.get(method) ?? []).filter((entry) => entry.times > 0)
      if (!first) return { retryAfter: 0, slow: 0 }
      first.times -= 1
      return first
    },
  }
}
