import { Transaction } from 'bitcoinjs-lib'
import {
  type Contract,
  type ContractLeaf,
  EscrowError,
  type LeafName,
  leafOf,
  type Spend,
} from 'taproot-escrow'
import * as ecc from 'tiny-secp256k1'
import type { LeafKey } from '../../src/contract/keys.js'
import { childTweak } from '../../src/keys/derivation.js'
import type { KeyNode } from '../../src/keys/extendedKey.js'
import { decodePsbt, psbtToBase64 } from '../../src/psbt/codec.js'
import { EMPTY_OUTPUT, type Psbt, type PsbtInput } from '../../src/psbt/model.js'
import { keysOf } from '../../src/script/miniscript.js'
import { outputScript } from '../../src/taproot/commitment.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import type { UnsignedTransaction } from '../../src/units/transaction.js'
import { type BareHolder, bareHolder, holderOf } from './holders.js'

/*
 * Transactions that the library would never make, built by foreign implementations, to be shown to a node.
 */

/** The output script of somebody whom no agreement pays. */
export const thief: Uint8Array = outputScript(ecc.pointFromScalar(bareHolder(666).secret, true)!.subarray(1))

/** A key that no agreement knows. */
export const stranger: BareHolder = bareHolder(999)

/** The private key behind a leaf's key. */
export const secretKeyOf = (contract: Contract, leaf: ContractLeaf, key: LeafKey): Uint8Array => {
  if (key.role === 'terms') throw new Error('nobody holds the key of the terms')
  const holder = holderOf(contract.agreement[key.role]!.keys[key.position]!.text)
  if (holder.kind === 'bare') return holder.secret
  const steps = keysOf(leaf.fragment)
    .find(({ role, position }) => role === key.role && position === key.position)!
    .origin!.path.slice(-2)
  return steps.reduce((node, step) => node.derive(step), holder.account).privateKey!
}

/** What is signed and shown instead of what the plan says. */
export interface Forgery {
  /** The leaf to reveal; without it the plan's. */
  readonly leaf?: LeafName
  /** What is changed before anybody signs. */
  readonly change?: (transaction: Transaction) => void
  /** What is changed once all have signed. */
  readonly changeAfter?: (transaction: Transaction) => void
  /** SIGHASH type of all signatures; 0, the default, has no byte of its own. */
  readonly type?: number
  /** Who signs for a key: its holder where not said; `undefined` leaves an empty push. */
  readonly secretKey?: (key: LeafKey) => Uint8Array | undefined
  /** What the signers are told about the outputs that are spent. */
  readonly lie?: { readonly amount?: bigint; readonly script?: Uint8Array }
  /** Preimages and the like, below the signatures. */
  readonly below?: readonly Uint8Array[]
}

/** The unsigned transaction of a spend, as bitcoinjs-lib holds it. */
export const transactionOf = ({ plan }: Spend): Transaction => {
  const transaction = new Transaction()
  transaction.version = plan.version
  transaction.locktime = plan.lockTime
  for (const { funded, sequence } of plan.inputs)
    transaction.addInput(fromHex(funded.outpoint.txid)!.reverse(), funded.outpoint.vout, sequence)
  for (const { script, amount } of plan.outputs) transaction.addOutput(script, amount)
  return transaction
}

/** The digest of an input as bitcoinjs-lib computes it. */
export const digestOf = (
  spend: Spend,
  transaction: Transaction,
  {
    input,
    type = 0,
    leafHash,
    lie = {},
  }: Pick<Forgery, 'type' | 'lie'> & { input: number; leafHash?: Uint8Array },
): Uint8Array =>
  transaction.hashForWitnessV1(
    input,
    spend.plan.inputs.map(({ funded }) => lie.script ?? funded.contract.outputScript),
    spend.plan.inputs.map(({ funded }) => lie.amount ?? funded.amount),
    type,
    leafHash,
  )

export const schnorr = (digest: Uint8Array, secretKey: Uint8Array, type = 0): Uint8Array => {
  const signature = ecc.signSchnorr(digest, secretKey)
  return type === 0 ? signature : Uint8Array.of(...signature, type)
}

