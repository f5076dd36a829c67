import { characters } from './text.ts'

/* Identifiers: docs/platforms/slack.md#identifiers. Slack generates the ones that are absent. */

export const identified = { block_id: characters(255).optional() }

export const actionable = { action_id: characters(255).optional() }
