import { z } from 'zod'
import { valueIn } from '../../src/clusters/roles.ts'
import type { FieldWords } from '../../src/clusters/words/index.ts'
import { type Conditions, condition } from '../../src/scaleout/rules.ts'

/** What they say, as it would stand in the block `conditions` of src/clusters/words/<code>.ts. */
const words = {
  en: {
    nodesAbove: (most: number) => `more than ${most} nodes are asked for`,
    billed: (way: string) => `the nodes are ${way}`,
    askedBy: 'of who asks',
    laterThan: 'it is late',
  },
  zh: {
    nodesAbove: (most: number) => `申请的节点超过 ${most} 个`,
    billed: (way: string) => `节点为 ${way}`,
    askedBy: '申请人',
    laterThan: '时间已晚',
  },
}

/** In a language that these stories do not speak: English. A language without a block of the product's does not compile. */
const wordsIn = ({ code }: FieldWords): (typeof words)['en'] => (code === 'zh' ? words.zh : words.en)

const whole = 'write a whole number, 1 or more'

/** Conditions that this version does not know: each a key, as it would stand in src/scaleout/rules.ts. */
export const madeUp: Conditions = {
  nodes_above: condition({
    about: 'more nodes than this are asked for.',
    schema: z.int({ error: whole }).min(1, whole),
    holds: (most, { cluster, values }) => Number(valueIn(cluster.type, 'nodeCount', values)) > most,
    says: (most, of) => wordsIn(of).nodesAbove(most),
  }),
  billed: condition({
    about: 'the nodes are paid for like this, `PrePaid` or `PostPaid`.',
    schema: z.enum(['PrePaid', 'PostPaid'], { error: 'write PrePaid or PostPaid' }),
    holds: (way, { cluster, values }) => valueIn(cluster.type, 'billing', values) === way,
    says: (way, of) => wordsIn(of).billed(way),
  }),
  asked_by: condition({
    about: 'one of these people asks.',
    schema: z.array(z.string(), { error: 'write a list of user IDs' }),
    holds: (people, { by }) => people.includes(by),
    says: (_, of) => wordsIn(of).askedBy,
  }),
  later_than: condition({
    about: 'it is asked after this moment, in ms.',
    schema: z.number(),
    holds: (moment, { at }) => at > moment,
    says: (_, of) => wordsIn(of).laterThan,
  }),
}
