import { z } from 'zod'
import { picture } from './emoji.ts'
import type { Block } from './kit.ts'
import { placedIn } from './kit.ts'
import { type Piece, piecesOf } from './markup.ts'
import type { OpenView } from './modals/open-views.ts'
import { heldBy } from './modals/state.ts'
import type { Message, Workspace } from './workspace.ts'

/** How a message reads in Slack: mentions resolved, blocks as text, its reactions below. */
export function readable(message: Message, { workspace }: { workspace: Workspace }): string {
  const author = nameOf(workspace, message.user)
  const marks = [
    ...(message.edited ? ['(edited)'] : []),
    ...(message.ephemeralTo === undefined ? [] : [`(only ${nameOf(workspace, message.ephemeralTo)} sees this)`]),
  ]
  const body = message.blocks.length > 0 ? blocksText(workspace, message.blocks) : mrkdwn(workspace, message.text)
  const reactions = message.reactions.map(
    ({ name, users }) => `${picture(name)} ${users.map((user) => nameOf(workspace, user)).join(', ')}`,
  )
  return [[`${author}:`, ...marks].join(' '), body, ...(reactions.length > 0 ? [reactions.join('   ')] : [])].join('\n')
}

/** How an open modal reads: labels, what is filled in, hints and errors. */
export function readableView(workspace: Workspace, { view, state, errors }: OpenView): string {
  const lines = view.blocks.map((block) => {
    if (block.type !== 'input') return blocksText(workspace, [block])
    const [placed] = placedIn([block])
    const value = placed && heldBy(state, placed)?.value
    const error = errors[block.block_id ?? '']
    const required = block.optional ? '' : ' *'
    const label = `${block.label?.text ?? ''}${required}: ${shownValue(workspace, value)}`
    return error === undefined ? label : `${label}\n  ! ${error}`
  })
  const buttons = [view.close?.text ?? 'Cancel', ...(view.submit ? [view.submit.text] : [])].map(
    (text) => `[ ${text} ]`,
  )
  return [`┌ ${view.title?.text ?? ''}`, ...lines.filter((line) => line !== ''), buttons.join(' ')].join('\n')
}

const options = z.array(z.looseObject({ text: z.looseObject({ text: z.string() }) }))

function shownValue(workspace: Workspace, value: unknown): string {
  if (value === null || value === undefined) return '…'
  if (Array.isArray(value) && value.length === 0) return '…'
  const chosen = options.safeParse([value].flat())
  if (chosen.success) return chosen.data.map(({ text }) => text.text).join(', ')
  return [value]
    .flat()
    .map((one) => nameOf(workspace, textOf(workspace, one)))
    .join(', ')
}

/** A user's, group's or channel's id as people read it; anything else as it is. */
function nameOf({ people, channels, groups }: Workspace, id: string): string {
  const person = people.find((one) => one.id === id)
  if (person) return `@${person.handle}`
  const channel = channels.find((one) => one.id === id)
  if (channel) return channel.kind === 'im' ? 'direct message' : `#${channel.name}`
  const group = groups.find((one) => one.id === id)
  return group ? `@${group.handle}` : id
}

const marks: Partial<Record<Piece['kind'], string>> = {
  bold: '*',
  italic: '_',
  strike: '~',
  code: '`',
  preformatted: '```',
}

/**
 * mrkdwn as it reads: mentions, links and emoji are shown as what they become. Styles keep their marks, here and in rich
 * text; what is one and what only looks like it is told by ./markup.ts.
 */
