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

export const VERSION = '2015-12-15'

export type Route =
  | { action: string; method: 'POST' | 'PUT'; path: RegExp; take: Take }
  | { action: string; method: 'GET'; path: RegExp; read: Read }

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
 * The route of a request and the decoded id in its path (empty where the path has none). `described`: routes that a test
 * adds.
 */
export function routeOf(
  method: string,
  path: string,
  described: readonly Route[] = [],
): { route: Route; id: string } | undefined {
  for (const route of [...routes, ...described]) {
    const match = route.method === method ? route.path.exec(path) : null
    if (match) return { route, id: decodeURIComponent(match[1] ?? '') }
  }
  return undefined
}
