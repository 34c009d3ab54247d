import { defineConfig } from 'vitest/config'

const source = {
  resolve: { conditions: ['taproot-escrow-source', 'node'] },
  ssr: { resolve: { conditions: ['taproot-escrow-source', 'node'] } },
}

const project = (name: string, options: Record<string, unknown> = {}) => ({
  ...source,
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: 'node', ...options },
})

export default defineConfig({
  test: {
    // the tests of two cores' time: half of it would lie idle by default
    maxWorkers: '100%',
    projects: [
      // no module has a state that one test file could leave behind for the next; a busy machine fails no test
      project('unit', { isolate: false, testTimeout: 30_000 }),
      project('property', {
        isolate: false,
        setupFiles: ['test/support/seed.ts'],
        testTimeout: 120_000,
      }),
      project('vectors', {
        isolate: false,
        globalSetup: ['test/support/vectorsNotice.ts'],
        testTimeout: 30_000,
      }),
      project('regtest', { isolate: false, testTimeout: 120_000, hookTimeout: 120_000 }),
      project('browser', {
        globalSetup: ['test/package/setup.ts'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
      project('package', {
        globalSetup: ['test/package/setup.ts'],
        testTimeout: 300_000,
        hookTimeout: 300_000,
      }),
      project('types', { testTimeout: 120_000 }),
      project('house', { testTimeout: 300_000, hookTimeout: 300_000 }),
    ],
  },
})
