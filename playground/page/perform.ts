import type { Modal, Person, Message as Posted } from '../slack/index.ts'
import type { Option } from '../slack/kit.ts'
import type { ActionOutcome } from '../slack/people/act.ts'
import { directId } from '../slack/workspace.ts'
import type { Stage } from './offstage.ts'
import type { At, Deed, Input } from './wire.ts'

/** What came of a deed, as the page is told. */
export type Outcome = { readonly done: true } | { readonly options: readonly Option[] } | { readonly trouble: string }

const done: Outcome = { done: true }

type Told = ActionOutcome | undefined

const outcomeOf = (told: Told): Outcome => (told !== undefined && 'trouble' in told ? told : done)

/**
 * Does what the person at a page did. Typing and choosing take effect before this returns; only its answer waits for
 * the app. What a real client would not let a person do rejects, as in `Person`.
 */
export async function perform(stage: Stage, who: string, deed: Exclude<Deed, { kind: 'be' }>): Promise<Outcome> {
  const { slack, bot, mischief, seen } = stage
  const person = slack.as(who)
  switch (deed.kind) {
    case 'type':
      return type(stage, person, deed)
    case 'react':
      await person.reacts(deed.name, messageAt(person, deed.at))
      return done
    case 'unreact':
      await person.unreacts(deed.name, messageAt(person, deed.at))
      return done
    case 'click':
      return outcomeOf(await person.clicks(messageAt(person, deed.at), deed.action, valued(deed.value)))
    case 'see':
      seen.see(person.id, deed.channel, deed.thread, deed.ts)
      return done
    case 'open_home':
      person.opensHome(deed.tab)
      return done
    case 'fill':
      viewOf(person, deed.input.view).fill(named(deed.input), deed.value)
      return done
    case 'enter':
      return outcomeOf(await viewOf(person, deed.input.view).enter(named(deed.input)))
    case 'choose':
      return outcomeOf(await viewOf(person, deed.input.view).choose(named(deed.input), ...deed.values))
    case 'suggest':
      return { options: await viewOf(person, deed.input.view).suggest(named(deed.input), deed.query) }
    case 'press':
      return outcomeOf(await viewOf(person, deed.view).press(deed.action, valued(deed.value)))
    case 'submit': {
      const submitted = await viewOf(person, deed.view).submit()
      return 'trouble' in submitted ? submitted : done
    }
    case 'close':
      await viewOf(person, deed.view).close(deed.by)
      return done
    case 'arm':
      if (deed.on) mischief.arm(deed.fault)
      else mischief.disarm(deed.fault)
      return done
    case 'cut_socket':
      slack.faults.cutSocket()
      return done
    case 'kill':
      bot.kill()
      return done
  }
}

async function type({ slack }: Stage, person: Person, deed: Extract<Deed, { kind: 'type' }>): Promise<Outcome> {
  const { channel, text, thread } = deed
  const isDirect = channel === directId(person.id)
  if (isDirect && slack.manifest.features.app_home.messages_tab_read_only_enabled)
    return { trouble: 'restricted_action_read_only_channel' }
  const place = isDirect ? 'dm' : channel
  const parent = thread === undefined ? undefined : messageAt(person, { channel, ts: thread })
  if (!text.startsWith('/')) {
    if (text.trim() === '') return { trouble: 'no_text' }
    person.says(text, place, parent ? { thread: parent } : {})
    return done
  }
  const result = await person.types(text, place, { inThread: parent !== undefined })
  return 'error' in result ? { trouble: result.error } : done
}

const named = ({ block, action }: Input) => (action === undefined ? block : { block, action })

const valued = (value: string | undefined) => (value === undefined ? {} : { value })

/** @throws when this person does not see it */
function messageAt(person: Person, { channel, ts }: At): Posted {
  const found = person.sees(channel).find((message) => message.ts === ts)
  if (!found) throw new Error(`${person.handle} sees no message ${ts} in ${channel}`)
  return found
}

/** @throws when this person has it not open */
function viewOf(person: Person, id: string): Modal {
  const open = [...person.modals, ...(person.homeTab ? [person.homeTab] : [])]
  const found = open.find((view) => view.id === id)
  if (!found) throw new Error('view_closed')
  return found
}
