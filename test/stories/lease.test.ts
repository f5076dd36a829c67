import { describe, expect, it } from 'vitest'
import type { Message } from '../../playground/slack/index.ts'
import type { Backend } from '../../src/backends/backend.ts'
import { sendingWindowOf, usualLease } from '../../src/scaleout/lease.ts'
import { next } from '../../src/scaleout/lifecycle.ts'
import type { Request } from '../../src/scaleout/record.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, posts, prodWeb, saying, thread, unbought } from './approved.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const sendingWindow = sendingWindowOf(usualLease)
const question = saying((why) => en.thread.ask('@ada', why))
const looking = saying((why) => en.thread.looking(why))
const ready = `${en.nodes(2)} ready`

/** Something happens right after a call was written down, before it is sent: the first time only. */
const afterTheWrite =
  (happens: (calling: Request, backend: Backend) => void | Promise<void>) =>
  (backend: Backend): Backend => {
    let first = true
    return {
      ...backend,
      save: async (request, ...rest) => {
        const outcome = await backend.save(request, ...rest)
        if (request.stage.state === 'calling' && first) {
          first = false
          await happens(request, backend)
        }
        return outcome
      },
    }
  }

/** What another process does that takes this one for dead. */
async function takesOver(calling: Request, backend: Backend): Promise<void> {
  if (calling.stage.state !== 'calling') throw new Error('no call')
  const why = { code: 'Interrupted', message: '' }
  const lost = next(calling, { type: 'answer_lost', call: calling.stage.intent.sentAt, why }, world.clock.now())
  if (lost) await backend.save({ ...lost, revision: calling.revision + 1 }, true, true)
}

async function neverAgain(calls: number): Promise<void> {
  await world.passes(30 * minute)
  expect(posts(world)).toHaveLength(calls)
  expect(world.cloud.orders).toHaveLength(calls)
}

describe('the process is stopped between writing the call down and sending it', () => {
  it('too long: nothing is sent then, and the request is requeued and bought once', async () => {
    let backAt = Number.POSITIVE_INFINITY
    world = await stage({
      between: afterTheWrite(() => {
        world.clock.advance(sendingWindow)
        backAt = world.clock.now()
      }),
    })
    const card = await approved(world)
    await thread(world, card, ready)
    await neverAgain(1)
    expect(posts(world)[0]?.at, 'the first try sent nothing').toBeGreaterThanOrEqual(backAt + 2000)
  })

  it('not too long: it is sent', async () => {
    world = await stage({ between: afterTheWrite(() => world.clock.advance(sendingWindow - 1)) })
    const card = await approved(world)
    await thread(world, card, ready)
    expect(world.thread(card).join()).not.toContain('TurnLost')
    await neverAgain(1)
  })

  it('and never learns that it was written down: nothing is sent, it says so, and the request is bought once', async () => {
    world = await stage({
      between: afterTheWrite(() => {
        throw new Error('Command timed out')
      }),
    })
    const card = await approved(world)
    await thread(world, card, ready)
    expect(world.thread(card).join()).not.toMatch(looking)
    await neverAgain(1)
  })

  it('and another one has taken over: the request ends unbought, and nobody has to look for anything', async () => {
    world = await stage({
      between: afterTheWrite(async (calling, backend) => {
        world.clock.advance(minute)
        await takesOver(calling, backend)
      }),
    })
    const card = await approved(world)
    const end = await thread(world, card, unbought)
    expect(end).toContain(en.thread.whatToDo(en.advice.turnLost))
    expect(world.thread(card).join()).not.toMatch(question)
    await neverAgain(0)
  })
})

