import { posix } from 'node:path'
import { Visitor } from 'oxc-parser'
import { parse, place, read } from './source.ts'

/** One file needs another, or a package. `type`: only types, which are gone when the program runs. */
export type Import = { readonly from: string; readonly to: string; readonly type: boolean; readonly at: string }

/** Everything that a file imports or re-exports, in every way that TypeScript knows; paths as git writes them. */
export function importsOf(path: string, text = read(path)): Import[] {
  const { program, module } = parse(path, text)
  const found: Import[] = []
  const note = (request: string, type: boolean, start: number): void => {
    const to = request.startsWith('.') ? posix.join(posix.dirname(path), request) : request
    found.push({ from: path, to, type, at: place(path, text, start) })
  }
  for (const { moduleRequest, entries, start } of module.staticImports)
    note(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType), start)
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType, start } of entries) if (moduleRequest) note(moduleRequest.value, isType, start)
  new Visitor({
    ImportExpression: ({ source, start }) => {
      if (source.type !== 'Literal' || typeof source.value !== 'string')
        throw new Error(`${place(path, text, start)} imports what only running it would tell`)
      note(source.value, false, start)
    },
    TSImportType: ({ source, start }) => note(source.value, true, start),
  }).visit(program)
  return found
}
