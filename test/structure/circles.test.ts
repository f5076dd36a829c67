import { expect, it } from 'vitest'
import { importsOf } from './imports.ts'
import { sources } from './source.ts'

type Graph = ReadonlyMap<string, readonly string[]>

/** Who needs whom among some files, types included. */
function graphOf(files: readonly string[], needs: (path: string) => readonly string[]): Graph {
  const known = new Set(files)
  return new Map(files.map((path) => [path, needs(path).filter((to) => known.has(to))]))
}

/** Ways that come back to where they began; none where there is no such way. A file that needs itself is one, too. */
function circlesIn(graph: Graph): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const walk = (path: string, way: readonly string[]): void => {
    const begun = way.indexOf(path)
    if (begun >= 0) found.push([...way.slice(begun), path].join(' → '))
    if (begun >= 0 || done.has(path)) return
    for (const to of graph.get(path) ?? []) walk(to, [...way, path])
    done.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
  return found
}

it('finds circles of one, two and three, and none where two ways lead to one place', () => {
  const needs: Readonly<Record<string, readonly string[]>> = {
    a: ['b', 'c'],
    b: ['d'],
    c: ['d'],
    d: [],
    e: ['e', 'elsewhere'],
    f: ['g'],
    g: ['f'],
    h: ['i'],
    i: ['j', 'd'],
    j: ['h'],
  }
  const circles = circlesIn(graphOf(Object.keys(needs), (path) => needs[path] ?? []))
  expect(circles).toEqual(['e → e', 'f → g → f', 'h → i → j → h'])
})

it('no files of the product or of the playground need each other in a circle, not even for a type', () => {
  const files = sources('src', 'commands', 'views', 'playground')
  expect(files.length).toBeGreaterThan(300)
  expect(circlesIn(graphOf(files, (path) => importsOf(path).map(({ to }) => to)))).toEqual([])
})
