import { expect, it } from 'vitest'
import { masterKilled } from './sentinel.ts'

/** Nobody is killed here: what was asked for before would wait for a minute and a half. That part is `npm run chaos`. */
it('over TLS, and behind Sentinel, requests go through', async () => {
  const kept = { lost: 0, twice: 0, doubled: 0, unbought: 0, broken: [] }
  expect(await masterKilled({ requests: 5, rounds: 0 })).toMatchObject({ requests: 5, once: 5, ...kept })
}, 120_000)
