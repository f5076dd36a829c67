import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { clusterType, clusterTypes } from '../../src/clusters/index.ts'
import { digestOf } from '../../src/scaleout/digest.ts'
import { callOf } from '../../src/scaleout/order.ts'
import type { Request } from '../../src/scaleout/record.ts'
import { storable } from '../../src/scaleout/upgrade.ts'
import { form } from '../stories/asked.ts'
import { stage } from '../stories/stage.ts'

/** As version 2 wrote a request that was made with a key pair. */
function olderForm(request: Request): unknown {
  const type = clusterType(request.cluster.type, clusterTypes)
  if (!type) throw new Error(request.cluster.type)
  const digest = digestOf({ ...request, order: callOf(request, type) }, 'body')
  const { digestForm: _, ...stored } = storable({ ...request, version: 2, digest }) as Record<string, unknown>
  return stored
}

it('a form that an older bot took, and whose answer was lost, is no error when it is sent again', async () => {
  const world = await stage()
  const modal = await form(world, 'ada', '/scaleout prod-web 3 checkout is slow')
  world.slack.faults.loseAnswers = true
  expect(await modal.submit()).toHaveProperty('trouble')
  world.slack.faults.loseAnswers = false
  await world.quiet()
  const [request] = await world.records()
  await world.stopBot()
  const database = new DatabaseSync(join(world.folder, 'scaleout.db'))
  database.prepare('UPDATE requests SET record = ? WHERE number = 1').run(JSON.stringify(request && olderForm(request)))
  database.close()
  await world.startBot()
  expect(await modal.submit()).toEqual({ closed: true })
  expect(await world.records()).toHaveLength(1)
})
