import type { Bilingual } from '../words.ts'

type Words = {
  readonly messagesIn: (name: string) => string
  readonly threadIn: (name: string) => string
  readonly thread: string
  readonly replies: (count: number) => string
  readonly newMessages: string
  readonly newHere: string
  readonly beginning: (name: string) => string
  readonly directBeginning: (name: string) => string
  readonly members: (count: number) => string
  readonly external: string
  readonly private: string
  readonly back: string
  readonly close: string
  readonly tabs: string
  readonly home: string
  readonly messages: string
  readonly app: string
  readonly noHome: (name: string) => string
  readonly readOnly: string
  readonly notMember: (name: string) => string
  readonly writeTo: (name: string) => string
  readonly writeReply: string
  readonly send: string
  readonly sending: string
  readonly commands: string
  readonly newLine: string
  readonly emoji: string
  readonly notSent: (why: string) => string
  readonly trouble: {
    readonly unknown: (command: string) => string
    readonly inThread: (command: string) => string
    readonly failed: (command: string, error: string) => string
  }
}

export const words: Bilingual<Words> = {
  en: {
    messagesIn: (name) => `Messages in ${name}`,
    threadIn: (name) => `Thread in ${name}`,
    thread: 'Thread',
    replies: (count) => (count === 1 ? '1 reply' : `${count} replies`),
    newMessages: 'New messages',
    newHere: 'New',
    beginning: (name) =>
      `This is the very beginning of the ${name} channel. Messages here are seen by every member of the channel.`,
    directBeginning: (name) => `This is the very beginning of your direct message history with @${name}.`,
    members: (count) => (count === 1 ? '1 member' : `${count} members`),
    external: 'People from another organization are in this channel.',
    private: 'Private channel',
    back: 'Back',
    close: 'Close thread',
    tabs: 'App tabs',
    home: 'Home',
    messages: 'Messages',
    app: 'APP',
    noHome: (name) => `${name} hasn’t put anything here yet.`,
    readOnly: 'Sending messages to this app has been turned off.',
    notMember: (name) => `You are viewing ${name}. Only its members can write here.`,
    writeTo: (name) => `Message ${name}`,
    writeReply: 'Reply…',
    send: 'Send now',
    sending: 'Sending…',
    commands: 'Commands',
    newLine: 'to add a new line',
    emoji: 'Emoji',
    notSent: (why) => `That message wasn’t sent: ${why}`,
    trouble: {
      unknown: (command) =>
        `\`${command}\` is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.\n\nIf you are trying to send a message and not run a command, try preceding the “/” with an empty space.`,
      inThread: (command) => `\`${command}\` is not supported in threads. Sorry!`,
      failed: (command, error) => `${command} failed with the error “${error}”`,
    },
  },
  zh: {
    messagesIn: (name) => `${name} 中的消息`,
    threadIn: (name) => `${name} 中的消息列`,
    thread: '消息列',
    replies: (count) => `${count} 条回复`,
    newMessages: '新消息',
    newHere: '新',
    beginning: (name) => `这是 ${name} 频道的开头，所有成员都能看到这里的消息。`,
    directBeginning: (name) => `这是你与 @${name} 私信记录的开头。`,
    members: (count) => `${count} 名成员`,
    external: '此频道中有来自其他组织的人员。',
    private: '私人频道',
    back: '返回',
    close: '关闭消息列',
    tabs: '应用标签页',
    home: '主页',
    messages: '消息',
    app: '应用',
    noHome: (name) => `${name} 尚未在此添加内容。`,
    readOnly: '已关闭向此应用发送消息的功能。',
    notMember: (name) => `你正在查看 ${name}。只有成员才能在此发消息。`,
    writeTo: (name) => `发送消息至 ${name}`,
    writeReply: '回复…',
    send: '立即发送',
    sending: '正在发送…',
    commands: '命令',
    newLine: '换行',
    emoji: '表情符号',
    notSent: (why) => `消息未发送：${why}`,
    trouble: {
      unknown: (command) =>
        `\`${command}\` 不是有效的命令。在 Slack 中，所有以“/”字符开头的消息都会被视为命令。\n\n如果你想发送消息而不是运行命令，请尝试在“/”前面加一个空格。`,
      inThread: (command) => `抱歉，消息列中不支持 \`${command}\`。`,
      failed: (command, error) => `${command} 失败，错误为“${error}”`,
    },
  },
}
