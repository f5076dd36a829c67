import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Approval, Directory, Policy } from '../scaleout/policy.ts'
import type { Store } from '../scaleout/ports.ts'
import { type FaultKind, type PolicyFault, type Reach, reachOf } from '../scaleout/reach.ts'
import { rulesOf } from '../scaleout/rules.ts'
import { errorText } from '../slack/error-text.ts'
import { judge, namedBy, namedIn } from './named.ts'
import { missingScopes, ScopesMissing, scopeFault } from './scopes.ts'

/** Counts what a look at the installation found. Scopes: `undefined` where Slack does not tell them. */
export type InstallationSeen = {
  readonly scopesMissing: (missing: readonly string[] | undefined) => void
  readonly policyFaults: (faults: readonly PolicyFault[]) => void
}

/** Scopes change with a reinstall, and people leave: looked at again this often, in ms. */
const every = 60 * 60_000
/** The first look at the policy's names, after the start: nobody waits for it. */
const firstAfter = 5000
/** Between two questions: Slack answers twenty a minute about groups, and votes need them, too. */
const pause = 4000
/** Another replica is at it: once more after this. */
const again = 60_000

export type Doubts = { readonly reachable: boolean; readonly faults: readonly PolicyFault[] }

export type Installation = {
  /** Compares the scopes that came with an answer. Throws `ScopesMissing` where the main path is closed. */
  admit(granted: readonly string[] | undefined): void
  /** Looks at the policy's names soon, and at everything each hour. */
  start(): void
  stop(): void
  /** Looks in hand now. */
  busy(): number
  /** What was wrong with this id when it was last looked at. */
  faultOf(id: string): PolicyFault | undefined
  /**
   * What is wrong with a rule for a requester. Slack is asked only where the last look leaves it open
   * whether enough others could approve; `reachable` is false only where that is certain now.
   */
  doubts(rule: Approval, by: string): Promise<Doubts>
}

