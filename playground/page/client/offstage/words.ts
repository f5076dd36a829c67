import type { Cluster, Fault, Offstage } from '../../wire.ts'
import type { Bilingual } from '../words.ts'

/** What can be switched: the faults, and two things that happen at once. */
export type Trouble = Fault | 'cut_socket' | 'kill'

/** `unheard`: taken, but the answer did not arrive. */
export type Outcome = 'waiting' | 'taken' | 'unheard' | 'nothing'

export type Words = {
  title: string
  lead: string
  botIs: Readonly<Record<Offstage['bot']['state'], string>>
  /** While the playground cannot be reached, what is shown is what was. */
  botUnseen: string
  sockets: (count: number) => string
  kills: (count: number) => string
  switches: string
  howTo: string
  armed: string
  /** Of a fault that lasts. */
  on: string
  armedNow: (names: readonly string[]) => string
  /** What it is called, and what to watch for. */
  troubles: Readonly<Record<Trouble, readonly [name: string, watch: string]>>
  groups: { cloud: string; slack: string; bot: string }
  notDone: (why: string) => string
  clusters: string
  total: (orders: number) => string
  kinds: Readonly<Record<Cluster['kind'], string>>
  nodes: (nodes: number, ready: number) => string
  bought: (times: number) => string
  tasks: string
  more: (count: number) => string
  seconds: (count: number) => string
  requests: string
  soFar: (count: number) => string
  quiet: string
  leftOut: (count: number) => string
  status: Readonly<Record<'pending' | 'dropped', string>>
  signed: string
  unsigned: (why: string) => string
  /** What came of an order for so many nodes. */
  verdict: Readonly<Record<Outcome, (count: number) => string>>
  body: string
  last: string
  times: (count: number) => string
  problems: string
  problemsAre: string
  said: {
    over: (name: string) => string
    order: (cluster: string) => string
    task: (cluster: string, state: string) => string
    problem: (problem: string) => string
  }
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

// Not “twice”: that nothing is bought twice is said of one request, and this counts several.
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

export const words: Bilingual<Words> = {
  en: {
    title: 'Behind the scenes',
    lead: 'What reaches Alibaba Cloud. Approved once, bought exactly once.',
    botIs: { ready: 'Bot is running', starting: 'Bot is starting', dead: 'Bot is down' },
    botUnseen: 'Bot state unknown',
    sockets: (count) => counted(count, 'socket'),
    kills: (count) => `killed ${times(count)}`,
    switches: 'Make something go wrong',
    howTo: 'Switch one on, approve a request, and watch. Whatever you choose, nothing is bought twice.',
    armed: 'Armed',
    on: 'On',
    armedNow: (names) => `Switched on: ${names.join(', ')}`,
    troubles: {
      throttle: ['Throttle the next order', 'The bot waits and tries again; only one order is taken.'],
      refuse: ['Refuse the next order', 'The thread says what to do; nothing is bought.'],
      drop: ['Lose the next order’s answer', 'The order was taken: the bot looks for it and does not send it again.'],
      unsure: [
        'Leave it unclear whether the next order ran',
        'No answer, and no task list to read: after about two minutes the bot asks.',
      ],
      fail: ['Let the next task fail', 'The thread says why; no second order follows.'],
      partial: ['Let the next task end in part', 'One node never joins; the thread lists those that are ready.'],
      slow: ['Slow Slack down', 'Until you switch it off; no message is posted twice.'],
      cut_socket: ['Cut the socket', 'The bot reconnects and catches up on what it missed.'],
      expire: ['Let requests expire after 20 s', 'The bot restarts with this policy, for new requests only.'],
      kill: ['Kill the bot now', 'kill -9: it restarts and picks up where it left off.'],
      kill_at_order: ['Kill the bot as it orders', 'kill -9: the bot looks for the order and does not send it again.'],
    },
    groups: { cloud: 'Alibaba Cloud', slack: 'Slack', bot: 'The bot' },
    notDone: (why) => `That did not work: ${why}`,
    clusters: 'Clusters',
    total: (orders) => `${counted(orders, 'order')} taken`,
    kinds: { kubernetes: 'Kubernetes', sandboxed: 'Sandboxed containers', edge: 'Managed edge' },
    nodes: (nodes, ready) =>
      nodes === ready ? `${counted(nodes, 'node')}, all ready` : `${counted(nodes, 'node')}, ${ready} ready`,
    bought: (count) => `bought ${times(count)}`,
    tasks: 'Tasks',
    more: (count) => `+${count}`,
    seconds: (count) => `${count} s`,
    requests: 'Requests',
    soFar: (count) => `${count} so far`,
    quiet: 'Nothing has reached the cloud yet.',
    leftOut: (count) => `${counted(count, 'earlier request')} not shown`,
    status: { pending: 'pending', dropped: 'dropped' },
    signed: 'Signature valid',
    unsigned: (why) => `Signature not valid: ${why}`,
    verdict: {
      taken: (count) => `Taken: ${counted(count, 'node')}`,
      unheard: (count) => `Taken: ${counted(count, 'node')}; the bot got no answer`,
      nothing: () => 'Not taken: nothing was bought',
      waiting: () => 'No answer yet',
    },
    body: 'Body',
    last: 'last',
    times: (count) => `×${count}`,
    problems: 'Slack would object',
    problemsAre: 'Real Slack would refuse or ignore this:',
    said: {
      over: (name) => `Over: ${name}`,
      order: (cluster) => `An order for ${cluster} reached the cloud`,
      task: (cluster, state) => `The task for ${cluster} ended: ${state}`,
      problem: (problem) => `Slack would object: ${problem}`,
    },
  },
  zh: {
    title: '幕后',
    lead: '这里显示发往阿里云的所有请求。批准一次，只购买一次。',
    botIs: { ready: '机器人运行中', starting: '机器人启动中', dead: '机器人已停止' },
    botUnseen: '机器人状态未知',
    sockets: (count) => `${count} 个连接`,
    kills: (count) => `已强制终止 ${count} 次`,
    switches: '制造故障',
    howTo: '打开一项故障，批准一个申请，然后观察。无论哪种故障，都不会重复购买。',
    armed: '待触发',
    on: '已打开',
    armedNow: (names) => `已打开：${names.join('、')}`,
    troubles: {
      throttle: ['对下一单限流', '机器人会稍后重试，最终只有一单被受理。'],
      refuse: ['拒绝下一单', '消息列会给出处理建议，不会购买任何节点。'],
      drop: ['丢失下一单的响应', '订单已受理：机器人会去查询，不会重发。'],
      unsure: ['让下一单结果不明', '没有响应，任务列表也无法读取：约两分钟后，机器人会请人判断。'],
      fail: ['让下一个任务失败', '消息列会说明原因，不会再次下单。'],
      partial: ['让下一个任务部分成功', '有一个节点未能加入，消息列会列出已就绪的节点。'],
      slow: ['让 Slack 变慢', '持续到关闭为止，不会重复发消息。'],
      cut_socket: ['切断连接', '机器人会重新连接，并补上错过的内容。'],
      expire: ['让申请 20 秒后过期', '机器人会以此策略重启，只对新申请生效。'],
      kill: ['立即强制终止机器人', 'kill -9：重启后从中断处继续。'],
      kill_at_order: ['在下单瞬间强制终止机器人', 'kill -9：机器人会查询这一单，不会重发。'],
    },
    groups: { cloud: '阿里云', slack: 'Slack', bot: '机器人' },
    notDone: (why) => `操作失败：${why}`,
    clusters: '集群',
    total: (orders) => `共受理 ${orders} 单`,
    kinds: { kubernetes: 'Kubernetes', sandboxed: '安全沙箱', edge: '边缘托管' },
    nodes: (nodes, ready) => (nodes === ready ? `${nodes} 个节点，全部就绪` : `${nodes} 个节点，${ready} 个就绪`),
    bought: (count) => `已购买 ${count} 次`,
    tasks: '任务',
    more: (count) => `+${count}`,
    seconds: (count) => `${count} 秒`,
    requests: '请求',
    soFar: (count) => `共 ${count} 个`,
    quiet: '尚无发往阿里云的请求。',
    leftOut: (count) => `另有 ${count} 个更早的请求未显示`,
    status: { pending: '等待中', dropped: '已断开' },
    signed: '签名有效',
    unsigned: (why) => `签名无效：${why}`,
    verdict: {
      taken: (count) => `已受理：${count} 个节点`,
      unheard: (count) => `已受理：${count} 个节点，但机器人未收到响应`,
      nothing: () => '未受理：未购买任何节点',
      waiting: () => '等待响应',
    },
    body: '请求体',
    last: '最近',
    times: (count) => `×${count}`,
    problems: '不符合 Slack 的规则',
    problemsAre: '真实的 Slack 会拒绝或忽略以下行为：',
    said: {
      over: (name) => `已结束：${name}`,
      order: (cluster) => `${cluster} 的订单已到达阿里云`,
      task: (cluster, state) => `${cluster} 的任务已结束：${state}`,
      problem: (problem) => `不符合 Slack 的规则：${problem}`,
    },
  },
}
