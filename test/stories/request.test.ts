import { describe, expect, it } from 'vitest'
import { markupIn } from '../../playground/slack/markup.ts'
import { en } from '../../views/words/en.ts'
import { zh } from '../../views/words/zh.ts'
import { password } from '../clusters/samples.ts'
import { cardSays } from './approved.ts'
import { answer, form, ruled, settles, told } from './asked.ts'
import type { PolicySource } from './policy.ts'
import { edgePassword, type Stage, stage } from './stage.ts'

let world: Stage

const hour = 60 * 60_000
const asked = (person = 'ada', command = '/scaleout prod-web 3 checkout is slow, INC-42', channel = 'prod') =>
  world.asks(person, command, channel)
const sent = (person: string, command: string, channel: string) =>
  form(world, person, command, channel).then((modal) => modal.submit())
const minute = (time: number) => new Date(time).toISOString().slice(0, 16).replace('T', ' ')

describe('the card', () => {
  it('says who, what, where, by which rule, until when, and exactly which call', async () => {
    world = await stage({ policy: ruled({ approvers: ['S0SRELEADS', 'U0DAN'], quorum: 2, expires_in: '3h' }) })
    const before = world.clock.now()
    const card = await asked()
    const [request] = await world.records()
    const text = world.reads(card)
    for (const fact of [
      '# SO-1: 3 more nodes for prod-web',
      'Waiting for approval',
      '@ada asks:\n> checkout is slow, INC-42',
      '*Cluster*: *prod-web* · Kubernetes cluster',
      'cn-hangzhou · `c82e6987e2961451182edacd74faf0001`',
      'ecs.c5.xlarge',
      'cloud_essd: enterprise SSD',
      '*System disk size (GiB)*: 120',
      '*Billing*: PostPaid: pay-as-you-go',
      'Approvals needed: 2, from @sre-leads @dan',
      `expires ${minute(before + 3 * hour)} UTC`,
      '*0 of 2*',
    ])
      expect(text).toContain(fact)
    const [, digest] = /Digest `([\da-f-]+)`/.exec(text) ?? []
    expect(digest?.replaceAll('-', '')).toHaveLength(12)
    expect(request?.digest).toMatch(new RegExp(`^${digest?.replaceAll('-', '')}`))
    expect(card.text).toContain('@U0ADA')
  })

  it('another value is another digest, the same call the same', async () => {
    world = await stage()
    const digest = async (words: string) =>
      /Digest `([\da-f-]+)`/.exec(world.reads(await asked('ada', `/scaleout prod-web ${words}`)))?.[1]
    const three = await digest('3 one reason')
    expect(await digest('3 another reason')).toBe(three)
    expect(await digest('4 one reason')).not.toBe(three)
  })

  it('numbers go up, and are what people say', async () => {
    world = await stage()
    expect((await asked()).text).toContain('SO-1: 3 more nodes')
    expect((await asked('dan', '/scaleout sandbox-1 1')).text).toContain('SO-2: 1 more node for sandbox-1')
    expect(world.reads(await world.card(2))).toContain('no reason given')
  })

  it('what people type mentions nobody and links nowhere', async () => {
    world = await stage()
    const bad = '<!channel> <@U0BOB> <https://evil.example|click here> & <!subteam^S0SRELEADS>'
    const card = await asked('ada', `/scaleout prod-web 1 ${bad}`)
    expect(card.text).toContain(
      '&lt;!channel&gt; &lt;@U0BOB&gt; &lt;https∶//evil․example|click here&gt; &amp; &lt;!subteam',
    )
    expect(world.reads(card)).toContain(bad)
    const mentioned = markupIn(card).flatMap(({ kind, text }) =>
      kind === 'emoji' || kind === 'date' ? [] : `${kind} ${text}`,
    )
    expect(mentioned.filter((one) => /evil|here|channel |U0BOB/.test(one))).toEqual([])
  })

  it('every parameter is a click away, a script as it will run, a password never', async () => {
    world = await stage()
    const modal = await form(world, 'ada', '/scaleout prod-web 2 checkout is slow')
    await modal.press('advanced')
    await world.quiet()
    modal.fill('key_pair', null).fill('user_data', '#!/bin/sh\necho "hello & <world>"').fill('image_id', 'm-custom')
    modal.fill('tags', 'team=shop').fill('login_password', 'Typed-Secret-9!')
    expect(await modal.submit()).toEqual({ closed: true })
    const card = await world.card(1)

    await world.slack.as('bob').clicks(card, 'card_details')
    await world.quiet()
    const shown = world.slack.as('bob').modal().say()
    await world.slack.as('bob').reacts('white_check_mark', card)
    const { body } = await world.until(() => world.cloud.orders[0], 'the call')
    for (const member of Object.keys(Object(body))) expect(shown).toContain(`\`${member}\``)
    expect(body).toMatchObject({ image_id: 'm-custom', login_password: 'Typed-Secret-9!' })
    expect(shown).toContain('#!/bin/sh\necho "hello & <world>"')
    expect(shown).toContain('`login_password`\n(hidden)')
    expect(shown).toContain('POST /api/v2/clusters/c82e6987e2961451182edacd74faf0001')
    expect(shown).toContain((await world.records())[0]?.digest)

    const places = [world.slack.transcript(), JSON.stringify(world.slack.calls), JSON.stringify(await world.records())]
    for (const place of [...places, world.log.join('\n')]) expect(place).not.toContain('Typed-Secret-9!')
  })

  it('a named password shows its name', async () => {
    world = await stage()
    const modal = await form(world, 'dan', '/scaleout edge-1 2 stream tonight')
    await modal.choose('credential', 'edge-root')
    await modal.submit()
    const card = await world.card(1)
    expect(world.reads(card)).toContain('credential edge-root (hidden)')
    expect(JSON.stringify(world.slack.calls)).not.toContain(edgePassword)
  })

  it('who voted stands among the parameters', async () => {
    world = await stage({ policy: ruled({ quorum: 2 }) })
    const card = await asked()
    await world.slack.as('bob').reacts('white_check_mark', card)
    await cardSays(world, card, '@bob')
    await world.slack.as('dan').clicks(card, 'card_details')
    await world.quiet()
    expect(world.slack.as('dan').modal().say()).toContain('✅️ @bob')
  })
})

