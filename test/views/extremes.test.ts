import { describe, expect, it } from 'vitest'
import type { Values } from '../../src/clusters/define.ts'
import { clusterType } from '../../src/clusters/index.ts'
import { narrow } from '../../src/clusters/narrow.ts'
import type { Request } from '../../src/scaleout/record.ts'
import { type Summary, summaryOf } from '../../src/scaleout/summary.ts'
import { adoptTaskView } from '../../views/adopt-task.ts'
import { card } from '../../views/card.ts'
import { detailsView } from '../../views/details.ts'
import { formView } from '../../views/form/index.ts'
import { clip } from '../../views/limits.ts'
import { list } from '../../views/list.ts'
import { progress } from '../../views/progress.ts'
import { doubtLine, endLine, notice, questionLine } from '../../views/thread.ts'
import { en } from '../../views/words/en.ts'
import { languages } from '../../views/words/index.ts'
import { asked, intent, node, noon, stages, standing, task, usually } from './requests.ts'
import { expectShowable } from './valid.ts'

/** Of everything as much as the rules allow, in characters that grow when they are escaped. */
const amp = (length: number): string => '&'.repeat(length)
const extreme: Values = {
  count: 500,
  worker_instance_types: Array.from({ length: 20 }, (_, n) => `${amp(120)}${n}`),
  vswitch_ids: Array.from({ length: 3 }, (_, n) => `vsw-${amp(60)}${n}`),
  key_pair: amp(128),
  worker_data_disks: Array.from({ length: 10 }, () => ({
    category: 'cloud_efficiency',
    size: 32_768,
    encrypted: true,
    auto_snapshot_policy_id: `sp-${'x'.repeat(64)}`,
  })),
  tags: Array.from({ length: 20 }, () => ({ key: amp(64), value: amp(128) })),
  taints: Array.from({ length: 50 }, () => ({ key: amp(253), value: amp(63), effect: 'PreferNoSchedule' })),
  rds_instances: Array.from({ length: 50 }, () => amp(128)),
  runtime: { name: amp(128), version: amp(128) },
  image_id: amp(128),
  user_data: amp(3000),
}

function everything(change: Partial<Request> = {}): Summary {
  const base = asked('kubernetes', {}, extreme)
  const approvers = Array.from({ length: 60 }, (_, n) => `U0PERSON${n}`)
  const votes = approvers.map((by) => ({
    by,
    verdict: 'approve' as const,
    emoji: amp(3).replaceAll('&', 'x'),
    seenAt: noon,
    digest: base.digest,
  }))
  return summaryOf(
    {
      ...base,
      number: 999_999_999,
      why: amp(2000),
      cluster: { ...base.cluster, name: 'x'.repeat(75) },
      approval: {
        ...base.approval,
        approvers,
        quorum: 50,
        approveWith: Array.from({ length: 30 }, (_, n) => `emoji_${n}`),
      },
      votes,
      ...change,
    },
    99,
  )
}

const visibly = /…/

