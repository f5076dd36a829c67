import { writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { ClusterType, Control, Field } from '../src/clusters/define.ts'
import { clusterTypes } from '../src/clusters/index.ts'
import { english, say } from '../src/clusters/words/index.ts'
import { zh } from '../src/clusters/words/zh.ts'

/** docs/parameters.md: every member of the call that the bot knows, a table for each cluster type. */
export function parametersPage(types: readonly ClusterType[] = clusterTypes): string {
  return [
    '<!-- biome-ignore-all format: padded cells would make every changed word a changed table -->',
    '',
    '# Parameters',
    '',
    'Generated from `src/clusters/` by `npm run docs`; a test fails while the two differ.',
    '',
    'Names are the wire names of `ScaleOutCluster` (API version 2015-12-15), which are also the keys of `defaults` and',
    '`choices` in the policy file, and the `block_id`s of the form. *Starts with* is what the form holds where the policy',
    'names no default. *Unsent* is what the documents say Alibaba Cloud takes where the member is left out.',
    ...types.flatMap(section),
    '',
  ].join('\n')
}

function section({ type, label, documents, fields }: ClusterType): string[] {
  return [
    '',
    `## ${english(label)} (\`type: ${type}\`)`,
    '',
    `Built from ${documents}.`,
    '',
    '| Wire name | Label | Asked as | Allowed | Needed | Starts with | Unsent | Note |',
    '|---|---|---|---|---|---|---|---|',
    ...fields.flatMap((field) => [row(field, '', oneOf(fields)), ...inner(field.control, field.wire)]),
  ]
}

/** How a node may be logged in to: exactly one of these is given. */
const oneOf = (fields: readonly Field[]): string =>
  ['a named credential', ...fields.filter(isCredential).map(({ wire }) => `\`${wire}\``)].join(', ')

const isCredential = ({ role, control }: Field): boolean => control.kind === 'secret' || role === 'keyPair'

const inner = (control: Control, of: string): string[] =>
  control.kind === 'group' ? control.fields.map((field) => row(field, `${of}[].`, '')) : []

function row(field: Field, before: string, credentials: string): string {
  const cells = [
    `\`${before}${field.wire}\``,
    `${english(field.label)}<br>${say(field.label, zh)}`,
    asked(field),
    english(field.rule),
    isCredential(field) ? `exactly one of ${credentials}` : needed(field),
    literal(field.initial),
    literal(field.implied),
    [field.hint && english(field.hint), field.note].filter(Boolean).join(' '),
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}

function asked({ control, part, source }: Field): string {
  const where = part === 'advanced' ? ', advanced' : ''
  switch (control.kind) {
    case 'fixed':
      return `not asked: always ${literal(control.value)}`
    case 'derived':
      return 'not asked: follows from other fields'
    case 'select':
    case 'multi_select':
      return `${control.kind === 'select' ? 'one of' : 'any of'} ${control.options.map(({ value }) => `\`${value}\``).join(', ')}${source === undefined ? '' : ` (those of \`${source.from}\` first)`}${where}`
    case 'text':
      if (source !== undefined)
        return `${control.multiline ? 'any of' : 'one of'} a list from the cloud (\`${source.from}\`), or text${where}`
      return `${control.multiline ? 'text, several lines' : 'text'}${where}`
    case 'yes_no':
      return `yes or no${where}`
    case 'secret':
      return `text, sealed${where}`
    case 'group':
      return `up to ${control.most} times${where}`
    case 'number':
      return `number${where}`
  }
}

function needed({ required, when, control, empty }: Field): string {
  if (control.kind === 'fixed' || control.kind === 'derived') return ''
  if (empty !== undefined) return `no; ${literal(empty)} is sent where nothing is written`
  if (when) return `with \`${when.field}\` = ${literal(when.is)}; not sent otherwise`
  return required ? 'yes' : 'no'
}

const literal = (value: unknown): string => (value === undefined ? '' : `\`${JSON.stringify(value)}\``)

if (argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('../docs/parameters.md', import.meta.url), parametersPage())
