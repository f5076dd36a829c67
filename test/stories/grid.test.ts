import { describe, expect, it } from 'vitest'
import { acme, type Message, type WorkspaceSeed } from '../../playground/slack/index.ts'
import { en } from '../../views/words/en.ts'
import { cardSays } from './approved.ts'
import { ruled, settles, told } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

type Person = Omit<WorkspaceSeed['people'][number], 'handle' | 'name'>
type Belongs = NonNullable<Person['organization']>

/** Acme, with somebody called Gil in it; `enterprise`: the Grid that it is part of. */
const acmeWith = (gil: Person, enterprise?: string): WorkspaceSeed => ({
  ...acme,
  team: { ...acme.team, ...(enterprise === undefined ? {} : { enterprise }) },
  people: [...acme.people, { handle: 'gil', name: 'Gil', ...gil }],
  channels: acme.channels.map((one) => (one.name === 'prod' ? { ...one, members: [...one.members, 'gil'] } : one)),
})

/** Gil is among those whom the policy names, and reacts. */
async function gilApproves(gil: Person, enterprise?: string): Promise<Message> {
  world = await stage({
    slack: { workspace: acmeWith(gil, enterprise) },
    policy: ruled({ approvers: [gil.id ?? 'U0GIL'] }),
  })
  const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
  await world.slack.as('gil').reacts('white_check_mark', card)
  await world.quiet()
  return card
}

const ours = 'E0ACME'
const of = (id: string, teams: string[], more: Partial<Belongs> = {}): Person => ({
  organization: { id, teams, ...more },
})

describe('in an Enterprise Grid, whoever belongs to our organization may approve', () => {
  it.each<[string, Person, string | undefined]>([
    ['one of our workspace, named without a team', of(ours, ['T0ACME', 'T0OTHER']), ours],
    ['one of another workspace of ours, named without a team', of(ours, ['T0OTHER']), ours],
    ['one of another workspace of ours', of(ours, ['T0OTHER'], { shown: 'T0OTHER' }), ours],
    ['one whose team is the organization', of(ours, ['T0ACME'], { shown: ours }), ours],
    ['one whose id begins with W', { ...of(ours, ['T0ACME']), id: 'W0GIL' }, ours],
    ['one of our workspace, which is in no Grid', {}, undefined],
  ])('%s', async (_, gil, enterprise) => {
    const card = await gilApproves(gil, enterprise)
    await world.until(() => world.cloud.orders.length > 0, 'the call')
    await cardSays(world, card, 'Approved by @gil')
    expect(told(world, 'gil')).toEqual([])
  })
})

describe('whoever is not shown to belong to us may not, although named', () => {
  it.each<[string, Person, string | undefined, string]>([
    ['somebody of another Grid, without a team', of('E0GLOBEX', ['T0GLOBEX']), ours, en.refusal.stranger],
    ['somebody of a Grid, while we are in none', of('E0GLOBEX', ['T0GLOBEX']), undefined, en.refusal.stranger],
    [
      'somebody of another Grid who shows our team',
      of('E0GLOBEX', ['T0GLOBEX'], { shown: 'T0ACME' }),
      ours,
      en.refusal.stranger,
    ],
    ['somebody of another team', { team: 'T0GLOBEX' }, ours, en.refusal.stranger],
    ['a guest of our organization', { ...of(ours, ['T0ACME']), standing: 'guest' }, ours, en.refusal.guest],
    ['somebody without any team or organization', { team: '' }, ours, en.refusal.unplaced],
  ])('%s', async (_, gil, enterprise, why) => {
    const card = await gilApproves(gil, enterprise)
    await settles(world)
    expect(world.cloud.orders).toHaveLength(0)
    expect(world.reads(card)).toContain('*0 of 1*')
    expect(told(world, 'gil')).toEqual([expect.stringContaining(why)])
  })

  it('such a person cannot ask either', async () => {
    world = await stage({ slack: { workspace: acmeWith(of('E0GLOBEX', ['T0GLOBEX']), ours) } })
    await world.slack.as('gil').types('/scaleout prod-web 3', 'prod')
    await world.quiet()
    const modal = world.slack.as('gil').modal()
    expect(modal.say()).toContain(en.refusal.stranger)
    expect(modal.has('count')).toBe(false)
  })
})

it('the requester under another id of the same person approves nothing', async () => {
  const workspace = acmeWith({ ...of(ours, ['T0ACME']), id: 'W0GIL' }, ours)
  workspace.people = workspace.people.map((one) =>
    one.handle === 'ada' ? { ...one, organization: { id: ours, teams: ['T0ACME'], globalId: 'W0GIL' } } : one,
  )
  world = await stage({ slack: { workspace }, policy: ruled({ approvers: ['W0GIL'] }) })
  const card = await world.asks('ada', '/scaleout prod-web 3 checkout is slow')
  await world.slack.as('gil').reacts('white_check_mark', card)
  await settles(world)
  expect(world.cloud.orders).toHaveLength(0)
  expect(told(world, 'gil')).toEqual([expect.stringContaining(en.refusal.requester)])
})
