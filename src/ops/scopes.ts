/** What one scope of manifest.yml is for. */
export type Scope = {
  /** What does not work without it, as the end of a sentence. */
  readonly without: string
  /** Whether the main path (ask, approve, call, follow) is closed to everybody: then the bot does not start. */
  readonly needed: boolean
}

/** Every scope of manifest.yml; test/structure/manifest.test.ts compares. */
export const scopes: Readonly<Record<string, Scope>> = {
  // Slack knows no /scaleout: there is no way in.
  commands: { needed: true, without: '/scaleout does not exist, so nobody can ask' },
  // No card can be posted: there is nothing to approve.
  'chat:write': { needed: true, without: 'no card can be posted, so nothing can be approved' },
  // Slack sends no reaction and lets none be read: cards would wait for ever.
  'reactions:read': { needed: true, without: 'no vote ever counts' },
  // Closed by default: people who cannot be checked may neither ask nor approve.
  'users:read': { needed: true, without: 'nobody can be checked, so nobody may ask or approve' },
  // People add the emoji by hand.
  'reactions:write': { needed: false, without: 'cards come without the two emoji to tap; people have to add them' },
  // People who are named one by one still count.
  'usergroups:read': {
    needed: false,
    without: 'nobody counts as a member of a user group: neither approvers nor requesters that the policy names as one',
  },
  // Private channels still work. Without this one and the next nothing can be asked anywhere: `needsOneOf`.
  'channels:read': { needed: false, without: 'nothing can be asked or approved in a public channel' },
  'groups:read': { needed: false, without: 'nothing can be asked or approved in a private channel' },
  // A message whose answer was lost is posted again.
  'channels:history': {
    needed: false,
    without: 'a message in a public channel whose answer was lost cannot be looked for, and may be said twice',
  },
  'groups:history': {
    needed: false,
    without: 'a message in a private channel whose answer was lost cannot be looked for, and may be said twice',
  },
}

/** Without any of these there is no channel in which something can be approved. */
const needsOneOf = ['channels:read', 'groups:read']

const remedy =
  'Press Reinstall to Workspace under OAuth & Permissions of your Slack app (manifest.yml asks for the scope)'

/** What a missing scope costs, and what to do. */
export const scopeFault = (scope: string): string =>
  `the scope ${scope} is not granted: ${scopes[scope]?.without ?? 'something does not work'}. ${remedy}`

export type Missing = { readonly all: readonly string[]; readonly needed: readonly string[] }

/**
 * Compares what was granted with what manifest.yml asks for (docs/platforms/slack.md#scopes, `x-oauth-scopes`).
 *
 * @param granted from any answer of the Web API; a server that does not tell leaves it out, and then nothing is claimed
 */
export function missingScopes(granted: readonly string[] | undefined): Missing | undefined {
  const given = new Set(granted?.filter((scope) => scope !== ''))
  if (given.size === 0) return undefined
  const all = Object.keys(scopes).filter((scope) => !given.has(scope))
  const closed = needsOneOf.every((scope) => all.includes(scope))
  return { all, needed: all.filter((scope) => scopes[scope]?.needed || (closed && needsOneOf.includes(scope))) }
}

/** The installation cannot do what the bot is for. Its lines say what is missing, what that costs, and what to do. */
export class ScopesMissing extends Error {
  readonly lines: readonly string[]
  constructor(missing: readonly string[]) {
    super(`the Slack app lacks ${missing.join(', ')}`)
    this.lines = missing.map((scope) => `The Slack app: ${scopeFault(scope)}, then start again`)
  }
}
