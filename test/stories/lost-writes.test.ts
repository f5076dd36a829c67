import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import type { Backend } from '../../src/backends/backend.ts'
import type { Request } from '../../src/scaleout/record.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, posts, prodWeb, saying, thread } from './approved.ts'
import { settles } from './asked.ts'
import { type Stage, type Staging, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const always = { times: Number.POSITIVE_INFINITY }
const question = en.thread.askBack('@ada')
const ready = `${en.nodes(2)} ready`
const unsettled = saying((date) => en.state.unsettled(date))

/** A Redis that has just run anew, each time that the bot starts; it counts ten seconds as replicas' clocks may differ. */
const suddenly = (backend: Backend): Backend => {
  const gap = { at: world ? world.clock.now() + 10_000 : 0, sudden: true }
  return { ...backend, lastGap: async () => gap }
}

/** Ada asks, what stands in the database then is copied, and the copy comes back after `what`. */
async function restored(staging: Staging, what: (card: Message) => Promise<unknown>): Promise<Message> {
  world = await stage(staging)
  const card = await world.asks('ada', '/scaleout prod-web 2 checkout is slow')
  const file = join(world.folder, 'scaleout.db')
  await world.stopBot()
  copyFileSync(file, `${file}.copy`)
  await world.startBot()
  await what(card)
  await world.stopBot()
  world.clock.advance(1000)
  copyFileSync(`${file}.copy`, file)
  await world.startBot()
  return card
}

/** Bob approves, and the call is made. */
async function called(card: Message): Promise<string> {
  await world.slack.as('bob').reacts('white_check_mark', card)
  return world.until(() => world.cloud.orders[0]?.taskId, 'the call')
}

/** The same, but the card is not brought up to date. */
async function calledInSilence(card: Message): Promise<string> {
  world.slack.faults.answer('chat.update', { error: 'edit_window_closed' }, always)
  return called(card)
}

async function neverAgain(): Promise<void> {
  await settles(world)
  await world.passes(30 * minute)
  expect(posts(world)).toHaveLength(1)
}

describe('the store has lost that the call was made', () => {
  it('the card names the task: it is followed', async () => {
    const card = await restored({}, async (card) => {
      await called(card)
      await cardSays(world, card, 'Running: task')
    })
    await thread(world, card, ready)
    expect(world.thread(card).join()).not.toContain(question)
    await neverAgain()
  })

  it('after it has ended: a person is asked, who finds the task named', async () => {
    const card = await restored({}, async (card) => {
      await called(card)
      await cardSays(world, card, 'Done:')
    })
    const asked = await thread(world, card, question)
    expect(asked).toContain(en.thread.candidates(`\`${world.cloud.orders[0]?.taskId}\``))
    await neverAgain()
  })

  it('the card says nothing, and an old copy is there: a person is asked, who finds the task named', async () => {
    const card = await restored({}, calledInSilence)
    const asked = await thread(world, card, question)
    expect(asked).toContain(en.thread.candidates(`\`${world.cloud.orders[0]?.taskId}\``))
    await neverAgain()
  })

  it('the card says nothing, and its last moments are lost: the one task that fits is followed', async () => {
    const card = await restored({ between: suddenly }, calledInSilence)
    await thread(world, card, en.thread.lookingBack)
    await thread(world, card, ready)
    expect(world.thread(card).join()).not.toContain(question)
    await neverAgain()
  })

  it('the lists of the cloud are behind: the call waits until they cannot be', async () => {
    const card = await restored({ between: suddenly, cloud: { listLag: 25_000 } }, calledInSilence)
    await thread(world, card, ready)
    await neverAgain()
  })

  it('the tasks cannot be read: the call waits, and when they never can, a person is asked', async () => {
    const card = await restored({}, calledInSilence)
    world.cloud.faults.reads('500', { action: 'DescribeClusterTasks', ...always })
    const asked = await thread(world, card, question)
    expect(asked).toContain(en.thread.unread)
    await neverAgain()
  })
})

it('the store has lost that it was cancelled: the card still says so, and nobody’s approval buys anything', async () => {
  const card = await restored({}, async (card) => {
    await world.slack.as('ada').clicks(card, 'card_cancel')
    await cardSays(world, card, en.state.cancelled('@ada'))
  })
  await world.slack.as('bob').reacts('white_check_mark', card)
  await thread(world, card, question)
  expect(posts(world)).toHaveLength(0)
})

describe('the store may have lost something, but not this', () => {
  it('its last moments: the call waits until one that was lost would show, the card says so, and it is made once', async () => {
    const staging = { between: suddenly }
    world = await stage(staging)
    const card = await world.asks('ada', '/scaleout prod-web 2')
    await world.passes(minute)
    await world.stopBot()
    await world.startBot()
    const back = world.clock.now()
    await world.slack.as('bob').reacts('white_check_mark', card)
    await cardSays(world, card, unsettled)
    await thread(world, card, ready)
    expect(Number(posts(world)[0]?.at) - back).toBeGreaterThanOrEqual(90_000)
    await neverAgain()
  })

  it('a task for another number of nodes, and those of other requests, are nothing to it', async () => {
    world = await stage()
    const first = await approved(world, '/scaleout prod-web 2 the first')
    await thread(world, first, ready)
    const card = await world.asks('dan', '/scaleout prod-web 2 the second')
    world.cloud.faults.foreignScaleOut(prodWeb, 5)
    await world.passes(minute)
    await world.stopBot()
    await world.startBot()
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, ready)
    expect(world.cloud.orders).toMatchObject([{ body: { count: 2 } }, { body: { count: 2 } }])
  })

  it('a task that somebody else began long after it came back is nothing to it', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    await world.passes(minute)
    await world.stopBot()
    await world.startBot()
    await world.passes(10 * minute)
    world.cloud.faults.foreignScaleOut(prodWeb, 2)
    await world.passes(minute)
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, ready)
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('a task that fits cannot be told from a lost one: a person is asked', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    const foreign = world.cloud.faults.foreignScaleOut(prodWeb, 2)
    await world.passes(minute)
    await world.stopBot()
    await world.startBot()
    await world.slack.as('bob').reacts('white_check_mark', card)
    expect(await thread(world, card, question)).toContain(foreign)
    expect(posts(world)).toHaveLength(0)
  })
})

