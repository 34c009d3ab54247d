import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import type { Contract } from '../../../src/contract/contract.js'
import { defineAgreement, parseAgreement } from '../../../src/terms/parse.js'
import { proveTerms, type TermsProof, verifyTerms } from '../../../src/terms/proof.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { thrown } from '../../support/thrown.js'

const of = (document: Json): readonly Contract[] => compile(parseAgreement(JSON.stringify(document)))

const refusal = (proof: TermsProof, claim: Parameters<typeof verifyTerms>[1]) =>
  thrown(() => verifyTerms(proof, claim))

const contracts = of(fullDocument())
const [first, second] = contracts as [Contract, Contract]
const claimOf = ({ agreement, address }: Contract) => ({ agreement: agreement.text, output: address })

describe('a proof of terms', () => {
  it.each([
    ['of the first milestone', first],
    ['of the second milestone', second],
    ['of a contract of two parties', of(plainDocument())[0]!],
    ['of a contract whose key path is closed', of({ ...plainDocument(), keyPath: 'closed' })[0]!],
  ])('%s leads from the agreement to the output', (_name, contract) => {
    const proven = verifyTerms(proveTerms(contract), claimOf(contract))
    expect(proven.milestone).toBe(contract.milestone)
    expect(proven.agreement.id).toBe(contract.agreement.id)
    expect(proven.script).toEqual(contract.outputScript)
  })

  it('survives as JSON, and holds for any layout of the text', () => {
    const proof = JSON.parse(JSON.stringify(proveTerms(first)))
    expect(proof).toEqual(proveTerms(first))
    const text = JSON.stringify(JSON.parse(first.agreement.text), null, 3)
    expect(verifyTerms(proof, { agreement: text, output: first.outputScript }).milestone).toBe(0)
  })

  it('is the one that the specification shows', () => {
    const spec = readFileSync(new URL('../../../docs/spec.md', import.meta.url), 'utf8')
    const [, shown = ''] = /^## 17\.[\s\S]*?```json\n([\s\S]*?)\n```$/m.exec(spec) ?? []
    expect(JSON.parse(shown)).toEqual(proveTerms(of(plainDocument())[0]!))
  })
})

describe('a proof of terms does not hold', () => {
  const proof = proveTerms(first)
  const other = 'ab'.repeat(32)

  it.each([
    ['agreement', { agreement: other }, 'TERMS_PROOF_AGREEMENT'],
    ['milestone', { milestone: 2 }, 'TERMS_PROOF_AGREEMENT'],
    ['milestone', { milestone: 0.5 }, 'TERMS_PROOF_AGREEMENT'],
    ['milestone', { milestone: '0' }, 'TERMS_PROOF_AGREEMENT'],
    ['key', { milestone: 1 }, 'TERMS_PROOF_KEY'],
    ['chainCode', { chainCode: other }, 'TERMS_PROOF_KEY'],
    ['key', { key: other }, 'TERMS_PROOF_KEY'],
    ['script', { script: `20${other}ac` }, 'TERMS_PROOF_LEAF'],
    ['leafHash', { leafHash: other }, 'TERMS_PROOF_LEAF'],
    ['merkleRoot', { merklePath: [] }, 'TERMS_PROOF_ROOT'],
    ['merkleRoot', { merklePath: proof.merklePath.toReversed() }, 'TERMS_PROOF_ROOT'],
    ['merkleRoot', { merkleRoot: other }, 'TERMS_PROOF_ROOT'],
    ['outputKey', { internalKey: proof.outputKey }, 'TERMS_PROOF_OUTPUT'],
    ['outputKey', { outputKey: other }, 'TERMS_PROOF_OUTPUT'],
    ['format', { format: 'another' }, 'JSON_FORM_FORMAT'],
    ['version', { version: 2 }, 'JSON_FORM_VERSION'],
    ['internalKey', { internalKey: other.toUpperCase() }, 'TERMS_PROOF_MALFORMED'],
    ['internalKey', { internalKey: undefined }, 'TERMS_PROOF_MALFORMED'],
    ['merklePath', { merklePath: 'ab' }, 'TERMS_PROOF_MALFORMED'],
    ['merklePath', { merklePath: Array(8).fill(other) }, 'TERMS_PROOF_MALFORMED'],
    ['merklePath[1]', { merklePath: [other, 'ab'] }, 'TERMS_PROOF_MALFORMED'],
    ['"note"', { note: 'all is well' }, 'TERMS_PROOF_MALFORMED'],
    ['"toString"', { toString: other }, 'TERMS_PROOF_MALFORMED'],
  ])('with another %s: %j', (field, changes: object, code) => {
    const error = refusal({ ...proof, ...changes } as TermsProof, claimOf(first))
    expect([error.code, error.data.field]).toEqual([code, `proof.${field}`])
    expect(error.kind).toBe(/MALFORMED|FORM/.test(code) ? 'input' : 'mismatch')
  })

  it.each([null, 'text', undefined, 1])('where it is %j', (value) => {
    expect(refusal(value as unknown as TermsProof, claimOf(first)).code).toBe('TERMS_PROOF_MALFORMED')
  })

  it('for another output of the same agreement', () => {
    for (const output of [second.address, second.outputScript, new Uint8Array(10_000)]) {
      const error = refusal(proof, { ...claimOf(first), output })
      expect([error.code, error.data.field]).toEqual(['TERMS_PROOF_OUTPUT', 'output'])
      expect(error.message.length).toBeLessThan(300)
    }
  })

  it('for an output that was made up: the tweak is computed, not believed', () => {
    const made = { ...proof, outputKey: proof.internalKey }
    const output = Uint8Array.of(0x51, 0x20, ...first.internalKey)
    expect(refusal(made, { agreement: first.agreement.text, output }).code).toBe('TERMS_PROOF_OUTPUT')
  })
})

describe('two agreements that differ in one comma', () => {
  it('have two addresses each, and the proof of one fails for the other', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z](?:[a-z ]{0,38}[a-z])?$/),
        fc.nat(),
        fc.nat({ max: 1 }),
        (memo, place, milestone) => {
          const at = place % (memo.length + 1)
          const withMemo = (text: string): readonly Contract[] => {
            const document = fullDocument()
            document.milestones[0].memo = text
            return compile(defineAgreement(document))
          }
          const one = withMemo(memo)[milestone]!
          const comma = withMemo(`${memo.slice(0, at)},${memo.slice(at)}`)[milestone]!
          expect(one.address).not.toBe(comma.address)
          for (const [mine, theirs] of [
            [one, comma],
            [comma, one],
          ] as const) {
            const proof = proveTerms(mine)
            expect(verifyTerms(proof, claimOf(mine)).milestone).toBe(milestone)
            expect(refusal(proof, claimOf(theirs)).code).toBe('TERMS_PROOF_AGREEMENT')
            expect(refusal(proof, { ...claimOf(mine), output: theirs.address }).code).toBe(
              'TERMS_PROOF_OUTPUT',
            )
            // whoever changes the id in the proof is found out at the next step
            const forged = { ...proof, agreement: theirs.agreement.id }
            expect(refusal(forged, claimOf(theirs)).code).toBe('TERMS_PROOF_KEY')
            // and whoever changes everything ends at another output
            const whole = { ...proveTerms(theirs), internalKey: proof.internalKey }
            expect(refusal(whole, { ...claimOf(theirs), output: mine.address }).kind).toBe('mismatch')
          }
        },
      ),
      { numRuns: 15 },
    )
  })
})
