import { z } from 'zod'
import type { Books } from './alicloud/index.ts'
import type { Workspace } from './slack/index.ts'
import { asBlocks } from './slack/kit.ts'

const message = z.object({
  ts: z.string(),
  channel: z.string(),
  threadTs: z.string().exactOptional(),
  user: z.string(),
  via: z.enum(['api', 'response_url', 'person']),
  ephemeralTo: z.string().exactOptional(),
  text: z.string(),
  blocks: z.unknown().transform(asBlocks),
  attachments: z.array(z.unknown()),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).exactOptional(),
  edited: z.boolean(),
  deleted: z.boolean(),
  reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })),
  notifies: z.array(z.string()).default([]),
})

/** A workspace as its file has it. */
export const workspace = z.object({
  team: z.object({ id: z.string(), name: z.string(), domain: z.string() }),
  people: z.array(
    z.object({
      id: z.string(),
      handle: z.string(),
      name: z.string(),
      standing: z.enum(['member', 'guest', 'single_channel_guest', 'stranger', 'bot']),
      locale: z.string(),
      deactivated: z.boolean(),
      team: z.string(),
    }),
  ),
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['public', 'private', 'mpim', 'im']),
      external: z.boolean(),
      archived: z.boolean(),
      members: z.array(z.string()),
      messages: z.array(message),
      ephemerals: z.array(message),
    }),
  ),
  groups: z.array(
    z.object({
      id: z.string(),
      handle: z.string(),
      name: z.string(),
      disabled: z.boolean(),
      memberships: z.array(z.object({ since: z.number(), users: z.array(z.string()) })),
    }),
  ),
  emoji: z.record(z.string(), z.string()),
  paid: z.boolean(),
  lastTs: z.number(),
}) satisfies z.ZodType<Workspace>

const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('success') }),
  z.object({
    kind: z.literal('failed'),
    state: z.enum(['fail', 'failed']),
    error: z.object({ code: z.string(), message: z.string() }),
  }),
  z.object({ kind: z.literal('partial'), ready: z.number() }),
  z.object({ kind: z.literal('ready_never') }),
  z.object({ kind: z.literal('stuck') }),
  z.object({ kind: z.literal('odd_state'), state: z.string() }),
])

const machine = z.object({
  id: z.string(),
  ip: z.string(),
  type: z.string(),
  charge: z.string(),
  expires: z.string(),
  image: z.string(),
})

/** The books of the account as their file has them. */
export const books = z.object({
  tasks: z.array(
    z.object({
      id: z.string(),
      clusterId: z.string(),
      type: z.string().exactOptional(),
      machines: z.array(machine),
      createdAt: z.number(),
      duration: z.number(),
      outcome,
      finishedAt: z.number().exactOptional(),
    }),
  ),
  orders: z.array(z.object({ clusterId: z.string(), body: z.unknown(), taskId: z.string(), at: z.number() })),
  calls: z.array(
    z.object({
      action: z.string(),
      method: z.string(),
      path: z.string(),
      query: z.record(z.string(), z.string()),
      body: z.unknown().default(undefined),
      at: z.number(),
      signature: z.string(),
      // Whoever waited for an answer when the cloud ended got none.
      status: z
        .union([z.number(), z.enum(['pending', 'dropped'])])
        .transform((it) => (it === 'pending' ? 'dropped' : it)),
      answerCode: z.string().exactOptional(),
      taskId: z.string().exactOptional(),
    }),
  ),
}) satisfies z.ZodType<Books>
