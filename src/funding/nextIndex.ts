import { keyNamesOf, nameOfKey } from '../admission/overlap.js'
import { anAgreement } from '../agreement/given.js'
import { MAX_INDEX } from '../agreement/shape.js'
import type { Agreement } from '../agreement/types.js'
import { aText, listOf } from '../given/check.js'
import { parseKeyExpression } from '../keys/keyExpression.js'
import { fundingError } from './errors.js'

/**
 * The first index that no known agreement uses under any of these keys. Two agreements with an account in common must
 * not share an index: their contracts would have the same keys. Chains are not told apart, nor are the gaps between
 * agreements used: an index once given stays given.
 *
 * @param known every agreement that whoever asks knows of, amended ones included
 * @param keys of all roles, as agreements write them: `[d34db33f/87h/1h/5h]tpub…`, or hex of a bare key
 * @throws EscrowError `KEY_*`, and `FUNDING_INDEX_EXHAUSTED` where the last index is used
 * @example
 * const index = nextIndex(known, [employer.key, worker.key]) // 0 where nobody knows these keys
 */
export const nextIndex = (known: readonly Agreement[], keys: readonly string[]): number => {
  listOf(anAgreement)(known, 'known')
  listOf(aText)(keys, 'keys')
  const names = new Set(
    keys.map((text, at) => nameOfKey(parseKeyExpression(text, { field: `keys[${at}]` }).key)),
  )
  const next = known
    .filter((agreement) => keyNamesOf(agreement).some(({ name }) => names.has(name)))
    .reduce((least, { index, milestones }) => Math.max(least, index + milestones.length), 0)
  if (next > MAX_INDEX)
    throw fundingError('FUNDING_INDEX_EXHAUSTED', {
      field: 'keys',
      expected: `keys with a free index up to ${MAX_INDEX}`,
      received: 'an agreement that has the last one',
    })
  return next
}
