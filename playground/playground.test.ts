import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parse, stringify } from 'yaml'
import { visits } from './page/testing/page.ts'
import { openPlayground, type Playground } from './playground.ts'
import { type Message, readable } from './slack/index.ts'

// Whole processes start and stop here.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let open: Playground[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-test-'))
  open = []
  // A real process keeps real time: the task is short, and the bot looks often.
  const policy = parse(await readFile(fileURLToPath(new URL('policy.yml', import.meta.url)), 'utf8'))
  policy.follow = { first: '200ms', every: '300ms', give_up: '60m' }
  await writeFile(join(folder, 'policy.yml'), stringify(policy))
})
afterEach(async () => {
  for (const playground of open) await playground.stop()
  await rm(folder, { recursive: true })
})

const data = () => join(folder, 'data')

async function opens(died?: (lastWords: readonly string[]) => void): Promise<Playground> {
  const playground = await openPlayground({
    data: data(),
    policy: join(folder, 'policy.yml'),
    speed: 10,
    timeout: 30_000,
    ...(died ? { died } : {}),
  })
  open.push(playground)
  return playground
}

async function closes(playground: Playground): Promise<void> {
  open = open.filter((other) => other !== playground)
  expect(await playground.stop()).toBe(0)
}

const card = ({ slack }: Playground): Message | undefined =>
  slack.channel('prod').messages.find((one) => one.threadTs === undefined && one.text.startsWith('SO-1:'))

/** Dan asks for two edge nodes, whose password is in the bot's environment, and Carol approves. */
async function approved(playground: Playground): Promise<void> {
  const { slack } = playground
  const dan = slack.as('dan')
  await dan.types('/scaleout edge-1 2 live stream tonight', 'prod')
  const modal = await slack.until(() => dan.hasModal && dan.modal().has('count') && dan.modal(), 'the form')
  expect(await modal.submit()).toEqual({ closed: true })
  const asked = await slack.until(() => card(playground)?.reactions.length === 2 && card(playground), 'the card')
  await slack.as('carol').reacts('white_check_mark', asked)
}

const nodesReady = (playground: Playground): Promise<boolean> => {
  const { slack } = playground
  const thread = (): string[] =>
    slack
      .channel('prod')
      .thread(card(playground)?.ts ?? '')
      .map((one) => readable(one, slack))
  return slack.until(() => thread().some((text) => text.includes('2 nodes ready in edge-1')), 'the nodes')
}

describe('a folder that is kept', () => {
  it('goes on where it was stopped in the middle of a task, and holds no password', async () => {
    const first = await opens()
    await approved(first)
    await first.cloud.until(() => first.cloud.orders[0], 'the order')
    const [order] = first.cloud.orders
    expect(order?.body).toMatchObject({ login_password: 'Playground-1234!' })
    await closes(first)

    for (const entry of await readdir(data(), { recursive: true, withFileTypes: true }))
      if (entry.isFile())
        expect(await readFile(join(entry.parentPath, entry.name), 'latin1'), entry.name).not.toContain(
          'Playground-1234!',
        )

    const second = await opens()
    await nodesReady(second)
    expect(second.cloud.orders).toMatchObject([{ taskId: order?.taskId, body: { login_password: '***' } }])
    expect(second.slack.problems).toEqual([])
  })

  it.each([
    ['workspace.json', '{'],
    ['account.json', '{"version":0}'],
  ])('is not begun afresh without a word: %s', async (name, text) => {
    await mkdir(data())
    await writeFile(join(data(), name), text)
    await expect(opens()).rejects.toThrow(new RegExp(`${name} is .*(?:.|\n)*Move it away`))
  })

  it('belongs to one playground at a time, and the second leaves it alone', async () => {
    const first = await opens()
    await expect(opens()).rejects.toThrow('stop the other bot')
    first.slack.as('ada').says('still here', 'prod')
    await closes(first)
    expect((await opens()).slack.channel('prod').messages).toMatchObject([{ text: 'still here' }])
  })
})

describe('the bot', () => {
  it('is killed the moment its order was executed, starts again, and asks instead of buying twice', async () => {
    const playground = await opens()
    const ada = await visits(playground.slack, 'ada')
    await ada.act({ kind: 'arm', fault: 'kill_at_order', on: true })
    await approved(playground)
    await ada.sees(({ offstage }) => offstage.bot.kills === 1 && offstage.bot.state === 'ready')
    await playground.slack.until(() => card(playground)?.text.includes('checking whether it ran'), 'the doubt')
    expect(playground.cloud.orders).toHaveLength(1)
    expect(playground.cloud.calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('may fail to start again: the page says so, and can start it once it is mended', async () => {
    const { promise: lastWords, resolve } = Promise.withResolvers<readonly string[]>()
    const { slack } = await opens(resolve)
    const ada = await visits(slack, 'ada')
    const policy = join(folder, 'policy.yml')
    const good = await readFile(policy, 'utf8')
    await writeFile(policy, 'clusters: none')
    await ada.act({ kind: 'kill' })
    await ada.sees(({ offstage }) => offstage.bot.state === 'dead' && offstage.bot.kills === 1)
    expect((await lastWords).join('')).toContain('Scaleout cannot start')

    await writeFile(policy, good)
    await ada.act({ kind: 'kill' })
    await ada.sees(({ offstage }) => offstage.bot.state === 'ready' && offstage.bot.kills === 1)
  })
})
