import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
/** As `npm start` has it: what was compiled once is taken from there. */
export const compiled = fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url))

/** Log lines that are remembered. */
const MEMORY = 1000

/** The bot's own main, as a process of its own. */
export type BotProcess = {
  readonly process: ChildProcess
  /** The latest log lines. */
  readonly lines: readonly string[]
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
}

const line = z.object({ msg: z.string() })

/** `ready` rejects with all that it printed when it ends before. */
export type Launched = BotProcess & { readonly ready: Promise<void> }

/** Starts the bot with nothing in its environment but `env`; `entry` is the bot's own main, or another composition of it. */
export function launch(env: Readonly<Record<string, string>>, entry = main): Launched {
  // A group of its own, where there are groups: Ctrl+C in the terminal is for whoever started it, who then stops it.
  const detached = process.platform !== 'win32'
  const child = spawn(process.execPath, ['--disable-sigusr1', entry], {
    env: { NODE_COMPILE_CACHE: compiled, ...env },
    detached,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const orphan = (): boolean => child.kill('SIGKILL')
  process.once('exit', orphan)
  child.once('exit', () => process.off('exit', orphan))
  const lines: string[] = []
  const note = (text: string): void => {
    lines.push(text)
    if (lines.length > MEMORY) lines.shift()
  }
  child.stderr.setEncoding('utf8').on('data', note)
  const ready = new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', (text) => {
      note(text)
      if (message(text) === 'ready') resolve()
    })
    child.once('close', (code) =>
      reject(new Error(`the bot ended with ${code} before it was ready:\n${lines.join('\n')}`)),
    )
  })
  return {
    process: child,
    lines,
    ready,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      child.kill('SIGTERM')
      await once(child, 'exit')
      return child.exitCode
    },
  }
}

/**
 * Starts it and resolves when it says that it is ready.
 * @throws with all that it printed when it ends before
 */
export async function startBot(env: Readonly<Record<string, string>>): Promise<BotProcess> {
  const launched = launch(env)
  await launched.ready
  return launched
}

function message(text: string): string | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data?.msg
  } catch {
    return undefined
  }
}
