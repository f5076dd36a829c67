import { get } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Grounds, grounds, visits } from '../page/testing/page.ts'

let world: Grounds

beforeEach(async () => {
  world = await grounds()
})
afterEach(() => world.stop())

describe('who may drive it', () => {
  /** The status for a request with these headers, which `fetch` would not let one choose. */
  const asked = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const path = `${world.slack.origin}/emoji/en/messages.json`
      get(path, { headers }, (response) => resolve(response.resume().statusCode)).once('error', reject)
    })

  it('a page of its own, under either name of this machine', async () => {
    const { port } = new URL(world.slack.origin)
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`])
      expect(await asked({ host, origin: `http://${host}` })).toBe(200)
    await (await visits(world.slack, 'ada')).sees(({ me }) => me.handle === 'ada')
  })

  it('no page of another origin, nor one whose name points here', async () => {
    const { host, port } = new URL(world.slack.origin)
    expect(await asked({ host, origin: 'http://evil.example' })).toBe(403)
    expect(await asked({ host: `evil.example:${port}` })).toBe(403)
    await expect(visits(world.slack, 'ada', 'http://evil.example')).rejects.toThrow('403')
    await expect(visits(world.slack, 'ada', 'null')).rejects.toThrow('403')
  })
})
