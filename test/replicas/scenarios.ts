import { walkEndings } from '../walk/scenario.ts'
import { reactions } from './reactions.ts'
import { redisCut, redisKilled, redisKilledKeepingAll, redisPaused } from './redis-away.ts'
import { rolling } from './rolling.ts'
import type { Outcome, Size } from './scenario.ts'
import { masterKilled, masterPaused } from './sentinel.ts'

export type { Outcome } from './scenario.ts'

import { sigkill } from './sigkill.ts'
import { sigstop } from './sigstop.ts'

/** All of them by name, each with its usual size; some have several parts. */
export const scenarios: Readonly<Record<string, (size: Size) => Promise<Outcome> | AsyncIterable<Outcome>>> = {
  reactions,
  sigkill,
  sigstop,
  'redis-killed': redisKilled,
  'redis-killed-keeping-all': redisKilledKeepingAll,
  'redis-paused': redisPaused,
  'redis-cut': redisCut,
  'master-killed': masterKilled,
  'master-paused': masterPaused,
  rolling,
  walk: walkEndings,
}