describe('the form is refused with its reason, and nothing typed is lost', () => {
  it('the bot is not in the approval channel: invited, the same form goes through', async () => {
    world = await stage({ policy: ruled({ channel: 'C0RANDOM' }) })
    const modal = await form(world, 'ada', '/scaleout prod-web 3 checkout is slow')
    modal.fill('count', '4')
    const errors = { cluster: expect.stringContaining('I am not in #random, where this would be approved. Invite me') }
    expect(await modal.submit()).toEqual({ errors })
    expect(await world.records()).toEqual([])
    expect([modal.value('count'), modal.value('reason')]).toEqual(['4', 'checkout is slow'])
    world.slack.join(world.slack.botUser, 'random')
    expect(await modal.submit()).toEqual({ closed: true })
    expect((await world.card(1)).channel).toBe('C0RANDOM')
  })

  it('a private channel without the bot is one that it is not in', async () => {
    world = await stage({ policy: ruled({ channel: 'C0ONCALL' }) })
    world.slack.leave(world.slack.botUser, 'oncall')
    const errors = { cluster: expect.stringContaining('I am not in C0ONCALL') }
    expect(await sent('ada', '/scaleout prod-web 3', 'prod')).toEqual({ errors })
  })

  it.each([
    [
      'asked in a channel shared with another organization',
      'partners',
      '#partners is shared with another organization',
    ],
    ['asked in a direct message', 'dm', 'There is nobody to approve it in a direct message'],
    ['asked in a channel without the bot', 'random', 'I am not in #random'],
  ])('%s, where it would be approved', async (_, channel, why) => {
    world = await stage()
    const errors = { cluster: expect.stringContaining(why) }
    expect(await sent('ada', '/scaleout prod-web 3', channel)).toEqual({ errors })
    await settles(world)
    expect(await world.records()).toEqual([])
  })

  it('Slack does not say what kind of channel it is', async () => {
    world = await stage()
    world.slack.faults.answer('conversations.info', 'http500')
    const modal = await form(world, 'ada', '/scaleout prod-web 3')
    expect(await modal.submit()).toEqual({ errors: { cluster: expect.stringContaining('Nothing was sent') } })
    expect(await modal.submit()).toEqual({ closed: true })
  })

  it('a cluster that may not be asked for here does not open a form', async () => {
    const elsewhere = (source: PolicySource) =>
      Object.assign(source.clusters['prod-web'] ?? {}, { channels: ['C0ONCALL'] })
    world = await stage({ policy: elsewhere })
    expect(await answer(world, 'ada', '/scaleout prod-web 3')).toContain(
      'There is no cluster prod-web that you can use here',
    )
    expect(world.slack.as('ada').hasModal).toBe(false)
    await asked('ada', '/scaleout prod-web 3', 'oncall')
  })
})

