import type { Answer } from './answer.ts'
import {
  describeClusterDetail,
  describeClusterEvents,
  describeClusterNodePools,
  describeClusterNodes,
  describeClustersForRegion,
  describeClusterTasks,
  describeTaskInfo,
  describeUserQuota,
  type Read,
} from './reads.ts'
import { scaleOut, type Take } from './scaleout.ts'

const VERSION = '2015-12-15'

export type Route =
  | { action: string; method: 'POST' | 'PUT'; path: RegExp; take: Take }
  | { action: string; method: 'GET'; path: RegExp; read: Read }
  | RpcRoute

/** A read of another product in RPC style: all of them are a POST to `/`, told apart by version and action. */
export type RpcRoute = { action: string; version: string; product: string; method: 'RPC'; rpc: Rpc }
type Rpc = (query: Record<string, string>) => Answer

/**
 * Everything that this cloud answers (docs/platforms/scale-out.md#request, docs/platforms/reads.md#paths,
 * docs/platforms/reads.md#quota).
 */
const routes: Route[] = [
  { action: 'ScaleOutCluster', method: 'POST', path: /^\/api\/v2\/clusters\/([^/]+)$/, take: scaleOut },
  { action: 'DescribeTaskInfo', method: 'GET', path: /^\/tasks\/([^/]+)$/, read: describeTaskInfo },
  { action: 'DescribeClusterTasks', method: 'GET', path: /^\/clusters\/([^/]+)\/tasks$/, read: describeClusterTasks },
  { action: 'DescribeClusterNodes', method: 'GET', path: /^\/clusters\/([^/]+)\/nodes$/, read: describeClusterNodes },
  { action: 'DescribeClusterDetail', method: 'GET', path: /^\/clusters\/([^/]+)$/, read: describeClusterDetail },
  {
    action: 'DescribeClusterNodePools',
    method: 'GET',
    path: /^\/clusters\/([^/]+)\/nodepools$/,
    read: describeClusterNodePools,
  },
  {
    action: 'DescribeClusterEvents',
    method: 'GET',
    path: /^\/clusters\/([^/]+)\/events$/,
    read: describeClusterEvents,
  },
  {
    action: 'DescribeClustersForRegion',
    method: 'GET',
    path: /^\/regions\/([^/]+)\/clusters$/,
    read: describeClustersForRegion,
  },
  { action: 'DescribeUserQuota', method: 'GET', path: /^\/quota$/, read: describeUserQuota },
]

/**
 * The route of a request and the decoded id in its path (empty where the path has none); path, method, action and version have
 * to be right. `described`: routes that a test adds.
 */
export function routeOf(
  { method, path, action, version }: { method: string; path: string; action: string; version: string },
  described: readonly Route[] = [],
): { route: Route; id: string } | undefined {
  for (const route of [...routes, ...described]) {
    if (route.action !== action) continue
    if (route.method === 'RPC') {
      if (method === 'POST' && path === '/' && version === route.version) return { route, id: '' }
      continue
    }
    const match = route.method === method && version === VERSION ? route.path.exec(path) : null
    if (match) return { route, id: decodeURIComponent(match[1] ?? '') }
  }
  return undefined
}
