import { describe, expect, it } from 'vitest'
import type { Alicloud } from '../../playground/alicloud/index.ts'
import type { Message, Modal } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { approved, cardSays, lineOf, posts, prodWeb, saying, thread } from './approved.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

const minute = 60_000
const question = saying((why) => en.thread.ask('@ada', why))
const looking = saying((why) => en.thread.looking(why))
const ready = saying((span) => en.thread.succeeded('@ada', en.nodes(2), 'prod-web', span))
const failed = en.thread.failed('@ada', 'SO-1')

type Faults = Alicloud['faults']
type Trouble = { what: string; arm: (faults: Faults) => void }

/** Long after, one call was made and not a second one. */
async function neverAgain(orders: number): Promise<void> {
  await world.passes(30 * minute)
  await world.passes(30 * minute)
  expect(posts(world)).toHaveLength(1)
  expect(world.cloud.orders).toHaveLength(orders)
}

describe('the order was executed, but its answer says nothing: the task is found and followed', () => {
  const executed: Trouble[] = [
    { what: '500 InternalError', arm: (faults) => faults.next('server_error', { executed: true }) },
    { what: 'a page of HTML with 502', arm: (faults) => faults.next('not_json', { status: 502, executed: true }) },
    { what: 'one line of text with 415', arm: (faults) => faults.next('not_json', { status: 415, executed: true }) },
    { what: '202 with an empty body', arm: (faults) => faults.next('not_json', { status: 202, empty: true }) },
    { what: '202 with something that is no JSON', arm: (faults) => faults.next('not_json', { status: 202 }) },
    { what: '202 without a task id', arm: (faults) => faults.next('no_task_id') },
    { what: 'a connection that breaks', arm: (faults) => faults.next('drop_after') },
  ]

  it.each(executed)('$what', async ({ arm }) => {
    world = await stage()
    arm(world.cloud.faults)
    const card = await approved(world)
    await thread(world, card, looking)
    await cardSays(world, card, en.state.unknown)
    const taskId = world.cloud.orders[0]?.taskId
    await thread(world, card, en.thread.resolvedRan(`\`${taskId}\``))
    await thread(world, card, ready)
    expect(world.thread(card).join()).not.toMatch(question)
    await neverAgain(1)
  })

  it('the lists of the cloud are behind', async () => {
    world = await stage({ cloud: { listLag: 25_000, taskLag: 15_000 } })
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    await thread(world, card, ready)
    expect(world.thread(card).join()).not.toMatch(question)
    await neverAgain(1)
  })

  it('the reads fail for a while', async () => {
    world = await stage()
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    await thread(world, card, looking)
    world.cloud.faults.reads('500', { times: 3 })
    await thread(world, card, ready)
    await neverAgain(1)
  })

  it('somebody else scales the same cluster by another number meanwhile', async () => {
    world = await stage()
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    await thread(world, card, looking)
    const foreign = world.cloud.faults.foreignScaleOut(prodWeb, 5)
    await thread(world, card, ready)
    expect(world.thread(card).join()).toContain(String(world.cloud.orders[0]?.taskId))
    expect(world.thread(card).join()).not.toContain(foreign)
    await neverAgain(1)
  })

  it('its steps have the names that the cloud has given them meanwhile', async () => {
    world = await stage({ cloud: { taskDuration: 100_000 } })
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    await thread(world, card, ready)
    await world.passes(minute)
    const [progress = ''] = world.thread(card).filter((line) => line.includes('Nodes ready'))
    for (const step of ['precheck', 'create_instances', 'join_nodes', 'wait_ready']) expect(progress).toContain(step)
    expect(progress).not.toContain(en.progress.step(1))
  })

  it('a task whose shape is odd is adopted all the same', async () => {
    world = await stage()
    world.cloud.faults.next('drop_after')
    world.cloud.faults.taskShape('parameters_text', { times: Number.POSITIVE_INFINITY })
    const card = await approved(world)
    await thread(world, card, ready)
    await neverAgain(1)
  })

  it('the bot restarts while it looks', async () => {
    world = await stage()
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    await thread(world, card, looking)
    await world.stopBot()
    await world.startBot()
    await thread(world, card, ready)
    expect(world.thread(card).filter((line) => line.includes('It ran, as task'))).toHaveLength(1)
    await neverAgain(1)
  })
})

