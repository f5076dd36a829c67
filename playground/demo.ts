import process from 'node:process'
import { readFlags, usage } from './flags.ts'
import { bundle } from './page/bundle.ts'
import { openPlayground, type Playground, type PlaygroundOptions } from './playground.ts'
import { tellStories } from './story.ts'

const PORT = 3300

const flags = readFlags(process.argv.slice(2))
if ('wrong' in flags) {
  console.error(`${flags.wrong}\n\n${usage}`)
  process.exit(2)
}
if (flags.help) {
  console.log(usage)
  process.exit(0)
}
let playground: Playground | undefined
let isStopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, async () => {
    // Before there is anything to finish, or asked twice: at once.
    if (!playground || isStopping) process.exit(1)
    isStopping = true
    await playground.stop()
    process.exit(0)
  })

if (flags.story) process.exit((await tellStories(flags.speed)) ? 0 : 1)

const { data, speed, port = PORT } = flags
const asked = { ...(data === undefined ? {} : { data }), ...(speed === undefined ? {} : { speed }), port }
try {
  const page = bundle()
  // Awaited below; until then a failure is not to end the process.
  page.catch(() => undefined)
  playground = await opened(asked)
  await page
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  await playground?.stop()
  process.exit(1)
}
greet(playground)
if (flags.open) await show(playground.address)

async function opened(o: PlaygroundOptions & { port: number }): Promise<Playground> {
  const died = (lastWords: readonly string[]): void =>
    console.error(`The bot has ended by itself; the page can start it again. Its last words:\n${lastWords.join('\n')}`)
  try {
    return await openPlayground({ ...o, died })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    console.error(`Port ${o.port} is in use by something else, so the playground takes another.`)
    return openPlayground({ ...o, died, port: 0 })
  }
}

function greet({ address, slack }: Playground): void {
  const cast = slack.workspace.people.filter(({ standing, deactivated }) => standing !== 'bot' && !deactivated)
  console.log(`
The playground is open at ${address}/

  There you find a workspace with the bot at work in it. Type /scaleout in #prod.
  You can be ${cast.map(({ name }) => name).join(', ')}.
  Nothing leaves this machine, and nothing is bought.

Ctrl+C ends it.
`)
}

/** A browser that does not open is no reason to fail: the address stands above. */
async function show(address: string): Promise<void> {
  const unseen = (): void => console.log('No browser could be opened here: open the address yourself.')
  try {
    const { default: open } = await import('open')
    const browser = await open(address)
    browser.once('error', unseen)
    browser.once('exit', (code) => {
      if (code !== 0) unseen()
    })
  } catch {
    unseen()
  }
}
