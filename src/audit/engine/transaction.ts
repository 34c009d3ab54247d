import { schnorr } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { hex } from '@scure/base'
import {
  outputBytes,
  partsOf,
  type SecondParts,
  type SecondPrevout,
  strippedBytes,
  taggedHash,
  uint32,
  uint64,
  withLength,
} from './encoding.js'
import { secondLeafHash } from './output.js'

/** A transaction in hex, with or without witnesses, with the outputs that it spends, in the order of its inputs. */
export interface SecondTransaction {
  readonly hex: string
  readonly spent: readonly SecondPrevout[]
}

/** One signature of one input. */
export interface SecondSigned {
  readonly input: number
  /** The leaf's; without it the signature is the key path's. */
  readonly script?: Uint8Array
  /** The signature's type byte; SIGHASH_DEFAULT where it has none. */
  readonly type?: number
  readonly annex?: Uint8Array
}

const present = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('a transaction with a hole')
  return value
}

const ALL = 1
const NONE = 2
const SINGLE = 3
const ANYONE_CAN_PAY = 0x80

const hashOf = (parts: readonly Uint8Array[]): Uint8Array => sha256(concatBytes(...parts))

/** What all signatures of a transaction share (BIP 341, "Common signature message"). */
const sharedHashes = ({ inputs, outputs }: SecondParts, spent: readonly SecondPrevout[]) => ({
  inputs: [
    hashOf(inputs.map(({ outpoint }) => outpoint)),
    hashOf(spent.map(({ amount }) => uint64(amount))),
    hashOf(spent.map(({ script }) => withLength(script))),
    hashOf(inputs.map(({ sequence }) => uint32(sequence))),
  ],
  outputs: hashOf(outputs.map(outputBytes)),
})

/**
 * What signatures of inputs sign, 32 bytes each (BIP 341, BIP 342), of the parts of a transaction that is read once.
 */
export const secondSighasher = ({
  hex: text,
  spent,
}: SecondTransaction): ((signed: SecondSigned) => Uint8Array) => {
  const transaction = partsOf(hex.decode(text))
  const { version, lockTime, inputs, outputs } = transaction
  if (spent.length !== inputs.length) throw new Error('an output for every input that spends it')
  const shared = sharedHashes(transaction, spent)
  return ({ input: at, script, type = 0, annex }) => {
    const [kind, alone] = [type === 0 ? ALL : type & 3, (type & ANYONE_CAN_PAY) !== 0]
    const [input, prevout] = [present(inputs[at]), present(spent[at])]
    return taggedHash(
      'TapSighash',
      Uint8Array.of(0, type),
      uint32(version),
      uint32(lockTime),
      ...(alone ? [] : shared.inputs),
      ...(kind === NONE || kind === SINGLE ? [] : [shared.outputs]),
      Uint8Array.of((script === undefined ? 0 : 2) + (annex === undefined ? 0 : 1)),
      ...(alone ? [input.outpoint, outputBytes(prevout), uint32(input.sequence)] : [uint32(at)]),
      ...(annex === undefined ? [] : [sha256(withLength(annex))]),
      ...(kind === SINGLE ? [sha256(outputBytes(present(outputs[at])))] : []),
      // no code separator was executed
      ...(script === undefined ? [] : [secondLeafHash(script), Uint8Array.of(0), uint32(0xffffffff)]),
    )
  }
}

/** What one signature of an input signs. */
export const secondSighash = (transaction: SecondTransaction, signed: SecondSigned): Uint8Array =>
  secondSighasher(transaction)(signed)

/** BIP 340, "Verification", with an x-only key. */
export const secondVerify = (
  signature: Uint8Array,
  { digest, key }: { digest: Uint8Array; key: Uint8Array },
): boolean => schnorr.verify(signature, digest, key)

/** What a signed transaction shows of itself. */
export interface SecondReading extends Omit<SecondParts, 'inputs'> {
  readonly txid: string
  readonly weight: number
  readonly sequences: readonly number[]
}

/** Reads a transaction. */
export const readSecond = (text: string): SecondReading => {
  const whole = hex.decode(text)
  const { inputs, ...parts } = partsOf(whole)
  const stripped = strippedBytes({ inputs, ...parts })
  return {
    ...parts,
    txid: hex.encode(sha256(sha256(stripped)).reverse()),
    weight: 3 * stripped.length + whole.length,
    sequences: inputs.map(({ sequence }) => sequence),
  }
}
