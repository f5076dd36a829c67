import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { bundle, cache } from '../playground/page/bundle.ts'
import { openStage } from '../test/browser/stage.ts'
import { type Row, shown, spread } from './figures.ts'

const demo = fileURLToPath(new URL('../playground/demo.ts', import.meta.url))
const runs = 5
const aims = { address: 15_000, bundle: 2000, first: 120_000 }

/** The demo as a newcomer starts it: how long until the address is printed, with and without a bundled page. */
export async function measurePlayground(): Promise<Row[]> {
  const bundled: number[] = []
  const fresh: number[] = []
  const again: number[] = []
  for (let run = 0; run < runs; run++) {
    await rm(cache, { recursive: true, force: true })
    bundled.push(await timeOf(async () => void (await bundle())))
    await rm(cache, { recursive: true, force: true })
    fresh.push(await timeToAddress())
    again.push(await timeToAddress())
  }
  return [
    row('npm run demo to its address, first start', fresh, aims.address),
    row('npm run demo to its address, later start', again, aims.address),
    row('the page, bundled', bundled, aims.bundle),
    row('a first scale-out in the browser, by a scripted hand', [await timeOf(firstScaleOut)], aims.first),
  ]
}

function row(figure: string, values: readonly number[], aim: number): Row {
  const all = spread(values)
  return {
    figure: `${figure}, ${values.length} runs`,
    aim: `< ${aim} ms`,
    bot: shown(all, 0, 'ms'),
    met: all.most < aim,
  }
}

async function timeOf(what: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await what()
  return performance.now() - began
}

/** What the README says, at the demo's own speed: as Ada the command and the form, as Bob the reaction, and the nodes. */
async function firstScaleOut(): Promise<void> {
  const stage = await openStage({ speed: 1 })
  try {
    const ada = await stage.sits('ada')
    await ada.types('/scaleout prod-web 3 checkout is slow')
    await ada.input('How many nodes to add').waitFor()
    await ada.submits()
    const card = ada.message('3 more nodes for prod-web')
    await ada.tally('x', card).waitFor()
    await ada.becomes(/Bob/)
    await ada.reacts('white_check_mark', card)
    await card.getByText('Done: 3 nodes ready').waitFor({ timeout: aims.first })
  } finally {
    await stage.close()
  }
}

/** From the spawn to the line with the address. Throws when the demo ends before. */
async function timeToAddress(): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [demo, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  for await (const line of createInterface(child.stdout)) {
    if (!/http:\/\/127\.0\.0\.1:\d+/.test(line)) continue
    const taken = performance.now() - began
    child.kill('SIGINT')
    await ended
    return taken
  }
  throw new Error('the demo ended before it printed an address')
}
