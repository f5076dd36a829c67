import { readdir, readFile, stat } from 'node:fs/promises'
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

it('is React’s development build only where that is asked for, whichever process builds it', async () => {
  const scripts = async (folder: string): Promise<string> => {
    const names = (await readdir(`${folder}/assets`)).filter((name) => name.endsWith('.js'))
    return (await Promise.all(names.map((name) => readFile(`${folder}/assets/${name}`, 'utf8')))).join('')
  }
  const onlyInDevelopment = 'unique "key" prop'
  expect(await scripts(await bundle())).not.toContain(onlyInDevelopment)
  expect(await scripts(await bundle('development'))).toContain(onlyInDevelopment)
})

it('knows every file of this repository that it is made of', async () => {
  const usual = recipe('production')
  const built = [await build({ ...usual, build: { ...usual.build, write: false } })].flat()
  const modules = built
    .flatMap((one) => ('output' in one ? one.output : []))
    .flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []))
    .map((id) => relative(root, id.replace(/\?.*$/, '')))
    .filter((path) => /^(playground|src|commands|views)\//.test(path))
  const known = new Set(ingredients().map((path) => relative(root, path)))
  expect(modules.length).toBeGreaterThan(10)
  expect(modules.filter((path) => !known.has(path))).toEqual([])
})
