import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../../clock.ts'
import { acme, type Slack } from '../index.ts'
import { clientOf, manifestFile, slackFor } from '../testing/bolt.ts'

let slack: Slack
let clock: ManualClock

beforeEach(async () => {
  clock = manualClock()
  slack = await slackFor({ clock })
})

afterEach(() => slack.stop())

const info = async (user: string, include_locale = true) =>
  (await clientOf(slack).users.info({ user, include_locale })).user

describe('who somebody is', () => {
  it.each([
    ['a member', 'U0MEI', { is_restricted: false, is_bot: false, locale: 'zh-CN', team_id: 'T0ACME' }],
    ['a guest', 'U0GRETA', { is_restricted: true, is_ultra_restricted: false }],
    ['a single-channel guest', 'U0SVEN', { is_restricted: true, is_ultra_restricted: true }],
    ['somebody from outside', 'U0OTTO', { team_id: 'T0GLOBEX', is_stranger: false }],
    ['a bot', 'U0ROBO', { is_bot: true }],
    ['a former member', 'U0ZED', { deleted: true }],
  ])('%s', async (_, id, expected) => {
    expect(await info(id)).toMatchObject(expected)
  })

  it('a locale only where asked for, never of external people', async () => {
    expect(await info('U0ADA', false)).not.toHaveProperty('locale')
    expect(await info('U0OTTO')).not.toHaveProperty('locale')
  })

  it('external people without a common channel are strangers', async () => {
    slack.leave('scaleout', 'partners')
    expect(await info('U0OTTO')).toMatchObject({ is_stranger: true })
  })

  it('an address only with the scope for it', async () => {
    expect((await info('U0ADA'))?.profile).not.toHaveProperty('email')
    await slack.stop()
    slack = await slackFor({ manifest: manifestFile({ scopes: ['commands', 'users:read', 'users:read.email'] }) })
    expect((await info('U0ADA'))?.profile?.email).toBe('ada@t0acme.example')
  })

  it('of a Grid: an organization and its workspaces, mostly without a team, and no stranger though of another one', async () => {
    await slack.stop()
    const of = (handle: string, id: string, more = {}) => ({
      handle,
      name: handle,
      organization: { id, teams: ['T0ACME'], ...more },
    })
    slack = await slackFor({
      workspace: {
        ...acme,
        team: { ...acme.team, enterprise: 'E0ACME' },
        people: [
          ...acme.people,
          { ...of('gil', 'E0ACME'), id: 'W0GIL' },
          of('eve', 'E0EVIL', { teams: ['T0EVIL'] }),
          of('pat', 'E0ACME', { shown: 'E0ACME', globalId: 'W0PAT' }),
        ],
        channels: acme.channels.map((one) => ({ ...one, members: [...one.members, 'eve'] })),
      },
    })
    const gil = await info('W0GIL')
    expect(gil).toMatchObject({ enterprise_id: 'E0ACME', enterprise_user: { id: 'W0GIL', teams: ['T0ACME'] } })
    expect(gil).not.toHaveProperty('team_id')
    const eve = await info('U0EVE')
    expect(eve).toMatchObject({ enterprise_user: { enterprise_id: 'E0EVIL' }, is_stranger: false })
    expect(eve).not.toHaveProperty('team_id')
    expect(await info('U0PAT')).toMatchObject({ team_id: 'E0ACME', enterprise_user: { id: 'W0PAT' } })
    expect(await clientOf(slack).auth.test()).toMatchObject({ team_id: 'T0ACME', enterprise_id: 'E0ACME' })
  })

  it('nobody else', async () => {
    await expect(info('U0NOBODY')).rejects.toThrow('user_not_found')
  })

  it('changes with the workspace', async () => {
    slack.deactivate('bob')
    slack.becomes('carol', 'guest')
    expect(await info('U0BOB')).toMatchObject({ deleted: true })
    expect(await info('U0CAROL')).toMatchObject({ is_restricted: true })
  })
})

describe('user groups', () => {
  const members = async (usergroup: string, include_disabled = false) =>
    (await clientOf(slack).usergroups.users.list({ usergroup, include_disabled })).users

  it('list their members, disabled ones only on request', async () => {
    expect(await members('S0SRELEADS')).toEqual(['U0BOB', 'U0CAROL'])
    await expect(members('S0OLDOPS')).rejects.toThrow('no_such_subteam')
    expect(await members('S0OLDOPS', true)).toEqual(['U0ZED', 'U0BOB'])
    await expect(members('S0NONE')).rejects.toThrow('no_such_subteam')
  })

  it('change, at once or later', async () => {
    slack.addToGroup('dan', 'sre-leads')
    expect(await members('S0SRELEADS')).toContain('U0DAN')
    slack.faults.groupLag = 30_000
    clock.advance(60_000)
    slack.removeFromGroup('dan', 'sre-leads')
    expect(await members('S0SRELEADS')).toContain('U0DAN')
    clock.advance(30_000)
    expect(await members('S0SRELEADS')).not.toContain('U0DAN')
  })

  it('need a paid plan', async () => {
    await slack.stop()
    slack = await slackFor({ workspace: { ...acme, paid: false } })
    await expect(members('S0SRELEADS')).rejects.toThrow('plan_upgrade_required')
  })
})

