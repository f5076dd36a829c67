import { describe, expect, it } from 'vitest'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, posts, prodWeb, saying, thread } from './approved.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const question = saying((why) => en.thread.ask('@ada', why))
const ready = `${en.nodes(2)} ready in prod-web`
const done = `@ada: ${ready}`
const always = { times: Number.POSITIVE_INFINITY }

async function boughtOnce(): Promise<void> {
  await world.passes(30 * minute)
  await world.passes(30 * minute)
  expect(posts(world)).toHaveLength(1)
  expect(world.cloud.orders).toHaveLength(1)
}

const node = (id: string): object => ({ instance_id: id, node_name: id, state: 'running', node_status: 'Ready' })
const nodes = (count: number): object[] => Array.from({ length: count }, (_, index) => node(`i-other-${index}`))
const addOns = Array.from({ length: 140 }, (_, index) => ({
  task_id: `install-addons-${index}`,
  task_type: 'cluster_addon_install',
  state: 'success',
  created: '2025-01-01T00:00:00+08:00',
}))

describe('a gateway passes the order on and answers with something of its own: the one order is found and followed', () => {
  const answers = [
    ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].flatMap((code) =>
      (['json', 'xml'] as const).map((as) => ({ status: 502, code, as })),
    ),
    { status: 400, code: 'InternalError' },
    { status: 400, code: 'ServiceUnavailable' },
    { status: 400, code: 'RequestTimeout' },
    { status: 425, code: 'TooEarly' },
    { status: 499, code: 'ClientClosedRequest' },
    { status: 400, code: 'NobodyListedThis' },
  ]
  it.each(answers)('$status $code $as', async (answer) => {
    world = await stage()
    world.cloud.faults.next('refuse', { ...answer, executed: true, ...always })
    await thread(world, await approved(world), ready)
    await boughtOnce()
  })

  it('or sends the same bytes twice, and the second are refused', async () => {
    world = await stage()
    world.cloud.faults.next('replayed')
    await thread(world, await approved(world), ready)
    await boughtOnce()
  })
})

describe('every page counts', () => {
  it('tasks listed oldest first, 140 older ones, and an answer that is lost: the task is found', async () => {
    world = await stage({ cloud: { oldestFirst: true } })
    world.cloud.faults.list('tasks', { extra: addOns })
    world.cloud.faults.next('drop_after')
    await thread(world, await approved(world), ready)
    await boughtOnce()
  })

  it('a list of tasks that does not come to rest is not read: a person is asked', async () => {
    world = await stage()
    world.cloud.faults.list('tasks', { extra: addOns, overlapping: true })
    world.cloud.faults.next('drop_after')
    expect(await thread(world, await approved(world), question)).toContain(en.thread.unread)
    await boughtOnce()
  })

  it('a node that stands on two pages is one node', async () => {
    // It is Ready as soon as its task has ended, which is when the list is read for the first time.
    world = await stage({ cloud: { readyLag: 0 } })
    world.cloud.faults.nextTask('ready_never')
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0], 'the order')
    // The Ready one is the hundredth, until another joins at the front between the two pages.
    world.cloud.faults.list('nodes', { extra: nodes(87), joining: [node('i-late')] })
    await thread(world, card, en.thread.partial('@ada', 1, 2, 'prod-web'))
    expect(world.thread(card).join()).not.toContain(done)
    await boughtOnce()
  })

  it('while pages go on overlapping, nothing is taken for Ready', async () => {
    world = await stage()
    world.cloud.faults.nextTask('ready_never')
    const card = await approved(world)
    await world.until(() => world.cloud.orders[0], 'the order')
    world.cloud.faults.list('nodes', { extra: nodes(87), overlapping: true })
    await world.passes(5 * minute)
    await world.passes(5 * minute)
    expect(world.thread(card).join()).not.toContain(done)
    world.cloud.faults.clear()
    await thread(world, card, en.thread.partial('@ada', 1, 2, 'prod-web'))
    await boughtOnce()
  })
})

