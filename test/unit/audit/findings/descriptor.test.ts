import { audit, liftOutput, type OutputMaterial } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { descriptorFindings } from '../../../../src/audit/findings/descriptor.js'
import { auditedOutput } from '../../../../src/audit/outputAudit.js'
import { compileFragment } from '../../../../src/script/miniscript.js'
import { concat, fromHex } from '../../../../src/units/bytes.js'
import {
  BY_THEMSELVES,
  contract,
  DESCRIPTORS,
  index,
  PLANTED,
  stranger,
} from '../../../support/provocations/descriptors.js'

const codesOf = (text: string): readonly string[] => audit(text, { index }).findings.map(({ code }) => code)

describe('the audit of a descriptor', () => {
  it.each(DESCRIPTORS)('with %s says why it is no contract: %3$s', (_, text, code) => {
    expect(codesOf(text())).toEqual(expect.arrayContaining(['NOT_A_CONTRACT', code]))
  })

  it('says in one sentence what Miniscript finds wrong with a leaf', () => {
    const [, text] = BY_THEMSELVES.find(([, , code]) => code === 'LEAF_NOT_SANE')!
    expect(audit(text()).findings.find(({ code }) => code === 'LEAF_NOT_SANE')?.text).toBe(
      'The analysis of Miniscript does not call this leaf sane: mixed height and time locks.',
    )
  })

  it.each(BY_THEMSELVES)('of %s has the finding %3$s', (_, text, code) => {
    expect(codesOf(text())).toContain(code)
  })
})

/*
 * Descriptors hold what Miniscript can say, and no such leaf is one that every node refuses to relay. Scripts are
 * read without a descriptor here, and given to what the audit asks for its findings.
 */
describe('an output that no descriptor can write', () => {
  const key = fromHex(stranger)!
  const tree = (script: Uint8Array, version = 0xc0): OutputMaterial['tree'] => ({ leaf: { script, version } })

  it.each([
    ['an OP_SUCCESS', tree(Uint8Array.of(0x50)), /OP_SUCCESSx/],
    ['an unknown leaf version', tree(compileFragment({ type: 'pk', key }), 0xc2), /leaf version/],
    ['a key of 33 bytes', tree(concat(Uint8Array.of(33, 2), key, Uint8Array.of(0xac))), /32 bytes/],
  ])('with %s is found to be refused by nodes', (_, leaves, says) => {
    const lifted = liftOutput({ internalKey: contract.internalKey, tree: leaves })
    const refused = descriptorFindings({ lifted, ...auditedOutput(lifted.output, {}) }).filter(
      ({ code }) => code === PLANTED,
    )
    expect(refused).toMatchObject([{ severity: 'danger', text: expect.stringMatching(says) }])
  })
})
