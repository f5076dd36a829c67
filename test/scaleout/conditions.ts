import { z } from 'zod'
import { type Conditions, condition } from '../../src/scaleout/rules.ts'

const whole = 'write a whole number, 1 or more'

/** Conditions that this version does not know: each a key, as it would stand in src/scaleout/rules.ts. */
export const madeUp: Conditions = {
  nodes_above: condition({
    about: 'more nodes than this are asked for.',
    schema: z.int({ error: whole }).min(1, whole),
    holds: (most, { values }) => Number(values.count) > most,
    says: (most) => ({ en: `more than ${most} nodes are asked for`, zh: `申请的节点超过 ${most} 个` }),
  }),
  billed: condition({
    about: 'the nodes are paid for like this, `PrePaid` or `PostPaid`.',
    schema: z.enum(['PrePaid', 'PostPaid'], { error: 'write PrePaid or PostPaid' }),
    holds: (way, { values }) => values.worker_instance_charge_type === way,
    says: (way) => ({ en: `the nodes are ${way}`, zh: `节点为 ${way}` }),
  }),
  asked_by: condition({
    about: 'one of these people asks.',
    schema: z.array(z.string(), { error: 'write a list of user IDs' }),
    holds: (people, { by }) => people.includes(by),
    says: () => ({ en: 'of who asks', zh: '申请人' }),
  }),
  later_than: condition({
    about: 'it is asked after this moment, in ms.',
    schema: z.number(),
    holds: (moment, { at }) => at > moment,
    says: () => ({ en: 'it is late', zh: '时间已晚' }),
  }),
}
