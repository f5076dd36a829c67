import { stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { bundle, ingredients, recipe } from './bundle.ts'

const root = resolve(import.meta.dirname, '../..')

it('is built once, and again only when one of its files changes', async () => {
  const folder = await bundle()
  const before = await stat(`${folder}/index.html`)
  // Two that start at once get the same.
  expect(await Promise.all([bundle(), bundle()])).toEqual([folder, folder])
  expect((await stat(`${folder}/index.html`)).ctimeMs).toBe(before.ctimeMs)
})

it('knows every file of this repository that it is made of', async () => {
  const built = [await build({ ...recipe, build: { ...recipe.build, write: false } })].flat()
  const modules = built
    .flatMap((one) => ('output' in one ? one.output : []))
    .flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []))
    .map((id) => relative(root, id.replace(/\?.*$/, '')))
    .filter((path) => /^(playground|src|commands|views)\//.test(path))
  const known = new Set(ingredients().map((path) => relative(root, path)))
  expect(modules.length).toBeGreaterThan(10)
  expect(modules.filter((path) => !known.has(path))).toEqual([])
})
