import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { compiled } from '../../playground/bot.ts'

const host = fileURLToPath(new URL('host.ts', import.meta.url))

/** A bot at work in a process. */
export type WalkBot = {
  /** SIGKILL: nothing is finished, nothing is said. */
  kill(): Promise<void>
  /** Lets it finish what it has in hand. Resolves when it has, or when it is dead. */
  retire(): Promise<void>
}

/** Where bots come from. Loading a bot takes more of the machine than all that it does in a walk. */
export type Bots = {
  /** In the process of a bot that ended well, where there is one, else in a new one. `died` hears its last words unless it was killed. */
  atOnce(environment: Environment, died: Died): WalkBot
  /** In a new process: after a kill there is no bot for as long as a start takes. */
  anew(environment: Environment, died: Died): WalkBot
  end(): void
}
type Environment = Readonly<Record<string, string>>
type Died = (lastWords: string) => void

type Host = { readonly child: ChildProcess; readonly exited: Promise<unknown> }

export function openBots(): Bots {
  const idle: Host[] = []
  const hosts = new Set<Host>()

  const born = (): Host => {
    const child = fork(host, {
      execArgv: ['--disable-sigusr1'],
      env: { NODE_COMPILE_CACHE: compiled },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const one: Host = { child, exited: once(child, 'exit').then(() => hosts.delete(one)) }
    hosts.add(one)
    return one
  }
  const begin = (at: Host, environment: Environment, died: Died): WalkBot => {
    const { child, exited } = at
    let last = ''
    const streams = [child.stdout, child.stderr].flatMap((stream) => (stream ? [createInterface(stream)] : []))
    for (const stream of streams)
      stream.on('line', (line) => {
        last = line
      })
    const gone = (code: number | null, signal: string | null): void => {
      if (signal !== 'SIGKILL') died(`${code ?? signal}: ${last}`)
    }
    child.once('exit', gone)
    child.send(environment)
    let retired = false
    const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null
    return {
      kill: async () => {
        if (retired || isGone()) return
        child.kill('SIGKILL')
        await exited
      },
      retire: async () => {
        if (isGone()) return
        const over = once(child, 'message')
        child.send('stop')
        await Promise.race([over, exited])
        if (isGone()) return
        retired = true
        child.off('exit', gone)
        for (const stream of streams) stream.close()
        idle.push(at)
      },
    }
  }
  return {
    atOnce: (environment, died) => begin(idle.pop() ?? born(), environment, died),
    anew: (environment, died) => begin(born(), environment, died),
    end: () => {
      for (const { child } of hosts) child.kill('SIGKILL')
    },
  }
}
