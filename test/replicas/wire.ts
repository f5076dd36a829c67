import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What becomes of a piece of what is sent: it arrives; it is lost with its connection; or only its answer is. */
type Fate = 'arrives' | 'lost' | 'unanswered'

/** Asked about each piece before it goes on, which waits for the answer. */
type Hear = (sent: string) => Fate | Promise<Fate>

/** The line between a replica and a server, on which things can happen that neither of them sees. */
export type Wire = {
  readonly port: number
  /** Of several listeners the first with an objection counts. */
  listen(hear: Hear): void
  close(): void
}

/** Opens one to a server on loopback. */
export async function openWire(to: number): Promise<Wire> {
  const listeners: Hear[] = []
  const ends = new Set<Socket>()

  const hold = (end: Socket): Socket => {
    ends.add(end)
    return end.setNoDelay(true).on('close', () => ends.delete(end))
  }
  const fateOf = async (sent: string): Promise<Fate> => {
    const fates = await Promise.all(listeners.map((hear) => hear(sent)))
    return fates.find((fate) => fate !== 'arrives') ?? 'arrives'
  }

  const carry = async (near: Socket): Promise<void> => {
    let held = false
    const dial = (): Socket => {
      const far = hold(connect(to, '127.0.0.1'))
      far.pipe(near, { end: false })
      // Where one end breaks the other one does; but what is held is not lost because the server grew tired of waiting.
      far.on('error', () => near.destroy()).on('close', () => held || near.destroy())
      return far
    }
    let far = dial()
    try {
      for await (const piece of near) {
        held = true
        const fate = await fateOf(String(piece))
        held = false
        if (fate === 'lost') return
        if (far.destroyed) far = dial()
        if (fate === 'unanswered') near.destroy()
        far.write(piece)
      }
    } catch {
      // That a connection breaks while it carries something is what this is for.
    } finally {
      near.destroy()
      far.end()
    }
  }

  const server = createServer((near) => void carry(hold(near))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    listen: (hear) => void listeners.push(hear),
    close: () => {
      server.close()
      for (const end of ends) end.destroy()
    },
  }
}
