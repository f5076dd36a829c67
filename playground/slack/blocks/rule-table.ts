import { expect } from 'vitest'
import { type Violation, violationsOfMessage, violationsOfView } from './index.ts'

/* What the tables of rules in these tests are made of, and how each is tried. */

export const plain = (text: string) => ({ type: 'plain_text', text })

export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })

export const x = (times: number) => 'x'.repeat(times)

export const divider = { type: 'divider' }

export const section = (text: unknown) => ({ type: 'section', text })

export const button = (more: object = {}) => ({ type: 'button', text: plain('Cancel'), ...more })

export const holding = (...elements: unknown[]) => ({ type: 'actions', elements })

export const picture = { type: 'image', alt_text: 'a node', image_url: 'https://example.com/node.png' }

export const cell = (text = 'node-1') => ({ type: 'raw_text', text })

export const rich = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})

export const data = (rows: unknown[], more: object = {}) => ({ type: 'data_table', caption: 'Nodes', rows, ...more })

export const container = (more: object) => ({
  type: 'container',
  title: plain('Log'),
  child_blocks: [section(plain('x'))],
  ...more,
})

export const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('Scale out'),
  submit: plain('Ask'),
  blocks: [divider],
  ...more,
})

export const home = (more: object = {}) => ({ type: 'home', blocks: [divider], ...more })

export const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Nodes'),
  element,
  ...more,
})

export const option = (value: string, more: object = {}) => ({ text: plain(value), value, ...more })

export const options = (count: number) => Array.from({ length: count }, (_, index) => option(`zone-${index}`))

/** A rule: what keeps it, what breaks it, and what Slack says about that, at a pointer below the place that is tried. */
export type Rule = [rule: string, good: unknown, bad: unknown, message: string, pointer: string]

/** What is said about a view besides the first sentence, that the view as a whole failed. */
export function causes(view: unknown): Violation[] {
  const [first, ...rest] = violationsOfView(view)
  expect(first).toEqual({ message: 'failed to match all allowed schemas', pointer: '/view' })
  return rest
}

/** A rule about one block of a message; its pointer is below /blocks/0. */
export function holdsInMessage(...[, good, bad, message, pointer]: Rule): void {
  expect(violationsOfMessage([good])).toEqual([])
  expect(violationsOfMessage([bad])).toEqual([{ message, pointer: `/blocks/0${pointer}` }])
}

/** A rule about one block of a modal; its pointer is below /view/blocks/0. */
export function holdsInModal(...[, good, bad, message, pointer]: Rule): void {
  expect(violationsOfView(modal({ blocks: [good] }))).toEqual([])
  expect(causes(modal({ blocks: [bad] }))).toEqual([{ message, pointer: `/view/blocks/0${pointer}` }])
}