describe('nothing shows that the order was executed: a person is asked, and it is never sent again', () => {
  const refused = (status: number, code: string) => (faults: Faults) => faults.next('refuse', { status, code })
  const lost: Trouble[] = [
    { what: '500 InternalError', arm: (faults) => faults.next('server_error') },
    { what: '503 ServiceUnavailable', arm: refused(503, 'ServiceUnavailable') },
    { what: '503 Throttling.User', arm: (faults) => faults.next('throttle', { status: 503 }) },
    { what: '400 with a throttling that may be relayed', arm: refused(400, 'OperationDenied.Throttling') },
    { what: '408', arm: refused(408, 'RequestTimeout') },
    { what: '409', arm: refused(409, 'Conflict') },
    { what: '400 without a code', arm: refused(400, 'undefined') },
    { what: '302', arm: refused(302, 'Found') },
    { what: 'a page of HTML with 502', arm: (faults) => faults.next('not_json', { status: 502 }) },
    { what: 'one line of text with 415', arm: (faults) => faults.next('not_json', { status: 415 }) },
    { what: 'a connection that breaks', arm: (faults) => faults.next('drop_before') },
  ]

  it.each(lost)('$what', async ({ arm }) => {
    world = await stage()
    arm(world.cloud.faults)
    const card = await approved(world)
    const sentAt = world.clock.now()
    const asked = await thread(world, card, question)
    expect(world.clock.now() - sentAt).toBeGreaterThanOrEqual(2 * minute)
    expect(world.clock.now() - sentAt).toBeLessThanOrEqual(5 * minute)
    expect(asked).toContain(en.thread.noCandidates)
    expect(asked).toContain(`[ ${en.thread.ran} ] [ ${en.thread.notRun} ]`)
    // Slack notifies nobody of an edit: who is asked must hear of it.
    expect(asked).not.toContain('(edited)')
    await cardSays(world, card, en.state.asked)
    await neverAgain(0)
  })

  it('the cluster stays held until a person has resolved it', async () => {
    world = await stage()
    world.cloud.faults.next('drop_before')
    const first = await approved(world)
    const second = await approved(world, '/scaleout prod-web 1 more')
    await thread(world, first, question)
    await neverAgain(0)
    expect(await thread(world, second, en.thread.waiting('SO-2', 1))).toBeDefined()

    await world.slack.as('ada').clicks(lineOf(world, first, question), 'doubt_not_run')
    await thread(world, second, `${en.nodes(1)} ready in prod-web`)
    expect(world.cloud.orders).toHaveLength(1)
  })

  it('a scale-out of the same size that ended just before is not taken for it', async () => {
    world = await stage()
    await thread(world, await approved(world), ready)
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    expect(await thread(world, card, question)).toContain(en.thread.noCandidates)
    expect(world.cloud.orders).toHaveLength(1)
    expect(posts(world)).toHaveLength(2)
  })

  it('new instances that no task explains are named', async () => {
    world = await stage()
    world.cloud.faults.next('drop_after')
    world.cloud.faults.reads('500', { action: 'DescribeClusterTasks', times: Number.POSITIVE_INFINITY })
    const card = await approved(world)
    const asked = await thread(world, card, question)
    const instances = world.cloud.task(String(world.cloud.orders[0]?.taskId)).task_result.map(({ data }) => data)
    expect(instances).toHaveLength(2)
    for (const instance of instances) expect(asked).toContain(instance)
    await neverAgain(1)
  })

  it('what stood there before could not be read: a task that fits is named, not adopted', async () => {
    world = await stage()
    world.cloud.faults.reads('500', { action: 'DescribeClusterTasks' })
    world.cloud.faults.next('drop_after')
    const card = await approved(world)
    const asked = await thread(world, card, question)
    expect(asked).toContain(en.thread.candidates(`\`${world.cloud.orders[0]?.taskId}\``))
    await neverAgain(1)
  })

  it('several tasks fit: all are named, and a person chooses', async () => {
    world = await stage()
    const { card, foreign, ours } = await twoCandidates()
    expect(foreign).not.toBe(ours)
    const asked = await thread(world, card, question)
    expect(asked).toContain(foreign)
    expect(asked).toContain(ours)
    await neverAgain(1)
  })
})

/** The answer is lost, and somebody else orders the same number of nodes from the console. */
async function twoCandidates(): Promise<{ card: Message; foreign: string; ours: string }> {
  world.cloud.faults.next('drop_after')
  const card = await approved(world)
  await thread(world, card, looking)
  const foreign = world.cloud.faults.foreignScaleOut(prodWeb, 2)
  await thread(world, card, question)
  return { card, foreign, ours: String(world.cloud.orders[0]?.taskId) }
}

