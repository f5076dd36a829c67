import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acme } from '../../playground/slack/acme.ts'
import type { Message, Modal } from '../../playground/slack/index.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import { shortDigest } from '../../src/scaleout/digest.ts'
import type { Request } from '../../src/scaleout/record.ts'
import { cardActions } from '../../views/card.ts'
import { actions } from '../../views/form/state.ts'
import { doubtActions } from '../../views/thread.ts'
import { languages } from '../../views/words/index.ts'
import { madeUp, textsIn, unmarked } from '../views/made-up.ts'
import { form, settles } from './asked.ts'
import { redraws } from './forms.ts'
import type { PolicySource } from './policy.ts'
import { type Stage, type Staging, stage } from './stage.ts'

/** A language that is nowhere but here. */
const nobodys = madeUp('xx')
const minute = 60_000

/** What is typed in these stories, in words that are in no sentence of the bot's. */
const reason = 'qwertz asdfgh'
const usual = [reason, 'zuiop', 'prod-wb', 'yxcvb', 'T-nosuchtask', 'cancel', 'status']

/** What fields show that is no sentence: wire names, values that are known by themselves, examples of ids. */
const fieldNames = clusterTypes.flatMap(({ fields }) =>
  fields
    .flatMap((field) => [field, ...(field.control.kind === 'group' ? field.control.fields : [])])
    .flatMap(({ wire, control }) => [
      wire,
      'options' in control ? control.options.map(({ value }) => value).join(' ') : '',
      control.kind === 'text' ? (control.placeholder ?? '') : '',
    ]),
)

let world: Stage
/** What was answered at once, and not through a call of Slack's. */
let heard: string[]
let typed: string[]
let policyFile: string

/** Everybody here reads the made-up language, and the channels speak it. */
async function open(staging: Staging = {}, policy: (source: PolicySource) => void = () => undefined): Promise<void> {
  const people = acme.people.map((person) => ({ ...person, locale: 'xx-XX' }))
  world = await stage({
    ...staging,
    languages: [...languages, nobodys],
    slack: { workspace: { ...acme, people } },
    policy: (source) => {
      Object.assign(source, { language: 'xx' })
      policy(source)
      policyFile = JSON.stringify(source)
    },
  })
}

beforeEach(() => {
  heard = []
  typed = [...usual]
})

afterEach(async () => {
  await settles(world)
  const { slack, cloud } = world
  const texts = [...heard, ...slack.calls.flatMap(({ args }) => textsIn(readable(args)))]
  const records = await world.records()
  const foreign = new Set(
    unmarked([...typed, ...fieldNames, policyFile, ...theirs(records), JSON.stringify(cloud.calls)].join(' ')),
  )
  expect(texts.length).toBeGreaterThan(50)
  const strange = (text: string): boolean =>
    unmarked(cloudSays.reduce((left, phrase) => left.replaceAll(phrase, ' '), text)).some((word) => !foreign.has(word))
  expect([...new Set(texts.filter(strange))]).toEqual([])
})

/** Sentences and codes of the stand-in for the cloud, and codes by which the bot and its machine call a fault. */
const cloudSays = [
  ...[
    'checking quota and stock',
    'waiting for instances',
    'waiting for nodes to join',
    'waiting for nodes to be ready',
  ],
  ...[
    'The requested type is out of stock in the zone.',
    'Unexpected failure.',
    'Unknown · The node did not join the cluster in time.',
  ],
  ...['1 of 2 nodes did not become ready in time.', 'NodeJoinTimeout', 'OperationDenied.NoStock', 'InvalidParameter'],
  ...['ConnectionLost', 'ECONNRESET', 'NotRun'],
]

/** What of a request is the cloud's, or a number by which things are called. */
const theirs = (records: readonly Request[]): string[] => [
  'POST /api/v2/clusters precheck create_instances join_nodes wait_ready Ready NotReady',
  ...records.flatMap(({ number, digest, stage }) => [
    `SO-${number} ${digest} ${shortDigest(digest)}`,
    'why' in stage ? (stage.why?.requestId ?? '') : '',
    'nodes' in stage ? JSON.stringify(stage.nodes) : '',
    'task' in stage && stage.task ? stage.task.id : '',
  ]),
]

