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

const orders = (cluster: string) =>
  stage.playground.cloud.orders.filter(({ clusterId }) => clusterId.endsWith(cluster)).length

it('a Kubernetes cluster, by mouse: from the command to the ready nodes', async () => {
  const ada = await stage.sits('ada')
  await ada.types('/scaleout prod-web 3 checkout is slow, INC-42')
  await ada.input('How many nodes to add').waitFor()
  await ada.shot('form')
  await ada.submits()

  const card = ada.message('3 more nodes for prod-web')
  await ada.tally('white_check_mark', card).waitFor()
  await ada.shot('card')
  await ada.becomes(/Bob/)
  await ada.reacts('white_check_mark', card)
  await card.getByText('1 of 1').waitFor()

  await ada.opensThread(card)
  await ada.thread.getByText('Alibaba Cloud accepted it').waitFor()
  await ada.strip.getByText('ScaleOutCluster').first().waitFor()
  await ada.shot('progress')
  await ada.thread.getByText(/3 nodes ready in prod-web/).waitFor()
  await card.getByText('Done: 3 nodes ready').waitFor()
  await ada.shot('done')
  expect(orders('0001')).toBe(1)
})

it('a sandboxed cluster, in Chinese, approved by two', async () => {
  const mei = await stage.sits('mei')
  await mei.types('/scaleout sandbox-1 1 夜间构建排队一小时')
  await mei.input('增加节点数').waitFor()
  await mei.shot('form-zh')
  await mei.submits()

  const card = mei.message('夜间构建排队一小时')
  const [bob, carol] = [await stage.sits('bob'), await stage.sits('carol')]
  const seenBy = (seat: typeof bob) => seat.message('夜间构建排队一小时')
  await bob.reacts('white_check_mark', seenBy(bob))
  await card.getByText('1 of 2').waitFor()
  expect(orders('0002')).toBe(0)
  await carol.reacts('white_check_mark', seenBy(carol))
  await mei.opensThread(card)
  await mei.thread.getByText(/1 node ready in sandbox-1/).waitFor()
  await mei.shot('done-zh')
  expect(orders('0002')).toBe(1)
})

it('an edge cluster, by keyboard alone', async () => {
  const { page, ...dan } = await stage.sits('dan')
  const keys = page.keyboard
  await page.getByRole('main').getByRole('combobox').focus()
  await keys.type('/sc')
  await page.getByRole('option', { name: /scaleout/ }).waitFor()
  await keys.press('Tab')
  await keys.type('edge-1')
  await keys.press('Enter')
  await dan.input('How many nodes to add').waitFor()
  await tabTo(dan.input('How many nodes to add'))
  await keys.type('2')
  await tabTo(dan.input('Reason'))
  await keys.type('live stream tonight')
  await tabTo(dan.modal.getByRole('button', { name: 'Request' }))
  await keys.press('Enter')
  const card = dan.message('live stream tonight')
  await card.waitFor()

  const carol = await stage.sits('carol')
  const seen = carol.message('live stream tonight')
  await carol.tally('white_check_mark', seen).focus()
  await carol.page.keyboard.press('Enter')
  await dan.opensThread(card)
  await dan.thread.getByText(/2 nodes ready in edge-1/).waitFor()
  expect(orders('0003')).toBe(1)

  /** Presses Tab until this has the focus; a person would give up, too. */
  async function tabTo(target: ReturnType<typeof dan.input>): Promise<void> {
    const hasFocus = () => target.evaluate((element) => element.matches(':focus'))
    for (let times = 0; times < 60; times++) {
      if (await hasFocus()) return
      await keys.press('Tab')
    }
    throw new Error(`Tab does not reach ${target}`)
  }
})
