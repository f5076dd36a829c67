import { z } from 'zod'
import { type Described, fleet } from '../../playground/alicloud/index.ts'
import type { Sources } from '../../src/cloud/sources.ts'
import { type CrossFieldRule, defineClusterType, field } from '../../src/clusters/define.ts'
import { oneLine, wholeNumber } from '../../src/clusters/fields.ts'
import { anyWord } from '../../src/clusters/ids.ts'
import { verbatim } from '../../src/clusters/notation.ts'

/*
 * A cluster type of which the product knows nothing: another call, path, method and answer, other names for everything,
 * tasks of another type, nodes that are told in another way, and choices that come from a source.
 */

const oneWord: CrossFieldRule = {
  at: () => 'access_word',
  broken: ({ access_word, credential }) =>
    (access_word === undefined) !== (credential === undefined)
      ? undefined
      : { en: 'Give an access word or a named credential.', zh: '访问口令与预设凭据请填写一个。' },
}

const zones = ['cn-hangzhou-h', 'cn-hangzhou-j', 'cn-hangzhou-k'] as const
const zoneName = (zone: string) => ({ en: `Zone ${zone.slice(-1)}`, zh: `可用区 ${zone.slice(-1)}` })

export const pool = defineClusterType({
  type: 'pool',
  label: { en: 'Machine pools', zh: '机器池' },
  documents: 'a test',
  body: z.object({
    machines: field(z.int().min(1).max(50), {
      label: { en: 'Machines to add', zh: '增加机器数' },
      rule: { en: 'Enter a whole number from 1 to 50.', zh: '请填写 1 到 50 的整数。' },
      role: 'nodeCount',
      part: 'basic',
      control: wholeNumber,
    }),
    pool_id: field(anyWord, {
      label: { en: 'Pool', zh: '机器池' },
      rule: { en: 'Enter one pool ID, such as pool-0001.', zh: '请填写一个机器池 ID，例如 pool-0001。' },
      part: 'basic',
      control: oneLine('pool-…'),
      source: { from: 'pools' },
    }),
    zone: field(z.enum(zones).optional(), {
      label: { en: 'Zone', zh: '可用区' },
      rule: { en: 'Choose one of the zones.', zh: '请选择一个可用区。' },
      part: 'basic',
      control: { kind: 'select', options: zones.map((value) => ({ value, label: zoneName(value) })) },
      source: { from: 'zones' },
    }),
    subnet: field(anyWord.optional(), {
      label: { en: 'Subnet', zh: '子网' },
      rule: { en: 'Enter one subnet ID, such as vsw-ops1.', zh: '请填写一个子网 ID，例如 vsw-ops1。' },
      part: 'basic',
      control: oneLine('vsw-…'),
      source: { from: 'subnets', given: { zoneId: 'zone' }, search: true },
    }),
    access_word: field(z.string().min(8).optional(), {
      label: { en: 'Access word', zh: '访问口令' },
      rule: { en: 'Enter at least 8 characters.', zh: '请至少填写 8 个字符。' },
      part: 'basic',
      control: { kind: 'secret' },
    }),
    boot_lines: field(z.string().max(3000).optional(), {
      label: { en: 'Boot lines', zh: '启动脚本' },
      rule: { en: 'Enter at most 3000 characters.', zh: '最多 3000 个字符。' },
      script: true,
      part: 'advanced',
      control: { kind: 'text', multiline: true, notation: verbatim },
    }),
  }),
  rules: [oneWord],
  order: ({ pool_id, ...spec }, { id }) => ({
    method: 'PUT',
    path: `/clusters/${encodeURIComponent(id)}/pools/${encodeURIComponent(String(pool_id))}/machines`,
    action: 'GrowPool',
    body: { spec },
    taskIdAt: ['result', 'task_id'],
  }),
  taskTypes: ['pool_growth'],
  // Whatever the task says: in this type, only what was not there before is new.
  isNew: (instanceId, { before }) => before !== null && !before.has(instanceId),
  permissions: ['cs:GrowPool', 'cs:UsePool'],
})

