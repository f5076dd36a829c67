import type { HeaderBlock, MrkdwnElement, PlainTextElement } from '@slack/types'
import { unmarked, visible } from './foreign.ts'
import { clip, limits } from './limits.ts'
import { asMrkdwn } from './rich.ts'
import type { Vocabulary } from './words/index.ts'

export { harmless } from './foreign.ts'
export { section } from './rich.ts'

/** Text in which nothing is markup: without `emoji: false` a client shows `:tada:` as a picture. */
export const plain = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: clip(visible(unmarked(text)), most),
  emoji: false,
})

/** For the blocks that take no rich text. Only marks that are written out count: bare addresses stay text. */
export const mrkdwn = (text: string, most: number = limits.sectionText): MrkdwnElement => ({
  type: 'mrkdwn',
  text: clip(asMrkdwn(text), most),
  verbatim: true,
})

/** What a message says where no blocks are shown: notifications, screen readers, older clients. */
export const fallback = (text: string): string => clip(asMrkdwn(text), limits.messageText)

/** The same where not even mrkdwn is known: an error under an input. */
export const bare = (text: string): string => visible(unmarked(text))

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, limits.headerText) })

export const user = (id: string): string => `<@${id}>`
export const channel = (id: string): string => `<#${id}>`
export const emoji = (name: string): string => `:${name}:`

/** A user or a user group, as the policy file names them. */
export const mention = (id: string): string => (id.startsWith('S') ? `<!subteam^${id}>` : user(id))

/** A moment in the reader's own time zone; `time` in ms. The fallback is UTC. */
export function date(time: number): string {
  const fallback = `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return `<!date^${Math.floor(time / 1000)}^{date_short_pretty} {time}|${fallback}>`
}

/** The same for places without mrkdwn, such as an error under an input; `zone` is an IANA name. */
export function clockTime(time: number, { locale }: Vocabulary, zone: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(time)
}
