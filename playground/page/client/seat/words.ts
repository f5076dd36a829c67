import type { Bilingual } from '../words.ts'
import type { Part } from './part.ts'

type Words = {
  title: string
  youAre: string
  parts: Readonly<Record<Part, string>>
  elsewhere: (name: string) => string
  notified: (count: number) => string
  othersNotified: (who: readonly string[]) => string
  hint: string
}

export const words: Bilingual<Words> = {
  en: {
    title: 'Who you are',
    youAre: 'You are',
    parts: {
      requester: 'Asks for nodes',
      approver: 'Approves or declines',
      oncall: 'On call, also for edge-1',
      chinese: 'Asks in Chinese · 用中文申请',
      guest: 'Guest: may not ask',
      single: 'Guest in one channel',
      stranger: 'From another organization',
    },
    elsewhere: (name) => `Open a new window as ${name}`,
    notified: (count) => (count === 1 ? '1 notification' : `${count} notifications`),
    othersNotified: (who) => `Notified: ${who.join(', ')}`,
    hint: 'Each window can be a different person.',
  },
  zh: {
    title: '你的身份',
    youAre: '当前身份：',
    parts: {
      requester: '申请节点',
      approver: '批准或拒绝申请',
      oncall: '值班，也可申请 edge-1',
      chinese: '用中文申请 · Asks in Chinese',
      guest: '访客：不能申请',
      single: '单频道访客',
      stranger: '来自其他组织',
    },
    elsewhere: (name) => `以 ${name} 的身份打开新窗口`,
    notified: (count) => `${count} 条通知`,
    othersNotified: (who) => `收到通知：${who.join('、')}`,
    hint: '不同窗口可以使用不同身份。',
  },
}
