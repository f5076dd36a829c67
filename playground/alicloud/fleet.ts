/** Which body ScaleOutCluster takes there: a table of docs/platforms/scale-out.md. */
export type ClusterKind = 'kubernetes' | 'sandboxed' | 'edge'

export type ClusterSeed = {
  id: string
  name: string
  kind: ClusterKind
  region: string
  vswitches: readonly string[]
  instanceType: string
  /** Nodes that were there from the beginning. */
  nodes: number
  /** A scale-out that ended long ago; its nodes are there too. `ago` is ms of clock time before the start. */
  history?: { taskId: string; nodes: number; ago: number }
  /**
   * A state of docs/platforms/reads.md#cluster-values. Default `running`, the only one in which a scale-out is taken.
   */
  state?: string
}

const day = 24 * 60 * 60_000

/** One cluster of each kind, each with nodes and an old finished task. */
export const fleet = [
  {
    id: 'c82e6987e2961451182edacd74faf0001',
    name: 'prod-web',
    kind: 'kubernetes',
    region: 'cn-hangzhou',
    vswitches: ['vsw-bp1prodweb000000000h', 'vsw-bp1prodweb000000000i'],
    instanceType: 'ecs.c5.xlarge',
    nodes: 9,
    history: { taskId: 'T-5a54309c80282e39ea000001', nodes: 3, ago: 40 * day },
  },
  {
    id: 'Cccfd68c474454665ace07efce9240002',
    name: 'sandbox-1',
    kind: 'sandboxed',
    region: 'cn-beijing',
    vswitches: ['vsw-2zesandbox000000000a'],
    instanceType: 'ecs.ebmg5s.24xlarge',
    nodes: 2,
    history: { taskId: 'T-5a54309c80282e39ea000002', nodes: 1, ago: 25 * day },
  },
  {
    id: 'Cccfd68c474454665ace07efce9240003',
    name: 'edge-1',
    kind: 'edge',
    region: 'cn-hangzhou',
    vswitches: ['vsw-bp1edge00000000000b'],
    instanceType: 'ens.sn1.tiny',
    nodes: 2,
    history: { taskId: 'T-5a54309c80282e39ea000003', nodes: 2, ago: 11 * day },
  },
] as const satisfies readonly ClusterSeed[]
