import { toHex } from '../units/bytes.js'
import { type KeyError, keyError } from './errors.js'

/** A public key (33 bytes, or 32 x-only) and the field that it comes from. */
export interface LocatedKey {
  readonly publicKey: Uint8Array
  readonly field: string
}

/**
 * One error for every key that stands a second time in the list, also negated: one holder in two places
 * would count as two. Keys are compared by their x coordinate.
 */
export const duplicateKeys = (keys: readonly LocatedKey[]): readonly KeyError[] => {
  const seen = new Map<string, string>()
  const errors: KeyError[] = []
  for (const { publicKey, field } of keys) {
    const x = toHex(publicKey.subarray(-32))
    const other = seen.get(x)
    if (other === undefined) seen.set(x, field)
    else
      errors.push(
        keyError('KEY_DUPLICATE', {
          field,
          expected: `a key of its own, not the one of ${other}`,
          received: 'the same key again',
          other,
        }),
      )
  }
  return errors
}

/**
 * Refuses keys that repeat.
 *
 * @throws EscrowError `KEY_DUPLICATE`, naming both fields
 * @example
 * assertDistinctKeys([{ publicKey: employer.publicKey, field: 'employer.keys[0]' }, …])
 */
export const assertDistinctKeys = (keys: readonly LocatedKey[]): void => {
  const [error] = duplicateKeys(keys)
  if (error !== undefined) throw error
}
