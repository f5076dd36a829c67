import type { HeaderBlock, MrkdwnElement, PlainTextElement, SectionBlock } from '@slack/types'
import type { Language } from '../src/clusters/define.ts'
import { clip, limits } from './limits.ts'

/** Text that somebody typed, made harmless: no mention and no link comes out of it (reference/slack-platform.md §1.5). */
export const harmless = (typed: string): string =>
  typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const plain = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, most),
  emoji: true,
})

export const mrkdwn = (text: string, most: number = limits.sectionText): MrkdwnElement => ({
  type: 'mrkdwn',
  text: clip(text, most),
})

export const section = (text: string): SectionBlock => ({ type: 'section', text: mrkdwn(text) })

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
export function clockTime(time: number, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(time)
}
