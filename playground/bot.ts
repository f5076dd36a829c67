import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** The bot's own main, as a process of its own. */
export type BotProcess = {
  readonly process: ChildProcess
  /** Log lines so far. */
  readonly lines: readonly string[]
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
}

const line = z.object({ msg: z.string() })

/**
 * Starts the bot with nothing in its environment but `env`. Resolves when it says that it is ready.
 * @throws with all that it printed when it ends before
 */
export async function startBot(env: Readonly<Record<string, string>>): Promise<BotProcess> {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => lines.push(text))
  const ready = new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', (text) => {
      lines.push(text)
      if (message(text) === 'ready') resolve()
    })
    child.once('exit', (code) =>
      reject(new Error(`the bot ended with ${code} before it was ready:\n${lines.join('\n')}`)),
    )
  })
  await ready
  return {
    process: child,
    lines,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode
      child.kill('SIGTERM')
      await once(child, 'exit')
      return child.exitCode
    },
  }
}

function message(text: string): string | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data?.msg
  } catch {
    return undefined
  }
}
