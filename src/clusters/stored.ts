import { stringify } from 'safe-stable-stringify'
import type { ClusterType, Values, WireStyle } from './define.ts'
import { toWire } from './values.ts'

/** The values that a body was made from, as people write them. Members that no field knows are left out. */
export function fromWire(type: ClusterType, body: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    type.fields.flatMap(({ wire, decode }) => {
      const sent = body[wire]
      return sent === undefined ? [] : [[wire, decode ? decode(sent) : sent]]
    }),
  )
}

const styles: readonly WireStyle[] = [{ diskSizeAs: 'number' }, { diskSizeAs: 'string' }]

/**
 * Members of a stored body that the type would not send for these values, which it has to take: such as it does not know
 * (any more), by wire name. Either style is right, as it was approved in that one. A member that a later version sends besides is none.
 */
export function strayMembers(type: ClusterType, body: Readonly<Record<string, unknown>>, values: Values): string[] {
  const strays = styles.map((style) => {
    const sent = toWire(type, values, style)
    return Object.keys(body).filter((wire) => stringify(sent[wire]) !== stringify(body[wire]))
  })
  return strays.find((one) => one.length === 0) ?? strays[0] ?? []
}
