import { describe, expect, it } from 'vitest'
import { type Summary, summaryOf } from '../../src/scaleout/summary.ts'
import { adoptTaskView } from '../../views/adopt-task.ts'
import { card } from '../../views/card.ts'
import { detailsView } from '../../views/details.ts'
import { help, list, status } from '../../views/list.ts'
import { progress } from '../../views/progress.ts'
import { progressShown, taskShown } from '../../views/state-line.ts'
import {
  delayedLine,
  doubtLine,
  endLine,
  movedLine,
  notice,
  notOverLine,
  overdueLine,
  questionLine,
  takenBackLine,
  waitingLine,
} from '../../views/thread.ts'
import { en } from '../../views/words/en.ts'
import { languages } from '../../views/words/index.ts'
import { asked, kinds, stages, standing } from './requests.ts'
import { expectShowable, expectSnapshot } from './valid.ts'

const everyStage = Object.keys(stages)
/** Bob's approval fell away before the call. */
const fallen = (name: string, lapsed = false) => {
  const summary = standing(name)
  return { ...summary, request: { ...summary.request, unapproved: { by: 'U0BOB', lapsed, postponed: false } } }
}
const ofEach = <T>(names: readonly string[], view: (name: string) => T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, view(name)]))

/** The same without its card, and with Slack's word for why; `had`: it stood there once. */
function lost(name: string, lostBecause: string | null, had: boolean): Summary {
  const { request } = standing(name)
  const card = { channel: 'C0APPROVE', ts: '1.000001', contentHash: '' }
  const messages = had ? { card } : {}
  return summaryOf(
    { ...request, projection: { ...request.projection, messages, lostBecause, cardGone: lostBecause !== null } },
    0,
  )
}

/** Slack has not taken the card so far. */
function delayed(word: string): Summary {
  const { request } = standing('awaiting')
  const trouble = { card: { word, tries: 3, notBefore: 0, begunAt: 0 } }
  return summaryOf({ ...request, projection: { ...request.projection, trouble } }, 0)
}

