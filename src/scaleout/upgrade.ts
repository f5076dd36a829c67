import { version } from './record.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * The JSON of a record that version 1 or 2 wrote, under today's names and version. Anything else, and whatever in it is not
 * of the old shape, stays as it is: the schema judges it afterwards. Pure.
 */
export function upgrade(stored: unknown): unknown {
  if (!isObject(stored) || (stored.version !== 1 && stored.version !== 2)) return stored
  const { said, stage, ...rest } = stored
  return { ...rest, version, projection: projectionOf(said), stage: stageOf(stage) }
}

function projectionOf(said: unknown): unknown {
  const projection = renamed(said, { begun: 'sending' })
  if (!isObject(projection) || !isObject(projection.messages)) return projection
  const messages = Object.entries(projection.messages).map(([key, shown]) => [
    key,
    renamed(shown, { print: 'contentHash' }),
  ])
  return { ...projection, messages: Object.fromEntries(messages) }
}

function stageOf(stage: unknown): unknown {
  const renamedStage = renamed(stage, { putBack: 'waitReason' })
  if (!isObject(renamedStage) || !isObject(renamedStage.doubt)) return renamedStage
  return { ...renamedStage, doubt: renamed(renamedStage.doubt, { strangers: 'unexplained' }) }
}

function renamed(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [names[name] ?? name, member]))
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
