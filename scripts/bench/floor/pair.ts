import type { Account, AgreementData } from '../data.js'
import type { FundedContract } from '../works.js'
import { child, compressed, numberOf, sha256, stepper, TAG_LENGTH, tagged } from './bytes.js'
import { type Aggregate, aggregate, nodeOf } from './compile.js'

export const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

export const bytesOf = (scalar: bigint): Uint8Array =>
  Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
export const signed = (scalar: bigint, odd: boolean): bigint => (odd ? ORDER - scalar : scalar)

/** One of two who sign together. */
interface Side {
  readonly secret: Uint8Array
  readonly scalar: bigint
  readonly publicKey: Uint8Array
  readonly point: Uint8Array
  /** BIP 327, "KeyAggCoeff". */
  readonly coefficient: bigint
}

/** What BIP 327 calls the context of an input. */
export interface KeyPathContract {
  readonly outputKey: Uint8Array
  readonly odd: boolean
  /** Whether g·gacc is −1. */
  readonly negated: boolean
  /** Two plain ones, then an x-only one. */
  readonly tweaks: readonly [Uint8Array, Uint8Array, Uint8Array]
  /** tacc */
  readonly tweak: bigint
}

/** Two who sign together, and what is computed once for them. */
export interface Pair {
  readonly employer: Side
  readonly worker: Side
  readonly contractOf: (funded: FundedContract) => KeyPathContract
}

const tapTweak = tagged('TapTweak', 64)

const sideOf = (account: Account, { first, coefficient }: Aggregate): Side => {
  const { point } = nodeOf(account)
  const isFirst = Buffer.compare(point, first.point) === 0
  return {
    secret: account.privateKey,
    scalar: numberOf(account.privateKey),
    publicKey: account.publicKey,
    point,
    coefficient: isFirst ? numberOf(coefficient) % ORDER : 1n,
  }
}

/** The tweaks of BIP 328 (children 0 and index) are plain ones, that of BIP 341 is x-only. */
export const pairOf = ({ employer, worker }: AgreementData): Pair => {
  const key = aggregate(nodeOf(employer), nodeOf(worker))
  const branch = child(key, 0)
  const branchStep = stepper(compressed(key.point), key.chainCode)(0).subarray(0, 32)
  const branchTweak = numberOf(branchStep)
  const step = stepper(compressed(branch.point), branch.chainCode)
  return {
    employer: sideOf(employer, key),
    worker: sideOf(worker, key),
    contractOf: ({ index, outputScript, internalKey, internalOdd, merkleRoot, controlBlock }) => {
      tapTweak.set(internalKey, TAG_LENGTH)
      tapTweak.set(merkleRoot, TAG_LENGTH + 32)
      const tweaks = [branchStep, step(index).subarray(0, 32), sha256(tapTweak)] as const
      const plain = (branchTweak + numberOf(tweaks[1])) % ORDER
      const odd = ((controlBlock[0] ?? 0) & 1) === 1
      return {
        outputKey: outputScript.subarray(2),
        odd,
        negated: odd !== internalOdd,
        tweaks,
        tweak: (numberOf(tweaks[2]) + signed(plain, internalOdd)) % ORDER,
      }
    },
  }
}
