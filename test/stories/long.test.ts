import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { zh } from '../../views/words/zh.ts'
import { approved, cardSays, thread } from './approved.ts'
import { directly, form, inLine, ruled, settles } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const always = { times: Number.POSITIVE_INFINITY }
const chinese = '结算服务变慢，需要更多节点来分担流量。'.repeat(79).slice(0, 1500)
const refusals = () =>
  world.slack.calls.filter(({ method, error }) => method.startsWith('chat.') && error !== undefined).map((c) => c.error)
const edits = ({ ts }: Message) =>
  world.slack.calls.filter(({ method, args }) => method === 'chat.update' && args.ts === ts)

/** Asked for with a reason of 1,500 Chinese characters. */
async function asked(): Promise<Message> {
  const modal = await form(world, 'ada', '/scaleout prod-web 2')
  expect(await modal.fill('reason', chinese).submit()).toEqual({ closed: true })
  return world.card(1)
}

describe('a reason of 1,500 Chinese characters', () => {
  it('goes with its request from the card to the end, and Slack refuses nothing', async () => {
    world = await stage({ policy: (source) => Object.assign(source, { language: 'zh' }) })
    const card = await asked()
    expect(card.text).toContain('…')
    expect(world.reads(card)).toContain(chinese.slice(0, 900))
    world.cloud.faults.nextTask('stuck')
    await world.slack.as('bob').reacts('white_check_mark', card)
    const order = await world.until(() => world.cloud.orders[0], 'the call')
    await cardSays(world, card, zh.state.running(`\`${order.taskId}\``))
    await thread(world, card, zh.progress.waiting)
    world.cloud.finish(order.taskId)
    await thread(world, card, `${zh.nodes(2)}已就绪`)
    await cardSays(world, card, zh.state.succeeded(zh.nodes(2)))
    expect(refusals()).toEqual([])
  })

  it('of a request that is declined: its card says so', async () => {
    world = await stage()
    const card = await asked()
    await world.slack.as('bob').reacts('x', card)
    await cardSays(world, card, en.state.rejected('@bob'))
    expect(refusals()).toEqual([])
  })
})

describe('Slack finds an edit too long all the same', () => {
  it.each(['msg_too_long', 'msg_blocks_too_long', 'invalid_blocks'])(
    '%s: the card says shortly where things stand and keeps its digest and buttons',
    async (error) => {
      world = await stage()
      const card = await asked()
      const [, digest = ''] = /Digest `([\da-f-]+)`/.exec(world.reads(card)) ?? []
      world.slack.faults.answer('chat.update', { error })
      await world.slack.as('bob').reacts('white_check_mark', card)
      await cardSays(world, card, en.state.succeeded(en.nodes(2)))
      await thread(world, card, `${en.nodes(2)} ready`)
      await settles(world)
      const text = world.reads(card)
      for (const said of ['SO-1: 2 more nodes for prod-web', en.short.card, digest, en.card.details])
        expect(text).toContain(said)
      expect(refusals()).toEqual([error])
      expect((await world.records())[0]?.projection.complete).toBe(true)
    },
  )

  it('whatever it is: each state is tried once or twice, and the thread goes on', async () => {
    world = await stage()
    const card = await asked()
    world.slack.faults.answer('chat.update', { error: 'msg_too_long' }, always)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, `${en.nodes(2)} ready`)
    await settles(world)
    expect(edits(card).length).toBeLessThan(8)
    expect((await world.records())[0]?.projection.complete).toBe(true)
  })
})

describe('Slack finds a post too long all the same', () => {
  it('the card comes in a short form, which can be approved', async () => {
    world = await stage()
    world.slack.faults.answer('chat.postMessage', { error: 'msg_blocks_too_long' })
    const card = await asked()
    for (const said of [en.state.awaiting, en.short.card, 'Approvals needed: 1', en.card.cancel])
      expect(world.reads(card)).toContain(said)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, `${en.nodes(2)} ready`)
  })

  it('no form of the card: the request ends, and the requester hears Slack’s own word', async () => {
    world = await stage()
    const modal = await form(world, 'ada', '/scaleout prod-web 2')
    world.slack.faults.answer('chat.postMessage', { error: 'invalid_blocks' }, { times: 2 })
    await modal.submit()
    await world.until(() => directly(world, 'ada').length > 0, 'a direct message')
    expect(directly(world, 'ada')[0]).toContain(en.slack.says('invalid_blocks'))
    await settles(world)
    expect((await world.records())[0]?.stage.state).toBe('cancelled')
  })

  it.each([
    ['progress', () => approved(world)],
    ['end', () => approved(world)],
    ['doubt', doubted],
    ['question', doubted],
    ['overdue', overdue],
    ['waiting', () => inLine(world)],
    ['notice', () => world.asks('ada', '/scaleout prod-web 2')],
  ])('the message “%s” comes in a short form, once', async (key, happens) => {
    const refused = new Set<number>()
    world = await stage({
      policy: key === 'notice' ? ruled({ channel: 'C0APPROVE' }) : () => undefined,
      between: (backend) => ({
        ...backend,
        save: async (request, ...rest) => {
          if (request.projection.sending === key && refused.size === 0) {
            refused.add(request.number)
            world.slack.faults.answer('chat.postMessage', { error: 'msg_blocks_too_long' })
          }
          return backend.save(request, ...rest)
        },
      }),
    })
    await happens()
    const [message] = await world.until(() => saidAs(key).length > 0 && saidAs(key), key)
    const [number] = refused
    expect(message && world.reads(message)).toContain(en.short.other(`SO-${number}`))
    expect(refusals()).toEqual(['msg_blocks_too_long'])
  })
})

/** The living messages of a kind, by how the bot marks them. */
const saidAs = (key: string): Message[] =>
  world.slack.workspace.channels
    .flatMap(({ messages }) => messages)
    .filter(({ metadata, deleted }) => metadata?.event_payload.key === key && !deleted)

async function doubted(): Promise<void> {
  world.cloud.faults.next('drop_before')
  await approved(world)
}

async function overdue(): Promise<void> {
  world.cloud.faults.nextTask('stuck')
  await approved(world)
}

it('progress with many long steps stays within what Slack takes', async () => {
  const step = { name: '创建实例'.repeat(30), state: 'running', message: '正在等待实例就绪'.repeat(60) }
  world = await stage({
    between: (backend) => ({
      ...backend,
      save: async (request, ...rest) => {
        const { stage: at } = request
        if (at.state !== 'running') return backend.save(request, ...rest)
        const steps = Array.from({ length: 60 }, (_, n) => ({ ...step, name: `${n} ${step.name}` }))
        return backend.save({ ...request, stage: { ...at, task: { ...at.task, steps } } }, ...rest)
      },
    }),
  })
  world.cloud.faults.nextTask('stuck')
  const card = await approved(world)
  await thread(world, card, '59 创建实例')
  await settles(world)
  expect(world.thread(card)[0]).toContain('…')
  expect(refusals()).toEqual([])
})
