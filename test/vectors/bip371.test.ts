import { expect, it } from 'vitest'
import { EscrowError } from '../../src/errors.js'
import { decodePsbt, encodePsbt, psbtToBase64 } from '../../src/psbt/codec.js'
import { rowsOf } from '../support/psbtRows.js'
import { describeVectors } from '../support/vectors.js'

interface Vector {
  readonly name: string
  readonly base64: string
  readonly valid: boolean
}

describeVectors<readonly Vector[]>('bip371-psbt.json', 'BIP 371', (vectors) => {
  it.each(vectors.filter(({ valid }) => valid))('reads and writes: $name', ({ base64 }) => {
    const psbt = decodePsbt(base64)
    const counts = { inputs: psbt.inputs.length, outputs: psbt.outputs.length }
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
    expect(rowsOf(encodePsbt(psbt), counts)).toEqual(rowsOf(bytes, counts))
    expect(decodePsbt(psbtToBase64(psbt))).toEqual(psbt)
  })

  it.each(vectors.filter(({ valid }) => !valid))('refuses: $name', ({ base64 }) => {
    expect(() => decodePsbt(base64)).toThrow(
      expect.objectContaining({ name: 'EscrowError', code: 'PSBT_ROW_MALFORMED' }),
    )
  })

  it('names the row of each malformed one', () => {
    const fields = vectors
      .filter(({ valid }) => !valid)
      .map(({ base64 }) => {
        try {
          decodePsbt(base64)
          return 'accepted'
        } catch (error) {
          return error instanceof EscrowError ? error.message : String(error)
        }
      })
    expect(fields).toMatchInlineSnapshot(`
      [
        "psbt.inputs[0].tapInternalKey: expected a value of 32 bytes, received 33 bytes",
        "psbt.inputs[0].tapKeySignature: expected a value of 64 to 65 bytes, received 63 bytes",
        "psbt.inputs[0].tapKeySignature: expected a value of 64 to 65 bytes, received 66 bytes",
        "psbt.inputs[0].tapDerivation: expected key data of 32 bytes, received 33 bytes",
        "psbt.outputs[1].tapInternalKey: expected a value of 32 bytes, received 33 bytes",
        "psbt.outputs[1].tapDerivation: expected key data of 32 bytes, received 33 bytes",
        "psbt.inputs[0].tapScriptSignature: expected key data of 64 bytes, received 65 bytes",
        "psbt.inputs[0].tapScriptSignature: expected a value of 64 to 65 bytes, received 66 bytes",
        "psbt.inputs[0].tapScriptSignature: expected a value of 64 to 65 bytes, received 63 bytes",
        "psbt.inputs[0].tapLeafScript: expected key data of 33 to 4129 bytes in steps of 32, received 98 bytes",
        "psbt.inputs[0].tapLeafScript: expected key data of 33 to 4129 bytes in steps of 32, received 96 bytes",
      ]
    `)
  })
})
