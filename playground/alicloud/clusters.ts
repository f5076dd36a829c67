import { type Account, clusterState } from './account.ts'
import type { ClusterKind, ClusterSeed } from './fleet.ts'
import { nodepoolId, nodesAt } from './nodes.ts'

/** What tells the kinds apart when they are read (docs/platforms/reads.md#kinds). */
const families = {
  kubernetes: { profile: 'Default', spec: 'ack.pro.small', runtime: 'containerd', version: '1.6.20', pool: 'ess' },
  sandboxed: {
    profile: 'Default',
    spec: 'ack.standard',
    runtime: 'Sandboxed-Container.runv',
    version: '2.2.0',
    pool: 'ess',
  },
  edge: { profile: 'Edge', spec: 'ack.standard', runtime: 'containerd', version: '1.6.20', pool: 'edge' },
} satisfies Record<ClusterKind, Record<string, string>>

/** One entry of DescribeClustersForRegion (docs/platforms/reads.md#clusters), as the cluster was at that time. */
export function clusterLine(account: Account, cluster: ClusterSeed, at: number) {
  const suffix = cluster.id.slice(-12)
  const { profile, spec } = families[cluster.kind]
  return {
    cluster_id: cluster.id,
    name: cluster.name,
    cluster_type: 'ManagedKubernetes',
    profile,
    cluster_spec: spec,
    region_id: cluster.region,
    state: clusterState(account, cluster, at),
    size: nodesAt(account, cluster, at).length,
    vpc_id: `vpc-${suffix}`,
    vswitch_ids: [...cluster.vswitches],
    security_group_id: `sg-${suffix}`,
    resource_group_id: `rg-${suffix}`,
    current_version: '1.24.6-aliyun.1',
    init_version: '1.22.3-aliyun.1',
    next_version: '',
    created: '2023-05-06T10:00:00+08:00',
    updated: '2026-03-01T08:00:00+08:00',
    deletion_protection: true,
    tags: [{ key: 'ack.aliyun.com', value: cluster.id }],
    container_cidr: '172.20.0.0/16',
    service_cidr: '172.21.0.0/20',
    proxy_mode: 'ipvs',
    ip_stack: 'ipv4',
    timezone: 'Asia/Shanghai',
    cluster_domain: 'cluster.local',
  }
}

/**
 * DescribeClusterDetail: `meta_data` and `master_url` are JSON in a string, `parameters` is no longer filled
 * (docs/platforms/reads.md#clusters).
 */
export function clusterDetail(account: Account, cluster: ClusterSeed, at: number) {
  const { runtime, version } = families[cluster.kind]
  return {
    ...clusterLine(account, cluster, at),
    master_url: JSON.stringify({ intranet_api_server_endpoint: 'https://10.255.0.1:6443' }),
    meta_data: JSON.stringify({
      Runtime: runtime,
      RuntimeVersion: version,
      HasSandboxRuntime: cluster.kind === 'sandboxed',
      // True on every cluster: docs/platforms/reads.md#kinds warns against telling a sandbox by it.
      Capabilities: { SandboxRuntime: true },
    }),
    network_mode: 'vpc',
    parameters: {},
  }
}

/** DescribeClusterNodePools (docs/platforms/reads.md#kinds). */
export function nodepools(account: Account, cluster: ClusterSeed, at: number) {
  const { runtime, version, pool } = families[cluster.kind]
  const nodes = nodesAt(account, cluster, at)
  const ready = nodes.filter((node) => node.node_status === 'Ready').length
  const inState = (state: string) => nodes.filter((node) => node.state === state).length
  return [
    {
      nodepool_info: {
        nodepool_id: nodepoolId(cluster),
        name: 'default-nodepool',
        type: pool,
        is_default: true,
        region_id: cluster.region,
      },
      kubernetes_config: { runtime, runtime_version: version },
      scaling_group: {
        instance_types: [cluster.instanceType],
        vswitch_ids: [...cluster.vswitches],
        desired_size: null,
      },
      status: {
        state: clusterState(account, cluster, at) === 'scaling' ? 'scaling' : 'active',
        total_nodes: nodes.length,
        serving_nodes: ready,
        healthy_nodes: ready,
        initial_nodes: inState('initial'),
        failed_nodes: inState('failed'),
        offline_nodes: 0,
        removing_nodes: 0,
      },
    },
  ]
}
