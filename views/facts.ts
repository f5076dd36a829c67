import type { RichTextBlock } from '@slack/types'
import type { Field } from '../src/clusters/define.ts'
import type { Summary } from '../src/scaleout/summary.ts'
import { bytesOf, clipBytes, harmless } from './foreign.ts'
import { readable } from './form/field.ts'
import { block, isWhole, line, preformatted } from './rich.ts'
import { say, type Vocabulary } from './words/index.ts'

type Parts = RichTextBlock['elements']

/** How much room a card has for its values, in bytes of UTF-8. */
export type Room = { readonly value: number; readonly script: number; readonly reason: number }

/** Members that are not as the cluster's defaults have them, and the labels by which a fallback names them. */
export type Unlike = { readonly labels: readonly string[]; readonly blocks: RichTextBlock[] }

/** Lines of a script on the card. */
const scriptLines = 12

/** Whether a member is to stand first. A record that an older version wrote does not say what is usual. */
const isUnlike = ({ request: { usual } }: Summary, field: Field): boolean =>
  usual === null ? field.warning !== undefined : field.wire in usual

/** The count stands in the title. */
const isShown = ({ role }: Field): boolean => role !== 'nodeCount'

const labelOf = (field: Field, words: Vocabulary): string =>
  field.control.kind === 'secret' ? words.card.login : say(field.label, words)

/** What makes this call unlike an ordinary one of its cluster: each with its warning, and a script with its beginning. */
export function unlike(summary: Summary, words: Vocabulary, room: Room): Unlike {
  const { usual, body } = summary.request
  const fields = summary.type.fields.filter(
    (field) => isShown(field) && isUnlike(summary, field) && (usual !== null || body[field.wire] !== undefined),
  )
  const heading = usual === null ? words.card.lookAt : words.card.unlike
  const rows: string[] = [`*${heading}*`]
  const parts: Parts = []
  for (const field of fields) {
    const value = shownOf(summary, field, words, room)
    const all = withUsual(summary, field, value ?? words.card.notSent, words, room)
    const row = words.card.row(labelOf(field, words), all)
    const sent = field.control.kind === 'secret' ? undefined : body[field.wire]
    const warns = sent !== undefined && field.warning !== undefined
    rows.push(warns ? `:warning: ${words.card.warned(row, say(field.warning, words))}` : row)
    if (!field.script || sent === undefined) continue
    const script = written(field, sent)
    const most = { bytes: room.script, lines: scriptLines }
    parts.push(together(rows.splice(0)), preformatted(script, most))
    // Nobody is to approve what they take for the whole.
    if (!isWhole(script, most)) rows.push(words.card.scriptGoesOn)
  }
  if (rows.length > 0) parts.push(together(rows))
  const labels = fields.map((field) => labelOf(field, words))
  return { labels, blocks: fields.length === 0 ? [] : [block(...parts)] }
}

/** Where it is, and every other member of the call by its name and value. */
export function facts(summary: Summary, words: Vocabulary, room: Room): RichTextBlock {
  const { name, id, region } = summary.request.cluster
  const place = `*${harmless(name)}* · ${say(summary.type.label, words)} · ${harmless(region)} · \`${harmless(id)}\``
  const rows = summary.type.fields
    .filter((field) => isShown(field) && !isUnlike(summary, field))
    .flatMap((field) => {
      const value = shownOf(summary, field, words, room)
      return value === undefined ? [] : [words.card.row(labelOf(field, words), value)]
    })
  return block(together([words.card.row(words.card.clusterRow, place), ...rows]))
}

/** Rows as one element: whether a client begins a line between two is not documented. */
const together = (rows: readonly string[]): Parts[number] => line(rows.join('\n'), Number.POSITIVE_INFINITY)

/** A member as a line tells it; `undefined` where it is not sent, and nothing is known of what the cloud takes then. */
function shownOf(summary: Summary, field: Field, words: Vocabulary, room: Room): string | undefined {
  const { body, secret } = summary.request
  if (field.control.kind === 'secret') return secret ? loginText(secret, words) : undefined
  const sent = body[field.wire]
  if (sent !== undefined) return told(field, sent, words, room)
  return field.implied === undefined ? undefined : words.card.byDefault(told(field, field.implied, words, room))
}

function withUsual({ request }: Summary, field: Field, value: string, words: Vocabulary, room: Room): string {
  const { card } = words
  if (!request.usual) return value
  const usual = request.usual[field.wire]
  if (field.control.kind === 'secret') return card.usually(value, card.namedPassword(harmless(String(usual))))
  // That a script or an image is none of the defaults goes without saying.
  if (usual === null || usual === undefined) return value
  return card.usually(value, told(field, usual, words, { ...room, value: room.value / 4 }))
}

function told(field: Field, sent: unknown, words: Vocabulary, room: Room): string {
  const { card } = words
  const text = written(field, sent)
  if (field.script) return card.script(bytesOf(text), text.trimEnd().split('\n').length)
  const value = harmless(clipBytes(readable(field, sent, words), room.value)) || card.nothing
  return field.warning && Array.isArray(sent) && sent.length > 0 ? card.many(sent.length, value) : value
}

/** A script as it will run, and not in the shape in which it is sent. */
const written = (field: Field, sent: unknown): string =>
  String(field.script && field.decode ? field.decode(sent) : sent)

function loginText(secret: NonNullable<Summary['request']['secret']>, words: Vocabulary): string {
  return secret.kind === 'named' ? words.card.namedPassword(harmless(secret.name)) : words.card.sealedPassword
}
