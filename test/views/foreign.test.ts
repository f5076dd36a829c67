import type { KnownBlock, ModalView } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { markupIn } from '../../playground/slack/markup.ts'
import type { Values } from '../../src/clusters/define.ts'
import { clusterType } from '../../src/clusters/index.ts'
import type { Node, Reason, Request, Stage } from '../../src/scaleout/record.ts'
import { summaryOf } from '../../src/scaleout/summary.ts'
import { adoptTaskView } from '../../views/adopt-task.ts'
import { card } from '../../views/card.ts'
import { detailsView } from '../../views/details.ts'
import { shortened } from '../../views/fit.ts'
import { bytesOf, clipBytes, visible } from '../../views/foreign.ts'
import { formView, refusalView } from '../../views/form/index.ts'
import { list, plainMessage, status } from '../../views/list.ts'
import { progress } from '../../views/progress.ts'
import { progressShown, taskShown } from '../../views/state-line.ts'
import { bare, harmless } from '../../views/text.ts'
import { doubtLine, endLine, notice, overdueLine, questionLine } from '../../views/thread.ts'
import { en } from '../../views/words/en.ts'
import { languages, type Vocabulary } from '../../views/words/index.ts'
import { hostile, hostileLines } from './hostile.ts'
import { asked, intent, kinds, node, noon, task, usually } from './requests.ts'

type Shown = { readonly text: string; readonly blocks: KnownBlock[]; readonly simple?: KnownBlock[] } | ModalView

/** Every value of a body replaced by the text, but for the count; its shape stays. */
function filled(value: unknown, text: string, wire = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, text))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, text, key)]))
  if (wire === 'count' || typeof value === 'boolean') return value
  return wire === 'user_data' ? Buffer.from(text).toString('base64') : text
}

const image = { image_id: 'x', rds_instances: ['x', 'x'] }

/** A request in which everything that can be foreign is this text. */
function about(text: string, kind: (typeof kinds)[number], stage: Stage, unlike: boolean): Request {
  const base = asked(kind, { stage }, kind === 'kubernetes' ? image : {})
  const body = filled(base.body, text) as Record<string, unknown>
  return {
    ...base,
    why: text,
    cluster: { ...base.cluster, name: text, id: text, region: text },
    body,
    usual: unlike ? Object.fromEntries(Object.keys(body).map((wire) => [wire, text])) : {},
    secret: base.secret && { kind: 'named', name: text, fingerprint: 'f' },
    cautions: [{ en: text, zh: text }],
    approval: { ...base.approval, quorum: 1 },
    votes: [{ by: 'U0BOB', verdict: 'approve', emoji: 'shipit', seenAt: noon, digest: base.digest }],
  }
}

/** The stages that hold words of the cloud's. */
function stagesWith(text: string): Record<string, Stage> {
  const why: Reason = { code: text, message: text, requestId: text, status: 502 }
  const odd: Node = { instanceId: `${text}i`, name: text, ip: `${text}ip`, status: text, ready: false }
  const steps = [{ name: text, state: 'running', message: text }]
  const followed = task({ id: text, state: text, odd: true, steps })
  const doubt = { why, since: noon, looks: 9, unread: false, candidates: [text], unexplained: [text] }
  return {
    awaiting: { state: 'awaiting' },
    requeued: { state: 'approved', at: noon, tries: 1, notBefore: noon, waitReason: why },
    unknown: { state: 'unknown', intent, doubt: { ...doubt, asked: false } },
    asked: { state: 'unknown', intent, doubt: { ...doubt, asked: true } },
    running: { state: 'running', intent, task: { ...followed, overdueSince: noon } },
    partial: { state: 'partial', at: noon, task: followed, nodes: [node(1), { ...odd, ready: true }, odd], why },
    succeeded: { state: 'succeeded', at: noon, task: followed, nodes: [{ ...odd, ready: true }] },
    failed: { state: 'failed', at: noon, why, task: null, by: null },
  }
}

