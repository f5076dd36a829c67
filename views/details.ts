import type { KnownBlock, ModalView } from '@slack/types'
import type { Field } from '../src/clusters/define.ts'
import type { Summary } from '../src/scaleout/summary.ts'
import { clipBytes, visible } from './foreign.ts'
import { limits } from './limits.ts'
import { block, line, preformatted, quote } from './rich.ts'
import { emoji, harmless, plain, section, user } from './text.ts'
import { say, type Vocabulary } from './words/index.ts'

/** Bytes of one value; a view holds some 250 KB (docs/platforms/slack.md#views). */
const longest = 6000

/** Every member that is sent, in full, under its wire name. The password is the one exception. */
export function detailsView(summary: Summary, words: Vocabulary): ModalView {
  const { request, type, order } = summary
  const rows = type.fields.flatMap((field) => {
    if (field.control.kind === 'secret')
      return request.secret ? [section(`${nameOf(field, words)}\n${words.details.hidden}`)] : []
    const value = request.body[field.wire]
    return value === undefined ? [] : [inFull(field, value, words)]
  })
  const votes = request.votes
    .map((vote) => {
      const since = vote.verdict === 'approve' && request.takenBack.includes(vote.by)
      return `${emoji(vote.emoji)} ${user(vote.by)}${since ? words.details.takenBack : ''}`
    })
    .join('\n')
  const { why } = request
  const blocks: KnownBlock[] = [
    section(words.details.wire),
    section(`\`${order.method} ${harmless(order.path)}\` · ${harmless(request.cluster.region)}`),
    ...rows,
    { type: 'divider' },
    ...(why.trim() === ''
      ? []
      : [block(line(`*${words.details.reason}*`), quote(why, { bytes: longest, lines: 200 }))]),
    section(`*${words.details.votes}*\n${votes || words.details.noVotes}`),
    section(`*${words.details.fullDigest}*\n\`${request.digest}\``),
  ]
  return {
    type: 'modal',
    title: plain(words.details.title(summary.id), limits.viewTitle),
    close: plain(words.details.close, limits.viewTitle),
    blocks,
  }
}

const nameOf = (field: Field, words: Vocabulary): string => `*${say(field.label, words)}* \`${field.wire}\``

/** The wire value as JSON; a script as the script that will run, not as its Base64. */
function inFull(field: Field, value: unknown, words: Vocabulary): KnownBlock {
  const { details } = words
  const name = nameOf(field, words)
  const text = field.script && field.decode ? String(field.decode(value)) : JSON.stringify(value)
  const all = visible(text)
  const rest = all.length - clipBytes(all, longest).length
  const clipped = rest > 0 ? [line(details.clipped(rest))] : []
  if (field.script) return block(line(name), preformatted(text, { bytes: longest, lines: 1000 }), ...clipped)
  return block(line(`${name}\n\`${harmless(clipBytes(text, longest))}\``, Number.POSITIVE_INFINITY), ...clipped)
}
