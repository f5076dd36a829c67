import { z } from 'zod'
import {
  actions,
  alert,
  context,
  contextActions,
  divider,
  filesAreNotDispatched,
  header,
  image,
  input,
  markdown,
  section,
  video,
} from './blocks.ts'
import { button, overflow, workflowButton } from './buttons.ts'
import { card, carousel, container } from './cards.ts'
import { imageElement } from './composition.ts'
import {
  datePicker,
  dateTimePicker,
  emailInput,
  fileInput,
  numberInput,
  plainTextInput,
  richTextInput,
  timePicker,
  urlInput,
} from './inputs.ts'
import { checkboxes, radioButtons, selects, submittedSelects } from './menus.ts'
import { plan, taskCard } from './progress.ts'
import { richText } from './rich-text.ts'
import { dataTable, table } from './tables.ts'

/*
 * The matrix of docs/platforms/slack.md#blocks and docs/platforms/slack.md#elements: which block stands on which
 * surface, and which element in which block. Where its sources disagree (input in a message; card in a modal; table,
 * data_table and container on Home) the surface is left out: a bot that passes here passes by every source. `file`
 * cannot be sent at all.
 */

const pressed = [button, overflow] as const
const picked = [checkboxes, radioButtons, datePicker, timePicker] as const
const chosen = [...picked, ...selects] as const

const accessories = [...pressed, ...chosen, imageElement] as const
const messageSection = section(z.discriminatedUnion('type', [...accessories, workflowButton]))
const viewSection = section(z.discriminatedUnion('type', accessories))

const messageActions = actions(z.discriminatedUnion('type', [...pressed, ...chosen, dateTimePicker, workflowButton]))
const modalActions = actions(z.discriminatedUnion('type', [...pressed, ...chosen, dateTimePicker, richTextInput]))
const homeActions = actions(z.discriminatedUnion('type', [...pressed, ...chosen, richTextInput]))

const modalInput = input(
  z.discriminatedUnion('type', [
    ...picked,
    ...submittedSelects,
    plainTextInput,
    richTextInput,
    dateTimePicker,
    numberInput,
    emailInput,
    urlInput,
    fileInput,
  ]),
).superRefine(filesAreNotDispatched)
const homeInput = input(z.discriminatedUnion('type', [...chosen, plainTextInput, richTextInput]))

const everywhere = [header, divider, context, image, richText, video] as const

const messageContainer = container(z.discriminatedUnion('type', [...everywhere, messageSection, messageActions, table]))

export const messageBlock = z.discriminatedUnion('type', [
  ...everywhere,
  messageSection,
  messageActions,
  messageContainer,
  contextActions,
  markdown,
  table,
  dataTable,
  card,
  carousel,
  taskCard,
  plan,
])

export const modalBlock = z.discriminatedUnion('type', [...everywhere, viewSection, modalActions, modalInput, alert])

export const homeBlock = z.discriminatedUnion('type', [
  ...everywhere,
  viewSection,
  homeActions,
  homeInput,
  card,
  carousel,
])

export type MessageBlock = z.output<typeof messageBlock>
export type ViewBlock = z.output<typeof modalBlock> | z.output<typeof homeBlock>
