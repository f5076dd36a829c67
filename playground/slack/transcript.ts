import { stackOf } from './modals/views.ts'
import { readable, readableView } from './readable.ts'
import type { World } from './world.ts'

/** Everything that can be seen, as text: channels, open modals, refused calls, problems, unacknowledged parcels. */
export function transcript(world: World): string {
  const { workspace, calls, problems, courier } = world
  const channels = workspace.channels.flatMap((channel) => {
    const messages = [...channel.messages, ...channel.ephemerals].filter(({ deleted }) => !deleted)
    return messages.length > 0 ? [`── #${channel.name}`, ...messages.map((one) => readable(one, world))] : []
  })
  const modals = workspace.people.flatMap((person) =>
    stackOf(world, person.id).flatMap((shown) => [`── modal of ${person.handle}`, readableView(workspace, shown)]),
  )
  const refused = calls.filter(({ ok }) => !ok).map(({ method, error }) => `${method}: ${error}`)
  const section = (title: string, lines: string[]) => (lines.length > 0 ? [`── ${title}`, ...lines] : [])
  return [
    ...channels,
    ...modals,
    ...section('refused calls', refused),
    ...section('problems', problems),
    ...section('waiting for an ack', courier.waiting()),
  ].join('\n')
}
