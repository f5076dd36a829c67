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
import { asked, kinds, languages, stages, standing } from './requests.ts'
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

describe.each(languages)('in %s', (language) => {
  it('the card of each cluster type', async () => {
    const cards = kinds.map((kind) => [kind, card(summaryOf(asked(kind), 0), language)])
    await expectSnapshot(`card.${language}`, Object.fromEntries(cards))
  })

  it('every parameter of each cluster type', async () => {
    const details = kinds.map((kind) => [kind, detailsView(summaryOf(asked(kind), 0), language)])
    await expectSnapshot(`details.${language}`, Object.fromEntries(details))
  })

  it('the card at every stage: what it says under its title, and which buttons it has', async () => {
    const lines = everyStage.map((name) => {
      const shown = card(standing(name), language)
      expectShowable(shown)
      const last = shown.blocks.at(-1)
      const buttons =
        last?.type === 'actions' ? last.elements.flatMap((one) => ('text' in one ? one.text.text : [])) : []
      return `${name}: ${shown.text.split('\n')[1]} [${buttons.join(' | ')}]\n`
    })
    await expect(lines.join('')).toMatchFileSnapshot(`snapshots/stages.${language}.txt`)
  })

  it('how far it has come can be read back from the card, and which task it is', () => {
    for (const name of everyStage) {
      const { request } = standing(name)
      const { text } = card(standing(name), language)
      const { state } = request.stage
      const far = state === 'awaiting' || state === 'approved' ? 'undecided' : state === 'calling' ? state : 'beyond'
      expect(progressShown(text), name).toBe(far)
      expect(taskShown(text), name).toBe(request.stage.state === 'running' ? request.stage.task.id : undefined)
    }
    expect(progressShown('SO-12: 3 more nodes for prod-web')).toBeUndefined()
  })

  it('the progress of a task', async () => {
    await expectSnapshot(
      `progress.${language}`,
      ofEach(everyStage, (name) => progress(standing(name), language)),
    )
  })

  it('the lines of a thread', async () => {
    const lines = {
      ...ofEach(everyStage, (name) => endLine(standing(name), language)),
      overdue: overdueLine(standing('overdue'), language),
      'card archived': endLine(lost('card deleted', 'is_archived', true), language),
      'card never posted': endLine(lost('card deleted', 'not_in_channel', false), language),
      'expired, never posted': endLine(lost('expired', 'a_word', false), language),
      'card gone, goes on': movedLine(lost('running', 'is_archived', true), language),
      'card gone, asked': movedLine(lost('unknown, asked', 'is_archived', true), language),
      'card delayed': delayedLine(delayed('restricted_action'), language),
      'card delayed, Slack silent': delayedLine(delayed(''), language),
      'card delayed, posted': delayedLine(lost('awaiting', null, true), language),
      'goes on after all': notOverLine(standing('running'), language),
      'waiting for two': waitingLine(standing('approved'), language),
      waited: waitingLine(standing('calling'), language),
      'waited, approved no more': waitingLine(standing('awaiting'), language),
      'taken back': takenBackLine(fallen('awaiting'), language),
      'taken back: may no longer approve': takenBackLine(fallen('awaiting', true), language),
      'taken back: approved again': takenBackLine(fallen('approved'), language),
      'taken back: declined then': takenBackLine(fallen('rejected'), language),
      'asked elsewhere': notice(standing('awaiting'), language),
      'doubt: looking': doubtLine(standing('unknown'), language),
      'doubt: not found': doubtLine(standing('unknown, asked'), language),
      'doubt: forgotten': doubtLine(standing('forgotten'), language),
      'question: forgotten': questionLine(standing('forgotten'), language),
      'doubt: it ran': doubtLine(standing('running'), language),
      'doubt: it did not run': doubtLine(standing('did not run'), language),
      'question: asked': questionLine(standing('unknown, asked'), language),
      'question: nothing found': questionLine(standing('unknown'), language),
      'question: it ran': questionLine(standing('running'), language),
      'question: it did not run': questionLine(standing('did not run'), language),
    }
    await expectSnapshot(`thread.${language}`, lines)
  })

  it('what commands answer', async () => {
    const tellings = everyStage.map(standing)
    await expectSnapshot(`commands.${language}`, {
      help: help(20, language),
      'list of nothing': list([], [], language),
      list: list(tellings.slice(0, 5), tellings.slice(5), language),
      status: status(standing('running'), 'https://acme.slack.com/archives/C0APPROVE/p1', language),
      'status without a card': status(standing('awaiting'), undefined, language),
    })
  })

  it('the question which task it was', async () => {
    await expectSnapshot(`adopt-task.${language}`, {
      'two candidates': adoptTaskView(standing('unknown, asked'), language),
      'no candidate': adoptTaskView(standing('unknown'), language),
    })
  })
})

describe('what every message keeps', () => {
  it.each(everyStage)('%s: a plan and its plain version say the same', (name) => {
    const shown = progress(standing(name), 'en')
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
    const text = JSON.stringify(card(standing('awaiting'), 'en'))
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
    const shown = JSON.stringify(detailsView(standing('awaiting'), 'en'))
    expect(shown).toContain(JSON.stringify('#!/bin/sh\necho "<!channel> & done"'))
    expect(shown).not.toContain('IyEvYmlu')
  })
})
