import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { TESTS_VARIABLE } from './folders.js'
import { keepThread } from './keptWorker.js'

const include = process.env[TESTS_VARIABLE]?.split(',') ?? []

/** Runs the tests in the order in which they are named: those first that are likely to notice a mutant. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      include.findIndex((pattern) => moduleId.includes(pattern.split('*')[0] ?? pattern))
    return files.toSorted((left, right) => place(left) - place(right))
  }
}

/** The tests of a mutation run, as one project: the runner of Stryker switches mutants on and off in each of its files. */
const config: ViteUserConfig = defineConfig({
  resolve: { conditions: ['taproot-escrow-source', 'node'] },
  ssr: { resolve: { conditions: ['taproot-escrow-source', 'node'] } },
  plugins: [keepThread],
  test: {
    include: [...include],
    environment: 'node',
    setupFiles: ['test/support/seed.ts', 'scripts/mutation/setup.ts'],
    sequence: { setupFiles: 'list', sequencer: AsNamed },
    env: { ESCROW_RUNS_DIVISOR: '50', CI: 'true' },
    isolate: false,
    // Stryker tells what became of the mutants
    reporters: [{}],
    testTimeout: 120_000,
  },
})

export default config
