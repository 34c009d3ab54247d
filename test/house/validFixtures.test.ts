import { compile, parseAgreement } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { type Characters, type ValidFixture, validFiles } from '../../scripts/fixtures/valid.js'
import { secondEngine } from '../../src/audit/engine/engine.js'
import { safeParseAgreement } from '../../src/terms/parse.js'
import { plainDocument } from '../support/documents.js'
import { storedValid } from '../support/fixtures.js'

// the files are the generator's, which is typed, and compared with it byte by byte
const read = ([, text]: readonly [string, string]) => JSON.parse(text) as ValidFixture | Characters
const all = [...storedValid()].map(read)
const documents = all.filter((one) => one.format === 'taproot-escrow/valid')
const tables = all.filter((one) => one.format === 'taproot-escrow/characters')

const codesOf = (memo: string): readonly string[] => {
  const document = { ...plainDocument(), milestones: [{ amount: '1000000', memo }] }
  const result = safeParseAgreement(JSON.stringify(document))
  return result.ok ? [] : result.issues.map(({ code }) => code)
}

describe('the documents that barely pass', () => {
  it('are the ones that the script makes, byte by byte', () => {
    expect([...storedValid()]).toEqual(
      [...validFiles()].toSorted(([left], [right]) => (left < right ? -1 : 1)),
    )
  })

  it.each(documents)('$name: compiles to its addresses, by both engines', ({ text, id, addresses }) => {
    const agreement = parseAgreement(text)
    expect(agreement.id).toBe(id)
    expect(compile(agreement).map(({ address }) => address)).toEqual(addresses)
    const second = secondEngine(text)
    expect(second.id).toBe(id)
    expect(second.contracts.map(({ address }) => address)).toEqual(addresses)
  })

  it('show one agreement in every layout', () => {
    const layouts = documents.filter(({ name }) => name.startsWith('layout-'))
    expect(layouts).toHaveLength(3)
    expect(new Set(layouts.map(({ text }) => text)).size).toBe(3)
    expect(new Set(layouts.map(({ id }) => id)).size).toBe(1)
  })
})

describe('the code points around the ends of the tables', () => {
  it('are allowed, forbidden everywhere or at the ends', () => {
    const [table] = tables
    const character = (code: number): string => String.fromCodePoint(code)
    for (const code of table!.allowed) expect([code, codesOf(character(code))]).toEqual([code, []])
    for (const code of table!.forbidden)
      expect([code, codesOf(`a${character(code)}b`)]).toEqual([code, ['TEXT_CHARACTER_FORBIDDEN']])
    for (const code of table!.forbiddenAtEnds) {
      expect([code, codesOf(`a${character(code)}`)]).toEqual([code, ['TEXT_WHITE_SPACE']])
      expect([code, codesOf(`${character(code)}b`)]).toEqual([code, ['TEXT_WHITE_SPACE']])
      expect([code, codesOf(`a${character(code)}b`)]).toEqual([code, []])
    }
  })
})