describe.each(languages)('in $code', (words) => {
  it('the card of each cluster type', async () => {
    const cards = kinds.map((kind) => [kind, card(summaryOf(asked(kind), 0), words)])
    await expectSnapshot(`card.${words.code}`, Object.fromEntries(cards))
  })

  it('every parameter of each cluster type', async () => {
    const details = kinds.map((kind) => [kind, detailsView(summaryOf(asked(kind), 0), words)])
    await expectSnapshot(`details.${words.code}`, Object.fromEntries(details))
  })

  it('the card at every stage: what it says under its title, and which buttons it has', async () => {
    const lines = everyStage.map((name) => {
      const shown = card(standing(name), words)
      expectShowable(shown)
      const last = shown.blocks.at(-1)
      const buttons =
        last?.type === 'actions' ? last.elements.flatMap((one) => ('text' in one ? one.text.text : [])) : []
      return `${name}: ${shown.text.split('\n')[1]} [${buttons.join(' | ')}]\n`
    })
    await expect(lines.join('')).toMatchFileSnapshot(`snapshots/stages.${words.code}.txt`)
  })

  it('how far it has come can be read back from the card, and which task it is', () => {
    for (const name of everyStage) {
      const { request } = standing(name)
      const { text } = card(standing(name), words)
      const { state } = request.stage
      const far = state === 'awaiting' || state === 'approved' ? 'undecided' : state === 'calling' ? state : 'beyond'
      expect(progressShown(text), name).toBe(far)
      expect(taskShown(text), name).toBe(request.stage.state === 'running' ? request.stage.task.id : undefined)
    }
    expect(progressShown('SO-12: 3 more nodes for prod-web')).toBeUndefined()
  })

  it('the progress of a task', async () => {
    await expectSnapshot(
      `progress.${words.code}`,
      ofEach(everyStage, (name) => progress(standing(name), words)),
    )
  })

  it('the lines of a thread', async () => {
    const lines = {
      ...ofEach(everyStage, (name) => endLine(standing(name), words)),
      overdue: overdueLine(standing('overdue'), words),
      'card archived': endLine(lost('card deleted', 'is_archived', true), words),
      'card never posted': endLine(lost('card deleted', 'not_in_channel', false), words),
      'expired, never posted': endLine(lost('expired', 'a_word', false), words),
      'card gone, goes on': movedLine(lost('running', 'is_archived', true), words),
      'card gone, asked': movedLine(lost('unknown, asked', 'is_archived', true), words),
      'card delayed': delayedLine(delayed('restricted_action'), words),
      'card delayed, Slack silent': delayedLine(delayed(''), words),
      'card delayed, posted': delayedLine(lost('awaiting', null, true), words),
      'goes on after all': notOverLine(standing('running'), words),
      'waiting for two': waitingLine(standing('approved'), words),
      waited: waitingLine(standing('calling'), words),
      'waited, approved no more': waitingLine(standing('awaiting'), words),
      'taken back': takenBackLine(fallen('awaiting'), words),
      'taken back: may no longer approve': takenBackLine(fallen('awaiting', true), words),
      'taken back: approved again': takenBackLine(fallen('approved'), words),
      'taken back: declined then': takenBackLine(fallen('rejected'), words),
      'asked elsewhere': notice(standing('awaiting'), words),
      'doubt: looking': doubtLine(standing('unknown'), words),
      'doubt: not found': doubtLine(standing('unknown, asked'), words),
      'doubt: forgotten': doubtLine(standing('forgotten'), words),
      'question: forgotten': questionLine(standing('forgotten'), words),
      'doubt: it ran': doubtLine(standing('running'), words),
      'doubt: it did not run': doubtLine(standing('did not run'), words),
      'question: asked': questionLine(standing('unknown, asked'), words),
      'question: nothing found': questionLine(standing('unknown'), words),
      'question: it ran': questionLine(standing('running'), words),
      'question: it did not run': questionLine(standing('did not run'), words),
    }
    await expectSnapshot(`thread.${words.code}`, lines)
  })

  it('what commands answer', async () => {
    const summaries = everyStage.map(standing)
    await expectSnapshot(`commands.${words.code}`, {
      help: help(20, words),
      'list of nothing': list([], [], words),
      list: list(summaries.slice(0, 5), summaries.slice(5), words),
      status: status(standing('running'), 'https://acme.slack.com/archives/C0APPROVE/p1', words),
      'status without a card': status(standing('awaiting'), undefined, words),
    })
  })

  it('the question which task it was', async () => {
    await expectSnapshot(`adopt-task.${words.code}`, {
      'two candidates': adoptTaskView(standing('unknown, asked'), words),
      'no candidate': adoptTaskView(standing('unknown'), words),
    })
  })
})

describe('what every message keeps', () => {
  it.each(everyStage)('%s: a plan and its plain version say the same', (name) => {
    const shown = progress(standing(name), en)
    const inTask = 'task' in standing(name).request.stage && name !== 'refused at once' && name !== 'did not run'
    expect(shown !== undefined).toBe(inTask)
    if (!shown) return
    const [plan] = shown.blocks
    const titles = plan?.type === 'plan' ? (plan.tasks ?? []).map(({ title }) => title) : []
    expect(titles.length).toBeGreaterThan(1)
    for (const title of titles) {
      expect(shown.text).toContain(title)
      expect(JSON.stringify(shown.simple)).toContain(title)
    }
  })

  it('the card names everything that an approver decides by', () => {
    const text = JSON.stringify(card(standing('awaiting'), en))
    for (const said of [
      'SO-12',
      '3 more nodes',
      'prod-web',
      'U0ADA',
      'checkout is slow',
      'S0SRELEADS',
      'PrePaid',
      'cloud_ssd',
      '0123-4567-89ab',
      '1 of 2',
    ])
      expect(text).toContain(said)
  })

  it('the script stands among the parameters as it will run', () => {
    const shown = JSON.stringify(detailsView(standing('awaiting'), en))
    expect(shown).toContain(JSON.stringify('#!/bin/sh\necho "<!channel> & done"'))
    expect(shown).not.toContain('IyEvYmlu')
  })
})
