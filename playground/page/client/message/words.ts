import type { Bilingual } from '../words.ts'

type Words = {
  readonly app: string
  readonly onlyYou: string
  readonly edited: string
  readonly actions: string
  readonly react: string
  readonly reactWith: (name: string) => string
  readonly reply: string
  readonly replies: (count: number) => string
  readonly lastReply: (day: string, time: string) => string
  readonly viewThread: string
  /** The label of a reaction: what it is, how many chose it. */
  readonly reaction: (name: string, count: number) => string
  readonly reactedWith: (names: readonly string[], emoji: string) => string
  readonly you: (isFirst: boolean) => string
  readonly reactionFailed: (why: string) => string
  readonly lost: string
  readonly search: string
  readonly noEmoji: string
  readonly loading: string
  readonly pick: string
  readonly table: string
  readonly unknownBlock: (type: string) => string
  readonly status: Readonly<Record<'pending' | 'in_progress' | 'complete' | 'error', string>>
  readonly stepsDone: (done: number, all: number) => string
}

const list = (names: readonly string[], language: string): string => new Intl.ListFormat(language).format(names)

export const words: Bilingual<Words> = {
  en: {
    app: 'APP',
    onlyYou: 'Only visible to you',
    edited: '(edited)',
    actions: 'Message actions',
    react: 'Add reaction…',
    reactWith: (name) => `React with :${name}:`,
    reply: 'Reply in thread',
    replies: (count) => (count === 1 ? '1 reply' : `${count} replies`),
    lastReply: (day, time) => `Last reply ${day.toLowerCase()} at ${time}`,
    viewThread: 'View thread',
    reaction: (name, count) => `${name}, ${count === 1 ? '1 reaction' : `${count} reactions`}`,
    reactedWith: (names, emoji) => `${list(names, 'en')} reacted with ${emoji}`,
    you: (isFirst) => (isFirst ? 'You' : 'you'),
    reactionFailed: (why) => `That reaction didn’t go through: ${why}`,
    lost: 'the playground is out of reach',
    search: 'Search all emoji',
    noEmoji: 'No emoji found',
    loading: 'Loading…',
    pick: 'Pick an emoji',
    table: 'Table',
    unknownBlock: (type) => `This page can’t show a “${type}” block`,
    status: { pending: 'Not started', in_progress: 'In progress', complete: 'Done', error: 'Failed' },
    stepsDone: (done, all) => `${done} of ${all} done`,
  },
  zh: {
    app: '应用',
    onlyYou: '仅你可见',
    edited: '（已编辑）',
    actions: '消息操作',
    react: '添加表情回应…',
    reactWith: (name) => `用 :${name}: 回应`,
    reply: '在消息列中回复',
    replies: (count) => `${count} 条回复`,
    lastReply: (day, time) => `最后回复：${day} ${time}`,
    viewThread: '查看消息列',
    reaction: (name, count) => `${name}，${count} 个回应`,
    reactedWith: (names, emoji) => `${list(names, 'zh')}用 ${emoji} 回应了`,
    you: () => '你',
    reactionFailed: (why) => `未能添加回应：${why}`,
    lost: '暂时无法连接演练场',
    search: '搜索所有表情符号',
    noEmoji: '未找到表情符号',
    loading: '正在加载…',
    pick: '选择表情符号',
    table: '表格',
    unknownBlock: (type) => `此页面无法显示“${type}”区块`,
    status: { pending: '未开始', in_progress: '进行中', complete: '已完成', error: '失败' },
    stepsDone: (done, all) => `已完成 ${done}/${all}`,
  },
}
