import type { z } from 'zod'
import type { CloudOption, OptionQuery, Place } from './cloud.ts'
import type { products } from './products.ts'

/**
 * Where a read goes, beyond the product and the action of its source. `path`, encoded, is for products that have paths. Of `query`
 * arrays become `Name.1`, members `Name.Member`, and what is undefined is left out.
 */
type ReadRequest = { readonly path?: string; readonly query?: Readonly<Record<string, unknown>> }

/** One read of the source's action. Gives what the schema makes of the answer; throws `ReadFault`, also where it does not fit. */
type Get = <T>(answer: z.ZodType<T>, request?: ReadRequest) => Promise<T>

/**
 * Where a field's choices come from: one action of one product, called and counted under that name. `permission`: its RAM
 * action, as a policy writes it. What it is asked with comes from the field (`FieldMeta.source`): values of the form by the
 * names that this source gives them, as they are filled in and not yet judged, and what was typed so far.
 */
type Source = {
  readonly product: keyof typeof products
  readonly action: string
  readonly permission: string
  readonly options: (
    get: Get,
    asked: Omit<OptionQuery, 'source'> & { readonly place: Place },
  ) => Promise<readonly CloudOption[]>
}

/** By the name that a field's metadata gives (src/clusters/define.ts). */
export type Sources = Readonly<Record<string, Source>>

/** Every source that the bot knows. No field asks for one yet. */
export const sources: Sources = {}
