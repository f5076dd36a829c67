import { createHash, randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { access, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const client = fileURLToPath(new URL('client/', import.meta.url))
/** Finished pages, each in a folder of its own. */
export const cache = join(root, 'node_modules/.cache/scaleout-playground')
/** What another checkout's process may still serve from is left alone for so long. */
const KEEP = 7 * 24 * 60 * 60_000

/** Every file of this repository that the page is made of; packages are told by the lock file. */
export const ingredients = (): string[] =>
  [
    'playground/page/client/**/*',
    'playground/page/{bundle,wire}.ts',
    'playground/slack/{emoji,mrkdwn}.ts',
    'package-lock.json',
  ]
    .flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

/** React's development build finds faults of the page's that the other one passes over, and takes three times as long for each change. */
export type Build = 'production' | 'development'

/**
 * The folder with the finished page: built on the first call, found in the cache afterwards, until one of its files
 * changes.
 * @throws what vite finds wrong with the page
 */
export async function bundle(kind: Build = 'production'): Promise<string> {
  const hash = createHash('sha256').update(kind)
  for (const path of ingredients()) hash.update(`${path}\0`).update(readFileSync(path))
  const folder = join(cache, hash.digest('hex').slice(0, 20))
  if (await exists(folder)) {
    const now = new Date()
    await utimes(folder, now, now)
    return folder
  }
  await build(folder, kind)
  await tidy()
  return folder
}

/** How vite builds the page, whatever NODE_ENV says to the process that builds it first; where to is said elsewhere. */
export const recipe = (kind: Build) =>
  ({
    configFile: false,
    root: client,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': JSON.stringify(kind) },
    oxc: { jsx: { development: kind === 'development' } },
    build: { assetsInlineLimit: 0, reportCompressedSize: false, modulePreload: false },
  }) as const

/** Into a folder of its own first: a second process finds the whole page or none. */
async function build(folder: string, kind: Build): Promise<void> {
  // Loaded here, because a start that finds the page in the cache needs none of it.
  const vite = await import('vite')
  const draft = join(cache, `draft-${randomUUID()}`)
  await mkdir(draft, { recursive: true })
  const usual = recipe(kind)
  try {
    await vite.build({ ...usual, build: { ...usual.build, outDir: draft } })
    await rename(draft, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function tidy(): Promise<void> {
  for (const name of await readdir(cache)) {
    const entry = join(cache, name)
    // Another process may have tidied it away meanwhile.
    const used = await stat(entry).catch(() => undefined)
    if (used && Date.now() - used.mtimeMs > KEEP) await rm(entry, { recursive: true, force: true })
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
