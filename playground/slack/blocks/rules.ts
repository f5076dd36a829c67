import type { z } from 'zod'
import { type Path, texts } from './messages.ts'

/** Reports a fault at a place below the value that is being checked. */
export type Report = (message: string, path?: Path) => void

/** Where a zod check writes what it found. */
export type Context = Pick<z.RefinementCtx, 'addIssue'>

/** The reporter of a zod check. */
export const reporter =
  (context: Context): Report =>
  (message, path = []) =>
    context.addIssue({ code: 'custom', message, path: [...path] })

const given = (value: object, names: readonly string[]): number => names.filter((name) => name in value).length

export const exactlyOneOf =
  (...names: string[]) =>
  (value: object, context: Context): void => {
    if (given(value, names) !== 1) reporter(context)(texts.exactlyOne)
  }

export const atLeastOneOf =
  (...names: string[]) =>
  (value: object, context: Context): void => {
    if (given(value, names) === 0) reporter(context)(texts.any)
  }

/** Reports every identifier that was used before. Slack generates the ones that are absent, so these never clash. */
export function reportRepeated(ids: readonly { id: string | undefined; path: Path }[], report: Report): void {
  const seen = new Set<string>()
  for (const { id, path } of ids) {
    if (id === undefined) continue
    if (seen.has(id)) report(texts.duplicate, path)
    seen.add(id)
  }
}

/** An action_id is unique within its block only: docs/platforms/slack.md#identifiers. */
export const distinctActionIds = (elements: readonly { action_id?: string | undefined }[], context: Context): void =>
  reportRepeated(
    elements.map((element, index) => ({ id: element.action_id, path: [index, 'action_id'] })),
    reporter(context),
  )
