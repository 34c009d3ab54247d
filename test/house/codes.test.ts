import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FINDINGS } from 'taproot-escrow/audit'
import { expect, it } from 'vitest'
import { errorCodes } from '../../scripts/api/report.js'

/** Findings with the name of an error, and what both say. */
const SHARED: Readonly<Record<string, string>> = {
  LOCK_KINDS_MIXED: 'blocks and times in one: refused in an agreement, found in the scripts of an output',
  OUTCOME_UNPAYABLE:
    'an outcome that cannot pay: refused as a plan, found in an agreement before anybody plans',
  SECRET_WRONG: 'a secret that opens nothing: refused of a caller, found in a spend',
  SIGNATURE_INVALID:
    'a signature that does not hold: refused where spends are collected, found in one that is shown',
  TREE_TOO_DEEP: 'a tree that is too deep: refused of a builder, found in an output',
}

it('every error code says what it means: whoever meets it looks there for who is at fault and what to do', async () => {
  const silent = [...(await errorCodes())].filter(([, { means }]) => means === '')
  expect(silent.map(([code]) => code)).toEqual([])
})

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))

/** Whether docstrings name an error: by its code, its beginning (`KEY_…`), its kind, or its folder's family. */
const isNamed = (throws: string, { code, kind, folder }: { code: string; kind: string; folder: string }) =>
  [...throws.matchAll(/`([^`]+)`/g)].some(
    ([, name = '']) => name === code || (/_[…*]$/.test(name) && code.startsWith(name.slice(0, -1))),
  ) || new RegExp(`(?:kind|famil(?:y|ies)) [^.;]*\`(?:${kind}|${folder})\``).test(throws)

it('a file whose docstrings say what is thrown names every error that it makes', async () => {
  const errors = await errorCodes()
  const silent = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!errors)\.ts$/.test(path))
    .flatMap((path) => {
      const text = readFileSync(SRC + path, 'utf8')
      const docs = text.match(/\/\*\*[\s\S]*?\*\//g) ?? []
      const throws = docs.flatMap((doc) => /@throws[\s\S]*/.exec(doc)?.[0] ?? '').join('\n')
      const made = text.matchAll(/Error\(\s*(?:[^'();,]*\?\s*)?'([A-Z0-9_]+)'/g)
      return throws.trim() === ''
        ? []
        : [...made].flatMap(([, code = '']) => {
            const known = errors.get(code)
            return known === undefined || isNamed(throws, { code, ...known }) ? [] : [`${path}: ${code}`]
          })
    })
  expect(silent).toEqual([])
})

it('a finding has the code of an error only where both say the same: whoever reads codes takes them for one cause', async () => {
  const errors = await errorCodes()
  expect(
    Object.keys(FINDINGS)
      .filter((code) => errors.has(code))
      .sort(),
  ).toEqual(Object.keys(SHARED).sort())
})
