import { defineConfig } from 'vitest/config'

const failOnConsole = '.ci/fail-on-console.ts'

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['shared/**/*.{ts,tsx}', 'sync-server/**/*.{ts,tsx}', 'client/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', '**/*.contract.ts', '**/*.test-data.ts', '**/testing/**'],
    },
    projects: [
      {
        test: {
          name: 'shared',
          environment: 'node',
          include: ['shared/**/*.test.{ts,tsx}'],
          setupFiles: [failOnConsole],
        },
      },
      {
        test: {
          name: 'sync-server',
          environment: 'node',
          include: ['sync-server/**/*.test.{ts,tsx}'],
          setupFiles: [failOnConsole],
        },
      },
      {
        // A file that needs a DOM says so: `// @vitest-environment happy-dom` on its first line.
        test: {
          name: 'client',
          environment: 'node',
          include: ['client/**/*.test.{ts,tsx}'],
          setupFiles: ['fake-indexeddb/auto', failOnConsole],
        },
      },
      {
        test: {
          name: 'guards',
          environment: 'node',
          include: ['.ci/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // A real Chromium against the built relay: one file at a time, since both cores are busy with one.
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