describe('a person settles it', () => {
  /** Nothing was executed, and the question stands. */
  async function askedAbout(): Promise<{ card: Message; line: Message }> {
    world.cloud.faults.next('drop_before')
    const card = await approved(world)
    await thread(world, card, question)
    return { card, line: lineOf(world, card, question) }
  }

  /** Presses "It ran, as task …", and gives the form that opens. */
  async function saysItRan(person: string, card: Message): Promise<Modal> {
    await world.slack.as(person).clicks(lineOf(world, card, question), 'doubt_ran')
    return world.until(() => world.slack.as(person).hasModal && world.slack.as(person).modal(), 'the form')
  }

  const told = (person: string, words: string): Promise<Message | undefined> =>
    world.until(
      () =>
        world.slack
          .as(person)
          .sees('prod')
          .find((one) => one.ephemeralTo !== undefined && one.text.includes(words)),
      `${person} to be told: ${words}`,
    )

  it.each(['ada', 'carol'])('%s, requester or approver: it did not run', async (person) => {
    world = await stage()
    const { card, line } = await askedAbout()
    await world.slack.as(person).clicks(line, 'doubt_not_run')
    await thread(world, card, en.thread.resolvedNotRun(`@${person}`))
    const end = await thread(world, card, failed)
    expect(end).toContain(en.thread.whatToDo(en.advice.notRun))
    await cardSays(world, card, en.state.notRun(`@${person}`))
    expect(world.thread(card).join()).not.toContain(`[ ${en.thread.notRun} ]`)
    await neverAgain(0)
  })

  it('it is asked whether they are sure, and nothing happens if not', async () => {
    world = await stage()
    const { card, line } = await askedAbout()
    expect(await world.slack.as('ada').clicks(line, 'doubt_not_run', { confirm: false })).toBeUndefined()
    await world.passes(minute)
    expect(world.reads(card)).toContain(en.state.asked)
    await neverAgain(0)
  })

  it.each([
    { person: 'dan', why: en.refusal.not_listed, because: 'Only <@U0ADA>, who asked for SO-1, and its approvers can' },
    { person: 'greta', why: en.refusal.guest, because: en.refusal.guest },
  ])('$person may not settle it', async ({ person, why, because }) => {
    world = await stage()
    const { card, line } = await askedAbout()
    await world.slack.as(person).clicks(line, 'doubt_not_run')
    await told(person, because)

    const form = await saysItRan(person, card)
    form.fill('task_id', world.cloud.faults.foreignScaleOut(prodWeb, 2))
    expect(await form.submit()).toEqual({ errors: { task_id: why } })
    await cardSays(world, card, en.state.asked)
    await neverAgain(0)
  })

  it('it ran, and the task is one of the candidates', async () => {
    world = await stage()
    const { card, ours } = await twoCandidates()
    const form = await saysItRan('ada', card)
    await form.choose('candidate', ours)
    expect(await form.submit()).toEqual({ closed: true })
    await thread(world, card, en.thread.resolvedRan(`\`${ours}\``))
    await thread(world, card, ready)
    await neverAgain(1)
  })

  it('it ran, and the task is typed from the console', async () => {
    world = await stage()
    const { card } = await askedAbout()
    const taskId = world.cloud.faults.foreignScaleOut(prodWeb, 2)
    const form = await saysItRan('carol', card)
    form.fill('task_id', ` “${taskId.replace('-', '–')}”\u200B\u00A0`)
    expect(await form.submit()).toEqual({ closed: true })
    await thread(world, card, ready)
    await neverAgain(0)
  })

  it('a wrong task is an error at the field, and the question stands', async () => {
    world = await stage()
    const { card } = await askedAbout()
    const elsewhere = world.cloud.faults.foreignScaleOut('Cccfd68c474454665ace07efce9240003', 1)
    const form = await saysItRan('ada', card)
    for (const wrong of ['T-000000000000000000000000', 'nonsense', elsewhere]) {
      form.fill('task_id', wrong)
      expect(await form.submit()).toEqual({ errors: { task_id: en.adoptTask.notFound } })
    }
    form.fill('task_id', null)
    expect(await form.submit()).toEqual({ errors: { task_id: expect.any(String) } })
    await cardSays(world, card, en.state.asked)
    await neverAgain(0)
  })

  it('a task that was there before the call cannot be it', async () => {
    world = await stage()
    const { card } = await askedAbout()
    const form = await saysItRan('ada', card)
    form.fill('task_id', 'T-5a54309c80282e39ea000001')
    expect(await form.submit()).toEqual({ errors: { task_id: en.adoptTask.tooOld } })
    await cardSays(world, card, en.state.asked)
    await neverAgain(0)
  })

  it('the task cannot be read just now: the form says so and stays open', async () => {
    world = await stage()
    const { card } = await askedAbout()
    const form = await saysItRan('ada', card)
    form.fill('task_id', world.cloud.faults.foreignScaleOut(prodWeb, 2))
    world.cloud.faults.reads('500', { action: 'DescribeTaskInfo' })
    expect(await form.submit()).toEqual({ errors: { task_id: en.adoptTask.unreadable } })
    expect(await form.submit()).toEqual({ closed: true })
    await thread(world, card, ready)
    await neverAgain(0)
  })

  it('the second answer is told that it was resolved', async () => {
    world = await stage()
    const { card, line } = await askedAbout()
    const form = await saysItRan('carol', card)
    await world.slack.as('ada').clicks(line, 'doubt_not_run')
    await thread(world, card, failed)
    form.fill('task_id', world.cloud.faults.foreignScaleOut(prodWeb, 2))
    expect(await form.submit()).toEqual({ errors: { task_id: en.buttons.resolvedAlready } })
    await neverAgain(0)
  })
})
