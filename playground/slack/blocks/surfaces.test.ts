import { describe, expect, it } from 'vitest'
import { violationsOfMessage, violationsOfView } from './index.ts'
import { cell, holding, home, input, modal, option, picture, plain, rich, section } from './rule-table.ts'

/*
 * The matrix of docs/platforms/slack.md#blocks and docs/platforms/slack.md#elements, written down a second time and
 * tried cell by cell.
 */

const zone = option('cn-hangzhou')
const trigger = { url: 'https://slack.com/shortcuts/Ft1/abc' }
const feedback = { text: plain('Good'), value: 'good' }

const surfaces = {
  message: (block: unknown) => violationsOfMessage([block]),
  modal: (block: unknown) => violationsOfView(modal({ blocks: [block] })),
  home: (block: unknown) => violationsOfView(home({ blocks: [block] })),
}

const roots = { message: '/blocks/0', modal: '/view/blocks/0', home: '/view/blocks/0' }

type Surface = keyof typeof surfaces
type Typed = { type: string; [field: string]: unknown }
const everySurface = ['message', 'modal', 'home'] as const
const task = { type: 'task_card', task_id: 't1', title: 'Buy 3 nodes', status: 'pending' }
const card = { type: 'card', title: { type: 'mrkdwn', text: 'node-1' } }

const blocks: [block: Typed, where: readonly Surface[]][] = [
  [{ type: 'section', text: plain('3 nodes') }, everySurface],
  [{ type: 'header', text: plain('Scale out'), level: 2 }, everySurface],
  [{ type: 'divider' }, everySurface],
  [{ type: 'context', elements: [plain('asked by Ada'), picture] }, everySurface],
  [{ type: 'actions', elements: [{ type: 'button', text: plain('Cancel') }] }, everySurface],
  [{ ...picture, title: plain('A node') }, everySurface],
  [rich(), everySurface],
  [
    {
      type: 'video',
      video_url: 'https://example.com/v',
      thumbnail_url: 'https://example.com/t.png',
      alt_text: 'How to',
      title: plain('How to'),
    },
    everySurface,
  ],
  [{ type: 'input', label: plain('Reason'), element: { type: 'plain_text_input' } }, ['modal', 'home']],
  [{ type: 'alert', text: plain('This costs money'), level: 'warning' }, ['modal']],
  [{ type: 'markdown', text: '**3** nodes' }, ['message']],
  [{ type: 'table', rows: [[cell()]], column_settings: [{ align: 'right', is_wrapped: true }] }, ['message']],
  [{ type: 'data_table', caption: 'Nodes', rows: [[cell()], [rich()]] }, ['message']],
  [card, ['message', 'home']],
  [{ type: 'carousel', elements: [card] }, ['message', 'home']],
  [{ type: 'container', title: plain('Log'), child_blocks: [{ type: 'divider' }] }, ['message']],
  [
    {
      type: 'context_actions',
      elements: [
        { type: 'feedback_buttons', positive_button: feedback, negative_button: feedback },
        { type: 'icon_button', icon: 'trash', text: plain('Remove') },
      ],
    },
    ['message'],
  ],
  [task, ['message']],
  [{ type: 'plan', title: 'Scale out', tasks: [task] }, ['message']],
  [{ type: 'file', source: 'remote', external_id: 'F1' }, []],
]

describe.each(everySurface)('on a %s', (surface) => {
  it.each(blocks.map(([block, where]) => [block.type, block, where.includes(surface)] as const))(
    '%s stands only where its documentation puts it',
    (type, block, fits) => {
      const causes = surfaces[surface](block).filter(({ pointer }) => pointer !== '/view')
      expect(causes).toEqual(fits ? [] : [{ message: `unsupported type: ${type}`, pointer: `${roots[surface]}/type` }])
    },
  )
})

const places = {
  accessory: (accessory: unknown) => ({ ...section(plain('Node')), accessory }),
  actions: (element: unknown) => holding(element),
  input: (element: object) => input(element),
}

const pointers = { accessory: '/accessory/type', actions: '/elements/0/type', input: '/element/type' }

type Place = `${keyof typeof places} on ${Surface}`

