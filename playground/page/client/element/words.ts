import type { Bilingual } from '../words.ts'

type Words = {
  readonly choose: string
  readonly showOptions: string
  readonly noResults: string
  readonly loading: string
  readonly typeMore: (least: number) => string
  readonly remove: (what: string) => string
  readonly clear: string
  readonly trouble: string
  readonly more: string
  readonly options: string
  readonly date: string
  readonly time: string
  readonly dateAndTime: string
  readonly text: string
  readonly left: (count: number) => string
  readonly noFiles: string
}

export const words: Bilingual<Words> = {
  en: {
    choose: 'Select an option',
    showOptions: 'Show options',
    noResults: 'No results',
    loading: 'Loading…',
    typeMore: (least) => `Type at least ${least} ${least === 1 ? 'character' : 'characters'}`,
    remove: (what) => `Remove ${what}`,
    clear: 'Clear selection',
    trouble: 'The app did not respond. Try again?',
    more: 'More actions',
    options: 'Options',
    date: 'Date',
    time: 'Time',
    dateAndTime: 'Date and time',
    text: 'Text',
    left: (count) => (count === 1 ? '1 character left' : `${count} characters left`),
    noFiles: 'Files cannot be added in the playground.',
  },
  zh: {
    choose: '选择一个选项',
    showOptions: '显示选项',
    noResults: '没有结果',
    loading: '正在加载…',
    typeMore: (least) => `请至少输入 ${least} 个字符`,
    remove: (what) => `移除 ${what}`,
    clear: '清除选择',
    trouble: '应用未响应。要重试吗？',
    more: '更多操作',
    options: '选项',
    date: '日期',
    time: '时间',
    dateAndTime: '日期和时间',
    text: '文本',
    left: (count) => `还可输入 ${count} 个字符`,
    noFiles: '演练场里无法添加文件。',
  },
}
