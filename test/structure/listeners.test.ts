import { expect, it } from 'vitest'
import { listeners } from '../../commands/index.ts'
import type { Listener } from '../../commands/listener.ts'
import { sources } from './source.ts'

const surfaces = sources('commands').filter((path) => path !== 'commands/index.ts')

it('every module of commands/ that listens to something is in the list, with all of its listeners', async () => {
  const declared: Listener[] = []
  for (const path of surfaces) {
    const { listeners: own = [] }: { listeners?: readonly Listener[] } = await import(
      new URL(`../../${path}`, import.meta.url).href
    )
    declared.push(...own)
  }
  expect(declared.length).toBeGreaterThan(10)
  expect(new Set(listeners)).toEqual(new Set(declared))
  for (const one of declared) expect(listeners, `${one.on} ${one.id}`).toContain(one)
})

it('no two of them listen to the same thing', () => {
  const claims = listeners.map(({ on, id }) => `${on} ${id}`)
  expect(claims.filter((claim, index) => claims.indexOf(claim) !== index)).toEqual([])
})

it('what a person can act on, says so where it fails: each event names the place, or nobody acts in it', () => {
  const silent = listeners.flatMap((one) => (one.on === 'event' && !one.at ? [one.id] : []))
  expect(silent.sort()).toEqual(['channel_id_changed', 'subteam_members_changed'])
})
