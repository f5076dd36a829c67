import { describe, expect, it } from 'vitest'
import type { Sources } from '../../src/cloud/sources.ts'
import type { ClusterType } from '../../src/clusters/define.ts'
import { countField, keyPairField, secretField } from '../../src/clusters/roles.ts'
import { faultsOf } from '../../src/clusters/values.ts'
import { english, say, type Words } from '../../src/clusters/words/index.ts'
import { zh } from '../../src/clusters/words/zh.ts'
import { allFields } from '../structure/permissions.ts'

const han = /\p{Script=Han}/u

/** Two wordings of one sentence: both there, and not the same text twice. */
function expectTranslated(words: Words, where: string): void {
  expect(english(words).trim(), where).toMatch(/[a-z]/i)
  expect(english(words), where).not.toMatch(han)
  expect(say(words, zh), where).toMatch(han)
}

/** What holds for every cluster type, the product's own and one that a test invents. `sources`: those that it may name. */
export const typeHolds = (type: ClusterType, sources: Sources) =>
  describe(type.type, () => {
    const fields = allFields(type)

    it('speaks both languages: its label, and label, hint and rule of every field', () => {
      expectTranslated(type.label, 'label')
      for (const { wire, label, hint, rule } of fields) {
        expectTranslated(label, `${wire}, label`)
        expectTranslated(rule, `${wire}, rule`)
        if (hint) expectTranslated(hint, `${wire}, hint`)
        expect(english(rule), `${wire}, rule: a sentence that tells what to write`).toMatch(/^[A-Z].*[.\d]$/)
      }
    })

    it('what is written differently on the wire can be read back', () => {
      expect(fields.filter(({ encode, decode }) => (encode === undefined) !== (decode === undefined))).toEqual([])
    })

    it('and so do its rules over several fields', () => {
      const [secret, keyPair] = [secretField(type)?.wire ?? '', keyPairField(type)?.wire ?? '']
      const tries = [{}, { [keyPair]: 'a', [secret]: 'b', credential: 'c' }, { [secret]: 'b', credential: 'c' }]
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
          for (const text of [english(label), say(label, zh)])
            expect(text.length, `${field.wire}: ${text}`).toBeLessThanOrEqual(75)
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

    it('counts its nodes, and knows one password, one key pair and one way of billing at most', () => {
      expect(countField(type).control.kind).toBe('number')
      expect(type.fields.filter(({ role }) => role === 'nodeCount')).toHaveLength(1)
      for (const role of ['keyPair', 'billing'])
        expect(fields.filter((one) => one.role === role).length, role).toBeLessThanOrEqual(1)
      expect(secrets().length).toBeLessThanOrEqual(1)
    })
    const secrets = () => fields.filter(({ control }) => control.kind === 'secret')

    it('makes the same call of the same members, and its password changes nothing but the body', () => {
      const place = { id: 'c/1?', region: 'cn-hangzhou' }
      const members = Object.fromEntries(fields.map(({ wire, initial }) => [wire, initial ?? 'a b']))
      const secret = secretField(type)?.wire
      const { [secret ?? '']: _, ...open } = members
      const { body, ...call } = type.order(open, place)
      expect(type.order(structuredClone(open), place)).toEqual({ body, ...call })
      const { body: sealed, ...same } = type.order({ ...open, [secret ?? '']: 'Pass-Word-11!' }, place)
      expect(same).toEqual(call)
      if (secret !== undefined) expect(JSON.stringify(sealed)).toContain('Pass-Word-11!')
      expect(call.path).toMatch(/^(?:\/[\w.~%-]+)+$/)
      expect(call.taskIdAt.length).toBeGreaterThan(0)
    })

    it('says which tasks its call makes, and what it has to be permitted', () => {
      expect(type.taskTypes.length).toBeGreaterThan(0)
      expect(type.permissions.length).toBeGreaterThan(0)
      for (const permission of type.permissions) expect(permission).toMatch(/^[a-z]+:[A-Z]\w+$/)
    })

    it('has choices only from sources that there are, where they are advice, and permits each', () => {
      for (const { wire, source, control } of fields) {
        if (source === undefined) continue
        expect(['text', 'select', 'multi_select'], wire).toContain(control.kind)
        // A menu with options of its own is no search: they are all there.
        if (control.kind !== 'text') expect(source.search, wire).toBeUndefined()
        expect(sources[source.from]?.permission, wire).toMatch(/^[a-z]+:[A-Z]\w+$/)
      }
    })

    it('gives sources only what is chosen in a menu, which says at once that it was changed', () => {
      for (const { wire, source } of fields)
        for (const name of Object.values(source?.given ?? {})) {
          const given = type.fields.find((one) => one.wire === name)
          expect(name, wire).not.toBe(wire)
          const isMenu = given && (given.source ?? ['select', 'multi_select', 'yes_no'].includes(given.control.kind))
          expect(isMenu, `${wire} is given ${name}`).toBeTruthy()
        }
    })
  })
