import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import process from 'node:process'
import { measureAcks } from './acks.ts'
import { howCarried, measureCarried } from './carried.ts'
import { type Ground, startGround } from './contenders.ts'
import { type Row, table } from './figures.ts'
import { measureFollow } from './follow.ts'
import { measureMemory } from './memory.ts'
import { howOpen, measureOpen } from './open.ts'
import { howPace, measurePace } from './pace.ts'
import { howPast, measurePast } from './past.ts'
import { measurePlayground } from './playground.ts'
import { measureReaction } from './reaction.ts'
import { measureReplicated } from './replicated.ts'
import { measureStart } from './start.ts'

/** `how`: under what conditions, where the figure's own words do not say it. */
type Part = { readonly what: string; readonly measure: (ground: Ground) => Promise<Row[]>; readonly how?: string }

const groups: Readonly<Record<string, readonly Part[]>> = {
  bot: [
    { what: 'acknowledgements', measure: measureAcks },
    { what: 'reaction to call', measure: measureReaction },
    { what: 'start', measure: measureStart },
    { what: 'memory', measure: measureMemory },
  ],
  replicas: [
    { what: 'at rest', measure: measureReplicated },
    { what: 'pace', measure: measurePace, how: howPace },
    { what: 'carried', measure: measureCarried, how: howCarried },
    { what: 'the past', measure: measurePast, how: howPast },
    { what: 'open requests', measure: measureOpen, how: howOpen },
    { what: 'tasks in flight', measure: measureFollow },
  ],
  playground: [{ what: 'playground', measure: measurePlayground }],
}

/** `npm run bench -- replicas`, or a part's own name; without one, everything. */
const named = process.argv.slice(2)
const chosen = Object.entries(groups).flatMap(([group, parts]) =>
  named.length === 0 || named.includes(group) ? parts : parts.filter(({ what }) => named.includes(what)),
)
if (chosen.length === 0)
  throw new Error(`there is no ${named} to measure: name any of ${Object.keys(groups).join(', ')}`)

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
  for (const { what, measure, how } of chosen) {
    const began = performance.now()
    rows.push(...(await measure(ground)))
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(`  measured: ${what}, in ${seconds} s${how === undefined ? '' : `\n    ${how}`}`)
  }
} finally {
  await ground.stop()
}
console.log(`\nmedian (least … most)\n\n${table(rows)}\n\nload ${load()} at the end`)
