import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { place, read } from './source.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = 'docs/platforms/'

const found = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root }).map((path) => path.replaceAll('\\', '/'))

/** Whatever may cite a fact: code, its tests, and texts. */
const citing = found(
  ...['commands', 'views', 'src', 'test', 'playground', 'bench', 'scripts'].map((room) => `${room}/**/*.{ts,tsx}`),
  'docs/**/*.md',
  '*.md',
)

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): Set<string> =>
  new Set(
    [...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
      heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )

const pages = new Map(found(`${folder}*.md`).map((path) => [path, anchorsOf(read(path))]))

/** Citations that lead nowhere, each with its place: `docs/platforms/<file>.md`, and `#<heading>` if there is one. */
function unresolved(path: string, text: string): string[] {
  const written = [...text.matchAll(/docs\/platforms\/([\w-]+\.md)(?:#([\w-]+))?/g)]
  // The pages themselves point at each other by plain links.
  const links = path.startsWith(folder) ? [...text.matchAll(/\]\(([\w-]+\.md)?(?:#([\w-]+))?\)/g)] : []
  return [...written, ...links].flatMap(({ 0: citation, 1: file, 2: heading, index }) => {
    const anchors = pages.get(file === undefined ? path : `${folder}${file}`)
    const leads = anchors !== undefined && (heading === undefined || anchors.has(heading))
    return leads ? [] : [`${place(path, text, index)} ${citation}`]
  })
}

/** Paragraphs and seeds of references that are not in the repository. */
const elsewhere = /\breference\/[\w-]+\.md|§ ?\d+(?:\.\d+)?|\bseeds? 0\d\d\b/gi

const foreign = (path: string, text: string): string[] =>
  [...text.matchAll(elsewhere)].map(({ 0: citation, index }) => `${place(path, text, index)} ${citation}`)

describe('what the code rests on', () => {
  it('is cited by file and heading, and both exist', () => {
    expect(citing.length).toBeGreaterThan(300)
    expect(citing.flatMap((path) => unresolved(path, read(path)))).toEqual([])
  })

  it('is in the repository', () => {
    expect(citing.flatMap((path) => foreign(path, read(path)))).toEqual([])
  })
})

describe('a made-up citation is noticed', () => {
  // In two parts, as this file is looked at, too.
  const cite = (rest: string): string => `/** Lists lag (${folder}${rest}). */`

  it.each([
    ['a page', 'clouds.md#rates'],
    ['a heading', 'ack.md#made-up'],
  ])('%s that does not exist', (_, rest) => {
    expect(unresolved('src/a.ts', cite(rest))).toEqual([`src/a.ts:1 ${folder}${rest}`])
  })

  it.each(['ack.md#paid-calls', 'ack.md'])('but not %s', (rest) => {
    expect(unresolved('src/a.ts', cite(rest))).toEqual([])
  })

  it.each([`${'reference'}/ack-api.md`, `${'§'}4.4`, `${'seed'} 003`])('%s', (citation) => {
    expect(foreign('src/a.ts', `\n// ${citation}`)).toEqual([`src/a.ts:2 ${citation}`])
  })
})
