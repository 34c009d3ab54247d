import { backend } from '#backend'
import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { shown } from '../errors.js'
import { compareBytes, equalBytes, utf8 } from '../units/bytes.js'
import { keyError } from './errors.js'
import type { KeyNode } from './extendedKey.js'

const keyListHash: TaggedHash = /* @__PURE__ */ taggedHash('KeyAgg list')
const coefficientHash: TaggedHash = /* @__PURE__ */ taggedHash('KeyAgg coefficient')

/** Public keys (33 bytes) in the order in which they are aggregated. Source: BIP 327, "KeySort". */
export const sortKeys = (publicKeys: readonly Uint8Array[]): readonly Uint8Array[] =>
  [...publicKeys].sort(compareBytes)

/** The number 1 as 32 bytes. */
const ONE: Uint8Array = /* @__PURE__ */ new Uint8Array(32).fill(1, 31)

/**
 * What each key counts with in the aggregate, as 32 bytes of a hash, or the number 1 for the second distinct key.
 * Source: BIP 327, "KeyAggCoeff".
 */
export const coefficientsOf = (publicKeys: readonly Uint8Array[]): readonly Uint8Array[] => {
  const [first] = publicKeys
  const list = keyListHash(...publicKeys)
  const second = publicKeys.find((publicKey) => first !== undefined && !equalBytes(publicKey, first))
  return publicKeys.map((publicKey) =>
    second !== undefined && equalBytes(publicKey, second) ? ONE : coefficientHash(list, publicKey),
  )
}

/**
 * The MuSig2 aggregate (33 bytes) of public keys (33 bytes), in the given order: sort first where the order
 * must not matter. Costs a multiplication and an addition per key but the first distinct two; the result is
 * the caller's to keep.
 *
 * Source: BIP 327, "KeyAgg".
 *
 * @throws EscrowError `KEY_AGGREGATE_EMPTY`, `KEY_AGGREGATE_MEMBER` (names the position), `KEY_AGGREGATE_INFINITY`
 * @example
 * aggregateKeys(sortKeys([employer.publicKey, worker.publicKey]))
 */
export const aggregateKeys = (publicKeys: readonly Uint8Array[], field = 'keys'): Uint8Array => {
  const [first] = publicKeys
  if (first === undefined)
    throw keyError('KEY_AGGREGATE_EMPTY', { field, expected: 'at least one key', received: 'none' })
  publicKeys.forEach((publicKey, index) => {
    if (!backend.isPoint(publicKey))
      throw keyError('KEY_AGGREGATE_MEMBER', {
        field: `${field}[${index}]`,
        expected: 'a point on secp256k1, 33 bytes',
        received: shown(publicKey),
        index,
      })
  })
  const coefficients = coefficientsOf(publicKeys)
  const weigh = (publicKey: Uint8Array, at: number): Uint8Array | null => {
    const coefficient = coefficients[at] ?? ONE
    return coefficient === ONE ? publicKey : backend.pointMultiply(publicKey, coefficient)
  }
  const aggregate = publicKeys
    .map(weigh)
    .reduce((sum, term) => (sum === null || term === null ? null : backend.pointAdd(sum, term)))
  // nobody can bring this about: it takes a hash of zero, a hash beyond the order, or terms that cancel out
  if (aggregate === null)
    throw keyError('KEY_AGGREGATE_INFINITY', {
      field,
      expected: 'keys with an aggregate',
      received: 'keys that cancel each other out',
    })
  return aggregate
}

/**
 * The node that an aggregate's children derive from: depth, parent and child number are 0 when it is written
 * as an extended key, and its chain code is the same for every aggregate. Source: BIP 328, "Synthetic xpub
 * Construction".
 */
export const aggregateNode = (aggregate: Uint8Array): KeyNode => ({
  publicKey: aggregate,
  chainCode: backend.sha256(utf8('MuSig2MuSig2MuSig2')),
})
