import type { Element, Option } from '../../../../slack/kit.ts'
import type { Channel, Person } from '../../../wire.ts'
import { usePart } from '../../line.ts'
import { withEmoji } from '../../mrkdwn.tsx'
import { isOption } from '../options.tsx'

/** A line of a menu. `value` is an option's, or the id of a person or channel. */
export type Choice = {
  readonly value: string
  readonly label: string
  readonly about?: string
  readonly group?: string
}

/** All that a menu offers; null where only the app knows, and is asked. */
export function useOffer(element: Element): readonly Choice[] | null {
  const people = usePart((scene) => scene.people)
  const channels = usePart((scene) => scene.channels)
  switch (element.type.replace('multi_', '')) {
    case 'external_select':
      return null
    case 'users_select':
      return people.map(ofPerson)
    case 'channels_select':
      return channels.filter(({ kind }) => kind === 'public').map(ofChannel)
    case 'conversations_select':
      return channels.filter((channel) => passes(element.filter, channel)).map(ofChannel)
    default:
      return [
        ...(element.options ?? []).map((option) => ofOption(option)),
        ...(element.option_groups ?? []).flatMap(({ label, options }) =>
          options.map((option) => ofOption(option, withEmoji(label.text))),
        ),
      ]
  }
}

export function ofOption({ value, text, description }: Option, group?: string): Choice {
  return {
    value: value ?? text.text,
    label: withEmoji(text.text),
    ...(description ? { about: withEmoji(description.text) } : {}),
    ...(group === undefined ? {} : { group }),
  }
}

const ofPerson = ({ id, name, handle }: Person): Choice => ({ value: id, label: name, about: `@${handle}` })

const ofChannel = ({ id, name }: Channel): Choice => ({ value: id, label: `#${name}` })

/** The filter of conversations_select; direct conversations are not offered here at all. */
function passes(filter: unknown, { kind, external }: Channel): boolean {
  if (typeof filter !== 'object' || filter === null) return true
  const kinds = 'include' in filter && Array.isArray(filter.include) ? filter.include : [kind]
  const isLeftOut = 'exclude_external_shared_channels' in filter && filter.exclude_external_shared_channels === true
  return kinds.includes(kind) && !(isLeftOut && external)
}

/** What a menu holds at first: options, or ids that it offers. */
export function chosenIn(held: unknown, offer: readonly Choice[] | null): readonly Choice[] {
  return [held].flat().flatMap((one) => {
    if (isOption(one)) return [ofOption(one)]
    return typeof one === 'string' ? [offer?.find(({ value }) => value === one) ?? { value: one, label: one }] : []
  })
}
