import { expect, it } from 'vitest'
import { aggregateKeys, aggregateNode } from '../../src/keys/aggregate.js'
import { childTweak } from '../../src/keys/derivation.js'
import type { KeyNode } from '../../src/keys/extendedKey.js'
import { type KeyContext, musigContext } from '../../src/musig/context.js'
import { aggregatePartials, verifyPartial } from '../../src/musig/partial.js'
import type { MusigTweak } from '../../src/musig/types.js'
import { decodePsbt } from '../../src/psbt/codec.js'
import type { PsbtInput } from '../../src/psbt/model.js'
import { outputTweak } from '../../src/taproot/commitment.js'
import { sighasher } from '../../src/taproot/sighash.js'
import { concat, equalBytes } from '../../src/units/bytes.js'
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

  const signed = vectors.filter(
    ({ valid, base64 }) => valid && decodePsbt(base64).inputs[0]?.musigPartialSignatures.length,
  )

  it.each(signed)('has the keys, nonces and parts that its participants lead to: $name', ({ base64 }) => {
    const psbt = decodePsbt(base64)
    const input = psbt.inputs[0]!
    const { leafHash, aggregate } = input.musigPartialSignatures[0]!
    const context = contextOf(input, leafHash)
    // the key that signs, with its true parity, is the one that the rows are for
    expect(aggregate).toEqual(concat(Uint8Array.of(context.odd ? 3 : 2), context.outputKey))
    for (const row of [...input.musigPublicNonces, ...input.musigPartialSignatures])
      expect(row.aggregate).toEqual(aggregate)

    const inOrder = <Row extends { readonly participant: Uint8Array }>(
      rows: readonly Row[],
    ): readonly Row[] =>
      context.publicKeys.map((key) => rows.find(({ participant }) => equalBytes(participant, key))!)
    const publicNonces = inOrder(input.musigPublicNonces).map(({ nonce }) => nonce)
    const partials = inOrder(input.musigPartialSignatures).map(({ signature }) => signature)
    const message = sighasher(psbt.transaction, [input.witnessUtxo!])({
      index: 0,
      ...(leafHash && { leafHash }),
    })
    const round = { context, message, publicNonces }
    for (const [signer, partial] of partials.entries()) verifyPartial({ ...round, partial, signer })
    const signature = aggregatePartials({ ...round, partials })
    const given = input.tapKeySignature ?? input.tapScriptSignatures[0]?.signature
    if (given !== undefined) expect(signature).toEqual(given)
  })

  it('has all three kinds of keys among them', () => {
    expect(signed).toHaveLength(4)
  })
})

/** The keys of a PSBT's participants, tweaked as its rows say: BIP 328 for a derived key, BIP 341 for an internal one. */
const contextOf = (input: PsbtInput, leafHash: Uint8Array | undefined): KeyContext => {
  const { aggregate, participants } = input.musigParticipants[0]!
  const steps: MusigTweak[] = []
  let node: KeyNode = aggregateNode(aggregateKeys(participants, 'participants'))
  expect(node.publicKey).toEqual(aggregate)
  if (leafHash === undefined && input.tapInternalKey !== undefined) {
    const internalKey = input.tapInternalKey
    const path = input.tapDerivations.find(({ xOnly }) => equalBytes(xOnly, internalKey))?.path ?? []
    for (const index of path) {
      const child = childTweak(node, index)
      steps.push({ kind: 'plain', tweak: child.tweak })
      node = child.node
    }
    expect(node.publicKey.subarray(1)).toEqual(internalKey)
    steps.push({ kind: 'xOnly', tweak: outputTweak(internalKey, input.tapMerkleRoot) })
  }
  return musigContext({ publicKeys: participants, tweaks: steps })
}
