import { expect, it } from 'vitest'
import { jobIn, queueNames, queueOf } from '../../src/backends/queues.ts'
import { jobKinds } from '../../src/scaleout/job-kinds.ts'
import { lifecycle } from '../../src/scaleout/lifecycle.ts'

it('every job that a state calls for, and the one that brings Slack up to date, has a queue of its table', () => {
  const called = Object.values(lifecycle).flatMap(({ job }) => job ?? [])
  expect(Object.keys(jobKinds).sort()).toEqual([...new Set([...called, 'tell'])].sort())
  const used = [...called, 'tell' as const].map((kind) => queueOf({ kind, number: 1 }))
  expect([...new Set(used)].sort()).toEqual([...queueNames].sort())
})

it('neither polling nor posting holds up what acts', () => {
  const acting = queueOf({ kind: 'execute', number: 1 })
  for (const kind of ['follow', 'resolve', 'tell'] as const) expect(queueOf({ kind, number: 1 })).not.toBe(acting)
})

it('an entry of a queue is a job, or an error', () => {
  expect(jobIn({ name: 'follow', data: 12 })).toEqual({ kind: 'follow', number: 12 })
  for (const odd of [
    { name: 'toString', data: 12 },
    { name: 'follow', data: '12' },
  ])
    expect(() => jobIn(odd)).toThrow()
})
