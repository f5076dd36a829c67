import { isMap, LineCounter, type Pair, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { languages as spoken } from '../../views/words/index.ts'
import type { ClusterType, Values } from '../clusters/define.ts'
import { clusterTypes } from '../clusters/index.ts'
import { regions } from '../clusters/regions.ts'
import { usualLease } from '../scaleout/lease.ts'
import type { Approval, Limit, Policy } from '../scaleout/policy.ts'
import { conditions as allConditions, type Conditions } from '../scaleout/rules.ts'
import { approvalOf, checkApproval, conditionalIn } from './policy-approval.ts'
import { readClusters } from './policy-clusters.ts'
import { type Note, offsetOf, readPart, unknownKey } from './policy-parts.ts'
import { policySchema } from './policy-schema.ts'
import type { RedisConfig } from './redis-url.ts'

/** Something that is missing or wrong, where it is, and what to write instead. */
export type Fault = { readonly at: string; readonly says: string }

const standard: Approval = {
  channel: null,
  approvers: [],
  quorum: 1,
  expiresIn: 4 * 60 * 60_000,
  approveWith: ['white_check_mark'],
  rejectWith: ['x'],
}

export type PolicyFile = {
  readonly policy: Omit<Policy, 'typedPasswords'>
  readonly credentials: ReadonlyMap<string, string>
  readonly redis: Omit<RedisConfig, 'connection'>
}

type Known = {
  readonly conditions?: Conditions
  readonly types?: readonly ClusterType[]
  readonly languages?: readonly { readonly code: string }[]
}

/**
 * Reads a policy file. Every fault of the whole file comes back at once: unknown keys with the key that was probably
 * meant, unknown cluster types, and defaults that their own field would refuse. `known`: what it may name; a test has others.
 */
export function readPolicy(
  source: string,
  fileName: string,
  { conditions = allConditions, types = clusterTypes, languages = spoken }: Known = {},
): { ok: true; file: PolicyFile } | { ok: false; faults: Fault[]; credentials: PolicyFile['credentials'] } {
  const codes = languages.map(({ code }) => code)
  const schema = policySchema({ conditions, types, languages: codes })
  const { top } = schema
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: true })
  const faults: Fault[] = document.errors.map((error) => ({ at: fileName, says: error.message.split('\n')[0] ?? '' }))
  // A key that stands there twice leaves the rest of the file readable, by the first of them.
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return { ok: false, faults, credentials: new Map() }
  visit(document, {
    Map: (_, map) => {
      map.items = map.items.filter(isFirst)
    },
  })
  if (!isMap(document.contents))
    return {
      ok: false,
      credentials: new Map(),
      faults: [{ at: fileName, says: 'is empty or not a map of keys: start from scaleout.example.yml' }],
    }

  const at = (path: readonly PropertyKey[]): string => {
    const offset = offsetOf(document, path)
    return `${fileName}${offset === undefined ? '' : `:${lines.linePos(offset).line}`} ${path.join('.')}`.trim()
  }
  const note: Note = (path, says) => void faults.push({ at: at(path), says })
  const section = <S extends z.ZodType>(schema: S, key: string) => readPart(schema, raw[key], [key], note)

  // The file is the operator's own: a hundred clusters may well share one anchor.
  const raw: Values = document.toJS({ maxAliasCount: -1 })
  for (const key of Object.keys(raw).filter((one) => !(one in top))) note([key], unknownKey(key, Object.keys(top)))
  const rule = section(top.approval, 'approval')
  const common = { approval: approvalOf(standard, rule.data), rules: conditionalIn(rule.data) ?? [] }
  const limits = section(top.limits, 'limits').data
  const follow = section(top.follow, 'follow').data
  const redis = section(top.redis, 'redis').data
  const given = section(top.credentials, 'credentials').data ?? {}
  const credentials = new Map(Object.entries(given).map(([name, { env }]) => [name, env]))
  const named = section(top.clusters, 'clusters').data ?? {}
  const language = section(top.language, 'language').data ?? 'en'
  const nodesPerRequest = limits?.nodes_per_request ?? 20
  const context = {
    schema,
    note,
    common,
    nodesPerRequest,
    credentials: keysOf(raw.credentials),
    regions: [...regions, ...(section(top.regions, 'regions').data ?? [])],
    types,
  }
  const clusters = readClusters(named, context)
  checkApproval(common, ['approval'], rule.faulty, note)
  if (faults.length > 0) return { ok: false, faults, credentials }

  const policy: PolicyFile['policy'] = {
    types,
    language,
    nodesPerRequest,
    requestsPerUser: limitOf(limits?.requests_per_user),
    requestsPerCluster: limitOf(limits?.requests_per_cluster),
    callsPerSecond: limits?.calls_per_second ?? 2,
    follow: { first: follow?.first ?? 10_000, every: follow?.every ?? 15_000, giveUp: follow?.give_up ?? 60 * 60_000 },
    credentials: [...credentials.keys()],
    clusters,
  }
  const replicated = {
    prefix: redis?.prefix ?? 'scaleout',
    acceptDataLoss: redis?.accept_data_loss ?? false,
    lease: redis?.lease ?? usualLease,
  }
  return { ok: true, file: { policy, credentials, redis: replicated } }
}

const isFirst = (pair: Pair, index: number, pairs: readonly Pair[]): boolean =>
  pairs.findIndex(({ key }) => String(key) === String(pair.key)) === index

const limitOf = (given: Limit | undefined): Limit | null => given ?? null

/** As they were written: a credential whose own line has a fault is still the one that a cluster names. */
const keysOf = (given: unknown): string[] => (typeof given === 'object' && given !== null ? Object.keys(given) : [])
