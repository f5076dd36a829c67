import { issueResponseUrl, issueTrigger, type ResponseUrl } from '../passes.ts'
import type { PersonRecord } from '../workspace.ts'
import type { World } from '../world.ts'

/** What every interactive payload begins with. */
export function common({ app, workspace }: World, person: PersonRecord): Record<string, unknown> {
  const { enterprise } = workspace.team
  return {
    team: { id: workspace.team.id, domain: workspace.team.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: person.team },
    api_app_id: app.id,
    token: app.verificationToken,
    is_enterprise_install: false,
    enterprise: enterprise === undefined ? null : { id: enterprise, name: enterprise },
  }
}

/** A trigger whose 3 seconds start now. */
export const trigger = ({ passes, clock }: World, person: PersonRecord): string =>
  issueTrigger(passes, person.id, clock.now())

/** A full response_url and what it grants; `origin` is the message that was clicked. */
export function responseUrl(
  world: World,
  person: PersonRecord,
  channel: string,
  origin?: string,
): { url: string; grant: ResponseUrl } {
  const grant = {
    user: person.id,
    channel,
    issued: world.clock.now(),
    uses: 0,
    ...(origin === undefined ? {} : { origin }),
  }
  return { url: world.origin + issueResponseUrl(world.passes, grant), grant }
}