describe('a call is on its way while another process takes its sender for dead', () => {
  it('its answer is believed all the same', async () => {
    world = await stage({ between: afterTheWrite(takesOver) })
    const card = await approved(world)
    await thread(world, card, ready)
    expect(world.thread(card).join()).not.toMatch(question)
    await neverAgain(1)
  })

  it('a refusal, too', async () => {
    world = await stage({ between: afterTheWrite(takesOver) })
    world.cloud.faults.next('refuse', { code: 'QuotaExceeded.Node', status: 400 })
    const card = await approved(world)
    expect(await thread(world, card, unbought)).toContain('QuotaExceeded.Node')
    expect(world.thread(card).join()).not.toMatch(question)
  })

  describe('and the database has lost the call, so that somebody could cancel, and everybody has read so', () => {
    const cancelled = en.thread.cancelled('@ada', '@bob')

    /** The end is told before the call goes out. */
    async function cancelledMeanwhile(): Promise<void> {
      world = await stage({
        between: afterTheWrite(async (calling, backend) => {
          const bob = calling.votes[0]?.by ?? ''
          const stage = { state: 'cancelled', at: world.clock.now(), by: bob } as const
          await backend.save({ ...calling, stage, revision: calling.revision + 1 }, false, true)
          await backend.schedule({ kind: 'tell', number: calling.number }, 0)
          await world.slack.until(() => {
            const messages = world.slack.channel('prod').messages
            return messages.some((message) => world.reads(message).includes(cancelled))
          })
        }),
      })
    }
    const lastWords = (card: Message): string | undefined => world.thread(card).at(-1)

    it('what was bought is followed, the end is corrected, and a new one mentions who asked', async () => {
      await cancelledMeanwhile()
      const card = await approved(world)
      await thread(world, card, en.thread.notOver('SO-1'))
      await thread(world, card, ready)
      expect(lastWords(card)).toContain(`@ada: ${ready}`)
      await cardSays(world, card, en.state.succeeded(en.nodes(2)))
      expect(world.thread(card).join()).not.toContain(cancelled)
      await neverAgain(1)
    })

    it('and no answer comes: it is looked for', async () => {
      await cancelledMeanwhile()
      world.cloud.faults.next('drop_after')
      const card = await approved(world)
      await thread(world, card, en.thread.notOver('SO-1'))
      await thread(world, card, looking)
      await thread(world, card, ready)
      expect(world.thread(card).join()).not.toContain(cancelled)
      await neverAgain(1)
    })
  })

  it('nobody is asked what became of it before it can have come to an end', async () => {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    await thread(world, card, looking)
    const [sent] = posts(world)
    for (const _ of [1, 2]) world.cloud.faults.foreignScaleOut(prodWeb, 2)
    await thread(world, card, question)
    expect(world.clock.now() - Number(sent?.at)).toBeGreaterThanOrEqual(90_000)
  })
})

it('a message is not said again by a process that stood still while another said it', async () => {
  world = await stage({
    between: (backend) => ({
      ...backend,
      save: async (request, ...rest) => {
        const outcome = await backend.save(request, ...rest)
        const { projection } = request
        if (projection.sending === 'progress' && outcome === 'saved') {
          const elsewhere = { channel: request.approval.channel, ts: '1.000001', contentHash: '' }
          const messages = { ...projection.messages, progress: elsewhere }
          const told = {
            ...request,
            revision: request.revision + 1,
            projection: { ...projection, sending: null, messages },
          }
          await backend.save(told, ...rest)
          world.clock.advance(sendingWindow)
        }
        return outcome
      },
    }),
  })
  const card = await approved(world)
  await thread(world, card, ready)
  expect(world.thread(card)).toHaveLength(1)
})

it('a process that stood still before an edit does not make it, but looks again', async () => {
  let stoodAt = 0
  let lookedAgainAt = 0
  world = await stage({
    between: (backend) => ({
      ...backend,
      get: async (number) => {
        const request = await backend.get(number)
        const calls = world.slack.calls.length
        if (stoodAt > 0) lookedAgainAt ||= calls
        // The end is said, and only the card is behind.
        else if (
          request?.projection.messages.end &&
          !request.projection.complete &&
          request.projection.sending === null
        ) {
          stoodAt = calls
          world.clock.advance(sendingWindow)
        }
        return request
      },
    }),
  })
  const card = await approved(world)
  await cardSays(world, card, en.state.succeeded(en.nodes(2)))
  expect(stoodAt).toBeGreaterThan(0)
  const meanwhile = world.slack.calls.slice(stoodAt, lookedAgainAt)
  expect(meanwhile.map(({ method }) => method)).not.toContain('chat.update')
})

