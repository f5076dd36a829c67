import type { Message, Person, Scene } from '../../wire.ts'
import type { Tour } from './step.ts'

/** Where the story is told, and who decides in it, the first who did not ask. */
const CHANNEL = 'prod'
const APPROVERS = ['bob', 'carol']
const APPROVAL = 'white_check_mark'

export const channelIn = ({ channels }: Scene) => channels.find(({ name }) => name === CHANNEL)

export const approverIn = ({ people }: Scene, asker: string | undefined): Person | undefined =>
  people.find(({ id, handle }) => APPROVERS.includes(handle) && id !== asker)

/** The newest `ts` in the channel of the story. */
export const newestIn = (scene: Scene): string => channelIn(scene)?.messages.at(-1)?.ts ?? ''

/** The request that was asked for since the tour began. */
export const cardIn = (scene: Scene, { since }: Tour): Message | undefined =>
  since === undefined
    ? undefined
    : channelIn(scene)?.messages.find(
        ({ ts, thread = ts, user, onlyYou }) => ts > since && thread === ts && user === scene.app.id && !onlyYou,
      )

/** Whether what the card asks for is done. `open`: the thread that stands open. */
export function isDone(tour: Tour, scene: Scene, open: string | undefined): boolean {
  const card = cardIn(scene, tour)
  const { me, app, offstage } = scene
  switch (tour.step) {
    case 'ask':
      return card !== undefined
    case 'approve':
      return me.id === approverIn(scene, tour.asker)?.id
    case 'react':
      return (
        card?.reactions.some(
          ({ name, users }) => name === APPROVAL && users.some((id) => id !== app.id && id !== tour.asker),
        ) ?? false
      )
    case 'thread':
      return card !== undefined && open === card.ts
    case 'watch':
      return isBought(tour, scene)
    case 'break':
      return offstage.armed.length > 0 || offstage.bot.state !== 'ready' || offstage.bot.sockets === 0
  }
}

/** An order since the tour began has ended, well or not, and what it brought is ready. */
function isBought({ since = '' }: Tour, { offstage: { tasks, clusters } }: Scene): boolean {
  const task = tasks.find(({ startedAt }) => startedAt > Number(since) * 1000)
  const cluster = clusters.find(({ id }) => id === task?.cluster)
  return task?.endedAt !== undefined && cluster !== undefined && cluster.ready === cluster.nodes
}
