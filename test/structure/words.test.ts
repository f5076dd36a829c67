import { describe, expect, it } from 'vitest'
import type { Field, Words } from '../../src/clusters/define.ts'
import { clusterTypes } from '../../src/clusters/index.ts'
import { limited, narrow } from '../../src/clusters/narrow.ts'
import { check } from '../../src/clusters/values.ts'
import { en } from '../../views/words/en.ts'
import { languages, say } from '../../views/words/index.ts'
import { zh } from '../../views/words/zh.ts'
import { sources } from './source.ts'

/** Says the same in every language: only signs and what is put in. */
const universal = [
  ...['and', 'comma', 'semicolon', 'listed', 'pair', 'form.intro', 'card.tally'],
  ...['card.said', 'card.row', 'card.warned', 'progress.with', 'thread.status', 'thread.coded', 'thread.saidWith'],
  ...['code', 'locale', 'sentences', 'fields.code', 'fields.policy.refused'],
  ...['fields.faults.about', 'fields.faults.subjects', 'fields.faults.sentences'],
]
/** Those that take a list first. */
const takesList = [
  ...['and', 'advice.forbidden', 'fields.faults.subjects', 'fields.faults.sentences', 'fields.faults.unknown'],
  ...['fields.policy.only', 'fields.policy.refused', 'fields.fields.taints.effects', 'fields.password.needs'],
  'fields.sandboxed.worker_instance_types.rule',
]
/** Those that look at how a text ends. */
const takesText = ['sentences', 'fields.faults.about']

type Saying = { readonly at: string; readonly say: unknown }

function sayings(words: object, path: readonly string[] = []): Saying[] {
  return Object.entries(words).flatMap(([key, value]): Saying[] =>
    typeof value === 'object' && value !== null
      ? sayings(value, [...path, key])
      : [{ at: [...path, key].join('.'), say: value }],
  )
}

/** What a person would read, with `things` put in, in their order. */
function said({ at, say }: Saying, things: readonly number[]): string {
  if (typeof say !== 'function') return String(say)
  const [, ...others] = things
  if (takesList.includes(at)) return String(Reflect.apply(say, undefined, [things.map(String), ...others]))
  return String(Reflect.apply(say, undefined, takesText.includes(at) ? things.map(String) : things))
}

/** Recognizable in a sentence; no function takes more than six. */
const marks = [2001, 2002, 2003, 2004, 2005, 2006]
const vocabularies = languages.map((words) => ({ code: words.code, all: sayings(words) }))
const english = sayings(en)
const chinese = sayings(zh)

it('every file of words is a language of the list, in both rooms that have words', () => {
  const codes = languages.map(({ code }) => code).sort()
  for (const room of ['views/words', 'src/clusters/words']) {
    const files = sources(room).map((path) => path.replace(/^.*\/|\.ts$/g, ''))
    expect(files.filter((name) => name !== 'index').sort(), room).toEqual(codes)
  }
  for (const { code, fields, locale } of languages) expect([fields.code, locale.slice(0, 2)]).toEqual([code, code])
})