/** Whether the Slack app may do what the bot is for, and whether the policy names people and places that are there. */
export function createInstallation(deps: {
  client: WebClient
  directory: Directory
  policy: Policy
  claim: Store['claim']
  clock: Clock
  log: Logger
  seen: InstallationSeen
}): Installation {
  const { client, directory, policy, clock, log, seen } = deps
  const known = new Map<string, PolicyFault>()
  /** Some who could approve by a rule at the last look: one more than it needs, where there are so many. */
  const able = new Map<string, readonly string[]>()
  let lacking: readonly string[] = []
  let stopped = false
  let busy = 0
  let cancel: (() => void) | undefined

  const later = (ms: number, act: () => Promise<void>): void => {
    if (stopped) return
    cancel = clock.after(ms, () => void inHand(act))
  }
  const inHand = async <T>(act: () => Promise<T>): Promise<T> => {
    busy += 1
    try {
      return await act()
    } finally {
      busy -= 1
    }
  }
  /** Waits without counting as busy: time may stand still. */
  const rest = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    cancel = clock.after(pause, resolve)
    busy -= 1
    await promise
    busy += 1
  }

  const tellScopes = (granted: readonly string[] | undefined): readonly string[] => {
    const missing = missingScopes(granted)
    seen.scopesMissing(missing?.all)
    if (!missing) return []
    for (const scope of missing.all.filter((one) => !lacking.includes(one)))
      log[missing.needed.includes(scope) ? 'error' : 'warn']({ scope }, scopeFault(scope))
    for (const scope of lacking.filter((one) => !missing.all.includes(one))) log.info({ scope }, 'a scope was granted')
    lacking = missing.all
    return missing.needed
  }

  const lookAtScopes = async (): Promise<void> => {
    try {
      const { response_metadata } = await client.auth.test()
      tellScopes(response_metadata?.scopes)
    } catch (error) {
      log.warn({ error: errorText(error) }, 'auth.test failed: the scopes could not be compared')
    }
  }

  /** Notes what is now known of an id or a cluster; what Slack did not say just now stays as it was. */
  const note = (id: string, fault: PolicyFault | undefined, clusters: readonly string[]): void => {
    const before = known.get(id)
    if (fault) known.set(id, fault)
    else known.delete(id)
    if (fault && fault.kind !== before?.kind) {
      const { scope } = fault
      log.warn(
        { id, kind: fault.kind, clusters, ...(scope ? { scope } : {}) },
        `the policy file: ${inWords[fault.kind]}`,
      )
    } else if (!fault && before) log.info({ id, kind: before.kind, clusters }, 'the policy file: this is in order now')
  }

  /** The directory of one look: it asks about nobody twice, and rests before each question. */
  const unhurried = (): Directory => {
    const remember = <T>(ask: (id: string) => Promise<T>) => {
      const answers = new Map<string, Promise<T>>()
      return (id: string): Promise<T> => {
        const answer = answers.get(id) ?? rest().then(() => ask(id))
        answers.set(id, answer)
        return answer
      }
    }
    return { person: remember(directory.person), members: remember(directory.members) }
  }

  const lookAtNames = async (): Promise<void> => {
    const asked = unhurried()
    for (const named of namedIn(policy)) {
      if (named.as !== 'person' && named.as !== 'group') await rest()
      const found = await judge(named, { client, directory: asked })
      if (stopped) return
      if (found !== 'unknown') note(named.id, found, naming(policy, named.id))
    }
    for (const cluster of policy.clusters.values()) {
      const { name } = cluster
      const rules = rulesOf(cluster).filter(({ approvers }) => approvers.length > 0)
      const found: Reach[] = []
      for (const rule of rules) {
        // One more, as the requester does not count.
        const reach = await reachOf(rule, rule.quorum + 1, { directory: asked, known })
        if (stopped) return
        able.set(whoOf(rule), reach.able)
        found.push(reach)
      }
      const short = found.filter((reach, index) => reach.able.length < (rules[index]?.quorum ?? 0))
      if (short.some(({ more }) => !more)) note(name, { id: name, kind: 'quorum_unreachable' }, [name])
      else if (found.length > 0 && short.length === 0) note(name, undefined, [name])
    }
  }

  const round = async (): Promise<void> => {
    try {
      const steps = namedIn(policy).length + [...policy.clusters.values()].flatMap(rulesOf).length
      // One replica at a time, and each its own: every one of them answers for itself on /metrics.
      if (!(await deps.claim('installation', steps * pause))) return later(again, round)
      await lookAtNames()
      if (!stopped) seen.policyFaults([...known.values()])
    } catch (error) {
      log.warn(
        { error: errorText(error) },
        'whom the policy file names could not be looked up; trying again in an hour',
      )
    }
    later(every, async () => {
      await lookAtScopes()
      await round()
    })
  }

  return {
    admit: (granted) => {
      const needed = tellScopes(granted)
      if (needed.length > 0) throw new ScopesMissing(needed)
    },
    start: () => later(firstAfter, round),
    stop: () => {
      stopped = true
      cancel?.()
    },
    busy: () => busy,
    faultOf: (id) => known.get(id),
    doubts: async (rule, by) => {
      const { quorum, approvers } = rule
      const before = able.get(whoOf(rule))
      const faults = approvers.flatMap((id) => known.get(id) ?? [])
      if (!before || before.filter((id) => id !== by).length >= quorum) return { reachable: true, faults }
      const now = await reachOf(rule, quorum, { directory, known, without: by })
      return { reachable: now.able.length >= quorum || now.more, faults: now.faults }
    },
  }
}

/** Rules that ask as many of the same people are one to this file. */
const whoOf = ({ quorum, approvers }: Approval): string => [quorum, ...approvers].join(' ')

/** The clusters whose policy names an id. */
const naming = (policy: Policy, id: string): string[] =>
  [...policy.clusters.values()]
    .filter((cluster) => namedBy(cluster).some((one) => one.id === id))
    .map(({ name }) => name)

const inWords: Readonly<Record<FaultKind, string>> = {
  person_unknown: 'nobody here has this id',
  person_deactivated: 'this person is deactivated, so they may neither ask nor approve',
  person_guest: 'this person is a guest, so they may neither ask nor approve',
  person_bot: 'this is a bot, so it may neither ask nor approve',
  person_stranger: 'this person belongs to another workspace, so they may neither ask nor approve',
  person_unplaced: 'Slack does not say where this person belongs, so they may neither ask nor approve',
  group_unknown: 'there is no such user group',
  group_disabled: 'this user group is disabled, so nobody counts as its member',
  group_empty: 'this user group has no members',
  group_unreadable: 'the members of this user group cannot be read (a scope, a method or the plan is missing)',
  channel_unknown:
    'there is no such channel, or it is private and the bot is not in it, or it was converted and has another id',
  channel_not_in: 'the bot is not in this channel: invite it with /invite',
  channel_archived: 'this channel is archived',
  channel_shared: 'this channel is shared with another organization, so nothing can be approved in it',
  channel_direct: 'this is a direct message, so nothing can be approved in it',
  channel_unreadable: 'what this channel is cannot be read without the scope',
  quorum_unreachable: 'fewer people could approve now than this cluster needs',
}
