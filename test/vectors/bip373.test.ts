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

describeVectors<readonly Vector[]>('bip373-psbt.json', 'BIP 373', (vectors) => {
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
        "psbt.inputs[0].musigParticipants: expected key data of 33 bytes, received 32 bytes",
        "psbt.inputs[0].musigParticipants: expected a value of 33 bytes or more in steps of 33, received 98 bytes",
        "psbt.outputs[0].musigParticipants: expected key data of 33 bytes, received 32 bytes",
        "psbt.outputs[0].musigParticipants: expected key data of 33 bytes, received 32 bytes",
        "psbt.inputs[0].musigPublicNonce: expected key data of 66 to 98 bytes in steps of 32, received 65 bytes",
        "psbt.inputs[0].musigPublicNonce: expected key data of 66 to 98 bytes in steps of 32, received 65 bytes",
        "psbt.inputs[0].musigPublicNonce: expected a value of 66 bytes, received 65 bytes",
        "psbt.inputs[0].musigPartialSignature: expected key data of 66 to 98 bytes in steps of 32, received 97 bytes",
        "psbt.inputs[0].musigPartialSignature: expected key data of 66 to 98 bytes in steps of 32, received 97 bytes",
        "psbt.inputs[0].musigPartialSignature: expected a value of 32 bytes, received 31 bytes",
      ]
    `)
  })
})