describe.each(vocabularies)('$code', ({ all }) => {
  it('has the same keys as English', () => {
    expect(all.map(({ at }) => at)).toEqual(english.map(({ at }) => at))
    expect(all.length).toBeGreaterThan(100)
  })

  it('leaves nothing out that English tells', () => {
    const toldBy = (saying: Saying) => marks.filter((mark) => said(saying, marks).includes(String(mark)))
    const told = new Map(english.map((saying) => [saying.at, toldBy(saying)]))
    for (const saying of all) expect(toldBy(saying), saying.at).toEqual(told.get(saying.at))
  })

  it.each([
    ['none', [0, 0, 0, 0, 0, 0]],
    ['one', [1, 1, 1, 1, 1, 1]],
    ['many', marks],
  ] as const)('says something sensible about %s', (_how, things) => {
    for (const saying of all) {
      const text = said(saying, things)
      expect(text.trim(), saying.at).not.toBe('')
      expect(text, saying.at).not.toMatch(/undefined|null|NaN|\[object|=>/)
    }
  })
})

it('speaks Chinese in Chinese', () => {
  const foreign = chinese.filter((saying) => !/\p{Script=Han}/u.test(said(saying, marks))).map(({ at }) => at)
  expect(foreign.filter((at) => !universal.includes(at))).toEqual([])
})

type Told = { readonly at: string; readonly en: string; readonly zh: string }

/** What the fields say of themselves: words under an input, errors at it, and warnings on the card. */
const fieldWords: readonly Told[] = clusterTypes.flatMap((type) =>
  [type, limited(type, 20), limited(type, 1), narrow(type, { count: [1, 2] })].flatMap(({ fields }) =>
    fields.flatMap((field) => [
      ...wordsOf(field, type.type),
      ...(field.control.kind === 'group' ? field.control.fields.flatMap((part) => wordsOf(part, field.wire)) : []),
    ]),
  ),
)

/** A sentence in both languages. */
function both(words: Words): Pick<Told, 'en' | 'zh'> {
  return { en: say(words, en), zh: say(words, zh) }
}

function wordsOf({ wire, label, rule, hint, warning, control }: Field, of: string): Told[] {
  const options = 'options' in control ? control.options.map((option) => option.label) : []
  const all: (Words | undefined)[] = [label, rule, hint, warning, ...options]
  return all.flatMap((words, index) => (words ? [{ at: `${of} ${wire} ${index}`, ...both(words) }] : []))
}

/** Slips of every kind, and what is allowed but worth a word. */
const slips: readonly unknown[] = [
  ...[undefined, '', 'two words', 'a|b', 'x'.repeat(200), 'ECS.C5.XLARGE', 'c5.xlarge', 'ens.sn1.tiny', 'ecs.c5.large'],
  ...['a*b', 'short1!', 'Pass word 123!', 'Passwort-Süß-1', 'Pass\\word-123', 'nothingelse', 7, 0.5, 5, true, []],
  ...[['two words', 'a|b', 'x'], ['a', 'b c', 'd', 'e f', 'g h'], { name: 'docker', version: 19.03 }, { name: 'a b' }],
  ...[[{ category: 'no', size: 1, odd: 'yes' }], [{ key: '', value: '' }], [{ key: 'a b', value: '', effect: 'no' }]],
  ...[
    [{ key: 'aliyun', value: 'x'.repeat(200), effect: 'noschedule' }],
    'IyEvYmluL3NoCmVjaG8gaGVsbG8=',
    'x'.repeat(2000),
  ],
]
const written = [
  'three',
  'a=b, c=d',
  'broken',
  'a b=c',
  '=c',
  'a:No',
  ':NoSchedule',
  'a=b c:noschedule',
  'docker',
  'a 1 2',
]

/** What stands at an input after a slip. */
const answers: readonly Told[] = clusterTypes.flatMap((type) => [
  ...slips.flatMap((slip, index) => {
    const checked = check(type, Object.fromEntries(type.fields.map(({ wire }) => [wire, slip])))
    return checked.ok
      ? []
      : [...checked.faults].map(([at, words]) => ({ at: `${type.type} ${at}, slip ${index}`, ...both(words) }))
  }),
  ...type.fields.flatMap(({ wire, control, caution }) => [
    ...slips.flatMap((slip) => {
      const words = caution?.(slip)
      return words ? [{ at: `${type.type} ${wire}, caution`, ...both(words) }] : []
    }),
    ...written.flatMap((text) => {
      const read = 'notation' in control ? control.notation.read(text) : { value: text }
      return 'fault' in read ? [{ at: `${type.type} ${wire}, written ${text}`, ...both(read.fault) }] : []
    }),
  ]),
])

const told: readonly Told[] = [
  ...english.map((saying, index) => {
    const other = chinese[index]
    return { at: saying.at, en: said(saying, marks), zh: other ? said(other, marks) : '' }
  }),
  ...fieldWords,
  ...answers,
]

/** Of a list of words, those that break a rule, with where they stand: an empty list is what each rule expects. */
const breaking = (of: readonly Told[], rule: (one: Told) => boolean): string[] => [
  ...new Set(of.filter(rule).map(({ at, en: english, zh: chinese }) => `${at}: ${english} / ${chinese}`)),
]

/** Without what somebody is to type, or typed, which has points of its own. */
const unquoted = (text: string): string => text.replace(/`[^`]*`|“[^”]*”/gu, '')

describe('punctuation in Chinese', () => {
  it('is full-width where it stands beside Chinese', () => {
    const half = /\p{Script=Han}\s*[,.:;!?()]|[,.:;!?()]\p{Script=Han}/u
    expect(breaking(told, ({ zh: text }) => half.test(unquoted(text)))).toEqual([])
  })

  it('is followed by no blank, and follows none: it brings its own space', () => {
    const blank = /[，。：；、？！（）“”…—～][ \u00A0\u3000]|[ \u00A0\u3000][，。：；、？！）“”～]/u
    expect(breaking(told, ({ zh: text }) => blank.test(text))).toEqual([])
  })

  it('is never doubled', () => {
    expect(breaking(told, ({ zh: text }) => /[，。：；、]{2}/u.test(text))).toEqual([])
  })
})

it('Chinese and Latin letters or digits are a blank apart', () => {
  // What is put in brings its own edges; only what is written here is looked at.
  const literal = (text: string): string => text.replace(/200\d/g, '¦')
  const close = /\p{Script=Han}[A-Za-z\d]|[A-Za-z\d]\p{Script=Han}/u
  expect(breaking(told, ({ zh: text }) => close.test(literal(text)))).toEqual([])
})

it('one thing has one name in Chinese', () => {
  const others = /消息串|线程|答复|工单|批复|访问密钥|扩容节点|没有执行|没有发送|起作用/
  expect(breaking(told, ({ zh: text }) => others.test(text))).toEqual([])
})

describe('hints and errors', () => {
  const short = /^(?:form|refusal|vote|submit|slack|short|cause|advice|buttons|adoptTask|doubts)\.|^command\.(?!help)/
  const all = [
    ...told.filter(({ at }) => short.test(at)),
    ...fieldWords,
    ...answers.filter(({ at }) => !/slip/.test(at)),
  ]

  it('are two sentences at most', () => {
    const english = (text: string): number => unquoted(text).match(/[.?!](?=\s|$)/g)?.length ?? 0
    const chinese = (text: string): number => unquoted(text).match(/[。？！]/g)?.length ?? 0
    expect(breaking(all, (one) => english(one.en) > 2 || chinese(one.zh) > 2)).toEqual([])
  })

  it('say what a person needs to know, and not what the authors found in the documents', () => {
    const notes = /\b(?:older|newer) documents|\bdisagree|\bsample|in one place|旧版文档|新版文档|示例|不一致，/
    expect(
      breaking(all, (one) => notes.test(one.en) || notes.test(one.zh)).filter((text) => !/digest/i.test(text)),
    ).toEqual([])
  })
})

it('says what the ops teams settled on', () => {
  expect(zh.state.asked).toContain('见消息列')
  expect(zh.command.row('SO-1', zh.nodes(2), 'edge-1', '李梅', zh.state.awaiting)).toContain('edge-1：增加 2 个节点')
  expect(zh.card.rule(1, '@sre-leads', '✅', '✖', '今天 08:08')).toMatch(/。若未获批，将于今天 08:08 过期。$/)
  expect(zh.refusal.too_late).toBe('调用已发出，本次操作无效。')
  expect(zh.refusal.not_listed).toContain('本次不计入审批。')
  expect(zh.card.digest('0123')).toBe('摘要 `0123`：仅对应本次调用，内容不可变更，最多执行一次。')
  expect(zh.state.unknown).toContain('未收到阿里云的明确响应')
  expect(zh.thread.ran).toBe('已执行，选择任务…')
  expect(zh.submit.unknownCluster('列表')).toMatch(/^没有名为“列表”的可用集群。/)
  expect(fieldWords.map((one) => one.zh)).toEqual(
    expect.arrayContaining(['原样发送。文档未说明添加节点失败时该参数的效果。', '在现有节点基础上新增的数量。']),
  )
})

it('knows every field of every cluster type in Chinese', () => {
  for (const { type, label, fields } of clusterTypes) {
    expect(say(label, zh), type).toMatch(/\p{Script=Han}/u)
    for (const field of fields)
      for (const words of [field.label, field.rule, field.hint, field.warning].filter((one) => one !== undefined))
        expect(say(words, zh), `${type} ${field.wire}`).toMatch(/\p{Script=Han}/u)
  }
})
