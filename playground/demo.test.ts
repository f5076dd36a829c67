import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readFlags } from './flags.ts'

// Whole processes start and stop here.
vi.setConfig({ testTimeout: 60_000 })

const demo = fileURLToPath(new URL('demo.ts', import.meta.url))

type Run = { child: ChildProcess; printed(): string; says(what: RegExp): Promise<string>; code: Promise<number> }

let temporary: string
let runs: Run[]

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'demo-test-'))
  runs = []
})
afterEach(async () => {
  for (const { child } of runs) child.kill('SIGKILL')
  await rm(temporary, { recursive: true, force: true })
})

/** The command as somebody types it; its temporary files are where this test sees them. */
function types(...args: string[]): Run {
  const env = { ...process.env, TMPDIR: temporary }
  const child = spawn(process.execPath, [demo, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more) => (text += more))
  const code = once(child, 'exit').then(([ended]) => Number(ended))
  const run: Run = {
    child,
    printed: () => text,
    code,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const [found] = what.exec(text) ?? []
          if (found !== undefined) resolve(found)
        }
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look)
        void code.then((ended) => reject(new Error(`ended with ${ended}:\n${text}`)))
        look()
      }),
  }
  runs.push(run)
  return run
}

describe('npm run demo', () => {
  it('prints who one can be and where, takes another port where its own is taken, and leaves nothing behind', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const taken = other.address()
    const port = typeof taken === 'object' ? taken?.port : undefined
    const run = types('--port', String(port))
    await run.says(new RegExp(`Port ${port} is in use.*another`))
    const address = await run.says(/http:\/\/127\.0\.0\.1:\d+/)
    await run.says(/Ada Requester.*李梅[\s\S]*Ctrl\+C/)
    const page = await fetch(address)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    const [, script] = /src="([^"]+)"/.exec(await page.text()) ?? []
    expect((await fetch(new URL(script ?? '', address))).headers.get('cache-control')).toContain('immutable')

    run.child.kill('SIGINT')
    expect(await run.code).toBe(0)
    expect(await readdir(temporary)).toEqual([])
    other.close()
  })

  it('says what is wrong with the command and how it goes', async () => {
    const run = types('--sped', '3')
    expect(await run.code).toBe(2)
    expect(run.printed()).toMatch(/Unknown option '--sped'[\s\S]*--speed N/)
  })
})

describe('the flags', () => {
  it.each([
    [[], { open: false, story: false, help: false }],
    [['--open', '--speed', '2.5', '--port', '0', '--data', 'kept'], { open: true, speed: 2.5, port: 0, data: 'kept' }],
    [['--story', '--speed', '5'], { story: true, speed: 5 }],
    [['-h'], { help: true }],
  ])('%j is understood', (args, flags) => {
    expect(readFlags(args)).toMatchObject(flags)
  })

  it.each([
    [['--port', 'http'], '--port takes a number from 0 to 65535'],
    [['--port', '65536'], '--port takes a number from 0 to 65535'],
    [['--port', ''], '--port takes a number from 0 to 65535'],
    [['--speed', '0'], '--speed takes a number above 0'],
    [['--speed'], "Option '--speed <value>' argument missing"],
    [['--data', ''], '--data takes a folder'],
    [['--story', '--open'], '--story goes with --speed only'],
    [['now'], "Unexpected argument 'now'"],
  ])('%j is refused', (args, wrong) => {
    expect(readFlags(args)).toMatchObject({ wrong: expect.stringContaining(wrong) })
  })
})
