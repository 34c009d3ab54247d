import { createHash } from 'node:crypto'
import { Transaction } from 'bitcoinjs-lib'
import * as ecc from 'tiny-secp256k1'
import type { Deposit } from '../../scripts/bitcoind/regtest.js'
import { encodeTaprootAddress } from '../../src/agreement/taprootAddress.js'
import { assemble } from '../../src/contract/assemble.js'
import type { Fragment } from '../../src/script/miniscript.js'
import { controlBlock, outputScript } from '../../src/taproot/commitment.js'
import type { ScriptTree } from '../../src/taproot/tree.js'
import { fromHex } from '../../src/units/bytes.js'

/*
 * Outputs with one leaf of key lists, at any depth, and their spends: made by hand, because the library refuses
 * those that lie beyond what strict nodes relay.
 */

interface Key {
  readonly number: number
  readonly xOnly: Uint8Array
}

/** A list of keys of which some sign. */
export interface KeyList {
  readonly threshold: number
  readonly keys: number
}

/** What the leaf asks for, and how deep it lies. */
export interface LeafCase {
  readonly lists: readonly KeyList[]
  readonly depth: number
  /** Closed by `older(1)`, as the leaf of one party alone is by its lock. */
  readonly lock?: 'older(1)'
}

/** An output that holds such a leaf. */
export interface BuiltLeaf {
  readonly fragment: Fragment<unknown>
  readonly script: Uint8Array
  readonly leafHash: Uint8Array
  readonly controlBlock: Uint8Array
  readonly outputScript: Uint8Array
  readonly address: string
  readonly keys: readonly Key[]
  /** Which of the keys sign. */
  readonly signing: readonly boolean[]
  readonly sequence: number
}

const H = '0250929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0'

const secretKey = (number: number): Uint8Array =>
  new Uint8Array(createHash('sha256').update(`taproot-escrow limits key ${number}`).digest())

const keys = new Map<number, Key>()

const keyOf = (number: number): Key => {
  const known = keys.get(number)
  if (known !== undefined) return known
  const point = ecc.pointFromScalar(secretKey(number), true)
  if (point === null) throw new Error('a hash that is no secret key')
  const key = { number, xOnly: point.subarray(1) }
  keys.set(number, key)
  return key
}

const FIRST_KEY_OF_A_LIST = 100
const KEY_OF_A_SIBLING = 10_000

const listFragment = ({ threshold, keys: count }: KeyList, list: number): Fragment<Key> => {
  const all = Array.from({ length: count }, (_, at) => keyOf(FIRST_KEY_OF_A_LIST * (list + 1) + at))
  const [only, another] = all
  return only !== undefined && another === undefined
    ? { type: 'pk', key: only }
    : { type: 'multi_a', threshold, keys: all }
}

/** The output of a leaf, with as many siblings above it as its depth asks for. */
export const buildLeaf = ({ lists, depth, lock }: LeafCase): BuiltLeaf => {
  const parts: Fragment<Key>[] = [
    ...lists.map(listFragment),
    ...(lock ? [{ type: 'older', value: 1 } as const] : []),
  ]
  const fragment = parts.reduceRight((right, left) => ({ type: 'and_v', left, right }))
  const wanted = { fragment }
  const tree = Array.from({ length: depth }, (_, at) => at).reduce<
    ScriptTree<{ readonly fragment: Fragment<Key> }>
  >(
    (left, at) => ({
      left,
      right: { leaf: { fragment: { type: 'pk', key: keyOf(KEY_OF_A_SIBLING + at) } } },
    }),
    { leaf: wanted },
  )
  const publicKey = fromHex(H) ?? new Uint8Array(0)
  const internalKey = publicKey.subarray(1)
  const assembled = assemble({ internalKey: { xOnly: internalKey }, tree })
  const place = assembled.leaves.find(({ leaf }) => leaf === wanted)
  if (place === undefined) throw new Error('the leaf is not in its tree')
  const { script, leafHash, merklePath } = place
  return {
    fragment,
    script,
    leafHash,
    controlBlock: controlBlock({ internalKey, parity: assembled.parity, merklePath }),
    outputScript: outputScript(assembled.outputKey),
    address: encodeTaprootAddress(assembled.outputKey, 'regtest'),
    keys: lists.flatMap((list, at) =>
      Array.from({ length: list.keys }, (_, key) => keyOf(FIRST_KEY_OF_A_LIST * (at + 1) + key)),
    ),
    signing: lists.flatMap(({ threshold, keys: count }) =>
      Array.from({ length: count }, (_, key) => key < threshold),
    ),
    sequence: lock ? 1 : 0xfffffffd,
  }
}

/** The transaction that spends these outputs by their leaves, a tenth of the money for the network. */
export const spendLeaves = (
  spent: readonly { readonly leaf: BuiltLeaf; readonly deposit: Pick<Deposit, 'txid' | 'vout' | 'amount'> }[],
): Transaction => {
  const transaction = new Transaction()
  transaction.version = 2
  for (const { leaf, deposit } of spent)
    transaction.addInput((fromHex(deposit.txid) ?? new Uint8Array(0)).reverse(), deposit.vout, leaf.sequence)
  const amounts = spent.map(({ deposit }) => deposit.amount)
  const sum = amounts.reduce((total, amount) => total + amount, 0n)
  transaction.addOutput(
    buildLeaf({ lists: [{ threshold: 1, keys: 1 }], depth: 0 }).outputScript,
    (sum * 9n) / 10n,
  )
  for (const [input, { leaf }] of spent.entries()) {
    const digest = transaction.hashForWitnessV1(
      input,
      spent.map((one) => one.leaf.outputScript),
      amounts,
      0,
      leaf.leafHash,
    )
    const signatures = leaf.keys.map((key, at) =>
      leaf.signing[at] ? ecc.signSchnorr(digest, secretKey(key.number)) : new Uint8Array(0),
    )
    transaction.setWitness(input, [...signatures.reverse(), leaf.script, leaf.controlBlock])
  }
  return transaction
}
