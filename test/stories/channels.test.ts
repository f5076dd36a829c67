import { describe, expect, it } from 'vitest'
import { acme } from '../../playground/slack/index.ts'
import { form, ruled } from './asked.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

/** Lets so many ms pass, whatever falls due in them one after the other. */
async function waits(ms: number): Promise<void> {
  const until = world.clock.now() + ms
  await world.until(() => world.clock.now() >= until, 'the time to pass')
}

const withGroup = {
  ...acme,
  channels: [
    ...acme.channels,
    { name: 'mpdm-ada--bob--scaleout-1', id: 'C0GROUPDM', group: true, members: ['ada', 'bob'], bot: true },
  ],
}

/** What the form says at its cluster when it is sent. */
async function refusal(channel = 'prod'): Promise<string> {
  const modal = await form(world, 'ada', '/scaleout prod-web 3', channel)
  const answer = await modal.submit()
  return 'errors' in answer ? (answer.errors?.cluster ?? '') : JSON.stringify(answer)
}

describe('where nothing can be approved, the form says why, for good reasons and for bad', () => {
  it('a private channel whose kind the app may not read: which scope is missing; the log says it once', async () => {
    world = await stage({ slack: { before: (slack) => slack.faults.withhold('groups:read') } })
    expect(await refusal('oncall')).toContain('the Slack app lacks the scope groups:read')
    expect(await refusal('oncall')).toContain('reinstall')
    const said = world.log.filter((line) => line.includes('a channel could not be looked at'))
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('groups:read')
  })

  it('a direct message of a group, without its scope and with it', async () => {
    world = await stage({ slack: { workspace: withGroup } })
    expect(await refusal('C0GROUPDM')).toBe('Nothing can be approved in a group message. Ask in a channel.')
    world.slack.faults.grant('mpim:read')
    expect(await refusal('C0GROUPDM')).toBe('Nothing can be approved in a group message. Ask in a channel.')
  })

  it('an approval channel that was archived', async () => {
    world = await stage({ policy: ruled({ channel: 'C0APPROVE' }) })
    world.slack.archive('approve')
    expect(await refusal()).toContain('#approve, where this would be approved, is archived')
  })

  it('an approval channel that was converted and has another id now', async () => {
    world = await stage({ policy: ruled({ channel: 'C0ONCALL' }) })
    world.slack.convert('oncall', 'C0CONVERTED')
    expect(await refusal()).toContain('C0ONCALL, where this would be approved, or its id has changed')
  })

  it('only what may pass asks for another try', async () => {
    world = await stage()
    world.slack.faults.answer('conversations.info', 'http500')
    expect(await refusal()).toContain('press Request again')
    const sent = world.slack.as('ada').modal()
    expect(await sent.submit()).toEqual({ closed: true })
  })
})

describe('who may ask stands in a group that cannot be read', () => {
  it('is not told to try again, where trying again cannot help', async () => {
    world = await stage({
      policy: (source) => {
        Object.assign(source.clusters['prod-web'] ?? {}, { requesters: ['S0ONCALL'] })
      },
      slack: { before: (slack) => slack.faults.withhold('usergroups:read') },
    })
    await waits(10 * 60_000)
    await world.slack.as('dan').types('/scaleout prod-web 3', 'prod')
    const said = (): string => world.slack.as('dan').modal().say()
    await world.until(() => !said().includes('Checking'), 'the form to have looked')
    expect(said()).toContain('trying again does not help')
  })
})
