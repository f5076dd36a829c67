import { readdirSync } from 'node:fs'

/** The released versions of which something is kept here: a folder each, made by make.ts. */
export const versions: readonly string[] = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^\d+\.\d+\.\d+$/.test(entry.name))
  .map(({ name }) => name)
  .sort()
