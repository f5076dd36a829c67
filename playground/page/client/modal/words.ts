import type { Bilingual } from '../words.ts'

type Words = {
  readonly back: string
  readonly closeAll: string
  readonly cancel: string
  readonly close: string
  /** Right after the label. */
  readonly optional: string
  readonly sending: string
  readonly trouble: string
}

export const words: Bilingual<Words> = {
  en: {
    back: 'Back',
    closeAll: 'Close window',
    cancel: 'Cancel',
    close: 'Close',
    optional: ' (optional)',
    sending: 'Sending…',
    trouble: 'We had some trouble connecting. Try again?',
  },
  zh: {
    back: '返回',
    closeAll: '关闭窗口',
    cancel: '取消',
    close: '关闭',
    optional: '（可选）',
    sending: '正在发送…',
    trouble: '连接出现问题。要重试吗？',
  },
}
