import { z } from 'zod'
import type { Notation, Words } from './define.ts'

/** One word or sentence, as it is. */
export const plain: Notation = {
  read: (text) => ({ value: text.trim() === '' ? undefined : text.trim() }),
  write: (value) => String(value ?? ''),
}

/** A script: every space and line counts. */
export const verbatim: Notation = {
  read: (text) => ({ value: text === '' ? undefined : text }),
  write: (value) => String(value ?? ''),
}

/** Several names, separated by commas, spaces or line ends. */
export const names: Notation = {
  read: (text) => {
    const list = text.split(/[\s,，]+/).filter((name) => name !== '')
    return { value: list.length === 0 ? undefined : [...new Set(list)] }
  },
  write: (value) => z.array(z.string()).catch([]).parse(value).join('\n'),
}

/** `docker 19.03.5`: name and version of a container runtime. */
export const runtime: Notation = {
  read: (text) => {
    const words = text.trim().split(/[\s:]+/)
    if (text.trim() === '') return { value: undefined }
    const [name, version, ...more] = words
    if (name === undefined || version === undefined || more.length > 0)
      return {
        fault: {
          en: 'Enter the name and the version, such as: docker 19.03.5',
          zh: '请填写运行时名称和版本，例如：docker 19.03.5',
        },
      }
    return { value: { name, version } }
  },
  write: (value) => {
    const written = z.object({ name: z.string(), version: z.string() }).safeParse(value)
    return written.success ? `${written.data.name} ${written.data.version}` : ''
  },
}

/**
 * One value a line, blank lines aside. A line that does not parse, or whose value `item` refuses, is a fault that
 * names the line's number and quotes it.
 */
export function lines<T>(format: {
  parse: (line: string) => unknown
  write: (value: T) => string
  item: z.ZodType<T>
  expected: Words
}): Notation {
  const { parse, write, item, expected } = format
  return {
    read: (text) => {
      const values: T[] = []
      for (const [index, raw] of text.split('\n').entries()) {
        const line = raw.trim()
        if (line === '') continue
        const parsed = item.safeParse(parse(line))
        if (!parsed.success) return { fault: atLine(index + 1, line, expected) }
        values.push(parsed.data)
      }
      return { value: values.length === 0 ? undefined : values }
    },
    write: (value) => item.array().catch([]).parse(value).map(write).join('\n'),
  }
}

function atLine(number: number, line: string, expected: Words): Words {
  return {
    en: `Line ${number} (“${line}”): ${expected.en}`,
    zh: `第 ${number} 行（“${line}”）：${expected.zh}`,
  }
}

/** `key=value` as `kubectl label` takes it. */
export function parsePair(line: string): unknown {
  const at = line.indexOf('=')
  return at < 0 ? undefined : { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
}

/** `key=value:NoSchedule` or `key:NoSchedule` as `kubectl taint` takes it. */
export function parseTaint(line: string): unknown {
  const at = line.lastIndexOf(':')
  if (at < 0) return undefined
  const [key = '', value = ''] = line.slice(0, at).split(/=(.*)/s)
  return { key: key.trim(), value: value.trim(), effect: line.slice(at + 1).trim() }
}
