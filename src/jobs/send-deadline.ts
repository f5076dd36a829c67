import type { JobContext } from './context.ts'

/**
 * Whether what is being written down now may still be sent (docs/decisions/0010-leases.md): asked right before it goes out.
 * Nobody sets the one clock, and the other goes on while the machine sleeps.
 */
export function sendDeadline({ clock, sendingWindow }: Pick<JobContext, 'clock' | 'sendingWindow'>): () => boolean {
  const [now, steady] = [clock.now(), clock.steady()]
  return () => Math.max(clock.now() - now, clock.steady() - steady) < sendingWindow
}
