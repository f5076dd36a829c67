import { describe, expect, it } from 'vitest'
import { opened, request, version } from '../../src/scaleout/record.ts'
import { readRecord, writeRecord } from '../../src/scaleout/stored.ts'
import { upgrade } from '../../src/scaleout/upgrade.ts'
import { asked } from '../views/requests.ts'

const { projection: _, stage: __, ...rest } = opened(asked('kubernetes'), 12)
const card = { channel: 'C0PROD', ts: '1.000001', print: 'abc' }
const said = { messages: { card }, begun: 'progress', editedAt: 7, cardGone: false, seeded: true, complete: false }
const why = { code: 'Throttling.User', message: 'slower' }
const intent = { sentAt: 7000, nodes: [], tasks: null }
const doubt = { why, since: 7000, looks: 2, candidates: ['T-1'], unread: false, strangers: ['i-1'], asked: true }
/** As versions 1 and 2 wrote it. */
const old = (version: number, stage: object = { state: 'awaiting' }): unknown => ({ ...rest, version, said, stage })

describe.each([1, 2])('a record of version %i', (before) => {
  it('has today’s names, and nothing of it is lost', () => {
    expect(upgrade(old(before))).toEqual({
      ...rest,
      version: before,
      projection: {
        messages: { card: { channel: 'C0PROD', ts: '1.000001', contentHash: 'abc' } },
        sending: 'progress',
        editedAt: 7,
        cardGone: false,
        seeded: true,
        complete: false,
      },
      stage: { state: 'awaiting' },
    })
  })

  it('in doubt: its new instances are those that nothing explains', () => {
    const { strangers, ...others } = doubt
    expect(readRecord(JSON.stringify(old(before, { state: 'unknown', intent, doubt }))).stage).toEqual({
      state: 'unknown',
      intent,
      doubt: { ...others, unexplained: strangers },
    })
  })

  it('that waits keeps its reason', () => {
    const waits = { state: 'approved', at: 1, tries: 2, notBefore: 3 }
    expect(readRecord(JSON.stringify(old(before, { ...waits, putBack: why }))).stage).toEqual({
      ...waits,
      waitReason: why,
    })
  })

  it('is stored under the names that its own version knows', () => {
    for (const stage of [
      { state: 'unknown', intent, doubt },
      { state: 'approved', at: 1, tries: 2, notBefore: 3, putBack: why },
    ]) {
      const read = readRecord(JSON.stringify(old(before, stage)))
      const stored = JSON.parse(writeRecord(read))
      expect(stored).toMatchObject({ version: before, said, stage })
      expect(stored).not.toHaveProperty('projection')
      expect(readRecord(JSON.stringify(stored))).toEqual(read)
    }
  })
})

it('a record of today is stored as it is', () => {
  const today = opened(asked('kubernetes'), 12)
  expect(JSON.parse(writeRecord(today))).toEqual(today)
})

it('a record of today, of a later version, or what is none, stays as it is', () => {
  const today = opened(asked('kubernetes'), 12)
  expect(upgrade(today)).toBe(today)
  expect(request.parse(today)).toEqual(today)
  for (const other of [{ ...today, version: version + 1 }, old(0), null, 'text', []]) expect(upgrade(other)).toBe(other)
})

it('what is damaged is left for the schema to judge', () => {
  for (const said of [undefined, null, 'text', { messages: null }, { messages: { card: 1 } }])
    expect(() => readRecord(JSON.stringify({ ...Object(old(2)), said }))).toThrow(
      'SO-12 in the database is damaged (projection',
    )
})
