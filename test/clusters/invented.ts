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
      source: 'pools',
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

export const poolSources: Sources = {
  pools: {
    action: 'ListPools',
    options: async (get, { id }) => {
      const { pools } = await get(`/clusters/${encodeURIComponent(id)}/pools`, (body) => listed.safeParse(body).data)
      return pools.map((one) => ({ value: one.id, about: one.purpose }))
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
  secrets: ['spec'],
}

export const poolCluster = { ...fleet[0], id: 'c0d11ed0c1a5ed0000000000000000004', name: 'pool-1' }