describe('it loses the call while that is on its way', () => {
  /** Right after a call was written down, the record stands as it did before: the first time only. */
  const forgetsCalls = (): ((backend: Backend) => Backend) => {
    let before: Request | undefined
    let times = 1
    return (backend) => ({
      ...backend,
      save: async (request, ...rest) => {
        const outcome = await backend.save(request, ...rest)
        if (request.stage.state === 'calling' && before && times-- > 0)
          await backend.save({ ...before, revision: request.revision + 1 }, false, true)
        if (request.stage.state === 'approved') before = request
        return outcome
      },
    })
  }

  it('the answer is lost as well: it is looked for, and not sent again', async () => {
    world = await stage({ between: forgetsCalls() })
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    await thread(world, card, ready)
    await neverAgain()
  })

  it('its number is another request’s when the answer comes: that one does not take its task', async () => {
    let asked: Request | undefined
    world = await stage({
      between: (backend) => ({
        ...backend,
        save: async (request, ...rest) => {
          const outcome = await backend.save(request, ...rest)
          if (request.stage.state === 'awaiting') asked = request
          if (request.stage.state === 'calling' && asked)
            await backend.save({ ...asked, origin: 'V0ANOTHER', revision: request.revision + 1 }, false, true)
          return outcome
        },
      }),
    })
    await approved(world)
    await world.until(() => world.cloud.orders.length === 1, 'the call')
    await world.quiet()
    expect((await world.records()).map(({ stage: { state } }) => state)).toEqual(['awaiting'])
    expect(world.log.join()).toContain(`task ${world.cloud.orders[0]?.taskId} was accepted for it`)
  })

  it('its answer puts the record right', async () => {
    world = await stage({ between: forgetsCalls() })
    const card = await approved(world)
    await thread(world, card, ready)
    await neverAgain()
  })
})

