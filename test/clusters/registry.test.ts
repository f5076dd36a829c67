import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { sources } from '../../src/cloud/sources.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import { typeHolds } from './every-type.ts'
import { pool, poolSources } from './invented.ts'

const folder = new URL('../../src/clusters/', import.meta.url)
const looksLikeAType = z.looseObject({ type: z.string(), fields: z.array(z.unknown()), rules: z.array(z.unknown()) })

/** Everything in src/clusters/ that is a cluster type, by the file that exports it. */
const defined = await Promise.all(
  readdirSync(folder).map(async (file): Promise<[string, unknown[]]> => {
    const module: Record<string, unknown> = await import(new URL(file, folder).href)
    return [file, Object.values(module).filter((one) => looksLikeAType.safeParse(one).success)]
  }),
).then((files) => files.filter(([, types]) => types.length > 0))

it('every module that defines a cluster type is in the list, once, under its own name', () => {
  expect(defined.map(([file]) => file).sort()).toEqual(clusterTypes.map(({ type }) => `${type}.ts`).sort())
  expect(new Set(defined.flatMap(([, types]) => types))).toEqual(new Set(clusterTypes))
})

for (const type of clusterTypes) typeHolds(type, sources)
typeHolds(pool, poolSources)
