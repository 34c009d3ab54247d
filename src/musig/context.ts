import { backend } from '#backend'
import { compressPoint } from '../backend/curve.js'
import { shown } from '../errors.js'
import { aggregateKeys } from '../keys/aggregate.js'
import { concat } from '../units/bytes.js'
import { musigError } from './errors.js'
import type { MusigContext, MusigTweak } from './types.js'

/** The point after one tweak, or null where the tweak is no scalar or the sum is infinity. */
const tweaked = (point: Uint8Array, { kind, tweak }: MusigTweak): Uint8Array | null => {
  if (kind === 'plain') {
    const sum = backend.pointAddScalar(point, tweak)
    return sum && compressPoint(sum)
  }
  const sum = backend.xOnlyPointAddTweak(point.subarray(1), tweak)
  return sum === null ? null : concat(Uint8Array.of(2 + sum.parity), sum.xOnlyPubkey)
}

/**
 * Whose keys sign together, in the order of their aggregation, and what is added to the aggregate: for a key path
 * of this library the two steps of BIP 328 (plain) and the tweak of BIP 341 (x-only).
 *
 * Source: BIP 327, "KeyAgg Context", "Tweaking the Aggregate Public Key".
 *
 * @throws EscrowError `KEY_AGGREGATE_EMPTY`, `KEY_AGGREGATE_MEMBER`, `KEY_AGGREGATE_INFINITY`, `MUSIG_TWEAK_INVALID`
 * @example
 * const context = musigContext({ publicKeys: sortKeys([employer, worker]), tweaks: [{ kind: 'xOnly', tweak }] })
 */
export const musigContext = ({
  publicKeys,
  tweaks = [],
}: {
  publicKeys: readonly Uint8Array[]
  tweaks?: readonly MusigTweak[]
}): MusigContext => {
  const aggregateKey = aggregateKeys(publicKeys, 'publicKeys')
  const point = tweaks.reduce((before, tweak, index) => {
    const after = tweak.tweak.length === 32 ? tweaked(before, tweak) : null
    if (after === null)
      throw musigError('MUSIG_TWEAK_INVALID', {
        field: `tweaks[${index}]`,
        expected: '32 bytes below the group order',
        received: shown(tweak.tweak),
      })
    return after
  }, aggregateKey)
  return { publicKeys, tweaks, aggregateKey, outputKey: point.slice(1) }
}
