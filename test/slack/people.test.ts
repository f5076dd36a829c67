import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebClient } from '@slack/web-api'
import { pino } from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createClients } from '../../src/slack/clients.ts'
import { createPeople } from '../../src/slack/people.ts'
import { timeouts } from '../../src/slack/timeouts.ts'

/** Answers that Slack still owes, and a server that owes all of them until they are given. */
const owed: { person: string; response: ServerResponse }[] = []
let most = 0
const slack = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  owed.push({ person: new URLSearchParams(body).get('user') ?? '', response })
  most = Math.max(most, owed.length)
  arrived()
})
let arrived = (): void => undefined

afterEach(() => {
  slack.close()
  slack.closeAllConnections()
})

const comes = async (many: number): Promise<void> => {
  while (owed.length < many) {
    const { promise, resolve } = Promise.withResolvers<void>()
    arrived = resolve
    await promise
  }
}
const answer = (): void => {
  const { person, response } = owed.shift() ?? {}
  response
    ?.setHeader('content-type', 'application/json')
    .end(JSON.stringify({ ok: true, user: { id: person, team_id: 'T1' } }))
}

const log = pino({ enabled: false })
const peopleOf = (client: WebClient) =>
  createPeople({
    client,
    installation: { team: 'T1', enterprise: null, botUser: 'UBOT' },
    languages: ['en', 'zh'],
    language: 'en',
    clock: systemClock,
    log,
  })

it('of a crowd a few are asked about at a time, and of everybody in the end', async () => {
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/api/`
  const { interactive } = createClients('xoxb-1', { apiUrl, log, answered: () => undefined })
  const people = peopleOf(interactive)
  const crowd = Array.from({ length: 40 }, (_, index) => `U${index}`)
  const { person } = people.fresh()
  const asked = crowd.map(person)
  await comes(16)
  for (let first = 0; first < 8; first++) answer()
  for (let left = crowd.length - 16; left > 0; left--) {
    answer()
    await comes(8)
  }
  while (owed.length > 0) answer()
  expect((await Promise.all(asked)).map((one) => one?.account)).toEqual(crowd.map(() => 'member'))
  expect(most).toBe(16)
})

it('a wall clock that is set back leaves nobody waiting without end: who was not looked up is unknown', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'Date'] })
  try {
    const info = async ({ user }: { user: string }) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      setTimeout(resolve, 50)
      await promise
      return { ok: true, user: { id: user, team_id: 'T1' } }
    }
    // Its one method that is asked.
    const { person } = peopleOf({ users: { info } } as unknown as WebClient).fresh()
    const asked = Array.from({ length: 30 }, (_, index) => person(`U${index}`))
    await vi.advanceTimersByTimeAsync(60)
    vi.setSystemTime(Date.now() - 3_600_000)
    await vi.advanceTimersByTimeAsync(timeouts.crowd)
    const found = await Promise.all(asked)
    expect(found.slice(0, 8).every((one) => one?.account === 'member')).toBe(true)
    expect(found.slice(16)).toContain(undefined)
  } finally {
    vi.useRealTimers()
  }
})
