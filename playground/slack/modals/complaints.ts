/** What Slack's own client says under an input, in a person's language: its words or near them. */
export type Complaints = {
  readonly required: string
  readonly email: string
  readonly url: string
  readonly number: string
  readonly whole: string
  atLeast(least: string): string
  atMost(most: string): string
  fewerItems(most: number): string
  longer(least: number): string
  shorter(most: number): string
}

const en: Complaints = {
  required: 'Please complete this required field.',
  email: 'Please enter a valid email address.',
  url: 'Please enter a valid URL.',
  number: 'Please enter a number.',
  whole: 'Please enter a whole number.',
  atLeast: (least) => `Please enter a number that is at least ${least}.`,
  atMost: (most) => `Please enter a number that is at most ${most}.`,
  fewerItems: (most) => `Please select at most ${most} items.`,
  longer: (least) => `Please use at least ${least} characters.`,
  shorter: (most) => `Please use at most ${most} characters.`,
}

const zh: Complaints = {
  required: '请填写此必填字段。',
  email: '请输入有效的邮箱地址。',
  url: '请输入有效的网址。',
  number: '请输入数字。',
  whole: '请输入整数。',
  atLeast: (least) => `请输入不小于 ${least} 的数字。`,
  atMost: (most) => `请输入不大于 ${most} 的数字。`,
  fewerItems: (most) => `最多选择 ${most} 项。`,
  longer: (least) => `至少输入 ${least} 个字符。`,
  shorter: (most) => `最多输入 ${most} 个字符。`,
}

export const complaintsFor = (locale: string): Complaints => (locale.startsWith('zh') ? zh : en)
