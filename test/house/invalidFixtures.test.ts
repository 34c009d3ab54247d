import { readFileSync } from 'node:fs'
import { compile } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { invalidFiles } from '../../scripts/fixtures/invalid.js'
import type { InvalidFixture } from '../../scripts/fixtures/mistakes.js'
import { ALLOWANCES } from '../../src/agreement/allowance.js'
import { agreementError } from '../../src/agreement/errors.js'
import { contractError } from '../../src/contract/errors.js'
import { keyError } from '../../src/keys/errors.js'
import { pathError } from '../../src/paths/errors.js'
import { scriptError } from '../../src/script/errors.js'
import { taprootError } from '../../src/taproot/errors.js'
import { safeParseAgreement } from '../../src/terms/parse.js'
import { fromHex } from '../../src/units/bytes.js'
import { unitError } from '../../src/units/errors.js'
import { storedInvalid } from '../support/fixtures.js'

/** Codes of these rooms that no document brings about, with who does. */
const NOT_OF_DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  'a caller who gives something else than a text': ['AGREEMENT_NOT_TEXT', 'AGREEMENT_UNREADABLE'],
  'an id that the caller expects': ['AGREEMENT_ID_MISMATCH'],
  'calls about contracts and JSON forms': [
    'CONTRACT_PATH_MISSING',
    'CONTRACT_KEY_PATH_CLOSED',
    'CONTRACT_NOT_COMPILABLE',
    'CONTRACT_UNKNOWN',
    'MILESTONE_UNKNOWN',
  ],
  'fee rates and outpoints': ['FEE_RATE_MALFORMED', 'FEE_RATE_OUT_OF_RANGE', 'OUTPOINT_MALFORMED'],
  'derivation, which agreements do not say': ['KEY_INDEX_MISSING', 'KEY_HARDENED'],
  'nobody: the probability is 2^-128': [
    'KEY_CHILD_INVALID',
    'KEY_CHAIN_CODE_OVER_ORDER',
    'KEY_AGGREGATE_INFINITY',
  ],
  'callers of the aggregate': ['KEY_AGGREGATE_EMPTY', 'KEY_AGGREGATE_MEMBER'],
  'descriptors and scripts from outside': [
    'MINISCRIPT_MALFORMED',
    'MINISCRIPT_TOO_LARGE',
    'MINISCRIPT_THRESHOLD',
    'MINISCRIPT_LOCK',
    'MINISCRIPT_HASH_LENGTH',
    'SCRIPT_NOT_MINISCRIPT',
  ],
  'callers of trees and tweaks': ['TREE_EMPTY', 'TREE_WEIGHT_OUT_OF_RANGE', 'INTERNAL_KEY_INVALID'],
}

// the files are the generator's, which is typed, and compared with it byte by byte
const all = [...storedInvalid().values()].map((text) => JSON.parse(text) as InvalidFixture)

const documentOf = ({ text = '', spaces = 0, hex }: InvalidFixture): string | Uint8Array =>
  hex === undefined ? ' '.repeat(spaces) + text : (fromHex(hex) ?? '')

describe('the documents that are refused', () => {
  it('are the ones that the script makes, byte by byte', () => {
    expect([...storedInvalid()]).toEqual(
      [...invalidFiles()].toSorted(([left], [right]) => (left < right ? -1 : 1)),
    )
  })

  it('are one or more for every code by which reading can refuse a document', () => {
    const families = [
      agreementError,
      unitError,
      keyError,
      pathError,
      scriptError,
      taprootError,
      contractError,
    ]
    const codes = families.flatMap((family) => Object.keys(family.codes))
    const others = Object.values(NOT_OF_DOCUMENTS).flat()
    expect(others.filter((code) => !codes.includes(code))).toEqual([])
    expect([...new Set(all.map(({ code }) => code))].toSorted()).toEqual(
      codes.filter((code) => !others.includes(code)).toSorted(),
    )
  })

  it('are refused by codes that the specification names', () => {
    const specification = readFileSync(new URL('../../docs/spec.md', import.meta.url), 'utf8')
    expect(all.map(({ code }) => code).filter((code) => !specification.includes(`\`${code}\``))).toEqual([])
  })

  it.each(all)('$name: is refused for that alone, at its stage', (fixture) => {
    const { stage, code, field } = fixture
    const result = safeParseAgreement(documentOf(fixture))
    const issues = result.ok ? [] : result.issues.map((issue) => [issue.code, issue.data.field])
    expect(issues).toEqual([[code, field]])
    const lenient = safeParseAgreement(documentOf(fixture), { allow: ALLOWANCES })
    expect(lenient.ok).toBe(stage === 'reader')
    if (lenient.ok) expect(compile(lenient.agreement)).not.toHaveLength(0)
  })
})
