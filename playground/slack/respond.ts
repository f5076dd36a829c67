import { z } from 'zod'
import { sentence, violationsOfMessage } from './blocks/index.ts'
import { objectTo } from './ground.ts'
import { parsedJson } from './json.ts'
import { asBlocks } from './kit.ts'
import { type Draft, edit, post, remove, sendEphemeral } from './messages.ts'
import { RESPONSE_URL, type ResponseUrl } from './passes.ts'
import { type ChannelRecord, channelOf, type Message } from './workspace.ts'
import type { World } from './world.ts'

const answer = z.strictObject({
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  attachments: z.array(z.unknown()).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
  mrkdwn: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
})

/** What an app answers a person with: in the ack of a command, or through a response_url. */
export type Answer = z.output<typeof answer>

/**
 * Reads such an answer; a plain string is its text.
 *
 * @returns the answer, or what is wrong with it
 */
export function readAnswer(given: unknown): Answer | string {
  const read = answer.safeParse(typeof given === 'string' ? { text: given } : given)
  if (!read.success) return z.prettifyError(read.error)
  if (read.data.blocks === undefined || read.data.blocks.length === 0) return read.data
  const violations = violationsOfMessage(read.data.blocks)
  return violations.length > 0 ? violations.map(sentence).join('; ') : read.data
}

/** Shows such an answer where it was asked for. */
export function show(world: World, channel: ChannelRecord, to: string, given: Answer): Message {
  const draft: Draft = {
    user: world.app.botUser,
    via: 'response_url',
    text: given.text ?? '',
    blocks: asBlocks(given.blocks ?? []),
    attachments: given.attachments ?? [],
    ...(given.thread_ts === undefined ? {} : { threadTs: given.thread_ts }),
  }
  return given.response_type === 'in_channel' ? post(world, channel, draft) : sendEphemeral(world, channel, to, draft)
}

type Outcome = { status: 200 | 400 | 404; body: { ok: boolean; error?: string } }

/** A POST to a response_url: no token, 5 uses in 30 minutes (docs/platforms/slack.md#deadlines). */
export function respond(world: World, path: string, body: string): Outcome {
  const grant = world.passes.responseUrls.get(path)
  const refusal = refusalOf(world, grant)
  if (!grant || refusal !== undefined) {
    objectTo(world, `response_url: ${refusal}`)
    return { status: 404, body: { ok: false, error: refusal ?? 'no_such_url' } }
  }
  const given = readAnswer(parsedJson(body))
  if (typeof given === 'string') {
    objectTo(world, `response_url: invalid answer: ${given}`)
    // Whether an invalid answer counts as a use is not documented: our choice is that it does not.
    return { status: 400, body: { ok: false, error: 'invalid_blocks' } }
  }
  grant.uses += 1
  apply(world, grant, given)
  return { status: 200, body: { ok: true } }
}

function refusalOf({ clock }: World, grant: ResponseUrl | undefined): string | undefined {
  if (!grant) return 'no_such_url'
  if (clock.now() - grant.issued > RESPONSE_URL.life) return 'expired_url'
  return grant.uses >= RESPONSE_URL.uses ? 'used_url' : undefined
}

function apply(world: World, grant: ResponseUrl, given: Answer): void {
  const channel = channelOf(world.workspace, grant.channel)
  const all = [...channel.messages, ...channel.ephemerals]
  const origin = all.find((message) => message.ts === grant.origin && !message.deleted)
  if (given.delete_original) {
    if (origin) remove(world, channel, origin)
    return
  }
  if (!given.replace_original || !origin) {
    const shown = show(world, channel, grant.user, given)
    grant.origin ??= shown.ts
    return
  }
  const { text = '', blocks = [], attachments = [] } = given
  edit(world, channel, origin, { text, blocks: asBlocks(blocks), attachments })
}
