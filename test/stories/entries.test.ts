import { expect, it } from 'vitest'
import type { Backend } from '../../src/backends/backend.ts'
import type { Entry } from '../../src/scaleout/entry.ts'
import { doubtActions } from '../../views/thread.ts'
import { en } from '../../views/words/en.ts'
import { cardSays, thread } from './approved.ts'
import { answer, form, settles } from './asked.ts'
import type { PolicySource } from './policy.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage
let backend: Backend | undefined

const staged = async (policy?: (source: PolicySource) => void): Promise<void> => {
  const between = (opened: Backend): Backend => {
    backend = opened
    return opened
  }
  world = await stage({ between, ...(policy ? { policy } : {}) })
}

/** Of a request, or of what came to none. */
const entries = async (request: number | null): Promise<Entry[]> => (await backend?.entries(request, 1000)) ?? []

const actorOf = ({ by }: Entry): string => (by.kind === 'person' ? by.id.replace('U0', '').toLowerCase() : by.kind)

/** Who did what, and how it was seen; what a task did meanwhile is the cloud's story. */
const story = async (request: number | null): Promise<string[]> =>
  (await entries(request))
    .filter(({ event }) => event !== 'task_read')
    .map((one) => `${actorOf(one)} · ${one.seen} · ${one.event}${one.state ? ` → ${one.state}` : ''}`)

it('who did what, and how it was seen, from a form that was refused to nodes that are ready', async () => {
  await staged(({ limits }) => Object.assign(limits, { nodes_per_request: 5 }))
  const modal = await form(world, 'ada', '/scaleout prod-web 9 my-secret-words')
  expect(await modal.submit()).toHaveProperty('errors')
  await world.quiet()
  expect(await story(null)).toEqual(['ada · form · submission_refused'])
  const [refused] = await entries(null)
  expect(refused?.facts).toEqual({ cluster: 'prod-web', channel: 'C0PROD', because: ['too_many', 'value count'] })

  const card = await world.asks('ada', '/scaleout prod-web 2 my-secret-words')
  for (const person of ['dan', 'ada', 'bob']) {
    await world.slack.as(person).reacts('white_check_mark', card)
    await world.quiet()
  }
  await thread(world, card, `${en.nodes(2)} ready in prod-web`)
  await cardSays(world, card, 'Done:')
  await settles(world)
  expect(await story(1)).toEqual([
    'ada · form · requested → awaiting',
    'dan · event · vote_not_counted → awaiting',
    'ada · event · vote_not_counted → awaiting',
    'bob · event · voted → approved',
    'bot · call · call_started → calling',
    'bot · call · accepted → running',
    'bot · read · task_ended → succeeded',
  ])

  const all = await entries(1)
  const [request] = await world.records()
  expect(all.filter(({ event }) => event === 'vote_not_counted').map(({ facts }) => facts)).toEqual([
    { of: 'U0DAN', verdict: 'approve', because: 'not_listed' },
    { of: 'U0ADA', verdict: 'approve', because: 'requester' },
  ])
  expect(all.find(({ event }) => event === 'voted')?.facts).toMatchObject({ digest: request?.digest })
  expect(all.at(-1)?.facts).toMatchObject({
    task: world.cloud.orders[0]?.taskId,
    nodes: [expect.any(String), expect.any(String)],
  })
  const revisions = all.flatMap(({ revision }) => revision ?? [])
  expect(revisions).toEqual(revisions.toSorted((a, b) => a - b))
  expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => a - b))
  expect(JSON.stringify([all, refused]), 'nothing that a person typed').not.toContain('my-secret-words')
})

it('a vote that is met again and again, as the card is read again, is one entry', async () => {
  await staged()
  const card = await world.asks('ada', '/scaleout prod-web 2')
  await world.slack.as('dan').reacts('white_check_mark', card)
  await world.quiet()
  await world.stopBot()
  await world.slack.as('bob').reacts('white_check_mark', card)
  await world.startBot()
  await cardSays(world, card, 'Done:')
  expect((await story(1)).slice(1, 4)).toEqual([
    'dan · event · vote_not_counted → awaiting',
    'bob · re-read · voted → approved',
    'bot · call · call_started → calling',
  ])
})

it('what is done by command, by button, by the policy file and by time', async () => {
  await staged()
  await world.asks('ada', '/scaleout prod-web 2')
  await answer(world, 'ada', '/scaleout cancel SO-1')
  await world.asks('ada', '/scaleout prod-web 2')
  await world.passes(25 * 60 * 60_000)
  const changed = await world.asks('ada', '/scaleout prod-web 3')
  await world.stopBot()
  await world.slack.as('bob').reacts('white_check_mark', changed)
  await world.startBot(({ limits }) => Object.assign(limits, { nodes_per_request: 2 }))
  await cardSays(world, changed, en.state.failed('TooManyNodes'))

  world.cloud.faults.next('drop_before')
  const doubtful = await world.asks('ada', '/scaleout prod-web 1')
  await world.slack.as('bob').reacts('white_check_mark', doubtful)
  await world.until(
    () =>
      world.slack.channel('prod').messages.some(({ blocks }) => JSON.stringify(blocks).includes(doubtActions.notRun)),
    'the question',
  )
  const question = world.slack
    .channel('prod')
    .messages.find(({ blocks }) => JSON.stringify(blocks).includes(doubtActions.notRun))
  if (question) await world.slack.as('bob').clicks(question, doubtActions.notRun)
  await settles(world)

  const last = async (number: number): Promise<string | undefined> => (await story(number)).at(-1)
  expect(await last(1)).toBe('ada · command · cancelled → cancelled')
  expect(await last(2)).toBe('bot · timer · expired → expired')
  // Slack delivers the vote once more, when it is too late.
  expect(await story(3)).toContain('operator · recheck · aborted → failed')
  expect(await last(4)).toBe('bob · button · declared_not_run → failed')
  expect((await story(4)).filter((one) => one.startsWith('bot · read · searched')).length).toBeGreaterThan(2)
})
