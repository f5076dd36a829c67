import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'

/** A program that tests need and npm does not bring. */
type Wanted = {
  /** Its possible names on the PATH, the best first. */
  readonly names: readonly string[]
  /** Debian's package of it. */
  readonly debian: string
  /** What cannot be run without it, for the one line that says what to install. */
  readonly needs: string
}

/**
 * The path of a program. Where it is missing and this is Debian and root, its package is installed.
 *
 * @throws one line that says what to install
 */
export function program(wanted: Wanted): string {
  const there = onPath(wanted.names)
  if (there !== undefined) return there
  if (process.getuid?.() === 0 && onPath(['apt-get']) !== undefined) install(wanted.debian)
  const installed = onPath(wanted.names)
  if (installed !== undefined) return installed
  throw new Error(
    `${wanted.needs} need ${wanted.names[0]}: install it, on Debian with "apt-get install ${wanted.debian}"`,
  )
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function install(name: string): void {
  const apt = (...args: string[]) =>
    execFileSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  try {
    apt('update')
    apt('install', '--yes', '--no-install-recommends', name)
  } catch {
    // What is missing is said by the caller, in one line.
  }
}
