import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.leave()
  expect(stage.playground.slack.problems).toEqual([])
})
afterAll(() => stage.close())

it('errors stand at their fields, and what was typed stays', async () => {
  const ada = await stage.sits('ada')
  await ada.types('/scaleout prod-web')
  await ada.fills('How many nodes to add', '99')
  await ada.fills('Reason', 'a very good one')
  await ada.presses('Request')
  expect(await ada.error('How many nodes to add')).toContain('At most 20 nodes per request')
  await ada.shot('field-errors')
  expect(await ada.input('Reason').inputValue()).toBe('a very good one')
  await ada.fills('How many nodes to add', '2')
  await ada.submits()
  await ada.message('a very good one').waitFor()
})

it('advanced parameters with data disks, seen by the approvers and sent as they were approved', async () => {
  const ada = await stage.sits('ada')
  await ada.types('/scaleout prod-web 2 disks for the cache')
  await ada.presses('Show advanced parameters')
  await ada.presses('Add a data disk')
  await ada.presses('Add a data disk')
  await ada.modal.getByText('Data disk 2').waitFor()
  await ada.shot('advanced')
  await ada.submits()
  const card = ada.message('disks for the cache')
  await ada.presses('All parameters', card)
  await ada.modal.getByText('worker_data_disks').first().waitFor()
  await ada.shot('all-parameters')
  await ada.page.keyboard.press('Escape')
  await ada.modal.waitFor({ state: 'detached' })

  const bob = await stage.sits('bob')
  await bob.reacts('white_check_mark', bob.message('disks for the cache'))
  await ada.strip.getByText('worker_data_disks').waitFor()
  const [order] = stage.playground.cloud.orders
  expect(order?.body).toMatchObject({ count: 2, worker_data_disk: true, worker_data_disks: [{}, {}] })
})

it('the form changes with the cluster, keeps what still fits, and Esc leaves it without a trace', async () => {
  const dan = await stage.sits('dan')
  await dan.types('/scaleout')
  await dan.modal.getByText('Choose a cluster to see what it needs.').waitFor()
  await dan.fills('Reason', 'typed before the cluster was chosen')
  await dan.chooses('Cluster', 'edge-1')
  await dan.input('How many nodes to add').waitFor()
  expect(await dan.input('Reason').inputValue()).toBe('typed before the cluster was chosen')
  await dan.page.keyboard.press('Escape')
  await dan.modal.waitFor({ state: 'detached' })
  expect(await dan.message('typed before the cluster was chosen').count()).toBe(0)
})
