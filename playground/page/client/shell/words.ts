import type { Bilingual } from '../words.ts'

type Words = {
  readonly back: string
  readonly forward: string
  readonly workspace: string
  readonly home: string
  readonly history: string
  readonly directs: string
  readonly channels: string
  readonly apps: string
  readonly private: string
  readonly external: string
  readonly unread: string
  readonly mentions: (count: number) => string
  readonly behind: string
  readonly hideBehind: string
  readonly thread: string
  readonly sidePane: string
  readonly look: string
  readonly looks: Readonly<Record<'system' | 'light' | 'dark', string>>
  readonly lost: string
}

export const words: Bilingual<Words> = {
  en: {
    back: 'Back',
    forward: 'Forward',
    workspace: 'Workspace',
    home: 'Home',
    history: 'History',
    directs: 'DMs',
    channels: 'Channels',
    apps: 'Apps',
    private: 'private',
    external: 'shared with another organization',
    unread: 'unread',
    mentions: (count) => (count === 1 ? '1 notification' : `${count} notifications`),
    behind: 'Behind the scenes',
    hideBehind: 'Close “Behind the scenes”',
    thread: 'Thread',
    sidePane: 'Side pane',
    look: 'Appearance',
    looks: { system: 'Same as the system', light: 'Light', dark: 'Dark' },
    lost: 'Reconnecting to the playground… What you see here stays.',
  },
  zh: {
    back: '后退',
    forward: '前进',
    workspace: '工作区',
    home: '主页',
    history: '历史记录',
    directs: '私信',
    channels: '频道',
    apps: '应用',
    private: '私人',
    external: '与其他组织共享',
    unread: '未读',
    mentions: (count) => `${count} 条通知`,
    behind: '幕后',
    hideBehind: '收起“幕后”',
    thread: '消息列',
    sidePane: '侧栏',
    look: '外观',
    looks: { system: '与系统一致', light: '浅色', dark: '深色' },
    lost: '正在重新连接演练场…当前显示的内容会保留。',
  },
}
