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

export const VERSION = '2015-12-15'

export type Route =
  | { action: 'ScaleOutCluster'; method: 'POST'; path: RegExp }
  | { action: string; method: 'GET'; path: RegExp; read: Read }

/**
 * Everything that this cloud answers (docs/platforms/scale-out.md#request, docs/platforms/reads.md#paths,
 * docs/platforms/reads.md#quota).
 */
const routes: Route[] = [
  { action: 'ScaleOutCluster', method: 'POST', path: /^\/api\/v2\/clusters\/([^/]+)$/ },
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

/** The route of a request and the decoded id in its path (empty where the path has none). */
export function routeOf(method: string, path: string): { route: Route; id: string } | undefined {
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null
    if (match) return { route, id: decodeURIComponent(match[1] ?? '') }
  }
  return undefined
}
