import type { Element, Option } from '../../../slack/kit.ts'
import type { Answer, At, Shown } from '../../wire.ts'
import { act } from '../line.ts'

/** Where an element stands. */
export type Scope = { readonly kind: 'message'; readonly at: At } | { readonly kind: 'view'; readonly view: Shown }

/** What a person does with one element, as the playground hears of it. */
export type Post = {
  press(value?: string): Promise<Answer>
  choose(values: readonly string[]): Promise<Answer>
  fill(value: string | null): Promise<Answer>
  enter(): Promise<Answer>
  suggest(query: string): Promise<readonly Option[]>
}

export function postOf(scope: Scope, block: string, element: Element): Post {
  const action = element.action_id ?? ''
  if (scope.kind === 'message') {
    const click = (value: string | undefined) =>
      act({ kind: 'click', at: scope.at, action, ...(value === undefined ? {} : { value }) })
    return {
      press: click,
      choose: ([value]) => click(value),
      fill: (value) => click(value ?? undefined),
      enter: () => click(undefined),
      suggest: async () => [],
    }
  }
  const view = scope.view.id
  const input = { view, block, action }
  return {
    press: (value) => act({ kind: 'press', view, action, ...(value === undefined ? {} : { value }) }),
    choose: (values) => act({ kind: 'choose', input, values }),
    fill: (value) => act({ kind: 'fill', input, value }),
    enter: () => act({ kind: 'enter', input }),
    async suggest(query) {
      const answer = await act({ kind: 'suggest', input, query })
      return 'options' in answer ? answer.options : []
    },
  }
}

/** What an element holds when it is first shown: what the playground keeps for a view, else what the app preset. */
export function heldIn(scope: Scope, block: string, element: Element): unknown {
  if (scope.kind === 'view') return scope.view.values[block]?.[element.action_id ?? '']
  return Object.entries(element).find(([name]) => name.startsWith('initial_'))?.[1]
}
