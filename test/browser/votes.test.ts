import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { en } from '../../views/words/en.ts'
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

/** Asks for nodes, and waits for the card with its emoji. */
async function asks(seat: Seat, cluster: string, why: string) {
  await seat.types(`/scaleout ${cluster} 1 ${why}`)
  await seat.input('How many nodes to add').waitFor()
  await seat.submits()
  const card = seat.message(why)
  await seat.tally('x', card).waitFor()
  return card
}

it('one’s own approval does not count, and only the person learns it', async () => {
  const bob = await stage.sits('bob')
  const ada = await stage.sits('ada')
  const card = await asks(bob, 'prod-web', 'bob asks for himself')
  await bob.reacts('white_check_mark', card)
  const refusal = 'Your vote on your own request does not count.'
  const told = bob.message(refusal)
  await told.getByText('Only visible to you').waitFor()
  await bob.shot('own-vote')
  await card.getByText('0 of 1').waitFor()
  expect(stage.playground.cloud.orders).toHaveLength(0)

  // And it is withdrawn by its button, which asks first.
  await bob.presses('Cancel request', card)
  await bob.modal.getByText('Nothing is bought.').waitFor()
  await bob.shot('confirm')
  await bob.presses('Keep it')
  await card.getByText('Waiting for approval').waitFor()
  await bob.presses('Cancel request', card)
  await bob.presses('Cancel it')
  await card.getByText('Cancelled by').waitFor()

  // Ada's page has come as far, and never showed her what was said to him alone.
  await ada.message('bob asks for himself').getByText('Cancelled by').waitFor()
  expect(await ada.message(refusal).count()).toBe(0)
})

it('a guest may neither ask nor approve', async () => {
  const greta = await stage.sits('greta')
  await greta.types('/scaleout prod-web 1 please')
  const refusal = 'Only full members of this workspace can do this; you are a guest here.'
  await greta.modal.getByText(refusal).waitFor()
  await greta.shot('guest')
  await greta.page.keyboard.press('Escape')
  await greta.modal.waitFor({ state: 'detached' })

  const ada = await stage.sits('ada')
  const card = await asks(ada, 'prod-web', 'greta looks on')
  await greta.reacts('white_check_mark', greta.message('greta looks on'))
  await greta.message(en.refusal.not_listed).getByText('Only visible to you').waitFor()
  await card.getByText('0 of 1').waitFor()
  expect(stage.playground.cloud.orders).toHaveLength(0)
})

it('a stranger sees the shared channel only, and is told that the command is not his', async () => {
  const otto = await stage.sits('otto')
  await otto.page.getByRole('navigation').getByText('partners').waitFor()
  expect(await otto.page.getByRole('navigation').getByText('prod', { exact: true }).count()).toBe(0)
  await otto.types('/scaleout prod-web 1 please')
  await otto.message('/scaleout is not a valid command').getByText('Only visible to you').waitFor()
})

it('a vote is taken back, and the tally moves at once', async () => {
  const mei = await stage.sits('mei')
  const bob = await stage.sits('bob')
  await mei.types('/scaleout sandbox-1 1 要批两次')
  await mei.input('增加节点数').waitFor()
  await mei.submits()
  const card = mei.message('要批两次')
  const seen = bob.message('要批两次')
  await bob.reacts('white_check_mark', seen)
  await card.getByText('1 of 2').waitFor()
  await mei.tally('white_check_mark', card).getByText('2').waitFor()
  await bob.tally('white_check_mark', seen).and(bob.page.locator('[aria-pressed=true]')).waitFor()
  await bob.reacts('white_check_mark', seen)
  await card.getByText('0 of 2').waitFor()
  await mei.tally('white_check_mark', card).getByText('1').waitFor()
  await bob.tally('white_check_mark', seen).and(bob.page.locator('[aria-pressed=false]')).waitFor()
  expect(stage.playground.cloud.orders).toHaveLength(0)
})