const inViews = ['input on modal', 'input on home'] as const
const pressed = everySurface.flatMap((surface) => [`accessory on ${surface}`, `actions on ${surface}`] as const)
const chosen = [...pressed, ...inViews]

const elements: [element: Typed, where: readonly Place[]][] = [
  [{ type: 'button', text: plain('Cancel'), style: 'danger', value: 'SO-1' }, pressed],
  [{ type: 'overflow', options: [{ ...zone, url: 'https://example.com' }] }, pressed],
  [
    { type: 'workflow_button', text: plain('Run'), workflow: { trigger } },
    ['accessory on message', 'actions on message'],
  ],
  [picture, everySurface.map((surface) => `accessory on ${surface}` as const)],
  [{ type: 'checkboxes', options: [{ ...zone, text: { type: 'mrkdwn', text: '*yes*' } }] }, chosen],
  [{ type: 'radio_buttons', options: [zone], initial_option: zone }, chosen],
  [{ type: 'datepicker', initial_date: '2026-02-28' }, chosen],
  [{ type: 'timepicker', initial_time: '23:59', timezone: 'Asia/Shanghai' }, chosen],
  [{ type: 'static_select', options: [zone], placeholder: plain('Zone') }, chosen],
  [{ type: 'multi_static_select', option_groups: [{ label: plain('China'), options: [zone] }] }, chosen],
  [{ type: 'external_select', min_query_length: 0, initial_option: zone }, chosen],
  [{ type: 'multi_external_select', max_selected_items: 2 }, chosen],
  [{ type: 'users_select', initial_user: 'U1' }, chosen],
  [{ type: 'multi_users_select', initial_users: ['U1'] }, chosen],
  [{ type: 'conversations_select', filter: { include: ['im'] } }, chosen],
  [{ type: 'multi_conversations_select', initial_conversations: ['C1'] }, chosen],
  [{ type: 'channels_select', initial_channel: 'C1' }, chosen],
  [{ type: 'multi_channels_select', initial_channels: ['C1'] }, chosen],
  [
    { type: 'datetimepicker', initial_date_time: 1_790_000_000 },
    ['actions on message', 'actions on modal', 'input on modal'],
  ],
  [{ type: 'rich_text_input', initial_value: rich() }, ['actions on modal', 'actions on home', ...inViews]],
  [
    { type: 'plain_text_input', multiline: true, dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } },
    inViews,
  ],
  [{ type: 'number_input', is_decimal_allowed: false, initial_value: '3' }, ['input on modal']],
  [{ type: 'email_text_input', initial_value: 'ada@example.com' }, ['input on modal']],
  [{ type: 'url_text_input', initial_value: 'https://example.com' }, ['input on modal']],
  [{ type: 'file_input', filetypes: ['csv'], max_files: 1 }, ['input on modal']],
]

const cells = (['accessory', 'actions', 'input'] as const).flatMap((place) =>
  everySurface
    .map((surface) => ({ place, surface }))
    .filter((at) => !(at.place === 'input' && at.surface === 'message')),
)

describe.each(cells)('in $place on $surface', ({ place, surface }) => {
  it.each(
    elements.map(([element, where]) => [element.type, element, where.includes(`${place} on ${surface}`)] as const),
  )('%s stands only where its documentation puts it', (type, element, fits) => {
    const causes = surfaces[surface](places[place](element)).filter(({ pointer }) => pointer !== '/view')
    expect(causes).toEqual(
      fits ? [] : [{ message: `unsupported type: ${type}`, pointer: `${roots[surface]}${pointers[place]}` }],
    )
  })
})

describe('in a container', () => {
  const children = new Set([
    'actions',
    'context',
    'divider',
    'header',
    'image',
    'rich_text',
    'section',
    'table',
    'video',
  ])

  it.each(blocks.map(([block]) => [block.type, block] as const))('%s is a child, or is not', (type, child) => {
    const found = violationsOfMessage([{ type: 'container', title: plain('Log'), child_blocks: [child] }])
    const wrong = { message: `unsupported type: ${type}`, pointer: '/blocks/0/child_blocks/0/type' }
    expect(found).toEqual(children.has(type) ? [] : [wrong])
  })
})
