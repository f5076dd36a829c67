import type { Clock } from '../clock.ts'
import type { Ambush } from './faults.ts'
import type { Manifest } from './manifest.ts'
import type { OpenViews } from './modals/open-views.ts'
import type { Passes } from './passes.ts'
import type { Changes } from './watch.ts'
import type { Workspace } from './workspace.ts'

/** The one app that is installed here. */
type App = {
  readonly id: string
  readonly botId: string
  readonly botUser: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly verificationToken: string
  readonly manifest: Manifest
  /** Granted at installation; can be fewer than the manifest asks for. */
  readonly scopes: Set<string>
  standing: 'installed' | 'revoked' | 'uninstalled'
}

/** A Web API call as it was received, the token left out. */
export type Call = { method: string; args: Record<string, unknown>; at: number; ok: boolean; error?: string }

/** What every part needs before anything can be delivered. */
export type Ground = {
  readonly clock: Clock
  /** Divides rate windows and retry delays. */
  readonly speed: number
  readonly app: App
  readonly workspace: Workspace
  readonly ambush: Ambush
  readonly changes: Changes
  readonly problems: string[]
  readonly calls: Call[]
  readonly passes: Passes
  readonly views: OpenViews
  /** http://127.0.0.1:PORT */
  readonly origin: string
  /** `https://name`: who ends TLS in front of it; sockets are told to come there. */
  readonly front: string | undefined
}

/** Notes something that real Slack would punish or ignore. */
export function objectTo(world: Pick<Ground, 'problems' | 'changes'>, what: string): void {
  world.problems.push(what)
  world.changes.announce()
}
