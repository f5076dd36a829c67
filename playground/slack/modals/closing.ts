import { common } from '../people/payload.ts'
import type { Sitting } from './choices.ts'
import { clear, close, stackOf, wireView } from './views.ts'

/**
 * The person closes a view: its cancel button uncovers the one below, the x of the window, or clear_on_close, closes
 * them all. The app hears of it only with notify_on_close (docs/platforms/slack.md#submissions).
 */
export async function dismiss({ world, person, shown }: Sitting, by: 'cancel' | 'window'): Promise<void> {
  const isCleared = by === 'window' || shown.view.clear_on_close === true
  const [root = shown] = stackOf(world, person.id)
  const closed = isCleared ? root : shown
  if (isCleared) clear(world, person.id)
  else close(world, shown)
  if (closed.view.notify_on_close !== true) return
  // Its state lacks the input values.
  const view = { ...wireView(world, closed), state: { values: {} } }
  const payload = { type: 'view_closed', ...common(world, person), view, is_cleared: isCleared }
  await world.courier.carry({ type: 'interactive', payload })
}
