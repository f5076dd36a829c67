import { expect, it } from 'vitest'
import { stepsFrom } from '../../src/cloud/steps.ts'

const noon = Date.parse('2026-03-02T12:00:00+08:00')
/** A stage of these seconds after noon, on a clock without parts of a second. */
const stage = (from: number, until: number | null) => ({
  state: until === null ? 'running' : 'success',
  start_time: `2026-03-02 12:00:0${from}`,
  end_time: until === null ? '' : `2026-03-02 12:00:0${until}`,
})
/** Something done, seconds after noon. */
const done = (action: string, at: number) => ({ action, timestamp: `${noon + at * 1000}` })
const names = (body: object): string[] => stepsFrom(body).map(({ name }) => name)

it('a stage that is over is known by what was done in its time', () => {
  const stages = [stage(0, 2), stage(2, 5), stage(5, null)]
  const events = [done('precheck', 0), done('create_instances', 2.4), done('join_nodes', 5.1)]
  expect(names({ stages, events, current_stage: 'join_nodes' })).toEqual(['precheck', 'create_instances', 'join_nodes'])
})

it('stages that begin in the same second have each their own name', () => {
  const stages = [stage(0, 0), stage(0, 2), stage(2, null)]
  const events = [done('precheck', 0.2), done('precheck', 0.3), done('create_instances', 0.8), done('join_nodes', 2.5)]
  expect(names({ stages, events, current_stage: 'join_nodes' })).toEqual(['precheck', 'create_instances', 'join_nodes'])
})

it('no stage has the name of another: without one of its own it has none', () => {
  const stages = [stage(0, 2), stage(2, 5), stage(5, null)]
  expect(names({ stages, events: [done('create_instances', 3)], current_stage: 'join_nodes' })).toEqual([
    '',
    'create_instances',
    'join_nodes',
  ])
  const again = [done('precheck', 0), done('precheck', 3), done('join_nodes', 4)]
  expect(names({ stages, events: again, current_stage: 'join_nodes' })).toEqual(['precheck', '', 'join_nodes'])
})