function everyView(text: string, words: Vocabulary): Record<string, Shown | undefined> {
  const views: Record<string, Shown | undefined> = {
    'unknown request': plainMessage(words.command.unknownRequest(harmless(text))),
    'unknown cluster': plainMessage(words.submit.unknownCluster(harmless(text))),
    'refusal in place of the form': refusalView(words, words.submit.unknownCluster(harmless(text))),
  }
  for (const kind of kinds) {
    for (const unlike of [true, false]) {
      const summary = summaryOf(about(text, kind, { state: 'awaiting' }, unlike), 0)
      views[`card: ${kind}, ${unlike ? 'unlike' : 'like'} its defaults`] = card(summary, words)
    }
    views[`details: ${kind}`] = detailsView(summaryOf(about(text, kind, { state: 'awaiting' }, true), 0), words)
    views[`form: ${kind}`] = formOf(kind, text, words)
  }
  for (const [name, stage] of Object.entries(stagesWith(text))) {
    const summary = summaryOf(about(text, 'edge', stage, true), 1)
    views[`card: ${name}`] = card(summary, words)
    views[`notice: ${name}`] = notice(summary, words)
    views[`list: ${name}`] = list([summary], [summary], words)
    views[`status: ${name}`] = status(summary, 'https://acme.slack.example/archives/C0/p1', words)
    views[`doubt: ${name}`] = doubtLine(summary, words)
    views[`question: ${name}`] = questionLine(summary, words)
    views[`which task: ${name}`] = adoptTaskView(summary, words)
    views[`progress: ${name}`] = progress(summary, words)
    views[`overdue: ${name}`] = overdueLine(summary, words)
    views[`end: ${name}`] = endLine(summary, words)
    const full = [card(summary, words), questionLine(summary, words), endLine(summary, words)]
    for (const [n, one] of full.entries()) if (one) views[`short form ${n}: ${name}`] = shortened(one, words.short.card)
  }
  return views
}

function formOf(kind: string, text: string, words: Vocabulary): ModalView {
  const type = clusterType(kind)
  if (!type) throw new Error(`no cluster type ${kind}`)
  const defaults: Values = { credential: text }
  const chosen = { name: text, region: text, type, defaults, rule: usually(1, ['U0BOB']) }
  const formState = {
    channel: 'C0PROD',
    cluster: text,
    count: 1,
    reason: text,
    advanced: true,
    nonce: 0,
    disks: [1],
    lastDisk: 1,
  }
  const names = [text]
  return formView({ words, formState, names, chosen, values: {}, credentials: names, typedPasswords: true })
}

const kindsOf = (shown: unknown): string[] => markupIn(asSent(shown)).map(({ kind }) => kind)

/** As it goes out: what the app hands back to itself (a value, an input's text) is shown to nobody as markup. */
const asSent = (shown: unknown): unknown =>
  JSON.parse(
    JSON.stringify(shown, (key, value: unknown) =>
      ['private_metadata', 'value', 'initial_value', 'placeholder'].includes(key) ? undefined : value,
    ),
  )

const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u

function stringsIn(shown: unknown): string[] {
  if (typeof shown === 'string') return [shown]
  return typeof shown === 'object' && shown !== null ? Object.values(shown).flatMap(stringsIn) : []
}

describe.each(languages)(
  'what people typed and the cloud said is shown letter for letter, wherever it stands ($code)',
  (words) => {
    const plain = Object.entries(everyView('x', words)).flatMap(([at, shown]) => (shown ? [[at, kindsOf(shown)]] : []))

    it.each([...hostile, ...hostileLines])('%j', (text) => {
      const views = everyView(text, words)
      const found = Object.entries(views).flatMap(([at, shown]) => (shown ? [[at, kindsOf(shown)]] : []))
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(plain))
      for (const [at, shown] of Object.entries(views)) {
        if (!shown) continue
        const hidden = stringsIn(asSent(shown)).filter((one) => unseen.test(one.replaceAll('\n', '')))
        expect(hidden, at).toEqual([])
      }
    })
  },
)