const listed = z.object({ pools: z.array(z.object({ id: z.string(), purpose: z.string() })) })

const offered = z.object({
  Zones: z.object({ Zone: z.array(z.object({ ZoneId: z.string(), LocalName: z.string() })) }),
})
const vSwitch = z.object({ VSwitchId: z.string(), VSwitchName: z.string(), ZoneId: z.string() })
const vSwitches = z.object({ VSwitches: z.object({ VSwitch: z.array(vSwitch) }) })

export const poolSources: Sources = {
  pools: {
    product: 'cs',
    action: 'ListPools',
    permission: 'cs:ListPools',
    options: async (get, { place }) => {
      const { pools } = await get(listed, { path: `/clusters/${encodeURIComponent(place.id)}/pools` })
      return pools.map((one) => ({ value: one.id, about: one.purpose }))
    },
  },
  zones: {
    product: 'ecs',
    action: 'DescribeZones',
    permission: 'ecs:DescribeZones',
    options: async (get, { place }) => {
      const read = await get(offered, { query: { RegionId: place.region } })
      return read.Zones.Zone.map((one) => ({ value: one.ZoneId, about: one.LocalName }))
    },
  },
  subnets: {
    product: 'vpc',
    action: 'DescribeVSwitches',
    permission: 'vpc:DescribeVSwitches',
    options: async (get, { place, values: { zoneId }, typed }) => {
      const query = { RegionId: place.region, ZoneId: zoneId, VSwitchName: typed || undefined, PageSize: 50 }
      const { VSwitches } = await get(vSwitches, { query })
      return VSwitches.VSwitch.map((one) => ({ value: one.VSwitchId, about: `${one.ZoneId} · ${one.VSwitchName}` }))
    },
  },
}

const number = (index: number): string => String(index + 1).padStart(4, '0')
const pools = Array.from({ length: 2000 }, (_, index) => ({
  id: `pool-${number(index)}`,
  purpose: `team ${index % 7}`,
}))

/** What the local cloud answers for it, strictly. */
export const poolCloud: Described = {
  orders: [
    {
      action: 'GrowPool',
      method: 'PUT',
      path: /^\/clusters\/([^/]+)\/pools\/pool-\d{4}\/machines$/,
      body: z
        .strictObject({
          spec: z.strictObject({
            machines: z.int().min(1),
            zone: z.enum(zones).optional(),
            subnet: z.string().optional(),
            access_word: z.string().min(8),
            boot_lines: z.string().optional(),
          }),
        })
        .transform(({ spec }) => spec.machines),
      taskType: 'pool_growth',
      answer: (taskId) => ({ result: { task_id: taskId } }),
    },
  ],
  reads: [{ action: 'ListPools', path: /^\/clusters\/([^/]+)\/pools$/, answer: () => ({ pools }) }],
  rpc: [
    {
      action: 'DescribeZones',
      product: 'ecs',
      version: '2014-05-26',
      query: z.strictObject({ RegionId: z.literal(fleet[0].region) }),
      answer: () => ({ Zones: { Zone: [{ ZoneId: 'cn-hangzhou-k', LocalName: 'Hangzhou K' }] } }),
    },
    {
      action: 'DescribeVSwitches',
      product: 'vpc',
      version: '2016-04-28',
      query: z.strictObject({
        RegionId: z.literal(fleet[0].region),
        ZoneId: z.enum(zones).optional(),
        VSwitchName: z.string().optional(),
        PageSize: z.literal('50'),
      }),
      answer: ({ ZoneId, VSwitchName = '' }) => ({
        VSwitches: {
          VSwitch: zones.flatMap((zone) =>
            ['ops', 'web']
              .filter((name) => (ZoneId ?? zone) === zone && name.startsWith(VSwitchName))
              .map((name) => ({ VSwitchId: `vsw-${name}${zone.slice(-1)}`, VSwitchName: name, ZoneId: zone })),
          ),
        },
      }),
    },
  ],
  secrets: ['spec'],
}

export const poolCluster = { ...fleet[0], id: 'c0d11ed0c1a5ed0000000000000000004', name: 'pool-1' }
