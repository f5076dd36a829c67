import { readFileSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { clusterTypes } from '../src/clusters/index.ts'
import { type Conditions, conditions } from '../src/scaleout/rules.ts'
import { languages } from '../views/words/index.ts'

type Known = {
  readonly conditions: Conditions
  readonly types: readonly { readonly type: string }[]
  readonly languages: readonly { readonly code: string }[]
}

const product: Known = { conditions, types: clusterTypes, languages }

/** docs/policy.md with what follows from the lists of the product: languages, cluster types, conditional rules. */
export function policyPage(page: string, known: Partial<Known> = {}): string {
  const all = { ...product, ...known }
  const parts = {
    languages: either(all.languages.map(({ code }) => code)),
    types: either(all.types.map(({ type }) => type)),
    conditions: `\n${section(all.conditions).join('')}`,
  }
  return Object.entries(parts).reduce((text, [name, part]) => between(text, name, part), page)
}

/** A page with other words between the marks of a part. Throws where the page lacks them. */
function between(page: string, name: string, part: string): string {
  const [begin, end] = [`<!-- ${name}: written by \`npm run docs\` -->`, `<!-- end of ${name} -->`]
  const [before, rest = ''] = page.split(begin)
  const [, after] = rest.split(end)
  if (after === undefined) throw new Error(`docs/policy.md has to hold ${begin} and ${end}`)
  return [before, begin, part, end, after].join('')
}

/** `a`, `b` or `c`. */
function either(codes: readonly string[]): string {
  const written = codes.map((code) => `\`${code}\``)
  return [written.slice(0, -1).join(', '), ...written.slice(-1)].filter((text) => text !== '').join(' or ')
}

/** What is said about conditional rules; nothing where there are no conditions. */
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
  writeFileSync(place, policyPage(readFileSync(place, 'utf8')))
}
