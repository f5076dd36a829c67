import { z } from 'zod'
import type { Deed, Fault, Request } from './wire.ts'

const at = z.object({ channel: z.string(), ts: z.string() })
const input = z.object({ view: z.string(), block: z.string(), action: z.string().exactOptional() })
const fault = z.enum([
  'throttle',
  'refuse',
  'drop',
  'fail',
  'partial',
  'slow',
  'kill_at_order',
  'unsure',
  'expire',
]) satisfies z.ZodType<Fault>

const deed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('be'), who: z.string() }),
  z.object({
    kind: z.literal('type'),
    channel: z.string(),
    text: z.string(),
    thread: z.string().exactOptional(),
  }),
  z.object({ kind: z.enum(['react', 'unreact']), at, name: z.string() }),
  z.object({ kind: z.literal('click'), at, action: z.string(), value: z.string().exactOptional() }),
  z.object({ kind: z.literal('see'), channel: z.string(), thread: z.string().exactOptional(), ts: z.string() }),
  z.object({ kind: z.literal('open_home'), tab: z.enum(['home', 'messages']) }),
  z.object({ kind: z.literal('fill'), input, value: z.string().nullable() }),
  z.object({ kind: z.literal('enter'), input }),
  z.object({ kind: z.literal('choose'), input, values: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal('suggest'), input, query: z.string() }),
  z.object({ kind: z.literal('press'), view: z.string(), action: z.string(), value: z.string().exactOptional() }),
  z.object({ kind: z.literal('submit'), view: z.string() }),
  z.object({ kind: z.literal('close'), view: z.string(), by: z.enum(['cancel', 'window']) }),
  z.object({ kind: z.literal('arm'), fault, on: z.boolean() }),
  z.object({ kind: z.literal('cut_socket') }),
  z.object({ kind: z.literal('kill') }),
]) satisfies z.ZodType<Deed>

/** What a page sends, checked as it arrives. */
export const request = z.object({ id: z.number(), deed }) satisfies z.ZodType<Request>
