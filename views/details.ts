import { Buffer } from 'node:buffer'
import type { KnownBlock, ModalView } from '@slack/types'
import type { Field, Language } from '../src/clusters/define.ts'
import type { Telling } from '../src/scaleout/telling.ts'
import { limits } from './limits.ts'
import { emoji, harmless, mrkdwn, plain, section, user } from './text.ts'
import { type Vocabulary, wordsIn } from './words/index.ts'

/** Room for a value inside a section, its label and the fence around it. */
const valueLength = 2700

/** Every member that is sent, in full, under its wire name. The password is the one exception. */
export function detailsView(telling: Telling, language: Language): ModalView {
  const words = wordsIn(language)
  const { request, type } = telling
  const rows = type.fields.flatMap((field) => {
    if (field.control.kind === 'secret') return request.secret ? [line(field, language, words.details.hidden)] : []
    const value = request.body[field.wire]
    return value === undefined ? [] : [line(field, language, inFull(field, value, words))]
  })
  const votes = request.votes
    .map((vote) => {
      const since = vote.verdict === 'approve' && request.takenBack.includes(vote.by)
      return `${emoji(vote.emoji)} ${user(vote.by)}${since ? ` (${words.details.takenBack})` : ''}`
    })
    .join('\n')
  const blocks: KnownBlock[] = [
    { type: 'context', elements: [mrkdwn(words.details.wire)] },
    section(`\`POST /api/v2/clusters/${harmless(request.cluster.id)}\` · ${harmless(request.cluster.region)}`),
    ...rows,
    { type: 'divider' },
    section(`*${words.details.votes}*\n${votes || words.details.noVotes}`),
    section(`*${words.details.fullDigest}*\n\`${request.digest}\``),
  ]
  return {
    type: 'modal',
    title: plain(words.details.title(telling.id), limits.viewTitle),
    close: plain(words.details.close, limits.viewTitle),
    blocks,
  }
}

const line = (field: Field, language: Language, value: string): KnownBlock =>
  section(`*${field.label[language]}* \`${field.wire}\`\n${value}`)

/** The wire value as JSON; a script as the script that will run, not as its Base64. */
function inFull(field: Field, value: unknown, words: Vocabulary): string {
  const script = field.wire === 'user_data' ? Buffer.from(String(value), 'base64').toString('utf8') : undefined
  const text = harmless(script ?? JSON.stringify(value))
  const rest = text.length - valueLength
  const shown = rest > 0 ? `${text.slice(0, valueLength)}\n${words.details.clipped(rest)}` : text
  return script === undefined && rest <= 0 ? `\`${shown}\`` : `\`\`\`${shown}\`\`\``
}
