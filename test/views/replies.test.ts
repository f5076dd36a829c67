import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/scaleout/votes.ts'
import { card } from '../../views/card.ts'
import { detailsView } from '../../views/details.ts'
import { replyText } from '../../views/reply.ts'
import { languages } from '../../views/words/index.ts'
import { standing } from './requests.ts'
import { expectShowable, inBrief } from './valid.ts'

const replies: readonly (readonly [Reply, string])[] = [
  ['taken_back_late', 'calling'],
  ['taken_back_late', 'running'],
  ['taken_back_late', 'succeeded'],
  ['stays_declined', 'rejected'],
  ['ended', 'rejected'],
  ['ended', 'expired'],
  ['ended', 'cancelled'],
  ['ended', 'failed'],
  ['ended', 'awaiting'],
  ['elsewhere', 'awaiting'],
  ['too_late', 'running'],
  ['not_listed', 'awaiting'],
  ['unplaced', 'awaiting'],
]

describe.each(languages)('in $code', (words) => {
  it('what one person alone is told about their reaction', async () => {
    const lines = replies.map(([reply, name]) => {
      const { id, request } = standing(name)
      return `${reply}, ${name}: ${replyText(reply, id, request, words)}\n`
    })
    await expect(lines.join('')).toMatchFileSnapshot(`snapshots/replies.${words.code}.txt`)
  })

  it('a vote that was taken back after the call stands as it was counted, and that it was taken back beside it', () => {
    const { card: onCard, details } = words
    const summary = standing('running')
    const since = { ...summary, request: { ...summary.request, takenBack: ['U0BOB'] } }
    const shown = card(since, words)
    expectShowable(shown)
    const [, counted = ''] = /(\*2 [^"]*)"/.exec(inBrief(card(summary, words))) ?? []
    expect(inBrief(shown)).toContain(`${counted}\\n${onCard.takenBack('<@U0BOB>')}`)
    expect(inBrief(detailsView(since, words))).toContain(`<@U0BOB>${details.takenBack}`)
    expect(inBrief(detailsView(summary, words))).not.toContain(details.takenBack)
  })
})
