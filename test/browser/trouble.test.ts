import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Seat } from './seat.ts'
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

const orders = () => stage.playground.cloud.orders.length

/** Ada asks, Bob approves. */
async function approved(ada: Seat, cluster: string, why: string) {
  await ada.types(`/scaleout ${cluster} 2 ${why}`)
  await ada.input('How many nodes to add').waitFor()
  await ada.submits()
  const card = ada.message(why)
  await ada.tally('x', card).waitFor()
  const bob = await stage.sits('bob')
  await bob.reacts('white_check_mark', bob.message(why))
  return card
}

it('the answer of the order is lost: it is looked for, not sent again', async () => {
  const ada = await stage.sits('ada')
  const before = orders()
  await ada.arms('Lose the next order’s answer')
  const card = await approved(ada, 'prod-web', 'the line breaks')
  await ada.strip.getByText('dropped').waitFor()
  await ada.opensThread(card)
  await ada.thread.getByText('It may have run, so it is not sent again.').waitFor()
  await ada.shot('lost-answer')
  await ada.thread.getByText(/2 nodes ready in prod-web/).waitFor()
  expect(orders() - before).toBe(1)
})

it('the next task fails: the thread says why, and what to do', async () => {
  const ada = await stage.sits('ada')
  await ada.arms('Let the next task fail')
  const card = await approved(ada, 'prod-web', 'no stock today')
  await ada.opensThread(card)
  await ada.thread.getByText(/What to do: The instance type is out of stock/).waitFor()
  await ada.shot('failed')
})

it('the bot is killed the moment it orders, and goes on: nothing is bought twice', async () => {
  const ada = await stage.sits('ada')
  const before = orders()
  await ada.arms('Kill the bot as it orders')
  const card = await approved(ada, 'prod-web', 'killed in mid-flight')
  await ada.strip.getByText('killed once').waitFor()
  await ada.shot('killed')
  await ada.strip.getByRole('strong').getByText('Bot is running').waitFor()
  await ada.opensThread(card)
  await ada.thread.getByText(/2 nodes ready in prod-web/).waitFor()
  expect(orders() - before).toBe(1)
})

it('Slack is slow: whoever asks and approves waits longer, and is still heard', async () => {
  const dan = await stage.sits('dan')
  const before = orders()
  await dan.arms('Slow Slack down')
  const card = await approved(dan, 'edge-1', 'patience')
  await card.getByText('1 of 1').waitFor()
  await dan.arms('Slow Slack down')
  await dan.opensThread(card)
  await dan.thread.getByText(/2 nodes ready in edge-1/).waitFor()
  expect(orders() - before).toBe(1)
})
