import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ParseResult, parseSync } from 'oxc-parser'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The text of a file of the repository; `path` as git writes it. */
export const read = (path: string): string => readFileSync(new URL(path, `file://${root}`), 'utf8')

/** Every TypeScript file of some folders, as git writes their paths. */
export const sources = (...folders: string[]): string[] =>
  globSync(
    folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
    { cwd: root },
  ).map((path) => path.replaceAll('\\', '/'))

/** Throws when a file is no TypeScript: what cannot be read cannot be judged. */
export function parse(path: string, text = read(path)): ParseResult {
  const parsed = parseSync(path, text)
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`)
  return parsed
}

/** `src/app.ts:12`, for a place in a file. */
export const place = (path: string, text: string, offset: number): string =>
  `${path}:${text.slice(0, offset).split('\n').length}`
