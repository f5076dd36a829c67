import type { Bilingual } from '../words.ts'
import type { Step } from './step.ts'

type Words = {
  tour: string
  again: string
  command: string
  cards: Readonly<Record<Step, { title: string; text: string }>>
  typeIt: string
  become: (name: string) => string
  areNow: (name: string) => string
  place: (card: number, of: number) => string
  skip: string
  back: string
  next: string
  done: string
  close: string
}

export const words: Bilingual<Words> = {
  en: {
    tour: 'Guided tour',
    again: 'Show the tour',
    command: '/scaleout prod-web 3 checkout is slow',
    cards: {
      ask: { title: 'Ask for nodes', text: 'Send this in #prod, then finish the form that opens.' },
      approve: {
        title: 'Become an approver',
        text: 'Nobody approves their own request. The badge shows who was notified: be one of them for a moment.',
      },
      react: { title: 'Approve it', text: 'React to the request with ✅.' },
      thread: { title: 'Open the thread', text: 'The bot reports each step there.' },
      watch: {
        title: 'Watch the nodes arrive',
        text: 'This takes about half a minute. “Behind the scenes” shows what reaches Alibaba Cloud.',
      },
      break: {
        title: 'Make something go wrong',
        text: 'Switch on a fault behind the scenes, then ask again. Nothing is bought twice.',
      },
    },
    typeIt: 'Type it for me',
    become: (name) => `Become ${name}`,
    areNow: (name) => `You are ${name}`,
    place: (card, of) => `${card} of ${of}`,
    skip: 'Skip',
    back: 'Back',
    next: 'Next',
    done: 'Done',
    close: 'Close the tour',
  },
  zh: {
    tour: '导览',
    again: '查看导览',
    command: '/scaleout prod-web 3 结账变慢',
    cards: {
      ask: { title: '申请节点', text: '在 #prod 发送下面这行，然后填写弹出的表单。' },
      approve: { title: '切换为审批人', text: '不能审批自己的申请。角标表示谁收到了通知，请切换为其中一位。' },
      react: { title: '批准申请', text: '用 ✅ 回应这条申请。' },
      thread: { title: '打开消息列', text: '机器人会在这里报告每一步。' },
      watch: { title: '等待节点就绪', text: '大约需要半分钟。“幕后”显示发往阿里云的所有请求。' },
      break: { title: '制造故障', text: '在“幕后”打开一项故障，再申请一次：不会重复购买。' },
    },
    typeIt: '帮我输入',
    become: (name) => `切换为 ${name}`,
    areNow: (name) => `你现在是 ${name}`,
    place: (card, of) => `${card} / ${of}`,
    skip: '跳过',
    back: '上一步',
    next: '下一步',
    done: '完成',
    close: '关闭导览',
  },
}