/** Arguments of a call as Slack reads them: blocks and views may come as JSON. */
const readable = (args: Record<string, unknown>): unknown =>
  Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  )

/** Types a command, and hears what is answered at once. */
async function hears(person: string, command: string): Promise<void> {
  heard.push(...textsIn(await world.slack.as(person).types(command, 'prod')))
  await world.quiet()
}

/** Sends the form as it stands, and hears what is wrong with it. */
async function sends(modal: Modal): Promise<void> {
  const answer = await modal.submit()
  if ('errors' in answer) heard.push(...Object.values(answer.errors))
}

const approves = (card: Message): Promise<void> => world.slack.as('bob').reacts('white_check_mark', card)

/** Opens the form, fills it in wrongly wherever that can be done, and sends it. */
async function mistakes(command: string, slips: Readonly<Record<string, string>>): Promise<void> {
  const modal = await form(world, 'ada', command)
  if (!modal.has('tags') && !modal.has('timeout_mins')) await redraws(world, modal.press(actions.advanced))
  const shown = world.slack.as('ada').modal()
  for (const [wire, text] of Object.entries(slips)) shown.fill(wire, text)
  typed.push(...Object.values(slips))
  await sends(shown)
  await shown.close()
}

describe('nothing is said that is not said in the reader’s language', () => {
  it('from the form to the ready nodes', async () => {
    await open()
    await hears('ada', '/scaleout help')
    await hears('ada', '/scaleout list')
    await hears('ada', '/scaleout status SO-9')
    await hears('ada', '/scaleout cancel')
    await hears('ada', '/scaleout prod-wb 3')
    await hears('ada', '/scaleout yxcvb 3')
    await hears('greta', '/scaleout')
    const card = await world.asks('ada', `/scaleout prod-web 2 ${reason}`)
    await world.slack.as('ada').reacts('white_check_mark', card)
    await world.slack.as('dan').reacts('white_check_mark', card)
    await world.quiet()
    await world.slack.as('ada').clicks(card, cardActions.details)
    await approves(card)
    await world.until(() => world.thread(card).at(-1)?.includes('ready in'), 'the end')
    await settles(world)
    await world.slack.as('carol').reacts('x', card)
    await world.quiet()
    await hears('ada', '/scaleout status SO-1')
    await hears('ada', '/scaleout cancel SO-1')
    await hears('ada', '/scaleout list')
    expect(world.thread(card).at(-1)).toContain(nobodys.nodes(2))
    const [{ language } = { language: '' }] = await world.records()
    expect(language).toBe('xx')
  })

  it('at every input of the three forms', async () => {
    await open()
    const many = {
      count: '0',
      vswitch_ids: 'yxcvb, zuiop mnbvc',
      tags: 'yxcvb\naliyun=1\n=zuiop\na=b, c=d',
      taints: 'yxcvb\na b=c:NoSchedule\nzuiop:noschedule',
      image_id: 'yxcvb|',
      runtime: 'yxcvb',
      rds_instances: 'yxcvb zuiop',
      key_pair: '*',
      worker_instance_types: 'ens.yxcvb ECS.C5.XLARGE',
    }
    await mistakes('/scaleout prod-web 2', many)
    await mistakes('/scaleout prod-web 2', {
      ...{
        count: '77',
        runtime: 'yxcvb 1 2',
        key_pair: '',
        worker_system_disk_size: '1',
      },
    })
    await mistakes('/scaleout prod-web 2', { login_password: 'Zuiop 1!' })
    await mistakes('/scaleout sandbox-1 2', { worker_data_disk_size: '200', login_password: 'zuiop', tags: 'yxcvb' })
    await mistakes('/scaleout edge-1 2', {
      ens_region_id: 'YXCVB',
      worker_instance_type: 'ecs.yxcvb',
      timeout_mins: '0',
    })
  })

  it('in the menu of clusters that are too many to list, and where there is none for somebody', async () => {
    await open({}, ({ clusters }) => {
      for (let number = 0; number < 101; number++)
        clusters[`asdfgh-${number}`] = { ...clusters['prod-web'], id: `qwertz${number}`, requesters: ['U0BOB'] }
    })
    await world.slack.as('bob').types('/scaleout', 'prod')
    const modal = await world.until(() => world.slack.as('bob').hasModal && world.slack.as('bob').modal(), 'the form')
    heard.push(...textsIn(await modal.suggest('cluster', 'asdfgh')))
    await modal.choose('cluster', 'asdfgh-7')
    await sends(modal)
    await hears('ada', '/scaleout asdfgh-7 1')
  })

  it('of a call that nobody knows the end of', async () => {
    await open()
    const { slack, cloud } = world
    cloud.faults.next('drop_after')
    cloud.faults.reads('500', { times: 1000 })
    const card = await world.asks('ada', `/scaleout prod-web 2 ${reason}`)
    await approves(card)
    const question = await world.until(() => messageWith(card, doubtActions.adoptTask), 'the question')
    await slack.as('bob').clicks(question, doubtActions.adoptTask)
    const modal = await world.until(() => slack.as('bob').hasModal && slack.as('bob').modal(), 'the modal')
    await sends(modal.fill('task_id', 'yxcvb'))
    await sends(modal.fill('task_id', 'T-yxcvb'))
    cloud.faults.clear()
    await sends(modal.fill('task_id', 'T-yxcvb'))
    await modal.close()
    await slack.as('dan').clicks(question, doubtActions.notRun)
    await slack.as('bob').clicks(question, doubtActions.notRun)
    await settles(world)
    await slack.as('ada').clicks(card, cardActions.details)
  })

  it('of what is declined, taken back, cancelled, queued and refused', async () => {
    await open({}, (source) => {
      Object.assign(source.limits, { requests_per_cluster: { count: 6, per: '1h' } })
    })
    const { slack, cloud } = world
    cloud.faults.nextTask('stuck')
    const first = await world.asks('ada', `/scaleout prod-web 1 ${reason}`)
    await approves(first)
    await world.until(() => cloud.orders[0], 'the first call')
    const queued = await world.asks('dan', '/scaleout prod-web 2 zuiop')
    await approves(queued)
    await world.until(() => world.thread(queued).length > 0, 'the queue')
    await slack.as('bob').unreacts('white_check_mark', queued)
    await settles(world)
    await slack.as('bob').reacts('x', queued)
    const cancelled = await world.asks('dan', '/scaleout prod-web 2')
    await slack.as('dan').clicks(cancelled, cardActions.cancel)
    const refused = await world.asks('dan', '/scaleout sandbox-1 1')
    cloud.faults.next('refuse', { status: 400, code: 'InvalidParameter', message: 'zuiop' })
    await approves(refused)
    await settles(world)
    await hears('ada', '/scaleout list')
    for (let hour = 0; hour < 5; hour++) await world.passes(60 * minute)
    await slack.as('bob').reacts('white_check_mark', cancelled)
    await settles(world)
  })

  it('of nodes that do not come, and of a task that fails', async () => {
    await open()
    const { cloud } = world
    cloud.faults.nextTask('partial', { ready: 1 })
    await approves(await world.asks('ada', `/scaleout prod-web 2 ${reason}`))
    for (let hour = 0; hour < 3; hour++) await world.passes(60 * minute)
    cloud.faults.nextTask('fail')
    await approves(await world.asks('ada', `/scaleout sandbox-1 1 ${reason}`))
    for (let hour = 0; hour < 3; hour++) await world.passes(60 * minute)
  })

  it('where the card has gone: directly', async () => {
    await open()
    const { slack, cloud } = world
    cloud.faults.nextTask('stuck')
    const card = await world.asks('ada', `/scaleout prod-web 2 ${reason}`)
    await approves(card)
    const order = await world.until(() => cloud.orders[0], 'the call')
    slack.archive('prod')
    for (let hour = 0; hour < 2; hour++) await world.passes(60 * minute)
    cloud.finish(order.taskId)
    await settles(world)
    await hears('ada', '/scaleout status SO-1')
  })
})

/** The message under a card that has a button of this name. */
const messageWith = (card: Message, action: string): Message | undefined =>
  world.slack
    .channel('prod')
    .thread(card.ts)
    .find(({ blocks }) => JSON.stringify(blocks).includes(`"${action}"`))
