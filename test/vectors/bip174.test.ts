import { describe, expect, it } from 'vitest'
import { EscrowError } from '../../src/errors.js'
import { decodePsbt, encodePsbt, psbtToBase64 } from '../../src/psbt/codec.js'
import { parseTransaction, serializeTransaction } from '../../src/psbt/transaction.js'
import { toHex } from '../../src/units/bytes.js'
import { readByBip174, rowsOf } from '../support/psbtRows.js'
import { describeVectors } from '../support/vectors.js'

interface Vector {
  readonly name: string
  readonly base64: string
  readonly valid: boolean
}

interface Step {
  readonly context: string
  readonly base64?: string
  readonly hex?: string
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'))

describeVectors<readonly Vector[]>('bip174-psbt.json', 'BIP 174', (vectors) => {
  it.each(vectors.filter(({ valid }) => valid))('reads and writes: $name', ({ base64 }) => {
    const psbt = decodePsbt(base64)
    const counts = { inputs: psbt.inputs.length, outputs: psbt.outputs.length }
    expect(rowsOf(encodePsbt(psbt), counts)).toEqual(rowsOf(bytesOf(base64), counts))
    expect(decodePsbt(psbtToBase64(psbt))).toEqual(psbt)
    expect(() => readByBip174(bytesOf(base64))).not.toThrow()
  })

  it.each(vectors.filter(({ valid }) => !valid))('refuses: $name', ({ base64 }) => {
    expect(() => decodePsbt(base64)).toThrow(EscrowError)
  })

  it('refuses each malformed one for its own reason', () => {
    const reasons = vectors
      .filter(({ valid }) => !valid)
      .map(({ base64 }) => {
        try {
          decodePsbt(base64)
          return 'accepted'
        } catch (error) {
          return error instanceof EscrowError ? `${error.code} ${error.data.field}` : String(error)
        }
      })
    expect(reasons).toMatchInlineSnapshot(`
      [
        "PSBT_MAGIC psbt",
        "PSBT_TRUNCATED psbt.outputs[0]",
        "PSBT_TRANSACTION_SIGNED psbt.global.transaction.inputs[0]",
        "PSBT_TRANSACTION_MISSING psbt.global.transaction",
        "PSBT_DUPLICATE_ROW psbt.inputs[0]",
        "PSBT_ROW_MALFORMED psbt.global.transaction",
        "PSBT_ROW_MALFORMED psbt.inputs[0].witnessUtxo",
        "PSBT_ROW_MALFORMED psbt.inputs[0].partialSignature",
        "PSBT_ROW_MALFORMED psbt.inputs[0].redeemScript",
        "PSBT_ROW_MALFORMED psbt.inputs[0].witnessScript",
        "PSBT_ROW_MALFORMED psbt.inputs[0].derivation",
        "PSBT_ROW_MALFORMED psbt.inputs[0].nonWitnessUtxo",
        "PSBT_ROW_MALFORMED psbt.inputs[0].finalScriptSig",
        "PSBT_ROW_MALFORMED psbt.inputs[1].finalScriptWitness",
        "PSBT_ROW_MALFORMED psbt.outputs[0].derivation",
        "PSBT_TRAILING_BYTES psbt",
        "PSBT_ROW_MALFORMED psbt.outputs[0].redeemScript",
        "PSBT_ROW_MALFORMED psbt.outputs[1].witnessScript",
        "TRANSACTION_MALFORMED psbt.global.transaction",
        "TRANSACTION_MALFORMED psbt.global.transaction",
      ]
    `)
  })
})

describeVectors<readonly Step[]>('bip174-roles.json', 'BIP 174, the roles', (steps) => {
  const psbts = steps.flatMap(({ base64 }) => (base64 === undefined ? [] : [base64]))

  it.each(psbts.map((base64, index) => ({ base64, index })))('reads and writes step $index', ({ base64 }) => {
    const psbt = decodePsbt(base64)
    const counts = { inputs: psbt.inputs.length, outputs: psbt.outputs.length }
    expect(rowsOf(encodePsbt(psbt), counts)).toEqual(rowsOf(bytesOf(base64), counts))
  })

  it('spells a PSBT whose rows are in the order of their keys byte for byte', () => {
    const combined = psbts.at(-1) ?? ''
    expect(psbtToBase64(decodePsbt(combined))).toBe(combined)
  })

  describe('the extracted transaction', () => {
    const hex = steps.find((step) => step.hex !== undefined)?.hex ?? ''
    const finalized = psbts[6] ?? ''

    it('reads and writes', () => {
      expect(toHex(serializeTransaction(parseTransaction(hex)))).toBe(hex)
    })

    it('is the PSBT with its final scripts and witnesses', () => {
      const { transaction, inputs } = decodePsbt(finalized)
      const extracted = serializeTransaction({
        ...transaction,
        inputs: transaction.inputs.map((input, index) => ({
          ...input,
          ...(inputs[index]?.finalScriptSig && { scriptSig: inputs[index].finalScriptSig }),
          ...(inputs[index]?.finalScriptWitness && { witness: inputs[index].finalScriptWitness }),
        })),
      })
      expect(toHex(extracted)).toBe(hex)
    })
  })
})
