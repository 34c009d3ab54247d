import { expect, it } from 'vitest'
import { type PsbtVector, refusals, testPsbtVectors } from '../support/psbtVectors.js'
import { describeVectors } from '../support/vectors.js'

describeVectors<readonly PsbtVector[]>('bip373-psbt.json', 'BIP 373', (vectors) => {
  testPsbtVectors(vectors)

  it('names the row of each malformed one', () => {
    expect(refusals(vectors)).toMatchInlineSnapshot(`
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
