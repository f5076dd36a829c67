import { WebClient } from '@slack/web-api'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ shortWait: 1 })
})
afterEach(async () => {
  await stage.leave()
  expect(stage.playground.slack.problems).toEqual([])
})
afterAll(() => stage.close())

/** What the bot says, as it is. */
const botSays = (text: string) => {
  const { slack } = stage.playground
  return new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl }).chat.postMessage({ channel: 'C0PROD', text })
}

it('who is notified carries a badge, until they have seen it', async () => {
  const ada = await stage.sits('ada')
  await ada.types('/scaleout prod-web 1 a badge for the leads')
  await ada.input('How many nodes to add').waitFor()
  await ada.submits()
  await ada.message('a badge for the leads').waitFor()
  const seat = ada.page.getByRole('button', { name: /^You are/ })
  await seat.getByRole('img', { name: 'Notified: Bob Approver, Carol Approver' }).waitFor()
  await seat.click()
  await ada.page.getByRole('menuitemradio', { name: /Bob.*notification/ }).waitFor()
  await ada.shot('badge-seat')
  await ada.page.keyboard.press('Escape')

  const bob = await stage.sits('bob', { channel: 'C0RANDOM' })
  const prod = bob.page.getByRole('link', { name: /^prod/ })
  await prod.getByRole('img', { name: /notification/ }).waitFor()
  await bob.shot('badge-sidebar')
  await prod.click()
  await prod.getByRole('img', { name: /notification/ }).waitFor({ state: 'detached' })
  await seat.getByRole('img', { name: 'Notified: Carol Approver', exact: true }).waitFor()
})

it('no text but Slack’s own markup is a ping or a link, and a link cannot pretend to lead elsewhere', async () => {
  const ada = await stage.sits('ada')
  await ada.types('<!channel> @channel <https://evil.example|https://good.example>')
  const typed = ada.message('<!channel> @channel')
  await typed.getByText('|https://good.example>').waitFor()
  expect(await typed.locator('.mention').count()).toBe(0)
  expect(await typed.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
    'https://evil.example',
    'https://good.example',
  ])

  await botSays(
    '@here &lt;!here&gt; <https://evil.example/x|https://good.example> <https://ok.example|the docs> <!here>',
  )
  const said = ada.message('the docs')
  await said.waitFor()
  expect(await said.locator('.mention').allTextContents()).toEqual(['@here'])
  await said.getByText('(evil.example)').waitFor()
  expect(await said.getByRole('link', { name: 'the docs' }).getAttribute('title')).toBe('https://ok.example')
  expect(await said.locator('.mrkdwn-host').count()).toBe(1)
  await ada.shot('no-pings')
})

it('a request expires soon, once that is switched on', async () => {
  const ada = await stage.sits('ada')
  await ada.arms('Let requests expire after 20 s')
  await ada.strip
    .getByRole('strong')
    .getByText(/Bot is (starting|down)/)
    .waitFor()
  await ada.strip.getByRole('strong').getByText('Bot is running').waitFor()
  await ada.types('/scaleout prod-web 1 nobody looks')
  await ada.input('How many nodes to add').waitFor()
  await ada.submits()
  const card = ada.message('nobody looks')
  await card
    .getByText(/Expired/)
    .first()
    .waitFor()
  await ada.shot('expired')
})