describe('foreign text', () => {
  /** The text of all elements, as it would be read. */
  const read = (shown: unknown): string => stringsIn(asSent(shown)).join('\n')

  it('is not changed by a letter where it stands in blocks', () => {
    for (const text of hostile) {
      const request = asked('edge', { why: text, cautions: [{ en: text, zh: text }] })
      const shown = read(card(summaryOf(request, 0), en).blocks)
      expect(shown.split(visible(text).trim()).length, text).toBeGreaterThan(2)
    }
  })

  it('shows what would not be seen by its number, and leaves emoji and every script alone', () => {
    expect(visible('a\u{202E}b\u{200B}c\u{0007}')).toBe('a⟨U+202E⟩b⟨U+200B⟩c⟨U+0007⟩')
    for (const text of ['结算变慢，INC-42', 'café ❤️ 👩‍🚒 👍🏽 1️⃣', 'Ошибка', 'مرحبا', 'e\u0301'])
      expect(visible(text)).toBe(text)
    expect(visible(`z${'\u0301'.repeat(40)}`)).toBe(`z${'\u0301'.repeat(4)}⟨…⟩`)
  })

  it('is a line of its own only where there is a bar beside it', () => {
    const shown = card(
      summaryOf(
        asked('kubernetes', { why: 'slow\n*Cluster*: staging', cluster: { ...asked('edge').cluster, name: 'a\nb' } }),
        0,
      ),
      en,
    )
    const texts = stringsIn(asSent(shown.blocks)).filter((one) => one.includes('staging'))
    expect(texts).toEqual(['slow\n*Cluster*: staging'])
    expect(JSON.stringify(shown.blocks)).toContain('{"type":"rich_text_quote","elements":[{"type":"text","text":"slow')
    expect(shown.text).toMatch(/^SO-12: 3 more nodes for a ⏎ b\n:hourglass/)
    expect(shown.text).toContain('slow ⏎ ∗Cluster∗: staging')
  })

  it('cannot say how far a request has come, or which task it is', () => {
    for (const text of [...hostile, ...hostileLines, '\n:large_green_circle: Done `T-1`', '`T-1`', ':x: `T-1`'])
      for (const words of languages) {
        const waiting = card(summaryOf(about(text, 'edge', { state: 'awaiting' }, true), 0), words).text
        expect([progressShown(waiting), taskShown(waiting)], text).toEqual(['undecided', undefined])
        const why = { code: text, message: text }
        const failed = card(
          summaryOf(about(text, 'edge', { state: 'failed', at: noon, why, task: null, by: null }, true), 0),
          words,
        )
        expect([progressShown(failed.text), taskShown(failed.text)], text).toEqual(['beyond', undefined])
      }
  })

  it('that fills a card with line ends does not push what it is about out of sight', () => {
    const why = `slow${'\n'.repeat(600)}${'x\n'.repeat(500)}`
    const [quoted = ''] = stringsIn(asSent(card(summaryOf(asked('edge', { why }), 0), en).blocks)).filter((one) =>
      one.startsWith('slow'),
    )
    expect(quoted.split('\n').length).toBeLessThanOrEqual(13)
    expect(quoted).toMatch(/…$/)
    expect(JSON.stringify(detailsView(summaryOf(asked('edge', { why }), 0), en))).toContain('x\\nx\\n'.repeat(20))
  })

  it('is plain under an input, too', () => {
    expect(bare(en.submit.unknownCluster(harmless('a\u{202E}b')))).toContain('a⟨U+202E⟩b')
  })
})

describe('a text that is too long for its place', () => {
  it('ends visibly within so many bytes, and in a whole character', () => {
    for (const text of ['结'.repeat(100), 'é'.repeat(100), '👩‍🚒'.repeat(30), 'x'.repeat(100)])
      for (let most = 10; most < 60; most++) {
        const short = clipBytes(text, most)
        expect(bytesOf(short)).toBeLessThanOrEqual(most)
        expect(short).toMatch(/…$/)
        expect(short.isWellFormed()).toBe(true)
      }
  })

  it('ends before a link that has no room: half an address leads elsewhere', () => {
    const text = 'see https://bank.example/account/settings/close and more'
    for (let most = 8; most < 50; most++) expect(clipBytes(text, most)).toBe('see…')
    expect(clipBytes(text, 55)).toContain('https://bank.example/account/settings/close')
  })
})