describe('sent twice', () => {
  it('the same form is one request', async () => {
    world = await stage()
    const modal = await form(world, 'ada', '/scaleout prod-web 3 checkout is slow')
    expect(await Promise.all([modal.submit(), modal.submit()])).toEqual([{ closed: true }, { closed: true }])
    await world.card(1)
    await settles(world)
    expect(await world.records()).toHaveLength(1)
    expect(world.slack.channel('prod').messages).toHaveLength(1)
  })

  it('the same form, because its answer was lost, is one request and no error', async () => {
    world = await stage()
    const modal = await form(world, 'ada', '/scaleout edge-1 1 a password is sealed')
    modal.fill('login_password', password)
    world.slack.faults.loseAnswers = true
    expect(await modal.submit()).toHaveProperty('trouble')
    world.slack.faults.loseAnswers = false
    expect(await modal.submit()).toEqual({ closed: true })
    expect(await world.records()).toHaveLength(1)
  })

  it.each([
    ['another count', 'count', '4'],
    ['another reason', 'reason', 'checkout is down'],
  ])('the same form with %s is told which request stands, and changes nothing', async (_, field, value) => {
    world = await stage()
    const modal = await form(world, 'ada', '/scaleout prod-web 3 checkout is slow')
    world.slack.faults.loseAnswers = true
    expect(await modal.submit()).toHaveProperty('trouble')
    world.slack.faults.loseAnswers = false
    const before = world.reads(await world.card(1))
    modal.fill(field, value)
    expect(await modal.submit()).toEqual({ errors: { cluster: en.submit.alreadySent('SO-1') } })
    await settles(world)
    expect(await world.records()).toHaveLength(1)
    expect(world.reads(await world.card(1))).toBe(before)
  })

  it('two forms are two', async () => {
    world = await stage()
    await asked()
    await asked()
    expect(await world.records()).toHaveLength(2)
  })
})

describe('limits', () => {
  const local = (time: number) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', dateStyle: 'medium', timeStyle: 'short' }).format(
      time,
    )

  it.each([
    ['a person', { requests_per_user: { count: 2, per: '1h' } }, 'ada', en.submit.userLimit],
    ['a cluster', { requests_per_cluster: { count: 2, per: '1h' } }, 'dan', en.submit.clusterLimit],
  ])('%s may have so many in a while; the form says when it goes again', async (_, limit, third, why) => {
    world = await stage({ policy: (source) => Object.assign(source.limits, limit) })
    const first = world.clock.now()
    await asked()
    await world.passes(10 * 60_000)
    await asked()
    const modal = await form(world, third, '/scaleout prod-web 1 once more')
    const refused = await modal.submit()
    expect(refused).toEqual({ errors: { cluster: why(2, local(first + hour)) } })
    expect(modal.value('reason')).toBe('once more')
    expect(await world.records()).toHaveLength(2)
    await asked('mei', '/scaleout sandbox-1 1 nobody else has to wait')

    await world.passes(first + hour - world.clock.now() - 1)
    expect(await modal.submit()).toHaveProperty('errors')
    await world.passes(1)
    expect(await modal.submit()).toEqual({ closed: true })
  })

  it('no more nodes in one request than the policy allows', async () => {
    world = await stage({ policy: (source) => Object.assign(source.limits, { nodes_per_request: 5 }) })
    const modal = await form(world, 'ada', '/scaleout prod-web 6')
    expect(await modal.submit()).toEqual({ errors: { count: expect.stringContaining(en.submit.tooMany(5)) } })
    modal.fill('count', '5')
    expect(await modal.submit()).toEqual({ closed: true })
  })
})

