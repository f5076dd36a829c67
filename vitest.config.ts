import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'playground/**/*.test.ts'],
    // Two cores: more workers only fight over them.
    maxWorkers: 2,
    testTimeout: 20_000,
    // A CommonJS package is to look here as it looks under plain Node.
    deps: { interopDefault: false },
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'playground-key',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'playground-secret',
    },
  },
})
