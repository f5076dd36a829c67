import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import about from '../../package.json' with { type: 'json' }
import { parse, read } from './source.ts'

const page = 'CONTRIBUTING.md'
const exists = (path: string): boolean => existsSync(new URL(`../../${path}`, import.meta.url))

/** What a file exports, by name, with the text that declares it where that stands in the file itself. */
function exportsOf(path: string): Map<string, string> {
  const { program, module } = parse(path)
  const text = read(path)
  const declared = new Map(
    program.body.flatMap((statement) => {
      if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return []
      const { declaration } = statement
      const ids = 'declarations' in declaration ? declaration.declarations.map(({ id }) => id) : [declaration.id]
      const body = text.slice(statement.start, statement.end)
      return ids.flatMap((id) => (id?.type === 'Identifier' ? [[id.name, body] as const] : []))
    }),
  )
  const names = module.staticExports.flatMap(({ entries }) => entries.flatMap(({ exportName: { name } }) => name ?? []))
  return new Map(names.map((name) => [name, declared.get(name) ?? '']))
}

/** What is wrong with a link whose words are code: `name`, or `Type.member`, of the file that it points to. */
function unknownName(words: string, target: string): string | undefined {
  const [, name, member] = /^`([A-Za-z]\w*)(?:\.(\w+))?`$/.exec(words) ?? []
  // `fields.ts`, `views/words/` and the like name the file itself.
  if (!name || !target.endsWith('.ts') || target.endsWith(`/${name}.${member}`)) return undefined
  const declaration = exportsOf(target).get(name)
  if (declaration === undefined) return `${target} exports no ${name}`
  return member === undefined || new RegExp(`\\b${member}\\??\\s*[:(]`).test(declaration)
    ? undefined
    : `${name} of ${target} has no ${member}`
}

/** Everything in a text that names something which is not there. */
function untrue(text: string): string[] {
  const links = [...text.matchAll(/\[((?:`[^`]*`|[^\]`])+)\]\((?!https?:|#)([^)#]+)/g)].flatMap(
    ([, words = '', target = '']) => (exists(target) ? (unknownName(words, target) ?? []) : `there is no ${target}`),
  )
  const code = text.replace(/\]\([^)]*\)/g, ']').match(/(?<=`)[^`\n]+(?=`)|^ *(?:npm|npx) .*$/gm) ?? []
  // `<…>` is for whoever reads it to name.
  const paths = code
    .flatMap((one) => one.split(/\s+/))
    .filter((word) => /^\.?[\w-]+\/[\w./-]*$/.test(word) && !word.startsWith('node_modules/'))
    .filter((path) => !exists(path))
    .map((path) => `there is no ${path}`)
  const scripts = [...text.matchAll(/npm run ([\w-]+)/g)]
    .filter(([, script = '']) => !(script in about.scripts))
    .map(([command]) => `there is no ${command}`)
  const projects = [...text.matchAll(/--project (\w+)/g)]
    .filter(([, name]) => !read('vitest.config.ts').includes(`name: '${name}'`))
    .map(([option]) => `there is no ${option}`)
  return [...links, ...paths, ...scripts, ...projects]
}

describe(page, () => {
  it('names only what there is: files, what they export, scripts and projects of tests', () => {
    expect(untrue(read(page))).toEqual([])
  })

  it('is found from the README', () => {
    expect(read('README.md').includes(`](${page})`)).toBe(true)
  })
})

describe('a made-up name is noticed', () => {
  it.each([
    ['[the table](src/scaleout/tables.ts)', 'there is no src/scaleout/tables.ts'],
    ['[`after`](src/scaleout/lifecycle.ts)', 'src/scaleout/lifecycle.ts exports no after'],
    ['[`Ledger.burn`](src/scaleout/ledger.ts)', 'Ledger of src/scaleout/ledger.ts has no burn'],
    ['`npx vitest run test/romances`', 'there is no test/romances'],
    ['   npm run quickly', 'there is no npm run quickly'],
    ['`npx vitest run --project opera`', 'there is no --project opera'],
  ])('%s', (text, why) => {
    expect(untrue(text)).toEqual([why])
  })

  it.each([
    '[`next`](src/scaleout/lifecycle.ts)',
    '[`Ledger.record`](src/scaleout/ledger.ts)',
    '`views/words/<code>.ts`',
  ])('but not %s', (text) => {
    expect(untrue(text)).toEqual([])
  })
})