describe('an odd line', () => {
  it('among the nodes: the others are read, before the call and after it', async () => {
    world = await stage()
    world.cloud.faults.list('nodes', { extra: [{ node_name: 'virtual-kubelet' }, { ...node(''), instance_id: null }] })
    const card = await approved(world)
    await thread(world, card, ready)
    expect(world.clock.now() - Number(world.cloud.orders[0]?.at)).toBeLessThan(10 * minute)
    expect((await world.records())[0]?.stage.state).toBe('succeeded')
    await boughtOnce()
  })

  it('among the tasks that is no scale-out, or one of long ago: a lost answer is found all the same', async () => {
    world = await stage()
    const old = { task_id: null, task_type: 'cluster_scaleout', created: '2020-01-01T00:00:00+08:00' }
    world.cloud.faults.list('tasks', { extra: [old, { task_id: null, task_type: 'cluster_addon_install' }] })
    world.cloud.faults.next('drop_after')
    await thread(world, await approved(world), ready)
    await boughtOnce()
  })

  it('that may be the task which is looked for: nothing is proven, the one that fits is named, and a person decides', async () => {
    world = await stage()
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    world.cloud.faults.list('tasks', { extra: [{ task_id: null, task_type: 'cluster_scaleout' }] })
    const asked = await thread(world, card, question)
    expect(asked).toContain(en.thread.candidates(`\`${world.cloud.orders[0]?.taskId}\``))
    await boughtOnce()
  })

  it('and no task that fits: it is said that not everything could be read', async () => {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    world.cloud.faults.list('tasks', { extra: [{ task_id: null, task_type: 'cluster_scaleout' }] })
    expect(await thread(world, card, question)).toContain(en.thread.unread)
    expect(world.cloud.orders).toHaveLength(0)
  })

  it('among the tasks, and the store may have lost the call: it is not made, and a person is asked', async () => {
    world = await stage()
    const card = await world.asks('ada', '/scaleout prod-web 2')
    await world.passes(minute)
    await world.stopBot()
    await world.startBot()
    world.cloud.faults.list('tasks', { extra: [{ task_id: null, task_type: 'cluster_scaleout' }] })
    await world.slack.as('bob').reacts('white_check_mark', card)
    await thread(world, card, en.thread.askBack('@ada'))
    expect(posts(world)).toHaveLength(0)
  })
})

describe('what was heard of an unclear call', () => {
  it('is kept and logged: status, code, words and request id', async () => {
    world = await stage()
    const text = '<html><body><h1>502 Bad Gateway</h1></body></html>'
    world.cloud.faults.next('reply', { status: 502, type: 'text/html', text })
    const card = await approved(world)
    await cardSays(world, card, en.state.unknown)
    const why = {
      code: 'HTTP 502',
      message: '502 Bad Gateway',
      status: 502,
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    }
    expect((await world.records())[0]?.stage).toMatchObject({ state: 'unknown', doubt: { why } })
    const logged = world.log.map((line) => JSON.parse(line) as object)
    expect(logged).toContainEqual(expect.objectContaining({ ...why, request: 'SO-1', state: 'unknown' }))
    expect(world.reads(card) + world.thread(card).join()).not.toMatch(/SyntaxError|TypeError|RequestTimeoutError/)
  })
})

it('a task that is not found is told by words as well as by code', async () => {
  world = await stage()
  world.cloud.faults.next('drop_before')
  const card = await approved(world)
  await thread(world, card, question)
  const line = world.slack.channel('prod').messages.find((one) => question.test(world.reads(one)))
  if (!line) throw new Error('no question')
  await world.slack.as('ada').clicks(line, 'doubt_ran')
  const form = await world.until(() => world.slack.as('ada').hasModal && world.slack.as('ada').modal(), 'the form')
  form.fill('task_id', 'T-5a54309c80282e39ea00002f')
  const answers = [
    {
      status: 400,
      code: '400',
      message: 'the task T-5a54309c80282e39ea00002f not found',
      error: en.adoptTask.notFound,
    },
    { status: 404, code: 'ErrorTaskNotFound', message: 'No.', error: en.adoptTask.notFound },
    { status: 404, code: 'ErrorClusterNotFound', message: 'No.', error: en.adoptTask.unreadable },
    { status: 500, code: '500', message: 'the task could not be read', error: en.adoptTask.unreadable },
  ]
  for (const { error, ...answer } of answers) {
    world.cloud.faults.next('refuse', { action: 'DescribeTaskInfo', ...answer })
    expect(await form.submit()).toEqual({ errors: { task_id: error } })
  }
  expect(world.cloud.task(world.cloud.faults.foreignScaleOut(prodWeb, 1)).state).toBe('running')
})
