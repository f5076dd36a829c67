import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'playground/**/*.test.ts'],
    // Two cores: more workers only fight over them.
    maxWorkers: 2,
    testTimeout: 20_000,
  },
})
