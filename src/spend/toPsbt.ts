import type { Contract } from '../contract/contract.js'
import { sortKeys } from '../keys/aggregate.js'
import { fingerprintOf } from '../keys/extendedKey.js'
import {
  EMPTY_INPUT,
  EMPTY_OUTPUT,
  type MusigSigner,
  type Psbt,
  type PsbtInput,
  type TapDerivation,
} from '../psbt/model.js'
import { TAPSCRIPT_VERSION } from '../taproot/commitment.js'
import { concat } from '../units/bytes.js'
import type { SpendBody } from './body.js'
import type { KeyInput, LeafInput, SpendInput } from './types.js'

const leafRows = ({ leaf, keys, signatures, preimage }: LeafInput): Partial<PsbtInput> => ({
  tapLeafScripts: [{ controlBlock: leaf.controlBlock, script: leaf.script, leafVersion: TAPSCRIPT_VERSION }],
  tapDerivations: keys.flatMap(({ xOnly, origin }): readonly TapDerivation[] =>
    origin === undefined ? [] : [{ xOnly, leafHashes: [leaf.leafHash], ...origin }],
  ),
  tapScriptSignatures: keys.flatMap(({ xOnly }, position) => {
    const signature = signatures[position]
    return signature === undefined ? [] : [{ xOnly, leafHash: leaf.leafHash, signature }]
  }),
  sha256Preimages: leaf.path.secretHash && preimage ? [{ hash: leaf.path.secretHash, preimage }] : [],
})

/** The output key as Bitcoin Core keys nonces and partial signatures by it (BIP 373). */
export const signingAggregate = (contract: Contract): Uint8Array =>
  concat(Uint8Array.of(2), contract.outputKey)

const keyRows = (contract: Contract, { nonces, partials, signature }: KeyInput): Partial<PsbtInput> => {
  const { internal, internalKey, index } = contract
  if (internal.kind === 'closed') return {}
  const aggregate = signingAggregate(contract)
  const signers = internal.participants.map(
    (participant): MusigSigner => ({ participant: participant.publicKey, aggregate }),
  )
  const rowsOf = <Row>(
    values: readonly (Uint8Array | undefined)[],
    row: (signer: MusigSigner, value: Uint8Array) => Row,
  ) =>
    signers.flatMap((signer, at) => {
      const value = values[at]
      return value === undefined ? [] : [row(signer, value)]
    })
  return {
    tapDerivations: [
      {
        xOnly: internalKey,
        leafHashes: [],
        fingerprint: fingerprintOf(internal.node.publicKey),
        path: [0, index],
      },
      ...internal.participants.map(({ publicKey, origin }) => ({
        xOnly: publicKey.subarray(1),
        leafHashes: [],
        ...origin,
      })),
    ],
    musigParticipants: [
      {
        aggregate: internal.node.publicKey,
        participants: sortKeys(internal.participants.map(({ publicKey }) => publicKey)),
      },
    ],
    musigPublicNonces: rowsOf(nonces, (signer, nonce) => ({ ...signer, nonce })),
    musigPartialSignatures: rowsOf(partials, (signer, partial) => ({ ...signer, signature: partial })),
    ...(signature && { tapKeySignature: signature }),
  }
}

/** The PSBT of a spend (Updater's and Signers' rows together): the plan's leaf only, or the aggregate's rows. */
export const toPsbt = ({ plan, transaction, foreign }: SpendBody, inputs: readonly SpendInput[]): Psbt => ({
  transaction,
  inputs: plan.inputs.map(({ funded: { contract, amount } }, position): PsbtInput => {
    const collected = inputs[position]
    return {
      ...EMPTY_INPUT,
      witnessUtxo: { script: contract.outputScript, amount },
      tapInternalKey: contract.internalKey,
      tapMerkleRoot: contract.merkleRoot,
      ...(collected?.kind === 'leaf' ? leafRows(collected) : collected && keyRows(contract, collected)),
      others: foreign?.inputs[position] ?? [],
    }
  }),
  outputs: transaction.outputs.map((_, position) => ({
    ...EMPTY_OUTPUT,
    others: foreign?.outputs[position] ?? [],
  })),
  others: foreign?.global ?? [],
})