it('a message that may be on its way is not said again at once, though it is not there yet', async () => {
  let begunAt = 0
  let againAt = 0
  world = await stage({
    between: (backend) => ({
      ...backend,
      save: async (request, ...rest) => {
        const outcome = await backend.save(request, ...rest)
        if (request.projection.sending === 'progress' && outcome === 'saved') {
          if (begunAt > 0) againAt = request.projection.begunAt
          else {
            begunAt = request.projection.begunAt
            world.slack.faults.answer('chat.postMessage', 'http500')
          }
        }
        return outcome
      },
    }),
  })
  const card = await approved(world)
  await thread(world, card, ready)
  expect(againAt - begunAt).toBeGreaterThanOrEqual(3000)
  expect(world.thread(card)).toHaveLength(2)
})

it('what happens while a request is being closed is told', async () => {
  let closing = false
  world = await stage({
    between: (backend) => ({
      ...backend,
      save: async (request, ...rest) => {
        const before = await backend.get(request.number)
        const { card } = before?.projection.messages ?? {}
        if (before && card && request.projection.complete && !closing) {
          closing = true
          const messages = { ...before.projection.messages, card: { ...card, contentHash: 'of something new' } }
          const meanwhile = { ...before, revision: before.revision + 1, projection: { ...before.projection, messages } }
          await backend.save(meanwhile, ...rest)
        }
        return backend.save(request, ...rest)
      },
    }),
  })
  const card = await approved(world)
  await thread(world, card, ready)
  for (let edit = 0; edit < 4; edit++) await world.passes(minute)
  expect(closing).toBe(true)
  const [record] = await world.records()
  expect(record?.projection.complete).toBe(true)
  expect(record?.projection.messages.card?.contentHash).not.toBe('of something new')
})

it('a process that stood still while another one edited the card corrects what it wrote over that', async () => {
  let stoodAfter = Number.POSITIVE_INFINITY
  world = await stage({
    between: (backend) => ({
      ...backend,
      // As the last edit of the card is written down, another one has written that it edited it, and left it alone.
      save: async (request, ...rest) => {
        const before = await backend.get(request.number)
        const { card } = before?.projection.messages ?? {}
        const isLast =
          request.stage.state === 'succeeded' && request.projection.messages.card?.contentHash !== card?.contentHash
        if (!before || !card || !isLast || stoodAfter < Number.POSITIVE_INFINITY) return backend.save(request, ...rest)
        stoodAfter = world.slack.calls.length
        const messages = { ...before.projection.messages, card: { ...card, contentHash: 'of another' } }
        const projection = { ...before.projection, messages, complete: true }
        await backend.save({ ...before, revision: before.revision + 1, projection }, ...rest)
        return backend.save(request, ...rest)
      },
    }),
  })
  const card = await approved(world)
  await thread(world, card, ready)
  for (let edit = 0; edit < 4; edit++) await world.passes(minute)
  const later = world.slack.calls.slice(stoodAfter)
  expect(later.filter(({ method, args }) => method === 'chat.update' && args.ts === card.ts)).toHaveLength(1)
  await cardSays(world, card, en.state.succeeded(en.nodes(2)))
  expect((await world.records()).map(({ projection }) => projection.complete)).toEqual([true])
})

it('an answer that cannot be written down at once is written when it can be, and not looked for', async () => {
  let away = 30
  world = await stage({
    between: (backend) => ({
      ...backend,
      save: async (request, ...rest) => {
        if (request.stage.state === 'running' && away-- > 0) {
          // The bot waits for time to pass, and a story only moves it on when the bot does not.
          setImmediate(() => world.clock.advance(1000))
          throw new Error('away')
        }
        return backend.save(request, ...rest)
      },
    }),
  })
  const card = await approved(world)
  await thread(world, card, ready)
  expect(world.thread(card).join()).not.toMatch(looking)
  await neverAgain(1)
})
