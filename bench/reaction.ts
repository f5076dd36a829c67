import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { timeToCall } from './asking.ts'
import { startField, startSocketBot, withoutProblems } from './contenders.ts'
import { type Row, shown, spread } from './figures.ts'
import { fieldOf } from './plots.ts'

const field = fieldOf(10)

/**
 * Slack takes fifty edits a minute (docs/platforms/slack.md#rates): a bot that gets ten requests has none that waits.
 */
const rounds = 3
const aim = 25

/**
 * One request a stretch. The bot reads the cloud at most five times in a second (docs/platforms/ack.md#rates), and a
 * request takes four reads (nodes and tasks before the call, task and nodes after it): so none has to wait.
 */
const stretch = 1150

/** From an approver's reaction to the arrival of ScaleOutCluster at the cloud, both on this machine. */
export async function measureReaction(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'scaleout-bench-'))
  try {
    const file = join(folder, 'scaleout.yml')
    await writeFile(file, field.policy)
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push(...(await oneRound(file)))
    const taken = spread(times)
    const figure = `reaction to ScaleOutCluster on the wire, ${times.length} requests`
    return [{ figure, aim: `< ${aim} ms`, bot: shown(taken, 1, 'ms'), met: taken.median < aim }]
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function oneRound(policyFile: string): Promise<number[]> {
  const ground = await startField(field, 20)
  try {
    const bot = await startSocketBot(ground, policyFile)
    try {
      const times: number[] = []
      for (const plot of field.plots) {
        const over = rest(stretch)
        times.push(await timeToCall(plot, ground))
        await over
      }
      withoutProblems(ground)
      return times
    } finally {
      await bot.stop()
    }
  } finally {
    await ground.stop()
  }
}
