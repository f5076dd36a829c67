import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import process from 'node:process'
import { measureAcks } from './acks.ts'
import { startGround } from './contenders.ts'
import { type Row, table } from './figures.ts'
import { measureMemory } from './memory.ts'
import { measurePlayground } from './playground.ts'
import { measureReaction } from './reaction.ts'
import { measureStart } from './start.ts'

const load = (): string => (loadavg()[0] ?? 0).toFixed(1)

console.log(
  [
    `Node ${process.version} on ${process.platform} ${process.arch}`,
    `${availableParallelism()} cores (${cpus()[0]?.model.trim()})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `load ${load()} before it began: figures are worth what the machine was quiet`,
  ].join(', '),
)

const rows: Row[] = []
const ground = await startGround()
try {
  for (const [what, measure] of [
    ['acknowledgements', () => measureAcks(ground)],
    ['reaction to call', measureReaction],
    ['start', () => measureStart(ground)],
    ['memory', () => measureMemory(ground)],
    ['playground', measurePlayground],
  ] as const) {
    const began = performance.now()
    rows.push(...(await measure()))
    console.log(`  measured: ${what}, in ${Math.round((performance.now() - began) / 1000)} s`)
  }
} finally {
  await ground.stop()
}
console.log(`\nmedian (least … most)\n\n${table(rows)}\n\nload ${load()} at the end`)