describe('its last moments are lost, and with them', () => {
  const cards = () =>
    world.slack.channel('prod').messages.filter(({ text, threadTs }) => threadTs === undefined && text.includes('SO-1'))
  const asks = async (person: string, command: string): Promise<void> => {
    const hand = world.slack.as(person)
    await hand.types(command, 'prod')
    await world.until(() => hand.hasModal && hand.modal().has('count'), 'the form')
    expect(await hand.modal().submit()).toEqual({ closed: true })
  }
  /** What stands in the database before `what` comes back after it. */
  async function forgets(what: () => Promise<unknown>): Promise<void> {
    const file = join(world.folder, 'scaleout.db')
    await world.stopBot()
    copyFileSync(file, `${file}.copy`)
    await world.startBot()
    await what()
    await world.stopBot()
    world.clock.advance(1000)
    copyFileSync(`${file}.copy`, file)
  }

  it('that a message was said: it is found, and not said again', async () => {
    let held = true
    world = await stage({
      between: (backend) => {
        const untilPost = async (channel: string): Promise<number> => (held ? minute : backend.pace.untilPost(channel))
        return { ...suddenly(backend), pace: { ...backend.pace, untilPost } }
      },
    })
    await asks('ada', '/scaleout prod-web 2 checkout is slow')
    let card: Message | undefined
    await forgets(async () => {
      held = false
      await world.passes(minute)
      card = await world.card(1)
    })
    await world.startBot()
    await world.passes(minute)
    expect(cards()).toEqual([card])
    await world.slack.as('bob').reacts('white_check_mark', cards()[0] as Message)
    await thread(world, cards()[0] as Message, ready)
  })

  it('a whole request: the next one gets its number, and neither its card nor its votes', async () => {
    world = await stage({ between: suddenly })
    await forgets(async () => world.asks('ada', '/scaleout prod-web 20 checkout is slow'))
    const [lost] = cards()
    await world.slack.as('bob').reacts('white_check_mark', lost as Message)
    await world.startBot()
    await asks('carol', '/scaleout prod-web 2 checkout is slow')
    await world.passes(minute)
    expect(cards()).toHaveLength(2)
    expect((await world.records()).map(({ number, stage: { state } }) => [number, state])).toEqual([[1, 'awaiting']])
    await world.passes(30 * minute)
    expect(posts(world)).toHaveLength(0)
  })
})

it('the store runs anew between the last look and the call: nothing is sent before everything was looked at again', async () => {
  let gap = { at: 0, sudden: true }
  world = await stage({
    between: (backend) => ({
      ...backend,
      lastGap: async () => gap,
      save: async (request, ...rest) => {
        if (request.stage.state === 'calling' && gap.at === 0) gap = { at: world.clock.now() + 1, sudden: true }
        return backend.save(request, ...rest)
      },
    }),
  })
  const card = await approved(world)
  const began = world.clock.now()
  await thread(world, card, ready)
  expect(Number(posts(world)[0]?.at) - began).toBeGreaterThanOrEqual(90_000)
  await neverAgain()
})

it('a store that does not confirm that it keeps the call: nothing is sent until it does', async () => {
  let refusals = 2
  world = await stage({
    between: (backend) => ({
      ...backend,
      persist: async () => {
        refusals -= 1
        if (refusals >= 0) throw new Error('not yet')
      },
    }),
  })
  const card = await approved(world)
  await cardSays(world, card, unsettled)
  expect(posts(world)).toHaveLength(0)
  await thread(world, card, ready)
  await neverAgain()
})
