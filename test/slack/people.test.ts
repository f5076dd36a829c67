import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createClients } from '../../src/slack/clients.ts'
import { createPeople } from '../../src/slack/people.ts'

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

it('of a crowd a few are asked about at a time, and of everybody in the end', async () => {
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/api/`
  const log = pino({ enabled: false })
  const { interactive } = createClients('xoxb-1', { apiUrl, log, answered: () => undefined })
  const people = createPeople({
    client: interactive,
    installation: { team: 'T1', enterprise: null, botUser: 'UBOT' },
    languages: ['en', 'zh'],
    language: 'en',
    clock: systemClock,
    log,
  })
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