describe('conversations', () => {
  it('tell what they are', async () => {
    const { conversations } = clientOf(slack)
    const about = async (channel: string) => (await conversations.info({ channel })).channel
    expect(await about('C0PARTNERS')).toMatchObject({ is_ext_shared: true, is_private: false })
    expect(await about('C0ONCALL')).toMatchObject({ is_private: true, is_member: true })
    expect(await about('C0RANDOM')).toMatchObject({ is_member: false })
    await expect(conversations.history({ channel: 'C0RANDOM' })).rejects.toThrow('not_in_channel')
    await expect(conversations.join({ channel: 'C0RANDOM' })).rejects.toThrow('missing_scope')
  })

  it('open a direct message, with somebody who is there', async () => {
    const { conversations } = clientOf(slack)
    expect((await conversations.open({ users: 'U0ADA' })).channel?.id).toBe('D0ADA')
    await expect(conversations.open({ users: 'U0ZED' })).rejects.toThrow('user_disabled')
    await expect(clientOf(slack).apiCall('conversations.open', {})).rejects.toThrow('not_enough_users')
  })
})

describe('reactions', () => {
  const posted = async () => (await clientOf(slack).chat.postMessage({ channel: 'C0PROD', text: 'x' })).ts ?? ''

  it('are known by name, and given once', async () => {
    const { reactions } = clientOf(slack)
    const timestamp = await posted()
    const add = (name: string) => reactions.add({ channel: 'C0PROD', timestamp, name })
    await add('white_check_mark')
    await expect(add('white_check_mark')).rejects.toThrow('already_reacted')
    await expect(add(':x:')).rejects.toThrow('invalid_name')
    await expect(add('no_such_emoji')).rejects.toThrow('invalid_name')
    await expect(add('white_check_mark::skin-tone-2')).rejects.toThrow('invalid_name')
    await add('+1::skin-tone-3')
    await add('+1')
    await add('shipit')
    const names = slack.channel('prod').messages[0]?.reactions.map(({ name }) => name)
    expect(names).toEqual(['white_check_mark', '+1::skin-tone-3', '+1', 'shipit'])
    await add('批准')
    await expect(add('constructor')).rejects.toThrow('invalid_name')
    await reactions.remove({ channel: 'C0PROD', timestamp, name: '批准' })
    await reactions.remove({ channel: 'C0PROD', timestamp, name: 'shipit' })
    const again = reactions.remove({ channel: 'C0PROD', timestamp, name: 'shipit' })
    await expect(again).rejects.toThrow('no_reaction')
  })

  it('have names in any script, but none with a capital or a blank', async () => {
    for (const name of ['ShipIt', 'ship it', ':shipit:', 'a+b'])
      await expect(
        slackFor({ workspace: { ...acme, emoji: { [name]: 'https://emoji.example/x.png' } } }),
      ).rejects.toThrow('Slack takes no emoji')
  })

  it('list all their users only in full', async () => {
    const { reactions } = clientOf(slack)
    const timestamp = await posted()
    const card = await slack.until(() => slack.channel('prod').messages[0])
    await slack.as('ada').reacts('white_check_mark', card)
    await slack.as('bob').reacts('white_check_mark', card)
    await expect(slack.as('bob').reacts('white_check_mark', card)).rejects.toThrow('already')
    const get = async (full: boolean) => {
      const { message } = await reactions.get({ channel: 'C0PROD', timestamp, full })
      return message?.reactions?.[0]
    }
    expect(await get(true)).toMatchObject({ users: ['U0ADA', 'U0BOB'], count: 2 })
    expect(await get(false)).toMatchObject({ users: ['U0ADA'], count: 2 })
  })

  it('need a message that is there', async () => {
    const timestamp = await posted()
    const get = (ts: string) => clientOf(slack).reactions.get({ channel: 'C0PROD', timestamp: ts })
    await expect(get('yesterday')).rejects.toThrow('bad_timestamp')
    await expect(clientOf(slack).apiCall('reactions.get', {})).rejects.toThrow('no_item_specified')
    const [card] = slack.channel('prod').messages
    if (card) slack.deleteMessage(card)
    await expect(get(timestamp)).rejects.toThrow('message_not_found')
  })
})
