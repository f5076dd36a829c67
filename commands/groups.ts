import { z } from 'zod'
import type { CommandContext } from './context.ts'
import type { Listener } from './listener.ts'

export const listeners: readonly Listener[] = [{ on: 'event', id: 'subteam_members_changed', handle: membersChanged }]

const changed = z.object({ subteam_id: z.string() })

/** The members of a user group are asked anew from then on. */
async function membersChanged(event: unknown, { people }: CommandContext): Promise<undefined> {
  const parsed = changed.safeParse(event)
  if (parsed.success) people.forgetGroup(parsed.data.subteam_id)
}
