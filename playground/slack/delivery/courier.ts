import { type Ground, objectTo } from '../ground.ts'
import { overHttp } from './http.ts'
import type { Links } from './links.ts'
import { describe, type Parcel, type Receipt } from './parcel.ts'

/** Where parcels go: to one of the sockets, or signed to a URL. */
type Route = { to: 'socket' } | { to: 'url'; url: string }

export type Courier = {
  route: Route
  /** Delivers once and waits for the ack, 3 s at most. `copies` of the very same envelope may be sent. */
  carry(parcel: Parcel, copies?: number): Promise<Receipt>
  /** A new single-use ticketed URL for a socket. */
  connect(): string
  /** Parcels that wait for their ack, in words. */
  waiting(): string[]
}

export function courier(ground: Ground, links: Links): Courier {
  const underWay = new Map<number, string>()
  let last = 0
  return {
    route: { to: 'socket' },
    async carry(parcel, copies = 1) {
      if (parcel.type === 'interactive' && !ground.app.manifest.settings.interactivity.is_enabled) {
        objectTo(ground, `${describe(parcel)}: the manifest has interactivity off`)
        return { acked: false, why: 'no_connection' }
      }
      last += 1
      const number = last
      underWay.set(number, describe(parcel))
      const { route } = this
      const receipt =
        route.to === 'socket' ? await links.carry(parcel, copies) : await overHttp(ground, parcel, route.url, copies)
      underWay.delete(number)
      ground.changes.announce()
      return receipt
    },
    connect: () => links.issue(),
    waiting: () => [...underWay.values()],
  }
}
