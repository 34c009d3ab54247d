import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Every line of program text under `src` and `scripts`. */
const lines = (): readonly (readonly [file: string, line: string])[] =>
  ['src', 'scripts'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name))
      .flatMap((name) =>
        readFileSync(join(ROOT, folder, name), 'utf8')
          .split('\n')
          .map((line) => [`${folder}/${name}`, line] as const),
      ),
  )

/** What asks the runtime's tables of Unicode, and the files in which that decides nothing about an agreement. */
const ASKED: readonly (readonly [what: string, pattern: RegExp, files: readonly string[]])[] = [
  // where a line of a report does not end
  ['properties of Unicode', /\\[pP]\{/, ['src/audit/report/htmlBlocks.ts']],
  [
    'normalization forms',
    /\.normalize\(/,
    // what is written, what is noted, BIP 39, and names of people
    [
      'src/agreement/normalise.ts',
      'src/terms/notes.ts',
      'src/signers/mnemonic.ts',
      'src/signers/mnemonic/browser.ts',
      'src/cli/distinctNames.ts',
    ],
  ],
  [
    'the order of languages',
    /\.localeCompare\(|\bIntl\.|\.toLocale(?!String\()/,
    // how languages write numbers, lists and dates in sentences for people, and its types
    [
      'src/languages/arabic/tongue.ts',
      'src/languages/intl.ts',
      'src/sentences/tongue.ts',
      'src/sentences/voice.ts',
    ],
  ],
  [
    'the spelling of numbers in languages',
    /\.toLocaleString\(/,
    ['scripts/demo/stage.ts', 'scripts/demo/table.ts'],
  ],
]

describe('what is valid and what is shown', () => {
  it.each(ASKED)('does not depend on what a runtime knows of %s', (_, pattern, files) => {
    const found = lines()
      .filter(([, line]) => pattern.test(line) && !/^\s*(\*|\/\/)/.test(line))
      .map(([file]) => file)
    expect([...new Set(found)].toSorted()).toEqual([...files].toSorted())
  })

  it('would be found where it did', () => {
    expect(ASKED[0]?.[1].test(String.raw`const letters = /\p{L}/u`)).toBe(true)
  })
})
