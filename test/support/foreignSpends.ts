import { createHash } from 'node:crypto'
import { Transaction } from 'bitcoinjs-lib'
import type { AuditedLeaf, AuditedOutput } from 'taproot-escrow/audit'
import { pointFromScalar, privateAdd, privateNegate, signSchnorr } from 'tiny-secp256k1'
import { controlBlock, leafHash, merkleize, tweakInternalKey } from '../../src/taproot/commitment.js'
import { mapTree } from '../../src/taproot/tree.js'
import { concat, toHex } from '../../src/units/bytes.js'
import { type Item, SECRET } from './foreignTrees.js'
import { bareHolder } from './holders.js'

/*
 * Spends of outputs that the library has no contract for: sighashes by bitcoinjs-lib, signatures by tiny-secp256k1.
 */

/** A P2TR script that anybody may be paid to. */
const PAYEE = concat(Uint8Array.of(0x51, 0x20), bareKey(99))

function bareKey(seed: number): Uint8Array {
  return pointFromScalar(bareHolder(seed).secret, true)!.slice(1)
}

export interface ForeignCoin {
  readonly txid: string
  readonly vout: number
  readonly amount: bigint
}

export interface ForeignLocks {
  readonly sequence?: number
  readonly lockTime?: number
}

const FEE = 1000n

const bodyOf = ({ txid, vout, amount }: ForeignCoin, locks: ForeignLocks): Transaction => {
  const transaction = new Transaction()
  transaction.version = 2
  transaction.locktime = locks.lockTime ?? 0
  transaction.addInput(Buffer.from(txid, 'hex').reverse(), vout, locks.sequence ?? 0xfffffffd)
  transaction.addOutput(PAYEE, amount - FEE)
  return transaction
}

const control = (output: AuditedOutput, leaf: AuditedLeaf): Uint8Array => {
  const tree = mapTree(output.tree!, (name) => output.leaves.find((one) => one.name === name)!)
  const { hash, places } = merkleize(tree)
  const { parity } = tweakInternalKey({ xOnly: output.internalKey }, hash)
  const { merklePath } = places.find((place) => place.leaf.name === leaf.name)!
  return controlBlock({ internalKey: output.internalKey, parity, merklePath, version: leaf.version })
}

/** What stands in a witness instead of what is due. */
export type Replaced = (item: Item, at: number) => Uint8Array | undefined

/** A spend by one leaf; `replace` puts something else into the place of an item. */
export const leafSpend = (
  coin: ForeignCoin,
  options: {
    readonly output: AuditedOutput
    readonly leaf: AuditedLeaf
    readonly items: readonly Item[]
    readonly locks?: ForeignLocks
    readonly replace?: Replaced
  },
): string => {
  const { output, leaf, items, locks = {}, replace } = options
  const transaction = bodyOf(coin, locks)
  const hash = transaction.hashForWitnessV1(
    0,
    [output.outputScript],
    [coin.amount],
    Transaction.SIGHASH_DEFAULT,
    leafHash(leaf.script, leaf.version),
  )
  const bytesOf = (item: Item): Uint8Array => {
    if (item === 'secret') return SECRET
    if (item === 'one') return Uint8Array.of(1)
    if (item === 'nothing') return new Uint8Array(0)
    return signSchnorr(hash, bareHolder(item.signer).secret)
  }
  transaction.ins[0]!.witness = [
    ...items.map((item, at) => replace?.(item, at) ?? bytesOf(item)),
    leaf.script,
    control(output, leaf),
  ]
  return transaction.toHex()
}

/** A signature of somebody who has no part in it. */
export const strangersSignature = (): Uint8Array =>
  signSchnorr(new Uint8Array(32).fill(1), bareHolder(98).secret)

const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const number = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`)
const scalar = (value: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from((value % N).toString(16).padStart(64, '0'), 'hex'))

const tagged = (tag: string, ...parts: readonly Uint8Array[]): Uint8Array => {
  const prefix = createHash('sha256').update(tag).digest()
  const hash = createHash('sha256').update(prefix).update(prefix)
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

/** The secret key of an aggregate (BIP 327, "KeyAgg"), by somebody who knows the secrets of all its participants. */
const aggregateSecret = (seeds: readonly number[]): Uint8Array => {
  const members = seeds
    .map((seed) => ({
      secret: bareHolder(seed).secret,
      point: pointFromScalar(bareHolder(seed).secret, true)!,
    }))
    .toSorted((left, right) => Buffer.compare(left.point, right.point))
  const list = tagged('KeyAgg list', ...members.map(({ point }) => point))
  return scalar(
    members.reduce((sum, { secret, point }, at) => {
      const weight = at === 1 ? 1n : number(tagged('KeyAgg coefficient', list, point)) % N
      return sum + weight * number(secret)
    }, 0n),
  )
}

/** A spend by the key path, signed by all of these together; one signs with its own key. */
export const keySpend = (
  coin: ForeignCoin,
  { output, signers }: { readonly output: AuditedOutput; readonly signers: readonly number[] },
): string => {
  const transaction = bodyOf(coin, {})
  const hash = transaction.hashForWitnessV1(
    0,
    [output.outputScript],
    [coin.amount],
    Transaction.SIGHASH_DEFAULT,
  )
  const secret = signers.length === 1 ? bareHolder(signers[0]!).secret : aggregateSecret(signers)
  const even = pointFromScalar(secret, true)![0] === 2 ? secret : privateNegate(secret)
  const tweak = tagged('TapTweak', output.internalKey, output.merkleRoot ?? new Uint8Array(0))
  transaction.ins[0]!.witness = [signSchnorr(hash, privateAdd(even, tweak)!)]
  return transaction.toHex()
}
