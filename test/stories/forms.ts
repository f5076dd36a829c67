import { z } from 'zod'
import type { Modal } from '../../playground/slack/index.ts'
import type { Stage } from './stage.ts'

/** Types the command and gives what opens, once the bot has looked up everything that it looks up. */
export async function opens(world: Stage, person: string, command: string, channel = 'prod'): Promise<Modal> {
  const someone = world.slack.as(person)
  await someone.types(command, channel)
  return world.until(() => someone.hasModal && someone.modal(), 'a modal')
}

/** Does something that draws the form again, and waits for the new one. */
export async function redraws(world: Stage, act: Promise<unknown>): Promise<void> {
  await act
  await world.quiet()
}

const option = z.object({ value: z.string() })

/** What an input holds: the text that is written, or the value that is chosen. */
export function held(modal: Modal, name: string): string | string[] | null {
  const value = modal.value(name)
  const many = z.array(option).safeParse(value)
  if (many.success) return many.data.map((one) => one.value)
  const one = option.safeParse(value)
  return one.success ? one.data.value : z.string().nullable().parse(value)
}

/** The inputs that a form shows, by wire name, in reading order. */
export const inputsOf = (modal: Modal): string[] =>
  modal.blocks.filter((block) => block.type === 'input').map((block) => (block.block_id ?? '').replace(/:\d+$/, ''))

/** What a menu lists, by value. */
export const offers = (modal: Modal, name: string): string[] =>
  (modal.input(name).element.options ?? []).map((one) => one.value ?? '')

/** Presses the button that sends the form, and gives the errors by wire name; none where there is a request. */
export async function sends(modal: Modal): Promise<Record<string, string>> {
  const answer = await modal.submit()
  if ('closed' in answer) return {}
  if (!('errors' in answer)) throw new Error(`the form neither closed nor showed errors: ${JSON.stringify(answer)}`)
  return Object.fromEntries(Object.entries(answer.errors).map(([id, text]) => [id.replace(/:\d+$/, ''), text]))
}

/** Sends a form that has no errors, has Bob approve it, and gives the body that the cloud was sent. */
export async function buys(world: Stage, modal: Modal): Promise<unknown> {
  const before = world.cloud.orders.length
  const requests = (await world.records()).length
  const errors = await sends(modal)
  if (Object.keys(errors).length > 0) throw new Error(`the form has errors: ${JSON.stringify(errors)}`)
  await world.slack.as('bob').reacts('white_check_mark', await world.card(requests + 1))
  return world.until(() => world.cloud.orders[before], 'the order').then((order) => order.body)
}

/** What only this person sees in a channel, as text, oldest first. */
export const ephemeralsTo = (world: Stage, person: string, channel = 'prod'): string[] =>
  world.slack
    .as(person)
    .sees(channel)
    .filter((message) => message.ephemeralTo !== undefined)
    .map((message) => world.reads(message))
