import type { Clock } from '../clock.ts'
import type { Config } from '../config/environment.ts'
import { type Job, StoreFault } from '../scaleout/ports.ts'
import type { Backend } from './backend.ts'
import { openSqlite } from './sqlite/index.ts'

/**
 * The one switch between the backends. Redis's libraries are loaded only where there is a Redis.
 * Throws an error whose message says what to do.
 */
export async function openBackend(
  { redis, dataFolder: folder, policy: { callsPerSecond } }: Config,
  deps: { clock: Clock; failed: (job: Job, error: unknown) => void; noticed: (what: string) => void },
): Promise<Backend> {
  if (redis) {
    const { openRedis } = await import('./redis/index.ts')
    return openRedis({ place: redis, callsPerSecond, ...deps }).catch((error: unknown) => {
      throw new Error(`REDIS_URL names a Redis that cannot be used: ${wordsOf(error)}`)
    })
  }
  try {
    return openSqlite({ folder, callsPerSecond, ...deps })
  } catch (error) {
    throw new Error(
      error instanceof StoreFault
        ? `SCALEOUT_DATA (${folder}) cannot be used: ${error.message}`
        : `SCALEOUT_DATA (${folder}) cannot be used (${String(error)}): name a folder that the bot may write to`,
    )
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
