import { randomUUID } from 'node:crypto'

/** What a payload entitles the app to, for a while: a modal, some answers. Times in ms. */
export type Trigger = { user: string; issued: number; exchanged: boolean }

export type ResponseUrl = {
  user: string
  channel: string
  issued: number
  uses: number
  /** What replace_original and delete_original mean: the message that was clicked, or the first answer to a command. */
  origin?: string
}

export type Passes = { triggers: Map<string, Trigger>; responseUrls: Map<string, ResponseUrl> }

/** 5 posts in 30 minutes (docs/platforms/slack.md#deadlines). */
export const RESPONSE_URL = { uses: 5, life: 30 * 60_000 }

export const passes = (): Passes => ({ triggers: new Map(), responseUrls: new Map() })

/** A trigger_id whose 3 seconds start now, so issue it as the payload leaves. */
export function issueTrigger({ triggers }: Passes, user: string, now: number): string {
  const id = `${now}.${triggers.size + 1}.${randomUUID().replaceAll('-', '')}`
  triggers.set(id, { user, issued: now, exchanged: false })
  return id
}

/** @returns the path of a new response_url */
export function issueResponseUrl({ responseUrls }: Passes, grant: ResponseUrl): string {
  const path = `/actions/${randomUUID()}`
  responseUrls.set(path, grant)
  return path
}
