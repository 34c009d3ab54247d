import { leafOf, psbtOf, readSpend, refund, release, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { decodePsbt } from '../../../src/psbt/codec.js'
import type { PsbtInput } from '../../../src/psbt/model.js'
import { beforeFinal } from '../../../src/spend/finalInput.js'
import { toHex } from '../../../src/units/bytes.js'
import { made } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { pinned } from '../../support/thrown.js'

const { contracts } = made(fullDocument())
const contract = contracts[1]!
const { inputs } = decodePsbt(
  release(fundedWith(contract), { path: 'employerAndWorker', feeRate: satsPerVb('2') }).psbt,
)
const open = inputs[0]!
const signature = (byte: number): Uint8Array => new Uint8Array(64).fill(byte)
const empty = new Uint8Array(0)

const final = (witness: readonly Uint8Array[], more: Partial<PsbtInput> = {}): PsbtInput =>
  beforeFinal({ ...open, ...more, finalScriptWitness: witness }, contract, 'inputs[0]')

/** A witness that ends in a leaf's script and control block. */
const byLeaf = (name: Parameters<typeof leafOf>[1], items: readonly Uint8Array[]): readonly Uint8Array[] => {
  const { script, controlBlock } = leafOf(contract, name)
  return [...items, script, controlBlock]
}

describe('an input that was final', () => {
  it('is refused with a scriptSig, however short, and not with an empty one', () => {
    const withSig = (finalScriptSig: Uint8Array) => () =>
      beforeFinal({ ...open, finalScriptSig }, contract, 'inputs[3]')
    expect(pinned(withSig(Uint8Array.of(0))).code).toBe('SPEND_FINAL_WITNESS')
    expect(pinned(withSig(new Uint8Array(23))).code).toBe('SPEND_FINAL_WITNESS')
    expect(withSig(empty)()).toEqual(open)
  })

  it('stays as it is where it was not', () => {
    expect(beforeFinal(open, contract, 'inputs[0]')).toEqual(open)
  })

  it('by one item is a signature of the key path, whatever it is', () => {
    for (const item of [signature(1), Uint8Array.of(7), empty])
      expect(final([item])).toEqual({ ...open, tapKeySignature: item })
  })

  it('by a leaf is its signatures, the first key’s on top, and its leaf', () => {
    const { script, controlBlock, leafHash } = leafOf(contract, 'employerAndWorker')
    const { tapScriptSignatures, tapLeafScripts, sha256Preimages } = final(
      byLeaf('employerAndWorker', [signature(2), signature(1)]),
    )
    expect(tapLeafScripts).toEqual([{ controlBlock, script, leafVersion: 0xc0 }])
    expect(sha256Preimages).toEqual([])
    expect(tapScriptSignatures.map((one) => [toHex(one.leafHash), one.signature[0]])).toEqual([
      [toHex(leafHash), 2],
      [toHex(leafHash), 1],
    ])
    // the leaf runs the employer's key first, which takes what lies on top
    const { keys } = release(fundedWith(contract), { path: 'employerAndWorker', feeRate: satsPerVb('2') })
      .inputs[0] as { keys: readonly { role: string; xOnly: Uint8Array }[] }
    const employer = keys.find(({ role }) => role === 'employer')!
    expect(tapScriptSignatures[1]!.xOnly).toEqual(employer.xOnly)
  })

  it('leaves out who did not sign, and tells a preimage from a signature', () => {
    const { tapScriptSignatures, sha256Preimages } = final(
      byLeaf('workerWithSecret', [new Uint8Array(32).fill(9), empty]),
    )
    expect(tapScriptSignatures).toEqual([])
    expect(sha256Preimages).toEqual([
      { hash: contract.agreement.milestones[1]!.secretHash, preimage: new Uint8Array(32).fill(9) },
    ])
    const quorum = leafOf(contract, 'arbiterAndWorker')
    const slots = contract.agreement.arbiter!.keys.length + 1
    const none = final(
      byLeaf(
        'arbiterAndWorker',
        Array.from({ length: slots }, () => empty),
      ),
    )
    expect([none.tapScriptSignatures, none.tapLeafScripts[0]!.script]).toEqual([[], quorum.script])
  })

  it('keeps the leaf version that its control block says, for others to judge', () => {
    const { script, controlBlock } = leafOf(contract, 'employerAlone')
    const other = controlBlock.with(0, 0xff)
    expect(final([signature(1), script, other]).tapLeafScripts[0]).toMatchObject({ leafVersion: 0xfe })
    expect(final([signature(1), script, empty]).tapLeafScripts[0]).toMatchObject({ leafVersion: 0 })
  })

  it('is refused without items, by a script of no leaf, and with an item too few or too many', () => {
    const { script, controlBlock } = leafOf(contract, 'employerAlone')
    expect(pinned(() => final([])).code).toBe('SPEND_FINAL_WITNESS')
    for (const witness of [
      [script, controlBlock],
      [signature(1), signature(2), script, controlBlock],
      [signature(1), script.with(5, script[5]! ^ 1), controlBlock],
      [signature(1), controlBlock, script],
      [signature(1), script],
      // an annex behind the control block (BIP 341): nothing of this library has one
      [signature(1), script, controlBlock, Uint8Array.of(0x50)],
    ])
      expect(() => final(witness)).toThrow(expect.objectContaining({ code: 'SPEND_FINAL_WITNESS' }))
  })
})

describe('a PSBT in hex', () => {
  it('is read in upper case as in lower case', () => {
    const funded = fundedWith(made(plainDocument()).contracts[0]!)
    const draft = refund(funded, { path: 'employerAlone', feeRate: satsPerVb('2') })
    for (const version of [0, 2] as const) {
      const hex = Buffer.from(psbtOf(draft, { version }), 'base64').toString('hex')
      for (const text of [hex, hex.toUpperCase(), ` ${hex.toUpperCase()}\n`])
        expect(readSpend(funded, text).psbt).toBe(draft.psbt)
    }
  })
})
