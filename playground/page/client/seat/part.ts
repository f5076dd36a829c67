import type { Person } from '../../wire.ts'

/** What somebody is good for when one tries the bot. */
export type Part = 'requester' | 'approver' | 'oncall' | 'chinese' | 'guest' | 'single' | 'stranger'

/** The group that the playground's policy names as approvers. */
const APPROVERS = 'sre-leads'
/** Of those on call, whose shift it is. */
const ON_SHIFT = 'dan'

export function partOf({ handle, standing, groups, locale }: Person): Part {
  if (standing === 'stranger' || standing === 'guest') return standing
  if (standing === 'single_channel_guest') return 'single'
  if (groups.includes(APPROVERS)) return 'approver'
  if (locale.startsWith('zh')) return 'chinese'
  return handle === ON_SHIFT ? 'oncall' : 'requester'
}
