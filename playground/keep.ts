import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Alicloud, Books } from './alicloud/index.ts'
import { books, workspace } from './kept.ts'
import type { Slack, Workspace } from './slack/index.ts'

/** Of both files; a change of their shape counts it up. */
const VERSION = 1
/** Between two writes, in ms, while much happens at once. */
const BREATH = 200

const files = { workspace: 'workspace.json', books: 'account.json' }

/**
 * What an earlier playground kept in this folder; undefined for what it did not.
 * @throws naming the file that cannot be read, and what to do about it
 */
export function readKept(folder: string): { workspace: Workspace | undefined; books: Books | undefined } {
  return { workspace: read(join(folder, files.workspace), workspace), books: read(join(folder, files.books), books) }
}

function read<T>(path: string, content: z.ZodType<T>): T | undefined {
  const text = textOf(path)
  if (text === undefined) return undefined
  const remedy = 'Move it away to begin afresh, or name another folder with --data.'
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Error(`${path} is no JSON. ${remedy}`)
  }
  const file = z.object({ version: z.literal(VERSION), content }).safeParse(parsed)
  if (!file.success)
    throw new Error(`${path} is not what this playground kept:\n${z.prettifyError(file.error)}\n${remedy}`)
  return file.data.content
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * From now on keeps the workspace and the account in this folder, at every change. Modals are not kept: their people
 * are gone.
 * @returns what writes the rest and ends it
 */
export function keep(folder: string, slack: Slack, cloud: Alicloud): { stop(): void } {
  mkdirSync(folder, { recursive: true })
  const keepers = [
    keeper(join(folder, files.workspace), () => slack.workspace, slack.onChange),
    keeper(join(folder, files.books), cloud.books, cloud.onChange),
  ]
  return {
    stop() {
      for (const one of keepers) one.stop()
    },
  }
}

function keeper(path: string, content: () => unknown, onChange: Slack['onChange']): { stop(): void } {
  let due: NodeJS.Timeout | undefined
  const write = (): void => {
    due = undefined
    const draft = `${path}.draft`
    writeFileSync(draft, JSON.stringify({ version: VERSION, content: content() }))
    renameSync(draft, path)
  }
  write()
  const deaf = onChange(() => {
    due ??= setTimeout(write, BREATH)
  })
  return {
    stop() {
      deaf()
      clearTimeout(due)
      write()
    },
  }
}
