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
      .map(({ name, base64 }) => {
        try {
          decodePsbt(base64)
          return `${name}: accepted`
        } catch (error) {
          return `${name}: ${error instanceof EscrowError ? `${error.code} at ${error.data.field}` : String(error)}`
        }
      })
    expect(reasons.join('\n')).toMatchInlineSnapshot(`
      "Network transaction, not PSBT format: PSBT_MAGIC at psbt
      PSBT missing outputs: PSBT_TRUNCATED at psbt.outputs[0]
      PSBT where one input has a filled scriptSig in the unsigned tx: PSBT_TRANSACTION_SIGNED at psbt.global.transaction.inputs[0]
      PSBT where inputs and outputs are provided but without an unsigned tx: PSBT_TRANSACTION_MISSING at psbt.global.transaction
      PSBT with duplicate keys in an input: PSBT_DUPLICATE_ROW at psbt.inputs[0]
      PSBT with invalid global transaction typed key: PSBT_ROW_MALFORMED at psbt.global.transaction
      PSBT with invalid input witness utxo typed key: PSBT_ROW_MALFORMED at psbt.inputs[0].witnessUtxo
      PSBT with invalid pubkey length for input partial signature typed key: PSBT_ROW_MALFORMED at psbt.inputs[0].partialSignature
      PSBT with invalid redeemscript typed key: PSBT_ROW_MALFORMED at psbt.inputs[0].redeemScript
      PSBT with invalid witnessscript typed key: PSBT_ROW_MALFORMED at psbt.inputs[0].witnessScript
      PSBT with invalid pubkey in input BIP 32 derivation paths typed key: PSBT_ROW_MALFORMED at psbt.inputs[0].derivation
      PSBT with invalid non-witness utxo typed key: PSBT_ROW_MALFORMED at psbt.inputs[0].nonWitnessUtxo
      PSBT with invalid final scriptsig typed key: PSBT_ROW_MALFORMED at psbt.inputs[0].finalScriptSig
      PSBT with invalid final script witness typed key: PSBT_ROW_MALFORMED at psbt.inputs[1].finalScriptWitness
      PSBT with invalid pubkey in output BIP 32 derivation paths typed key: PSBT_ROW_MALFORMED at psbt.outputs[0].derivation
      PSBT with invalid input sighash type typed key: PSBT_TRAILING_BYTES at psbt
      PSBT with invalid output redeemScript typed key: PSBT_ROW_MALFORMED at psbt.outputs[0].redeemScript
      PSBT with invalid output witnessScript typed key: PSBT_ROW_MALFORMED at psbt.outputs[1].witnessScript
      PSBT with unsigned tx serialized with witness serialization format: TRANSACTION_MALFORMED at psbt.global.transaction
      PSBT with an invalid value data due to its size being not the stated size: TRANSACTION_MALFORMED at psbt.global.transaction"
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
