import { describe, expect, it } from 'vitest'
import type { Values } from '../../src/clusters/define.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import { type Form, formView, openingView, refusalView } from '../../views/form/index.ts'
import type { FormState } from '../../views/form/state.ts'
import { en } from '../../views/words/en.ts'
import { languages, type Vocabulary } from '../../views/words/index.ts'
import { usually } from './requests.ts'
import { expectSnapshot } from './valid.ts'

const blank: FormState = {
  channel: 'C0PROD',
  cluster: null,
  count: null,
  reason: '',
  advanced: false,
  nonce: 0,
  disks: [],
  lastDisk: -1,
}

const defaults: Record<string, Values> = {
  kubernetes: {
    worker_instance_types: ['ecs.c5.xlarge'],
    key_pair: 'ops',
    worker_data_disks: [{ category: 'cloud_ssd', size: 500 }],
  },
  sandboxed: { vswitch_ids: ['vsw-a', 'vsw-b'], worker_instance_charge_type: 'PrePaid' },
  edge: { credential: 'edge-root', worker_auto_renew: true },
}

/** The form of a cluster of this type, as somebody sees it. */
function form(type: string, words: Vocabulary, formState: Partial<FormState> = {}, look: Partial<Form> = {}): Form {
  const found = clusterTypes.find((one) => one.type === type)
  if (!found) throw new Error(`no cluster type ${type}`)
  const own = defaults[type] ?? {}
  return {
    words,
    formState: { ...blank, cluster: `my-${type}`, count: 3, reason: 'checkout is slow', ...formState },
    names: [...new Set(['my-kubernetes', 'my-sandboxed', 'my-edge', `my-${type}`])],
    chosen: {
      name: `my-${type}`,
      region: 'cn-hangzhou',
      type: found,
      defaults: own,
      rule: usually(2, ['U0BOB', 'S0SRELEADS']),
    },
    values: { ...Object.fromEntries(found.fields.map((field) => [field.wire, field.initial])), ...own },
    credentials: ['edge-root'],
    typedPasswords: true,
    ...look,
  }
}

describe.each(languages)('in $code', (words) => {
  it('before a cluster is chosen', async () => {
    await expectSnapshot(`form.opening.${words.code}`, {
      empty: formView({ ...form('edge', words), formState: blank, chosen: null }),
      'too many to list': formView({ ...form('edge', words), formState: blank, chosen: null, names: null }),
      'while groups are looked up': openingView(words, blank),
      refused: refusalView(words, words.refusal.guest),
    })
  })

  it.each(clusterTypes.map(({ type }) => type))('%s', async (type) => {
    const disks = type === 'kubernetes' ? [0, 2] : []
    await expectSnapshot(`form.${type}.${words.code}`, {
      basic: formView(form(type, words)),
      advanced: formView(form(type, words, { advanced: true, nonce: 1, disks, lastDisk: 2 })),
    })
  })
})

describe('what every form keeps', () => {
  it.each(clusterTypes.map(({ type }) => type))('%s: an input has its wire name for an id', (type) => {
    const inputs = (formState: Partial<FormState>): string[] =>
      formView(form(type, en, formState)).blocks.flatMap((block) =>
        block.type === 'input' ? [block.block_id ?? ''] : [],
      )
    const wires = clusterTypes.find((one) => one.type === type)?.fields.map(({ wire }) => wire) ?? []
    const known = [...wires, 'cluster', 'reason', 'credential']
    for (const id of inputs({ advanced: true })) expect(known).toContain(id.split('.')[0])
    for (const id of inputs({ advanced: true, nonce: 4 })) expect(id).toMatch(/^(cluster|reason|[\w.]+:4)$/)
  })

  it('no password is asked for where it could not be sealed', () => {
    const shown = JSON.stringify(formView(form('kubernetes', en, {}, { typedPasswords: false })))
    expect(shown).not.toContain('login_password')
    expect(shown).toContain('"block_id":"credential"')
  })

  it('a password is never filled in', () => {
    const chosen = form('edge', en).chosen
    if (!chosen) throw new Error('nothing chosen')
    const offer = { ...chosen, defaults: { ...chosen.defaults, login_password: 'Hello1234!' } }
    expect(JSON.stringify(formView(form('edge', en, {}, { chosen: offer })))).not.toContain('Hello1234!')
  })
})
