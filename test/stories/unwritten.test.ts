import { expect, it } from 'vitest'
import { StoreFault } from '../../src/scaleout/ports.ts'
import { en } from '../../views/words/en.ts'
import { lineOf, saying, thread } from './approved.ts'
import { answer, form, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const fault =
  'the database file /data/scaleout.db cannot be written, as its disk is full: make room (database or disk is full)'
const quorum = 2

/** A disk that may be full: what is there can be read, unless it is `unreadable` as well, and nothing is written. */
async function onADisk({ unreadable = false } = {}): Promise<{ full: (is: boolean) => void }> {
  let isFull = false
  const room = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isFull) throw new StoreFault(fault)
    return work()
  }
  world = await stage({
    policy: (source) => Object.assign(source.approval, { quorum }),
    between: (backend) => ({
      ...backend,
      create: (...args) => room(() => backend.create(...args)),
      save: (...args) => room(() => backend.save(...args)),
      get: (...args) => (unreadable ? room(() => backend.get(...args)) : backend.get(...args)),
    }),
  })
  return {
    full: (is) => {
      isFull = is
    },
  }
}

it('the author of a vote that cannot be written is told so, once, and it counts when there is room again', async () => {
  const disk = await onADisk()
  const card = await world.asks('ada', '/scaleout prod-web 1 slow')
  disk.full(true)
  await world.slack.as('bob').reacts('white_check_mark', card)
  await world.quiet()
  expect(told(world, 'bob')).toEqual([expect.stringContaining(en.command.unwritten)])
  expect(world.log.join('\n')).toContain(fault)
  disk.full(false)
  await world.passes(60_000)
  await world.until(() => world.reads(card).includes('@bob'), 'the vote on the card')
  expect(told(world, 'bob')).toHaveLength(1)

  disk.full(true)
  await world.slack.as('bob').unreacts('white_check_mark', card)
  await world.quiet()
  expect(told(world, 'bob')).toHaveLength(2)
  disk.full(false)
  await world.passes(60_000)
  expect((await world.records())[0]?.votes).toEqual([])
})

it('however often somebody reacts while nothing can be written, the bot says so a few times a minute only', async () => {
  const disk = await onADisk()
  const card = await world.asks('ada', '/scaleout prod-web 1 slow')
  disk.full(true)
  for (let times = 0; times < 15; times++) {
    await world.slack.as('bob').reacts('white_check_mark', card)
    await world.slack.as('bob').unreacts('white_check_mark', card)
    await world.quiet()
  }
  expect(told(world, 'bob')).toHaveLength(10)
})

it('nobody is told of a reaction that is no vote, nor of one on a message that is not the bot’s', async () => {
  const disk = await onADisk()
  const card = await world.asks('ada', '/scaleout prod-web 1 slow')
  disk.full(true)
  const words = await world.slack.as('bob').says('looks fine', 'prod')
  await world.slack.as('bob').reacts('eyes', card)
  await world.slack.as('bob').reacts('white_check_mark', words)
  await world.quiet()
  expect(told(world, 'bob')).toEqual([])
})

it('whoever sends a form, presses a button or types a command learns it in the place where they did it', async () => {
  const disk = await onADisk()
  const card = await world.asks('ada', '/scaleout prod-web 1 slow')
  const modal = await form(world, 'ada', '/scaleout prod-web 2 more')
  disk.full(true)
  expect(await modal.submit()).toEqual({ errors: { cluster: en.submit.broken } })
  await world.slack.as('ada').clicks(card, 'card_cancel')
  await world.quiet()
  expect(told(world, 'ada').at(-1)).toContain(en.command.trouble)
  await answer(world, 'ada', '/scaleout cancel SO-1')
  await world.quiet()
  expect(told(world, 'ada').filter((line) => line.includes(en.command.trouble))).toHaveLength(2)
  disk.full(false)
  await world.passes(60_000)
  expect((await world.records()).map(({ stage: { state } }) => state)).toEqual(['awaiting'])
})

it('whoever names the task of an unclear call keeps the form, with the error in it', async () => {
  const disk = await onADisk({ unreadable: true })
  world.cloud.faults.next('drop_before')
  const card = await world.asks('ada', '/scaleout prod-web 2 slow')
  await world.slack.as('bob').reacts('white_check_mark', card)
  await world.slack.as('carol').reacts('white_check_mark', card)
  const question = saying((why) => en.thread.ask('@ada', why))
  await thread(world, card, question)
  await world.slack.as('ada').clicks(lineOf(world, card, question), 'doubt_ran')
  const modal = await world.until(() => world.slack.as('ada').hasModal && world.slack.as('ada').modal(), 'the form')
  modal.fill('task_id', world.cloud.faults.foreignScaleOut('c82e6987e2961451182edacd74faf0001', 2))
  disk.full(true)
  expect(await modal.submit()).toEqual({ errors: { task_id: en.submit.broken } })
  disk.full(false)
})
