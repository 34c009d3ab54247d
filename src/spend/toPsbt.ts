import { type Contract, type ContractLeaf, leafOf } from '../contract/contract.js'
import type { PsbtRows } from '../contract/devices.js'
import { type LeafKey, termsNode } from '../contract/keys.js'
import { sortKeys } from '../keys/aggregate.js'
import { fingerprintOf } from '../keys/extendedKey.js'
import type { PlannedOutput } from '../plan/money.js'
import {
  EMPTY_INPUT,
  EMPTY_OUTPUT,
  type MusigSigner,
  type Psbt,
  type PsbtInput,
  type PsbtOutput,
  type TapDerivation,
} from '../psbt/model.js'
import { keysOf } from '../script/miniscript.js'
import { TAPSCRIPT_VERSION } from '../taproot/commitment.js'
import { leavesOf } from '../taproot/tree.js'
import { concat } from '../units/bytes.js'
import type { SpendBody } from './body.js'
import type { KeyInput, LeafInput, SpendInput } from './types.js'

const leafDerivations = (
  keys: readonly LeafKey[],
  { leafHash }: Pick<ContractLeaf, 'leafHash'>,
): readonly TapDerivation[] =>
  keys.flatMap(({ xOnly, origin }) =>
    origin === undefined ? [] : [{ xOnly, leafHashes: [leafHash], ...origin }],
  )

/** The internal key, whoever can sign for it: devices look for it before they recognise an output. */
const internalDerivation = ({ internal, internalKey, index }: Contract): TapDerivation => ({
  xOnly: internalKey,
  leafHashes: [],
  fingerprint: internal.fingerprint,
  path: [0, index],
})

const leafRows = (
  contract: Contract,
  { leaf, keys, signatures, preimage }: LeafInput,
  rows: PsbtRows,
): Partial<PsbtInput> => ({
  tapLeafScripts: [{ controlBlock: leaf.controlBlock, script: leaf.script, leafVersion: TAPSCRIPT_VERSION }],
  tapDerivations: [
    ...(rows === 'leafKeysOnly' ? [] : [internalDerivation(contract)]),
    ...leafDerivations(keys, leaf),
  ],
  tapScriptSignatures: keys.flatMap(({ xOnly }, position) => {
    const signature = signatures[position]
    return signature === undefined ? [] : [{ xOnly, leafHash: leaf.leafHash, signature }]
  }),
  sha256Preimages: leaf.path.secretHash && preimage ? [{ hash: leaf.path.secretHash, preimage }] : [],
})

/** The key that nonces and partial signatures are for: the output key, compressed, with its true sign (BIP 373). */
export const signingAggregate = (contract: Contract): Uint8Array =>
  concat(Uint8Array.of(2 + contract.parity), contract.outputKey)

/** The internal key, and for an aggregate its participants, as a device or a node recognises them (BIP 373). */
const internalRows = (contract: Contract): Pick<PsbtInput, 'tapDerivations' | 'musigParticipants'> => {
  const { internal } = contract
  if (internal.kind === 'closed')
    return { tapDerivations: [internalDerivation(contract)], musigParticipants: [] }
  const { node, participants } = internal
  return {
    tapDerivations: [
      internalDerivation(contract),
      ...participants.map(({ publicKey, origin }) => ({
        xOnly: publicKey.subarray(1),
        leafHashes: [],
        ...origin,
      })),
    ],
    musigParticipants: [
      {
        aggregate: node.publicKey,
        participants: sortKeys(participants.map(({ publicKey }) => publicKey)),
      },
    ],
  }
}

const keyRows = (contract: Contract, { nonces, partials, signature }: KeyInput): Partial<PsbtInput> => {
  const { internal } = contract
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
    musigPublicNonces: rowsOf(nonces, (signer, nonce) => ({ nonce, ...signer })),
    musigPartialSignatures: rowsOf(partials, (signer, partial) => ({ signature: partial, ...signer })),
    ...internalRows(contract),
    ...(signature && { tapKeySignature: signature }),
  }
}

/** The key of the terms leaf, which nobody holds: below an extended key without origin, on its first branch. */
const termsDerivations = (contract: Contract): readonly TapDerivation[] => {
  const { fragment, leafHash } = leafOf(contract, 'terms')
  const fingerprint = fingerprintOf(termsNode(contract.agreement).publicKey)
  return keysOf(fragment).map(({ xOnly }) => ({
    xOnly,
    leafHashes: [leafHash],
    fingerprint,
    path: [0, contract.index],
  }))
}

/** A row for every key that the descriptor names. */
const everyDerivation = (contract: Contract): readonly TapDerivation[] => [
  ...internalRows(contract).tapDerivations,
  ...contract.leaves.flatMap((leaf) => leafDerivations(keysOf(leaf.fragment), leaf)),
  ...termsDerivations(contract),
]

/** What makes an output recognisable as a contract: the whole tree and every key (BIP 371, "Output types"). */
const contractRows = (contract: Contract): Partial<PsbtOutput> => {
  const { tapDerivations, musigParticipants } = internalRows(contract)
  const leaves = leavesOf(contract.tree).map(({ leaf, depth }) => ({ leaf: leafOf(contract, leaf), depth }))
  return {
    tapInternalKey: contract.internalKey,
    tapTree: leaves.map(({ leaf, depth }) => ({
      depth,
      leafVersion: TAPSCRIPT_VERSION,
      script: leaf.script,
    })),
    tapDerivations: [
      ...tapDerivations,
      ...leaves.flatMap(({ leaf }) => leafDerivations(keysOf(leaf.fragment), leaf)),
    ],
    musigParticipants,
  }
}

const recipientContract = ({ recipients }: PlannedOutput): Contract | undefined =>
  recipients.flatMap((recipient) => ('contract' in recipient ? [recipient.contract] : []))[0]

/**
 * The PSBT of a spend (Updater's and Signers' rows together): the plan's leaf only, or the aggregate's rows; or
 * what a device wants.
 */
export const toPsbt = (
  { plan, transaction, foreign }: SpendBody,
  inputs: readonly SpendInput[],
  { rows = 'usual' }: { readonly rows?: PsbtRows } = {},
): Psbt => ({
  transaction,
  inputs: plan.inputs.map(({ funded: { contract, amount } }, position): PsbtInput => {
    const collected = inputs[position]
    return {
      witnessUtxo: { script: contract.outputScript, amount },
      tapInternalKey: contract.internalKey,
      tapMerkleRoot: contract.merkleRoot,
      ...EMPTY_INPUT,
      ...(collected?.kind === 'leaf'
        ? leafRows(contract, collected, rows)
        : collected && keyRows(contract, collected)),
      ...(rows === 'everyKey' && { tapDerivations: everyDerivation(contract) }),
      others: foreign?.inputs[position] ?? [],
    }
  }),
  outputs: plan.outputs.map((output, position) => {
    const contract = recipientContract(output)
    return {
      ...EMPTY_OUTPUT,
      ...(contract && contractRows(contract)),
      others: foreign?.outputs[position] ?? [],
    }
  }),
  others: foreign?.global ?? [],
})
