import { z } from 'zod'
import type { Message, Slack } from '../../playground/slack/index.ts'

/** What the bot marks its messages with: which request, and what is said of it. */
const mark = z.object({ request: z.number(), key: z.string(), made: z.number().optional() })

/** What stands at the root of a channel; everything else of a request is a reply, or is said directly. */
const roots = ['card', 'notice']

type Said = { readonly message: Message; readonly direct: boolean; readonly name: string; readonly key: string }

function saidIn(slack: Slack): Said[] {
  return slack.workspace.channels.flatMap(({ kind, messages }) =>
    messages.flatMap((message) => {
      const read = mark.safeParse(message.metadata?.event_payload)
      if (!read.success || message.deleted || message.user !== slack.botUser) return []
      const { request, key, made } = read.data
      return [{ message, direct: kind === 'im', name: `SO-${request} (${made}): ${key}`, key }]
    }),
  )
}

/** Messages that the bot posted twice, at the root of a channel by mistake, or under another message than its own. */
export function misplaced(slack: Slack): string[] {
  const said = saidIn(slack)
  const twice = [...Map.groupBy(said, ({ name }) => name)]
    .filter(([, messages]) => messages.length > 1)
    .map(([name, messages]) => `${name} stands there ${messages.length} times`)
  const atRoot = said
    .filter(({ message, direct, key }) => !direct && !roots.includes(key) && message.threadTs === undefined)
    .map(({ name, message }) => `${name} stands at the root of ${message.channel}: ${message.text}`)
  const astray = said
    .filter(({ message, key }) => roots.includes(key) && message.threadTs !== undefined)
    .map(({ name, message }) => `${name} stands in a thread of ${message.channel}`)
  return [...twice, ...atRoot, ...astray]
}
