import { z } from 'zod'
import type { Notation, Read } from './define.ts'
import { faultWords, sentence } from './ids.ts'
import { say, type Words } from './words/index.ts'
import { quoted, separators, tidy, tidyAscii, unquoted, wholeNumber } from './written.ts'

/** One word: an id or a name. */
export const plain: Notation = {
  read: (text) => ({ value: unquoted(tidyAscii(text)) || undefined }),
  write: (value) => String(value ?? ''),
  clean: tidyAscii,
}

/** A script: every space and line counts. */
export const verbatim: Notation = {
  read: (text) => ({ value: text === '' ? undefined : text }),
  write: (value) => String(value ?? ''),
  clean: (text) => text,
}

/** A whole number, in digits. */
export const number: Notation = {
  read: (text) => {
    if (tidy(text) === '') return { value: undefined }
    const value = wholeNumber(text)
    if (value !== undefined) return { value }
    return { fault: (of) => of.notation.noNumber(quoted(text)) }
  },
  write: (value) => (value === undefined ? '' : String(value)),
  clean: (text) => text,
}

/** Several names, separated by commas, spaces or line ends; the bullets of a list are no names. */
export const names: Notation = {
  read: (text) => {
    const list = tidy(text)
      .split(separators)
      .map(unquoted)
      .filter((name) => !/^[-•·*]*$/u.test(name))
    return { value: list.length === 0 ? undefined : [...new Set(list)] }
  },
  write: (value) => z.array(z.string()).catch([]).parse(value).join('\n'),
  clean: tidy,
}

/** Name and version of a container runtime: `docker 19.03.5`, or `containerd://1.6.28` as kubectl prints it. */
export const runtime: Notation = {
  read: (text) => {
    const [name, version, ...more] = unquoted(tidy(text)).split(/[\s:/@,]+/)
    if (!name) return { value: undefined }
    if (version && more.length === 0) return { value: { name, version } }
    return {
      fault: version ? (of) => of.notation.twoVersions(quoted(text)) : (of) => of.notation.noVersion(quoted(text)),
    }
  },
  write: (value) => {
    const written = z.object({ name: z.string(), version: z.string() }).safeParse(value)
    return written.success ? `${written.data.name} ${written.data.version}` : ''
  },
  clean: tidy,
}

/** Lines with a fault that are named; the rest is told after them. */
const mostNamed = 3

/**
 * One value a line, blank lines aside. Lines that do not parse, or whose value `item` refuses, are faults that name the
 * line's number, quote it, and say what is wrong with it.
 */
export function lines<T>(format: {
  clean: (text: string) => string
  parse: (line: string) => Read
  write: (value: T) => string
  item: z.ZodType<T>
  expected: Words
}): Notation {
  const { clean, parse, write, item, expected } = format
  const readLine = (line: string): Read => {
    const read = parse(line)
    if ('fault' in read) return read
    const parsed = item.safeParse(read.value)
    if (parsed.success) return { value: parsed.data }
    return { fault: faultWords.safeParse(parsed.error.issues.map(paramsOf).find(Boolean)).data?.words ?? expected }
  }
  return {
    read: (text) => {
      const values: unknown[] = []
      const faults: Words[] = []
      for (const [index, raw] of text.split(/\r\n|[\r\n\u2028\u2029]/).entries()) {
        const line = clean(raw)
        if (line === '') continue
        const read = readLine(line)
        if ('fault' in read) faults.push(atLine(index + 1, line, read.fault))
        else values.push(read.value)
      }
      if (faults.length > 0) return { fault: joined(faults.slice(0, mostNamed)) }
      return { value: values.length === 0 ? undefined : values }
    },
    write: (value) => item.array().catch([]).parse(value).map(write).join('\n'),
    clean,
  }
}

const paramsOf = (issue: z.core.$ZodIssue): unknown => (issue.code === 'custom' ? issue.params : undefined)

const joined =
  (faults: readonly Words[]): Words =>
  (of) =>
    of.faults.sentences(faults.map((fault) => say(fault, of)))

const atLine = (line: number, text: string, words: Words): Words =>
  sentence((of) => of.notation.line(line, quoted(text)), words)

const twoOnOne: { fault: Words } = { fault: (of) => of.notation.twoOnOne }

/** `key=value` as `kubectl label` takes it. */
export function parsePair(line: string): Read {
  const at = line.search(/[=＝]/)
  if (at < 0) return { fault: (of) => of.notation.noEquals }
  const value = line.slice(at + 1).trim()
  // `url=a=b` is one pair; `a=b, c=d` is two.
  return /[,，、;；]\s*[^\s,，、;；=＝]+[=＝]/.test(value)
    ? twoOnOne
    : { value: { key: line.slice(0, at).trim(), value } }
}

/** `key=value:NoSchedule` or `key:NoSchedule` as `kubectl taint` takes it. */
export function parseTaint(line: string): Read {
  const at = line.lastIndexOf(':')
  if (at < 0) return { fault: (of) => of.notation.noEffect }
  if ((line.match(/:(?:NoSchedule|NoExecute|PreferNoSchedule)\b/gi) ?? []).length > 1) return twoOnOne
  const [key = '', value = ''] = line.slice(0, at).split(/=(.*)/s)
  return { value: { key: key.trim(), value: value.trim(), effect: line.slice(at + 1).trim() } }
}
