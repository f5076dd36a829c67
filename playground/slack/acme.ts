import type { WorkspaceSeed } from './workspace.ts'

/** A workspace with every kind of person and channel that a bot must tell apart (docs/platforms/slack.md#people). */
export const acme: WorkspaceSeed = {
  team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
  people: [
    { handle: 'ada', name: 'Ada Requester' },
    { handle: 'bob', name: 'Bob Approver' },
    { handle: 'carol', name: 'Carol Approver' },
    { handle: 'dan', name: 'Dan On-call' },
    { handle: 'mei', name: '李梅', locale: 'zh-CN' },
    { handle: 'greta', name: 'Greta Guest', standing: 'guest' },
    { handle: 'sven', name: 'Sven Visitor', standing: 'single_channel_guest' },
    { handle: 'otto', name: 'Otto Outside', standing: 'stranger', team: 'T0GLOBEX' },
    { handle: 'zed', name: 'Zed Former', deactivated: true },
    { handle: 'robo', name: 'Robo', standing: 'bot' },
  ],
  channels: [
    {
      name: 'prod',
      members: ['ada', 'bob', 'carol', 'dan', 'mei', 'greta', 'sven', 'robo'],
      bot: true,
    },
    { name: 'approve', members: ['ada', 'bob', 'carol', 'dan', 'mei', 'greta'], bot: true },
    { name: 'random', members: ['ada', 'bob', 'carol', 'dan', 'mei'], bot: false },
    { name: 'oncall', private: true, members: ['ada', 'bob', 'dan'], bot: true },
    { name: 'partners', external: true, members: ['ada', 'bob', 'dan', 'otto'], bot: true },
  ],
  groups: [
    { handle: 'sre-leads', id: 'S0SRELEADS', name: 'SRE leads', members: ['bob', 'carol'] },
    { handle: 'oncall', id: 'S0ONCALL', name: 'On call', members: ['dan', 'ada'] },
    { handle: 'old-ops', id: 'S0OLDOPS', name: 'Old operations', members: ['zed', 'bob'], disabled: true },
  ],
  emoji: {
    shipit: 'https://emoji.example/shipit.png',
    approved: 'https://emoji.example/approved.png',
    ship: 'alias:shipit',
    批准: 'https://emoji.example/pizhun.png',
  },
  paid: true,
}
