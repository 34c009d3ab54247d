import { unspendableFormOf } from '../../keys/unspendable.js'
import { liftScript } from '../../script/lift.js'
import type { Fragment } from '../../script/miniscript.js'
import { toHex } from '../../units/bytes.js'
import { absoluteLockOf, type Lock, relativeLockOf } from '../../units/lock.js'
import type { LeafName } from '../../words.js'
import type { KeySource, LiftSubject } from './subject.js'

/** A leaf that somebody can sign for. */
export type SignedLeaf = Exclude<LeafName, 'terms'>

/** A key in a leaf with what is known of it. */
export interface PlacedKey {
  readonly key: Uint8Array
  readonly source?: KeySource
}

/** Those who sign together in a leaf. */
export interface Signers {
  readonly threshold: number
  readonly keys: readonly PlacedKey[]
}

/** A leaf of the contract's fragments: signers, then perhaps a lock, or a hash. */
export interface LeafShape {
  readonly signers: readonly Signers[]
  readonly lock?: Lock
  readonly secretHash?: Uint8Array
}

const partsOf = (fragment: Fragment<Uint8Array>): readonly Fragment<Uint8Array>[] =>
  fragment.type === 'and_v' ? [...partsOf(fragment.left), ...partsOf(fragment.right)] : [fragment]

const lockOf = (fragment: Fragment<Uint8Array> | undefined): Lock | undefined =>
  fragment?.type === 'older'
    ? relativeLockOf(fragment.value)
    : fragment?.type === 'after'
      ? absoluteLockOf(fragment.value)
      : undefined

/**
 * The shape of a leaf; `undefined` where it is none that a path could have. What it answers compiles to the leaf's
 * bytes again.
 *
 * @throws EscrowError `SCRIPT_NOT_MINISCRIPT`
 */
export const shapeOf = (script: Uint8Array, sources: LiftSubject['sources']): LeafShape | undefined => {
  const parts = partsOf(liftScript(script))
  const last = parts.at(-1)
  const lock = lockOf(last)
  const secretHash = last?.type === 'sha256' ? last.hash : undefined
  const conditions = lock === undefined && secretHash === undefined ? 0 : 1
  const signers = parts.slice(0, parts.length - conditions).map((part): Signers | undefined => {
    if (part.type !== 'pk' && part.type !== 'multi_a') return undefined
    const keys = part.type === 'pk' ? [part.key] : part.keys
    return {
      threshold: part.type === 'pk' ? 1 : part.threshold,
      keys: keys.map((key) => {
        const source = sources.get(toHex(key))
        return source === undefined ? { key } : { key, source }
      }),
    }
  })
  const known = signers.filter((one) => one !== undefined)
  if (known.length !== signers.length || known.length < 1 || known.length > 2) return undefined
  return {
    signers: known,
    ...(lock === undefined ? {} : { lock }),
    ...(secretHash === undefined ? {} : { secretHash }),
  }
}

/** Whether a leaf is the one that binds the terms: one key of an account that nobody has. */
export const isTermsShape = ({ signers, lock, secretHash }: LeafShape): boolean => {
  const [only, another] = signers
  const node = only?.keys.length === 1 ? only.keys[0]?.source?.node : undefined
  return (
    another === undefined &&
    lock === undefined &&
    secretHash === undefined &&
    node !== undefined &&
    unspendableFormOf(node) !== undefined
  )
}
