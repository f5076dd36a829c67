import type { Courier } from './delivery/courier.ts'
import type { Ground } from './ground.ts'

/** The ground, and what carries payloads from it to the bot. */
export type World = Ground & { readonly courier: Courier }
