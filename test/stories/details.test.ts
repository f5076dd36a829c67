import { expect, it } from 'vitest'
import { cardActions } from '../../views/card.ts'
import { en } from '../../views/words/en.ts'
import { type Stage, stage } from './stage.ts'

let world: Stage

it('every parameter is for members: a guest who sees the card is told so, and sees none', async () => {
  world = await stage()
  const card = await world.asks('ada', '/scaleout prod-web 1')
  const [dan, greta] = [world.slack.as('dan'), world.slack.as('greta')]
  await greta.clicks(card, cardActions.details)
  await world.quiet()
  expect(greta.hasModal).toBe(false)
  expect(greta.sees('prod').filter((message) => message.ephemeralTo)).toMatchObject([{ text: en.refusal.guest }])

  await dan.clicks(card, cardActions.details)
  await world.quiet()
  expect(dan.modal().say()).toContain('worker_instance_types')
})
