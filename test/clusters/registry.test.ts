import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ClusterType, Field, Words } from '../../src/clusters/define.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import { faultsOf } from '../../src/clusters/values.ts'

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

/** The fields of a type, those inside its groups too. */
const allFields = (type: ClusterType): Field[] =>
  type.fields.flatMap((field) => [field, ...(field.control.kind === 'group' ? field.control.fields : [])])

const han = /\p{Script=Han}/u

/** Two wordings of one sentence: both there, and not the same text twice. */
function expectTranslated(words: Words, where: string): void {
  expect(words.en.trim(), where).toMatch(/[a-z]/i)
  expect(words.en, where).not.toMatch(han)
  expect(words.zh, where).toMatch(han)
}

describe.each(clusterTypes.map((type): [string, ClusterType] => [type.type, type]))('%s', (_, type) => {
  const fields = allFields(type)

  it('speaks both languages: its label, and label, hint and rule of every field', () => {
    expectTranslated(type.label, 'label')
    for (const { wire, label, hint, rule } of fields) {
      expectTranslated(label, `${wire}, label`)
      expectTranslated(rule, `${wire}, rule`)
      if (hint) expectTranslated(hint, `${wire}, hint`)
      expect(rule.en, `${wire}, rule: a sentence that tells what to write`).toMatch(/^[A-Z].*[.\d]$/)
    }
  })

  it('what is written differently on the wire can be read back', () => {
    expect(fields.filter(({ encode, decode }) => (encode === undefined) !== (decode === undefined))).toEqual([])
  })

  it('and so do its rules over several fields', () => {
    const tries = [
      {},
      { key_pair: 'a', login_password: 'b', credential: 'c' },
      { login_password: 'b', credential: 'c' },
    ]
    const sentences = type.rules.flatMap((rule) => tries.flatMap((values) => rule.broken(values) ?? []))
    expect(sentences.length).toBeGreaterThanOrEqual(2 * type.rules.length)
    for (const words of sentences) expectTranslated(words, 'rule over fields')
  })

  it('and so does what is said about a line that cannot be read', () => {
    for (const { wire, control } of fields) {
      if (control.kind !== 'text') continue
      const read = control.notation.read('\u0000 : = : nonsense nonsense nonsense')
      if ('fault' in read) expectTranslated(read.fault, wire)
    }
  })

  it('names every member as the wire does, each once', () => {
    const wires = type.fields.map(({ wire }) => wire)
    expect(new Set(wires).size).toBe(wires.length)
    for (const wire of wires) expect(wire).toMatch(/^[a-z][a-z0-9_]*$/)
  })

  it('offers in its menus what it takes, and menus that Slack can show', () => {
    for (const field of fields) {
      if (!('options' in field.control)) continue
      const { control } = field
      expect(control.options.length, field.wire).toBeGreaterThan(0)
      expect(control.options.length, field.wire).toBeLessThanOrEqual(100)
      for (const { value, label } of control.options) {
        const given = control.kind === 'select' && control.as === 'number' ? Number(value) : value
        expect(faultsOf(field, control.kind === 'multi_select' ? [given] : given), `${field.wire}: ${value}`).toEqual(
          new Map(),
        )
        for (const text of [label.en, label.zh]) expect(text.length, `${field.wire}: ${text}`).toBeLessThanOrEqual(75)
      }
    }
  })

  it('starts with values that it takes', () => {
    for (const field of fields)
      if (field.initial !== undefined) expect(faultsOf(field, field.initial), field.wire).toEqual(new Map())
  })

  it('lets a field depend only on one that comes before it', () => {
    for (const [index, field] of type.fields.entries()) {
      if (!field.when) continue
      const earlier = type.fields.slice(0, index).find(({ wire }) => wire === field.when?.field)
      expect(earlier, field.wire).toBeDefined()
      expect(earlier && faultsOf(earlier, field.when.is), field.wire).toEqual(new Map())
    }
  })

  it('writes values as people write them, so that they read back the same', () => {
    const written: Record<string, unknown> = {
      vswitch_ids: ['vsw-a', 'vsw-b'],
      tags: [
        { key: 'tier', value: 'frontend' },
        { key: 'url', value: 'a=b' },
        { key: 'empty', value: '' },
      ],
      taints: [
        { key: 'node_type', value: 'prod', effect: 'NoSchedule' },
        { key: 'dedicated', value: '', effect: 'NoExecute' },
      ],
      runtime: { name: 'docker', version: '19.03.5' },
      user_data: '#!/bin/sh\n  echo "  "\n\n',
      key_pair: 'ops',
    }
    for (const { wire, control } of fields) {
      const value = written[wire]
      if (control.kind !== 'text' || value === undefined) continue
      expect(control.notation.read(control.notation.write(value)), wire).toEqual({ value })
    }
  })
})
