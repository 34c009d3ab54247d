/** Names the tests of a run to the configuration of vitest, which processes of their own read. */
export const TESTS_VARIABLE = 'MUTATION_TESTS'

const unit = (...names: readonly string[]): readonly string[] =>
  names.map((name) => (name.includes('/') ? `test/unit/${name}.test.ts` : `test/unit/${name}/**/*.test.ts`))
const property = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `test/property/${name}.test.ts`)

/** The folders that are mutated, each with the tests that judge it: its own, and those through which it is used. */
export const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  taproot: [
    ...unit('taproot/errors', 'taproot', 'contract/compile', 'terms/spec', 'plan/weight'),
    ...property('contract'),
  ],
  paths: [
    ...unit('paths/errors', 'paths', 'terms/parse', 'terms/amend', 'terms/spec', 'contract/compile'),
    ...property('contract'),
  ],
  script: [
    ...unit('script/errors', 'script', 'terms/spec', 'descriptor', 'contract/compile'),
    ...property('script'),
  ],
  plan: [...unit('plan/errors', 'plan', 'deeds/recognise', 'spend/json'), ...property('plan')],
  // what reads the largest PSBTs comes last
  psbt: [
    ...unit('psbt/errors', 'psbt/shapes', 'psbt/rows', 'psbt/version2', 'psbt/transaction', 'psbt/forms'),
    ...unit('psbt/lockTime', 'psbt/base64', 'psbt/codec', 'spend/psbtOf'),
    ...property('psbt'),
    ...unit('psbt'),
  ],
  deeds: [...unit('deeds/errors', 'deeds', 'spend/same', 'audit/trace'), ...property('plan')],
  recovery: unit('recovery/errors', 'recovery'),
  spend: [...unit('spend/errors', 'spend/words', 'spend/read', 'spend'), ...property('json')],
}
