import { existsSync } from 'node:fs'
import { Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parametersPage } from '../../scripts/parameters.ts'
import { policyPage } from '../../scripts/policy.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import { readPolicy } from '../../src/config/policy-file.ts'
import { policySchema } from '../../src/config/policy-schema.ts'
import { conditions } from '../../src/scaleout/rules.ts'
import { permissionsNeeded } from './permissions.ts'
import { parse, read } from './source.ts'

const variable = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/

/** Every environment variable that config.ts and what it asks name. */
function variablesRead(): Set<string> {
  const found = new Set<string>()
  const note = (name: unknown): void => {
    if (typeof name === 'string' && variable.test(name)) found.add(name)
  }
  const visitor = new Visitor({
    MemberExpression: ({ object, property }) => {
      if (object.type === 'Identifier' && object.name === 'env' && property.type === 'Identifier') note(property.name)
    },
    Literal: ({ value }) => note(value),
  })
  for (const file of ['src/config/environment.ts', 'src/config/proxies.ts']) visitor.visit(parse(file).program)
  return found
}

/** The variables of .env.example, also of the lines that are commented out. */
const variablesShown = new Set(
  [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name),
)

const example = () => {
  const answer = readPolicy(read('scaleout.example.yml'), 'scaleout.example.yml')
  if (!answer.ok) throw new Error(answer.faults.map(({ at, says }) => `${at} ${says}`).join('\n'))
  return answer.file
}

it('docs/parameters.md is what `npm run docs` writes', () => {
  expect(read('docs/parameters.md')).toBe(parametersPage())
})

it('docs/policy.md says of languages, cluster types and conditions what `npm run docs` writes', () => {
  const page = read('docs/policy.md')
  expect(page).toBe(policyPage(page))
  const other = policyPage(page, { types: ['a', 'b', 'c'].map((type) => ({ type })), languages: [{ code: 'xx' }] })
  for (const part of ['`a`, `b` or `c`', '`xx`'])
    expect([page.includes(part), other.includes(part)]).toEqual([false, true])
})

it('.env.example shows every variable that the bot reads, and no other', () => {
  const others = [
    // Read by @alicloud/credentials.
    'ALIBABA_CLOUD_ACCESS_KEY_ID',
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    // Named by scaleout.example.yml.
    ...example().credentials.values(),
  ]
  expect([...variablesShown].sort()).toEqual([...variablesRead(), ...others].sort())
})

describe('scaleout.example.yml', () => {
  it('is a policy that the bot accepts', () => {
    expect(example().policy.clusters.size).toBe(clusterTypes.length)
  })

  it('shows a cluster of every type', () => {
    const shown = [...example().policy.clusters.values()].map(({ type }) => type.type)
    expect(shown).toEqual(clusterTypes.map(({ type }) => type))
  })
})

it('docs/policy.md explains every key of the policy file', () => {
  const { top, cluster } = policySchema({ conditions, types: clusterTypes, languages: ['en'] })
  const file = z.strictObject({ ...top, clusters: z.record(z.string(), cluster) })
  const keys = keysIn(z.toJSONSchema(file, { unrepresentable: 'any', io: 'input' }))
  const page = read('docs/policy.md')
  expect(keys).toContain('requests_per_user')
  expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([])
})

/** The keys of every object that a JSON schema describes. */
function keysIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const properties = 'properties' in schema && typeof schema.properties === 'object' ? (schema.properties ?? {}) : {}
  return [...Object.keys(properties), ...Object.values(schema).flatMap(keysIn)]
}

it('the RAM policy in README.md allows every call that the bot makes', () => {
  const needed = permissionsNeeded(clusterTypes)
  expect(needed).toContain('cs:ScaleOutCluster')
  expect(needed).toContain('cs:DescribeTaskInfo')
  expect(needed.filter((action) => !read('README.md').includes(`"${action}"`))).toEqual([])
})

it.each(['README.md', 'docs/policy.md', 'docs/running.md', 'docs/replicas.md'])(
  '%s points only to files that exist',
  (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target)
    const dead = targets.filter((target) => !existsSync(new URL(target, new URL(`../../${page}`, import.meta.url))))
    expect(dead).toEqual([])
  },
)
