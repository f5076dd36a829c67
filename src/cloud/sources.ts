import type { CloudOption, Place } from './cloud.ts'

/** One GET of the source's action. Gives what `parse` makes of the answer; throws `ReadFault`, also where that is nothing. */
type Get = <T>(path: string, parse: (body: unknown) => T | undefined, query?: Record<string, string>) => Promise<T>

/** Where a field's choices come from: `action` is what the read is called, counted and permitted as. */
type Source = {
  readonly action: string
  readonly options: (get: Get, place: Place) => Promise<readonly CloudOption[]>
}

/** By the name that a field's metadata gives (src/clusters/define.ts). */
export type Sources = Readonly<Record<string, Source>>

/** Every source that the bot knows. No field asks for one yet. */
export const sources: Sources = {}
