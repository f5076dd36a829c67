import process from 'node:process'
import { parseArgs } from 'node:util'
import { type Outcome, scenarios } from '../test/replicas/scenarios.ts'

/** What breaks bots, at length: `npm run chaos`, or `npm run chaos -- sigstop --rounds 5`. */
const usage = `npm run chaos [-- scenarios] [--rounds N] [--requests N] [--seconds N]
  scenarios: ${Object.keys(scenarios).join(', ')}; default: all of them`

const columns: readonly (readonly [head: string, cell: (outcome: Outcome) => string | number])[] = [
  ['scenario', ({ scenario }) => scenario],
  ['requests', ({ requests }) => requests],
  ['executed once', ({ once }) => once],
  ['executed twice', ({ twice }) => twice],
  ['lost', ({ lost }) => lost],
  ['ended unbought', ({ unbought }) => unbought],
  ['waiting for a person', ({ waiting }) => waiting],
  ['doubled messages', ({ doubled }) => doubled],
  ['seconds', ({ seconds }) => seconds],
]

function table(outcomes: readonly Outcome[]): string {
  const rows = [columns.map(([head]) => head), ...outcomes.map((one) => columns.map(([, cell]) => String(cell(one))))]
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) => row.map((cell, column) => cell[column === 0 ? 'padEnd' : 'padStart'](widths[column] ?? 0)).join('  '))
    .join('\n')
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

function asked() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { rounds: { type: 'string' }, requests: { type: 'string' }, seconds: { type: 'string' } },
    })
    const size = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]))
    const names = positionals.length > 0 ? positionals : Object.keys(scenarios)
    const fine = names.every((name) => scenarios[name]) && Object.values(size).every((value) => value > 0)
    return fine ? { names, size } : undefined
  } catch {
    return undefined
  }
}

const wanted = asked()
if (!wanted) {
  say(usage)
  process.exit(2)
}
// The bots end with this process, but for a signal that ends it at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const outcomes: Outcome[] = []
for (const name of wanted.names) {
  say(`${name} …`)
  const played = scenarios[name]?.(wanted.size)
  if (!played) continue
  for await (const outcome of 'then' in played ? [await played] : played) {
    outcomes.push(outcome)
    say(`${outcome.scenario}: ${outcome.notes.join('; ')}`)
    for (const promise of outcome.broken) say(`  BROKEN: ${promise}`)
  }
}
say(`\n${table(outcomes)}`)
process.exitCode = outcomes.some(({ broken }) => broken.length > 0) ? 1 : 0