describe('the words after the command', () => {
  it('list shows what is going on and what went on', async () => {
    world = await stage()
    expect(await answer(world, 'ada', '/scaleout list')).toContain(en.command.listEmpty)
    const first = await asked()
    await asked('dan', '/scaleout sandbox-1 1 builds wait')
    await world.slack.as('bob').reacts('x', first)
    await cardSays(world, first, 'Declined')
    await world.passes(10_000)
    const [open = '', recent = ''] = (await answer(world, 'bob', '/scaleout list')).split(`*${en.command.listRecent}*`)
    expect(open).toMatch(/\*SO-2\*.*sandbox-1.*<@U0DAN>.*Waiting for approval/)
    expect(recent).toMatch(/\*SO-1\*.*prod-web.*<@U0ADA>.*Declined by <@U0BOB>/)
    expect(world.slack.channel('prod').messages.filter(({ threadTs }) => threadTs === undefined)).toHaveLength(2)
  })

  it('status tells where a request stands, with a link to its card', async () => {
    world = await stage()
    const card = await asked()
    const status = await answer(world, 'dan', '/scaleout status so-1', 'approve')
    expect(status).toContain('*SO-1* · 3 nodes for prod-web · <@U0ADA>')
    expect(status).toContain('Waiting for approval')
    expect(status).toContain(`/archives/C0PROD/p${card.ts.replace('.', '')}|Open the card>`)
  })

  it.each([
    ['/scaleout status SO-7', 'There is no request SO-7'],
    ['/scaleout cancel SO-7', 'There is no request SO-7'],
    ['/scaleout cancel everything', 'There is no request everything'],
    ['/scaleout status', 'Which one? Write for example `/scaleout status SO-12`'],
    ['/scaleout cancel', 'Which one? Write for example `/scaleout cancel SO-12`'],
    ['/scaleout prod-wbe 3', 'There is no cluster prod-wbe that you can use here; did you mean prod-web?'],
    ['/scaleout status SO–1', '*SO-1*'],
    ['/scaleout status ＳＯ－１', '*SO-1*'],
    ['/scaleout ｓｔａｔｕｓ　SO—1\u200B', '*SO-1*'],
    ['/scaleout nowhere 3', 'There is no cluster nowhere that you can use here'],
    ['/scaleout help', '`/scaleout status SO-12` tells where a request stands'],
    ['/scaleout HELP', en.command.help(20)],
    ['/scaleout status <!channel>', 'There is no request &lt;!channel&gt;'],
  ])('%s', async (command, says) => {
    world = await stage()
    await asked()
    expect(await answer(world, 'bob', command)).toContain(says)
    expect(world.slack.channel('prod').messages).toHaveLength(1)
    expect(world.slack.as('bob').hasModal).toBe(false)
  })

  it('cancel ends a request, for its requester or an approver', async () => {
    world = await stage()
    const [first, second] = [await asked(), await asked()]
    expect(await answer(world, 'ada', '/scaleout cancel SO-1')).toContain(en.buttons.cancelled('SO-1'))
    expect(await answer(world, 'carol', '/scaleout cancel 2')).toContain('SO-2 is cancelled')
    await cardSays(world, first, 'Cancelled by @ada')
    await cardSays(world, second, 'Cancelled by @carol')
  })
})

describe('everybody in their own language', () => {
  it('a person whose Slack is Chinese gets forms and private answers in Chinese; the channel keeps the policy’s', async () => {
    world = await stage({ policy: ruled({ channel: 'C0APPROVE' }) })
    const modal = await form(world, 'mei', '/scaleout prod-web 3 结算变慢')
    expect(modal.say()).toContain('增加节点')
    expect(modal.say()).toContain('增加节点数')
    modal.fill('count', '21')
    expect(await modal.submit()).toEqual({ errors: { count: expect.stringContaining(zh.submit.tooMany(20)) } })
    modal.fill('count', '3')
    expect(await modal.submit()).toEqual({ closed: true })
    const card = await world.card(1)
    expect(world.reads(card)).toContain('@mei asks:\n> 结算变慢')
    await world.slack.as('mei').reacts('white_check_mark', card)
    await world.quiet()
    expect(told(world, 'mei', 'approve')).toEqual([expect.stringContaining(zh.refusal.requester)])
    await world.slack.as('mei').clicks(card, 'card_cancel')
    await cardSays(world, card, 'Cancelled by @mei')
    expect(told(world, 'mei', 'approve').at(-1)).toContain(zh.buttons.cancelled('SO-1'))
  })

  it('from their first word on, whatever it is', async () => {
    world = await stage()
    const card = await asked()
    await world.slack.as('mei').clicks(card, 'card_details')
    await world.quiet()
    expect(world.slack.as('mei').modal().say()).toContain('SO-1 全部参数')
    await world.stopBot()
    await world.startBot()
    expect(await answer(world, 'mei', '/scaleout help')).toContain('为 ACK 集群增加节点')
  })

  it('also when the bot was restarted since', async () => {
    world = await stage()
    const card = await asked('mei', '/scaleout prod-web 3')
    await world.stopBot()
    await world.startBot()
    await world.slack.as('mei').reacts('white_check_mark', card)
    await world.quiet()
    expect(told(world, 'mei').at(-1)).toContain(zh.refusal.requester)
  })

  it('where the policy says Chinese, channels read Chinese, and people still their own', async () => {
    world = await stage({ policy: (source) => Object.assign(source, { language: 'zh' }) })
    const modal = await form(world, 'ada', '/scaleout prod-web 3 checkout is slow')
    expect(modal.say()).toContain('How many nodes to add')
    await modal.submit()
    const card = await world.card(1)
    expect(world.reads(card)).toContain('SO-1：prod-web 增加 3 个节点')
    expect(world.reads(card)).toContain('等待审批')
    await world.slack.as('dan').reacts('x', card)
    await world.quiet()
    expect(told(world, 'dan')).toEqual([expect.stringContaining(en.refusal.not_listed)])
    await world.slack.as('bob').reacts('white_check_mark', card)
    const [ended = ''] = zh.thread.succeeded('@ada', zh.nodes(3), 'prod-web', '?').split('?')
    await world.until(() => world.thread(card).at(-1)?.includes(ended), 'the end')
    expect(await answer(world, 'ada', '/scaleout status 1')).toContain('Done: 3 nodes ready')
  })
})
