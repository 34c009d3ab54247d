import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Stryker } from '@stryker-mutator/core'
import { FOLDERS, TESTS_VARIABLE } from './folders.js'

/** Where the results of a folder are kept: the report is made of them, and the next run repeats only what changed. */
export const resultsFile = (folder: string): string => `.cache/mutation/${folder}.json`

/**
 * Forgets the mutants of loading modules that survived. No test is noted as reaching them, so that Stryker would take
 * over what became of them whatever tests there are now.
 */
const forgetSurvivorsOfLoading = (file: string): void => {
  if (!existsSync(file)) return
  const results: {
    readonly files: Record<
      string,
      { mutants: readonly { readonly static?: boolean; readonly status: string }[] }
    >
  } = JSON.parse(readFileSync(file, 'utf8'))
  for (const measured of Object.values(results.files))
    measured.mutants = measured.mutants.filter(
      (mutant) => mutant.static !== true || mutant.status !== 'Survived',
    )
  writeFileSync(file, JSON.stringify(results))
}

/** The tests of a folder; those named like the files that are mutated are the likeliest to notice and come first. */
const testsFor = (folder: string, files: string): readonly string[] => [
  ...(files.match(/\w+/g) ?? [])
    .map((name) => `test/unit/${folder}/${name}.test.ts`)
    .filter((test) => existsSync(test)),
  ...(FOLDERS[folder] ?? []),
]

/** What is mutated by a name: the files that match, or lines of one. */
const patternOf = (folder: string, name: string): string => {
  const [files, lines] = name.split(':')
  return `src/${folder}/${files}.ts${lines === undefined ? '' : `:${lines}`}`
}

/** Mutates the files of a folder whose path matches, and keeps the results beside those of the others. */
export const mutate = async (folder: string, files: string): Promise<void> => {
  process.env[TESTS_VARIABLE] = testsFor(folder, files).join(',')
  mkdirSync('.cache/mutation', { recursive: true })
  forgetSurvivorsOfLoading(resultsFile(folder))
  await new Stryker({
    mutate: files.split('+').map((name) => patternOf(folder, name)),
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: Number(process.env['MUTATION_CONCURRENCY'] ?? 2),
    // a mutant that is slow on a busy machine is not killed
    timeoutMS: 20_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 15,
    incremental: true,
    incrementalFile: resultsFile(folder),
    // what became of each mutant so far, one file each: the results are written when the run ends
    reporters: ['progress-append-only', 'event-recorder'],
    eventReporter: { baseDir: `.cache/mutation/events/${folder}` },
    ignorePatterns: [
      '.ci',
      '.cache',
      '.stryker-tmp',
      'api',
      'dist',
      'test/{browser,house,package,regtest,types,vectors}',
    ],
    tempDirName: `.stryker-tmp/${folder}`,
  }).runMutationTest()
}
