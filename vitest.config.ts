import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { Spread } from './test/setup/order.ts'

/** They start a redis-server of their own. CI runs all others once more with Redis out of reach. */
const needRedis = [
  'test/replicas/**/*.test.ts',
  'test/backends/redis/*.test.ts',
  'test/stories/last-second.test.ts',
  'test/ops/metrics.test.ts',
  'test/released/redis.test.ts',
]

export default defineConfig({
  test: {
    // One more than there are cores, as a third of them wait; not more than the memory of a machine takes bots and browsers.
    maxWorkers: Math.min(8, availableParallelism() + 1),
    sequence: { sequencer: Spread },
    testTimeout: 20_000,
    // A CommonJS package is to look here as it looks under plain Node.
    deps: { interopDefault: false },
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'playground-key',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'playground-secret',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts', 'playground/**/*.test.ts'],
          exclude: ['test/browser/**', ...needRedis, '**/node_modules/**'],
        },
      },
      { extends: true, test: { name: 'redis', include: needRedis } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/setup/chromium.ts',
          // A task of the cloud takes its seconds there, and the bot keeps Slack's pace.
          testTimeout: 120_000,
        },
      },
    ],
  },
})
