import { type Launched, launch } from './bot.ts'
import { changes } from './slack/watch.ts'

/** The bot, and whoever starts it again after kill -9. */
export type BotKeeper = {
  readonly state: 'starting' | 'ready' | 'dead'
  /** How often it was killed here. */
  readonly kills: number
  /** The latest log lines of the process that runs now. */
  readonly lines: readonly string[]
  /** SIGKILL, and a new start as soon as it is gone; only the start, where it is dead already. */
  kill(): void
  /** SIGTERM, and a new start with this in its environment, too; it stays for every later start. */
  restart(change: Readonly<Record<string, string>>): void
  onChange(fn: () => void): () => void
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
}

/**
 * Starts the bot and keeps it. Resolves when it is ready for the first time; should it end by itself later, `died` is
 * told its last words.
 * @throws with all that it printed when its first start fails
 */
export async function keepBot(
  env: Readonly<Record<string, string>>,
  died: (lastWords: readonly string[]) => void,
): Promise<BotKeeper> {
  const news = changes()
  let state: BotKeeper['state'] = 'starting'
  let kills = 0
  /** Why it is about to end, where we know. */
  let ending: 'killed' | 'restarted' | 'stopped' | undefined
  let given = env
  let current = launch(given)
  await current.ready
  become('ready')
  watch(current)

  function become(next: BotKeeper['state']): void {
    state = next
    news.announce()
  }

  function watch(one: Launched): void {
    one.process.once('close', () => {
      become('dead')
      if (ending === 'killed' || ending === 'restarted') start()
      else if (ending === undefined) died(one.lines)
    })
  }

  function start(): void {
    ending = undefined
    current = launch(given)
    become('starting')
    watch(current)
    // Where it ends before it is ready, `watch` says so.
    current.ready.then(
      () => become('ready'),
      () => undefined,
    )
  }

  return {
    get state() {
      return state
    },
    get kills() {
      return kills
    },
    get lines() {
      return current.lines
    },
    kill() {
      if (state === 'dead') return start()
      if (ending !== undefined) return
      ending = 'killed'
      kills += 1
      current.process.kill('SIGKILL')
    },
    restart(change) {
      given = { ...given, ...change }
      if (state === 'dead') return start()
      if (ending !== undefined) return
      ending = 'restarted'
      current.process.kill('SIGTERM')
    },
    onChange: (fn) => news.listen(fn),
    stop() {
      ending = 'stopped'
      return current.stop()
    },
  }
}
