import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { read } from './source.ts'

const folder = 'docs/decisions'
const notes = readdirSync(folder).filter((name) => name !== 'README.md')
const head = /^# (\d{4}) (.+)\n\n(\d{4}-\d{2}-\d{2}) · (accepted|superseded by (\d{4}))\n\n/

describe('decisions', () => {
  it.each(notes)('%s is headed by its number, its date and its status', (name) => {
    const [, number, , , , successor] = head.exec(read(`${folder}/${name}`)) ?? []
    expect(name).toMatch(new RegExp(`^${number}-[a-z0-9-]+\\.md$`))
    if (successor !== undefined) expect(notes.some((other) => other.startsWith(successor))).toBe(true)
  })

  it('have one index, which says of each what it says itself', () => {
    const rows = [
      ...read(`${folder}/README.md`).matchAll(/^\| \[(\d{4})\]\((.+?)\) +\| (.+?) +\| (\S+) +\| (.+?) +\|$/gm),
    ]
    const said = notes.map((name) => {
      const [, number, title, date, status] = head.exec(read(`${folder}/${name}`)) ?? []
      return [number, name, title, date, status]
    })
    expect(rows.map(([, ...cells]) => cells)).toEqual(said)
    expect(new Set(said.map(([number]) => number)).size).toBe(said.length)
  })
})
