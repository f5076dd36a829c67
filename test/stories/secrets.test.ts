import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { lineOf, saying, thread } from './approved.ts'
import { form, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const password = 'Edge-Root<77!'
const minute = 60_000
const json = (text: string): string => JSON.stringify(text).slice(1, -1)
/** As services repeat it: as it is, in JSON, an address, XML and Base64, and cut off. test/scaleout/secret.test.ts has more. */
const quote = [
  password,
  json(password),
  encodeURIComponent(password),
  password.replace('"', '&quot;'),
  Buffer.from(`root:${password}`).toString('base64'),
  password.slice(0, 9),
].join(' ')

/** Everything that anybody can read later: the bytes of the data folder, what Slack was told and shows, and the log. */
function places(): Record<string, string> {
  const files = readdirSync(world.folder).map((file) => readFileSync(join(world.folder, file), 'latin1'))
  return {
    files: files.join('\n'),
    calls: world.slack.calls.map((call) => JSON.stringify(call)).join('\n'),
    slack: world.slack.transcript(),
    log: world.log.join('\n'),
  }
}

/** Six characters in a row of the password, or of its Base64, are as good as all. */
function expectNothingOf(secret: string): void {
  const encoded = Buffer.from(`root:${secret}`).toString('base64').slice(7)
  for (const text of [secret, json(secret), encodeURIComponent(secret), encoded])
    for (let at = 0; at + 6 <= text.length; at++)
      for (const [place, content] of Object.entries(places()))
        expect(content.includes(text.slice(at, at + 6)), `“${text.slice(at, at + 6)}” in ${place}`).toBe(false)
}

async function asksWith(typed: string): Promise<Message> {
  const modal = await form(world, 'ada', '/scaleout edge-1 2 stream')
  modal.fill('login_password', typed)
  expect(await modal.submit()).toEqual({ closed: true })
  return world.card(1)
}

describe('a cloud that quotes the password in every text that it says', () => {
  it('is not repeated when the call is refused with a code that nobody knows, as the quote is part of it: a person is asked', async () => {
    world = await stage()
    const card = await asksWith(password)
    world.cloud.faults.quotes(quote)
    world.cloud.faults.next('refuse', { code: 'InvalidParameter', status: 400 })
    await world.slack.as('bob').reacts('white_check_mark', card)
    const question = saying((why) => en.thread.ask('@ada', why))
    expect(await thread(world, card, question)).toContain('InvalidParameter')
    expectNothingOf(password)
  })

  it('is not repeated when the task fails', async () => {
    world = await stage()
    const card = await asksWith(password)
    world.cloud.faults.quotes(quote)
    world.cloud.faults.nextTask('fail', { code: 'ErrorEdgeNodeNotFound', message: 'The node is gone.' })
    await world.slack.as('bob').reacts('white_check_mark', card)
    const end = await thread(world, card, en.thread.failedTask('@ada', 'SO-1'))
    expect(end).toContain('ErrorEdgeNodeNotFound')
    expect(end).toContain('The node is gone.')
    expectNothingOf(password)
  })

  it('is not repeated when some nodes come', async () => {
    world = await stage()
    const card = await asksWith(password)
    world.cloud.faults.quotes(quote)
    world.cloud.faults.nextTask('partial', { ready: 1 })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, '1 of 2')
    await world.passes(15 * minute)
    expectNothingOf(password)
  })

  it('is not repeated when nobody knows whether it ran, nor when a person says that it did', async () => {
    world = await stage()
    const card = await asksWith(password)
    world.cloud.faults.quotes(quote)
    world.cloud.faults.next('not_json')
    await world.slack.as('bob').reacts('white_check_mark', card)
    const question = saying((why) => en.thread.ask('@ada', why))
    await thread(world, card, question)
    const taskId = world.cloud.faults.foreignScaleOut('Cccfd68c474454665ace07efce9240003', 2)
    await world.slack.as('ada').clicks(lineOf(world, card, question), 'doubt_ran')
    const modal = await world.until(() => world.slack.as('ada').hasModal && world.slack.as('ada').modal(), 'the form')
    modal.fill('task_id', taskId)
    expect(await modal.submit()).toEqual({ closed: true })
    await thread(world, card, 'ready in')
    expectNothingOf(password)
  })

  it('is not repeated where the ids quote it, too: a person is asked', async () => {
    world = await stage()
    const card = await asksWith(password)
    world.cloud.faults.quotes(quote, { ids: true })
    await world.slack.as('bob').reacts('white_check_mark', card)
    const question = saying((why) => en.thread.ask('@ada', why))
    await thread(world, card, question)
    expect(world.cloud.orders).toHaveLength(1)
    expectNothingOf(password)
    expect(told(world, 'ada').join()).not.toContain(password)
  })
})

describe('the means to recognise a typed password', () => {
  it('last as long as its task, and are erased from every byte of the database at its end', async () => {
    world = await stage()
    world.cloud.faults.nextTask('stuck')
    const card = await asksWith(password)
    const [asked] = await world.records()
    const box = asked?.secret?.kind === 'sealed' ? asked.secret.box : ''
    expect(box).not.toBe('')
    await world.slack.as('bob').reacts('white_check_mark', card)
    const taskId = await world.until(() => world.cloud.orders[0]?.taskId, 'the order')
    await world.passes(minute)
    expect((await world.records())[0]?.secret).toMatchObject({ kind: 'sealed', box })
    world.cloud.finish(taskId)
    await thread(world, card, 'ready in')
    await world.quiet()
    expect((await world.records())[0]?.secret).toBeNull()
    expect(places().files).not.toContain(box)
  })

  it('are gone with another key: then the cloud is heard in codes and ids only, and the log says so', async () => {
    world = await stage()
    world.cloud.faults.nextTask('fail', { code: 'OperationDenied.NoStock', message: `for root:${password}` })
    const card = await asksWith(password)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.until(() => world.cloud.orders[0], 'the order')
    await world.stopBot()
    await world.startBot(undefined, { secretKey: new Uint8Array(32).fill(8) })
    const end = await thread(world, card, en.thread.failedTask('@ada', 'SO-1'))
    expect(end).toContain('OperationDenied.NoStock')
    expect(end).toContain(en.thread.whatToDo(en.advice.stock))
    expect(world.log.filter((line) => line.includes('the password of SO-1 cannot be read'))).toHaveLength(1)
    expectNothingOf(password)
  })
})

it('a script that the cloud quotes at length stays out of the thread', async () => {
  const script = '#!/bin/bash\nexport REGISTRY_TOKEN=glpat-abcdefghijklmnop\n'
  world = await stage({
    policy: (source) => Object.assign(source.clusters['prod-web']?.defaults ?? {}, { user_data: script }),
  })
  world.cloud.faults.quotes(`export REGISTRY_TOKEN=glpat-abcdefghijklmnop or ${Buffer.from(script).toString('base64')}`)
  world.cloud.faults.nextTask('fail')
  const card = await world.asks('ada', '/scaleout prod-web 1 busy')
  await world.slack.as('bob').reacts('white_check_mark', card)
  await thread(world, card, en.thread.failedTask('@ada', 'SO-1'))
  expect(world.thread(card).join()).not.toContain('glpat')
  expect(world.thread(card).join()).not.toContain(Buffer.from(script).toString('base64').slice(0, 30))
})
