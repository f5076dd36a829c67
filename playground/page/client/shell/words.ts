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
    behind: 'Behind the scenes',
    hideBehind: 'Hide what is behind the scenes',
    thread: 'Thread',
    sidePane: 'Beside the conversation',
    look: 'Appearance',
    looks: { system: 'Same as the system', light: 'Light', dark: 'Dark' },
    lost: 'Trying to reconnect to the playground… What you see here is kept.',
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
    private: '私密',
    external: '与其他组织共享',
    unread: '未读',
    behind: '幕后',
    hideBehind: '隐藏幕后',
    thread: '消息列',
    sidePane: '对话旁边',
    look: '外观',
    looks: { system: '与系统一致', light: '浅色', dark: '深色' },
    lost: '正在重新连接演练场……这里显示的内容会保留。',
  },
}