/** A transaction that is like the spend's but for what the forgery says, signed by the real keys. */
export const forged = (spend: Spend, forgery: Forgery = {}): string => {
  const { plan } = spend
  const transaction = transactionOf(spend)
  forgery.change?.(transaction)
  for (const [input, { funded }] of plan.inputs.entries()) {
    if (transaction.ins[input] === undefined) continue
    const { contract } = funded
    const leaf = leafOf(contract, forgery.leaf ?? (plan.path === 'key' ? 'employerAndWorker' : plan.path))
    const digest = digestOf(spend, transaction, { ...forgery, input, leafHash: leaf.leafHash })
    const signatures = keysOf(leaf.fragment).map((key) => {
      const secretKey = forgery.secretKey ? forgery.secretKey(key) : secretKeyOf(contract, leaf, key)
      return secretKey === undefined ? new Uint8Array(0) : schnorr(digest, secretKey, forgery.type)
    })
    // the first key of a script takes the signature on top of the stack
    transaction.ins[input]!.witness = [
      ...(forgery.below ?? []),
      ...signatures.reverse(),
      leaf.script,
      leaf.controlBlock,
    ]
  }
  forgery.changeAfter?.(transaction)
  return transaction.toHex()
}

/**
 * What everybody knows of the private key of an unspendable node's child: the tweaks of its steps, and then of
 * the output. The rest is the unknown logarithm of H.
 */
export const knownPartOf = (
  node: KeyNode,
  steps: readonly number[],
  ...more: readonly Uint8Array[]
): Uint8Array => {
  const tweaks: Uint8Array[] = []
  let child = node
  for (const step of steps) {
    const { tweak, node: next } = childTweak(child, step)
    tweaks.push(tweak)
    child = next
  }
  const [first, ...rest] = [...tweaks, ...more]
  return rest.reduce((sum, tweak) => ecc.privateAdd(sum, tweak)!, first!)
}

/** A spend by the key path with this signature of its first input. */
export const forgedKeySpend = (spend: Spend, sign: (digest: Uint8Array) => Uint8Array): string => {
  const transaction = transactionOf(spend)
  transaction.ins[0]!.witness = [sign(digestOf(spend, transaction, { input: 0 }))]
  return transaction.toHex()
}

/** The transaction in hex with something changed. */
export const changed = (hex: string, change: (transaction: Transaction) => void): string => {
  const transaction = Transaction.fromHex(hex)
  change(transaction)
  return transaction.toHex()
}

/** A PSBT with something changed that its maker did not mean. */
export const tampered = (psbt: string, change: (psbt: Psbt) => Psbt): string =>
  psbtToBase64(change(decodePsbt(psbt)))

/** A PSBT with its first input changed. */
export const tamperedInput = (psbt: string, change: (input: PsbtInput) => Partial<PsbtInput>): string =>
  tampered(psbt, (whole) => ({
    ...whole,
    inputs: whole.inputs.map((input, at) => (at === 0 ? { ...input, ...change(input) } : input)),
  }))

/** A PSBT with its transaction changed, and rows for as many outputs as it has then. */
export const tamperedTransaction = (
  psbt: string,
  change: (transaction: UnsignedTransaction) => Partial<UnsignedTransaction>,
): string =>
  tampered(psbt, (whole) => {
    const transaction = { ...whole.transaction, ...change(whole.transaction) }
    return {
      ...whole,
      transaction,
      inputs: transaction.inputs.map((_, at) => whole.inputs[at] ?? whole.inputs[0]!),
      outputs: transaction.outputs.map(() => EMPTY_OUTPUT),
    }
  })

/** The code of the error with which the library refuses something, or `accepted`. */
export const refusal = (attempt: () => unknown): string => {
  try {
    attempt()
    return 'accepted'
  } catch (error) {
    if (error instanceof EscrowError) return error.code
    throw error
  }
}

/** An input's witness with its items in hex, for a look. */
export const witnessOf = (hex: string, input = 0): readonly string[] =>
  Transaction.fromHex(hex).ins[input]!.witness.map((item) => toHex(item))

/** The script failed because a signature does not verify. */
export const INVALID_SIGNATURE = 'mandatory-script-verify-flag-failed (Invalid Schnorr signature)'
export const WRONG_PROGRAM = 'mandatory-script-verify-flag-failed (Witness program hash mismatch)'
export const FALSE_STACK =
  'mandatory-script-verify-flag-failed (Script evaluated without error but finished with a false/empty top stack element)'
