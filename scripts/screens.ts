import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { openStage } from '../test/browser/stage.ts'

/** The pictures of README.md, taken from the playground while a request goes its way: `npm run screens`. */
const folder = fileURLToPath(new URL('../docs/screens/', import.meta.url))

await mkdir(folder, { recursive: true })
const stage = await openStage({ speed: 2 })
try {
  const { page, ...ada } = await stage.sits('ada')
  const keep = async (name: string): Promise<void> => {
    // The pointer is nowhere, so that nothing is lit up by it.
    await page.mouse.move(0, 0)
    await page.screenshot({ path: `${folder}${name}.png` })
  }

  await ada.types('/scaleout prod-web 3 checkout is slow, INC-42')
  await ada.input('How many nodes to add').waitFor()
  await keep('form')
  await ada.submits()
  const card = ada.message('3 more nodes for prod-web')
  await ada.tally('x', card).waitFor()
  await keep('card')
  const bob = await stage.sits('bob')
  await bob.reacts('white_check_mark', bob.message('3 more nodes for prod-web'))
  await ada.opensThread(card)
  await ada.thread.getByText(/join_nodes/).waitFor()
  await keep('progress')
  await ada.thread.getByText(/3 nodes ready in prod-web/).waitFor()
  await card.getByText('Done: 3 nodes ready').waitFor()
  await ada.thread.getByText('Nodes ready: 3 of 3').waitFor()
  await keep('done')
} finally {
  await stage.close()
}
