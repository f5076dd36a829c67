import { characters } from './text.ts'

/* Identifiers: reference/slack-platform.md §1.2. Slack generates the ones that are absent. */

export const identified = { block_id: characters(255).optional() }

export const actionable = { action_id: characters(255).optional() }