function mrkdwn(workspace: Workspace, text: string, verbatim = false): string {
  return piecesOf(text, verbatim)
    .map(({ kind, text: inside, holds }) => {
      if (kind === 'user' || kind === 'group' || kind === 'channel')
        return nameOf(workspace, inside.split('|')[0] ?? '')
      if (kind === 'broadcast') return `@${inside}`
      if (kind === 'emoji') return picture(inside)
      const mark = marks[kind] ?? ''
      return `${mark}${holds ? mrkdwn(workspace, inside, verbatim) : inside}${mark}`
    })
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

const style = z
  .looseObject({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial()

/** A piece of rich text with the marks of its styles. */
function styled(text: string, styles: unknown): string {
  const { bold, italic, strike, code } = style.catch({}).parse(styles ?? {})
  const own = [code && '`', strike && '~', italic && '_', bold && '*']
  return own.reduce<string>((inside, mark) => (mark ? `${mark}${inside}${mark}` : inside), text)
}

/** Plain text as it reads: unless it says otherwise, names of emoji are shown as pictures. */
const withPictures = (text: string): string => text.replace(/:([^\s:]+):/g, (_, name: string) => picture(name))

const node = z.looseObject({
  type: z.string().optional(),
  text: z.unknown().optional(),
  elements: z.array(z.unknown()).optional(),
})

/** The words of anything: a string, a text object, a rich text, a button. */
function textOf(workspace: Workspace, thing: unknown): string {
  if (typeof thing === 'string') return thing
  if (typeof thing === 'number' || typeof thing === 'boolean') return String(thing)
  const read = node.safeParse(thing)
  if (!read.success) return ''
  const { type, text, elements } = read.data
  if (type === 'mrkdwn') return mrkdwn(workspace, textOf(workspace, text), read.data.verbatim === true)
  if (type === 'plain_text' && read.data.emoji !== false) return withPictures(textOf(workspace, text))
  if (type === 'user') return nameOf(workspace, String(read.data.user_id))
  if (type === 'usergroup') return nameOf(workspace, String(read.data.usergroup_id))
  if (type === 'channel') return nameOf(workspace, String(read.data.channel_id))
  if (type === 'date') return String(read.data.fallback)
  if (type === 'text' && typeof text === 'string') return styled(text, read.data.style)
  if (type === 'rich_text_quote')
    return `> ${list(elements)
      .map((one) => textOf(workspace, one))
      .join('')
      .replaceAll('\n', '\n> ')}`
  if (type === 'emoji') return picture(String(read.data.name))
  if (type === 'link') return text === undefined ? String(read.data.url) : textOf(workspace, text)
  if (type === 'image') return `[${String(read.data.alt_text)}]`
  if (elements !== undefined) {
    const glue = type === 'rich_text' || type === 'rich_text_list' ? '\n' : ''
    const bullet = type === 'rich_text_list' ? '• ' : ''
    return elements.map((element) => bullet + textOf(workspace, element)).join(glue)
  }
  return textOf(workspace, text)
}

const STATUS: Record<string, string> = { pending: '○', in_progress: '◐', complete: '●', error: '✕' }

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const children = z.array(z.looseObject({ type: z.string() }))

/** These blocks as lines of text. */
function blocksText(workspace: Workspace, blocks: readonly Block[]): string {
  const say = (thing: unknown) => textOf(workspace, thing)
  const nested = (inner: unknown) => blocksText(workspace, children.safeParse(inner).data ?? [])
  const join = (glue: string, ...parts: string[]) => parts.filter((part) => part !== '').join(glue)
  const line = (block: Block): string => {
    switch (block.type) {
      case 'section':
        return join('\n', say(block.text), ...list(block.fields).map(say), buttonText(say, block.accessory))
      case 'header':
        return `# ${say(block.text)}`
      case 'divider':
        return '────'
      case 'context':
        return join('  ', ...list(block.elements).map(say))
      case 'actions':
      case 'context_actions':
        return list(block.elements)
          .map((element) => buttonText(say, element))
          .join(' ')
      case 'plan':
        return join('\n', withPictures(say(block.title)), nested(block.tasks))
      case 'task_card': {
        const head = `${STATUS[String(block.status)] ?? '?'} ${withPictures(say(block.title))}`
        return join('\n', head, ...[block.details, block.output].map(say).map(indented))
      }
      case 'table':
      case 'data_table':
        return join('\n', say(block.caption), ...list(block.rows).map((row) => list(row).map(say).join(' | ')))
      case 'container':
        return join(
          '\n',
          say(block.title ?? block.rich_text_title),
          say(block.subtitle),
          indented(nested(block.child_blocks)),
        )
      case 'card':
        return join(
          '\n',
          say(block.title),
          say(block.subtitle),
          say(block.body),
          ...list(block.actions).map((one) => buttonText(say, one)),
        )
      case 'carousel':
        return nested(block.elements)
      case 'image':
        return join(' ', say(block.title), `[${String(block.alt_text)}]`)
      case 'alert':
        return `! ${say(block.text)}`
      case 'markdown':
        return say(block.text)
      default:
        return say(block)
    }
  }
  return blocks.map(line).join('\n')
}

const indented = (text: string): string => (text === '' ? '' : text.replace(/^/gm, '  '))

function buttonText(say: (thing: unknown) => string, element: unknown): string {
  if (element === undefined) return ''
  const read = z
    .looseObject({ type: z.string(), text: z.unknown().optional(), placeholder: z.unknown().optional() })
    .safeParse(element)
  if (!read.success) return say(element)
  return read.data.type === 'button'
    ? `[ ${say(read.data.text)} ]`
    : `( ${say(read.data.placeholder ?? read.data.type)} )`
}
