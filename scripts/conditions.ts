import { readFileSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Conditions, conditions } from '../src/scaleout/rules.ts'

const begin = '<!-- conditions: written by `npm run docs` -->'
const end = '<!-- end of conditions -->'

/** docs/policy.md with what it says about conditional rules, by the list of conditions; nothing where there are none. */
export function withConditions(page: string, known: Conditions = conditions): string {
  const [before, rest = ''] = page.split(begin)
  const [, after] = rest.split(end)
  if (after === undefined) throw new Error(`docs/policy.md has to hold ${begin} and ${end}`)
  return [before, begin, '\n', ...section(known), end, after].join('')
}

function section(known: Conditions): string[] {
  const items = Object.entries(known).map(([key, { about }]) => `  - \`${key}\`: ${about}\n`)
  if (items.length === 0) return []
  return [
    '- `rules` [none]: what is otherwise under conditions, as a list of rules: each names its conditions under `when`, and any\n',
    '  other keys of `approval`. A rule holds while all of its conditions do. Where several hold, the last one that names a key\n',
    '  wins; `quorum` is the highest of them all, the usual one among them. Form and card say because of what. Conditions:\n',
    ...items,
  ]
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const place = new URL('../docs/policy.md', import.meta.url)
  writeFileSync(place, withConditions(readFileSync(place, 'utf8')))
}