describe.each(languages)(
  'as much as there can be stays within Slack’s limits and is clipped visibly ($code)',
  (words) => {
    it('on the card', () => {
      const shown = card(everything(), words)
      expectShowable(shown)
      expect(shown.text).toMatch(visibly)
      expect(JSON.stringify(shown.blocks)).toMatch(visibly)
    })

    it('among the parameters', () => {
      const shown = detailsView(everything(), words)
      expectShowable(shown)
      expect(JSON.stringify(shown)).toMatch(visibly)
    })

    it('in the progress of a task with many steps', () => {
      const steps = Array.from({ length: 60 }, (_, n) => ({
        name: `${amp(200)}${n}`,
        state: 'running',
        message: amp(500),
      }))
      const running = {
        state: 'running' as const,
        intent,
        task: task({ steps }),
      }
      const shown = progress(everything({ stage: running }), words)
      if (!shown) throw new Error('no progress')
      expectShowable(shown)
      expect(shown.text).toMatch(visibly)
    })

    it('at the end of a hundred nodes', () => {
      const nodes = Array.from({ length: 100 }, (_, n) => ({ ...node(n, n % 2 === 0), name: amp(63), status: amp(20) }))
      const why = { code: amp(100), message: amp(4000), requestId: amp(100) }
      for (const stage of [
        { state: 'succeeded' as const, at: noon, task: task(), nodes },
        { state: 'partial' as const, at: noon, task: task(), nodes, why },
        { state: 'failed' as const, at: noon, task: task(), why, by: null },
      ]) {
        const shown = endLine(everything({ stage }), words)
        if (!shown) throw new Error('no end')
        expectShowable(shown)
        expect(shown.text).toMatch(visibly)
      }
      const plain = endLine(
        summaryOf(
          {
            ...asked('edge'),
            stage: { state: 'succeeded', at: noon, task: task(), nodes: nodes.map((_, n) => node(n)) },
          },
          0,
        ),
        words,
      )
      expect(plain?.text).toMatch(/70/)
    })

    it('at the end of nodes that each say why they did not come: what to do about it still stands below', () => {
      const message = 'The node did not join the cluster in time: '.padEnd(250, 'kubelet is not healthy, ')
      const nodes = Array.from({ length: 20 }, (_, n) => ({ ...node(n, n < 8), message }))
      const why = { code: 'OperationDenied.NoStock', message: 'out of stock. '.repeat(40), requestId: 'R-1' }
      const shown = endLine(everything({ stage: { state: 'partial', at: noon, task: task(), nodes, why } }), words)
      if (!shown) throw new Error('no end')
      expectShowable(shown)
      const { advice } = words
      for (const said of [shown.text, JSON.stringify(shown.blocks)]) {
        expect(said).toContain(advice.stock)
        expect(said).toContain('R-1')
      }
    })

    it('in doubt, with many tasks and instances', () => {
      const many = Array.from({ length: 150 }, (_, n) => `T-5a54309c80282e39ea${n}`)
      const doubt = {
        why: { code: amp(100), message: '' },
        since: noon,
        looks: 9,
        unread: false,
        candidates: many,
        unexplained: many,
        asked: true,
      }
      const summary = everything({ stage: { state: 'unknown', intent, doubt } })
      for (const shown of [doubtLine(summary, words), questionLine(summary, words), adoptTaskView(summary, words)])
        expectShowable(shown)
    })

    it('in lists and notices', () => {
      const many = Array.from({ length: 20 }, () => everything())
      expectShowable(list(many, many, words))
      expectShowable(notice(everything(), words))
    })

    it('in the form', () => {
      const long = (length: number): string => 'x'.repeat(length)
      const choices = {
        worker_instance_types: Array.from({ length: 100 }, (_, n) => `ecs.${long(68)}${String(n).padStart(3, '0')}`),
      }
      const kubernetes = clusterType('kubernetes')
      if (!kubernetes) throw new Error('no cluster type kubernetes')
      const disks = Array.from({ length: 10 }, (_, n) => n + 90)
      const chosen = {
        name: long(75),
        region: 'cn-hangzhou',
        type: narrow(kubernetes, choices),
        defaults: {
          ...extreme,
          tags: undefined,
          taints: undefined,
          rds_instances: undefined,
          worker_instance_types: choices.worker_instance_types.slice(0, 20),
          worker_instance_charge_type: 'PrePaid',
          worker_auto_renew: true,
        },
        rule: usually(
          50,
          Array.from({ length: 300 }, (_, n) => `U0PERSON${n}`),
        ),
      }
      const view = formView({
        words,
        formState: {
          channel: 'C0PROD',
          cluster: chosen.name,
          count: 500,
          reason: `${'"\n'.repeat(500)}`,
          advanced: true,
          nonce: 999,
          disks,
          lastDisk: 99,
        },
        names: Array.from({ length: 100 }, (_, n) => `${long(72)}${String(n).padStart(3, '0')}`).with(0, chosen.name),
        chosen,
        values: chosen.defaults,
        credentials: Array.from({ length: 100 }, (_, n) => `${long(72)}${String(n).padStart(3, '0')}`),
        typedPasswords: true,
      })
      expectShowable(view)
      expect(view.blocks.length).toBeGreaterThan(70)
    })
  },
)

describe('a text that is too long', () => {
  it('ends with an ellipsis at exactly the limit', () => {
    expect(clip('x'.repeat(11), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(clip('x'.repeat(10), 10)).toBe('x'.repeat(10))
  })

  it('never ends in half a character', () => {
    for (let most = 2; most < 12; most++) {
      const clipped = clip('😀'.repeat(10), most)
      expect(clipped.length).toBeLessThanOrEqual(most)
      expect(clipped.isWellFormed()).toBe(true)
    }
  })

  it('is counted in UTF-8 bytes where Slack may count those, and never ends in half a character there', () => {
    for (const character of ['x', 'é', '慢', '😀'])
      for (let most = 2990; most <= 3000; most++) {
        const clipped = clip(character.repeat(4000), most)
        expect(Buffer.byteLength(clipped)).toBeLessThanOrEqual(most)
        expect(Buffer.byteLength(clipped)).toBeGreaterThan(most - 4)
        expect(clipped.isWellFormed()).toBe(true)
        expect(clipped.endsWith('…')).toBe(true)
      }
    expect(clip('慢'.repeat(1000), 3000)).toBe('慢'.repeat(1000))
  })

  it('keeps mentions, dates and links whole or leaves them out', () => {
    for (const token of [
      '<@U0ADA>',
      '<!date^1795861465^{date_short_pretty} {time}|12:00 UTC>',
      '<https://a.example/b|c>',
    ])
      for (let most = 10; most < token.length + 10; most++)
        expect(clip(`${'x'.repeat(8)}${token}${'y'.repeat(80)}`, most)).not.toMatch(/<[^<>]*$/)
    expect(clip(`a < b ${'c'.repeat(20)}`, 12)).toBe('a < b ccccc…')
  })

  it('takes no time that grows faster than the text', () => {
    const start = performance.now()
    clip('<@'.repeat(100_000), 150_000)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('keeps its entities whole', () => {
    const { blocks } = card(summaryOf(asked('edge', { why: amp(2000) }), 0), en)
    expect(JSON.stringify(blocks)).not.toMatch(/&[a-z]*…/)
  })
})

it('every stage reads well in a list of all', () => {
  expect(Object.keys(stages).map((name) => standing(name).request.stage.state)).toEqual(
    expect.arrayContaining([
      'awaiting',
      'approved',
      'calling',
      'unknown',
      'running',
      'succeeded',
      'partial',
      'failed',
      'rejected',
      'expired',
      'cancelled',
    ]),
  )
})
