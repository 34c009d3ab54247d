import { expect, it } from 'vitest'
import { type PsbtVector, refusals, testPsbtVectors } from '../support/psbtVectors.js'
import { describeVectors } from '../support/vectors.js'

describeVectors<readonly PsbtVector[]>('bip371-psbt.json', 'BIP 371', (vectors) => {
  testPsbtVectors(vectors)

  it('names the row of each malformed one', () => {
    expect(refusals(vectors)).toMatchInlineSnapshot(`
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
