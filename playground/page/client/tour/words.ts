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
        title: 'Become somebody who approves',
        text: 'Nobody approves their own request. Be Bob for a moment and react to it with ✅.',
      },
      watch: {
        title: 'Watch, then break something',
        text: 'The thread tells each step; behind the scenes you see what reached the cloud. Then ask again with something going wrong: nothing is bought twice.',
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
      ask: { title: '申请节点', text: '在 #prod 发送下面这行，再填完弹出的表单。' },
      approve: { title: '换成审批人', text: '不能审批自己的申请。请切换为 Bob，用 ✅ 回应这个申请。' },
      watch: {
        title: '观察，再制造故障',
        text: '消息列会说明每一步，“幕后”显示到达阿里云的请求。然后打开一项故障再申请一次：不会重复购买。',
      },
    },
    typeIt: '替我输入',
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
