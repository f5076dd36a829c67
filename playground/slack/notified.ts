import { z } from 'zod'
import { type Piece, piecesOf } from './mrkdwn.ts'
import { type ChannelRecord, membersAt, type Workspace } from './workspace.ts'

type Written = {
  readonly user: string
  readonly text: string
  readonly blocks: readonly unknown[]
  readonly ephemeralTo?: string
  readonly threadTs?: string
}

/**
 * Whom a message notifies as it is posted, by id: in a direct conversation the other side; elsewhere who is mentioned,
 * alone or with a group, and is a member. Nobody is told of their own words, and an edit tells nobody (our choice where
 * Slack says nothing: an ephemeral message notifies nobody but its reader, a range in a thread nobody at all).
 */
export function notified(workspace: Workspace, channel: ChannelRecord, message: Written): string[] {
  const { user, text, blocks, ephemeralTo, threadTs } = message
  // Beside blocks the text is only what the notification says (docs/platforms/slack.md#text).
  const mentions = blocks.length > 0 ? mentionsIn(blocks) : flat(piecesOf(text))
  const named = mentions.flatMap((mention): readonly string[] => {
    if (mention.kind === 'user') return [mention.id]
    if (mention.kind === 'broadcast') return threadTs === undefined ? channel.members : []
    if (mention.kind !== 'group') return []
    const group = workspace.groups.find(({ id, disabled }) => id === mention.id && !disabled)
    return group ? membersAt(group, Infinity) : []
  })
  const all = new Set(channel.kind === 'im' ? channel.members : named)
  return channel.members.filter((id) => all.has(id) && id !== user && (ephemeralTo ?? id) === id)
}

const flat = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece) => ('inside' in piece ? flat(piece.inside) : [piece]))

const ranges = z.enum(['here', 'channel', 'everyone'])
const node = z.union([
  z
    .object({ type: z.literal('mrkdwn'), text: z.string() })
    .transform(({ text }) => ({ mentions: flat(piecesOf(text)) })),
  z.object({ type: z.literal('user'), user_id: z.string() }).transform(({ user_id: id }) => one({ kind: 'user', id })),
  z
    .object({ type: z.literal('usergroup'), usergroup_id: z.string() })
    .transform(({ usergroup_id: id }) => one({ kind: 'group', id })),
  z.object({ type: z.literal('broadcast'), range: ranges }).transform(({ range }) => one({ kind: 'broadcast', range })),
])

const one = (mention: Piece) => ({ mentions: [mention] })

/** In mrkdwn wherever it stands, and in the elements of a rich text. */
function mentionsIn(part: unknown): Piece[] {
  if (Array.isArray(part)) return part.flatMap(mentionsIn)
  if (typeof part !== 'object' || part === null) return []
  const read = node.safeParse(part)
  return read.success ? read.data.mentions : Object.values(part).flatMap(mentionsIn)
}
