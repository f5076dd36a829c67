import { scaleOutCluster } from '../../src/clusters/scale-out.ts'
import type { Called } from '../../views/advice.ts'
import type { Vocabulary } from '../../views/words/index.ts'

/** The call of the three cluster types, as advice names it. */
export const called: Called = { order: { action: 'ScaleOutCluster' }, type: scaleOutCluster }

/** An advice as it reads after that call. */
export function advised(key: keyof Vocabulary['advice'], { advice }: Vocabulary): string {
  if (key === 'forbidden') return advice.forbidden(called.type.permissions)
  return key === 'withdrawn' ? advice.withdrawn(called.order.action) : advice[key]
}
