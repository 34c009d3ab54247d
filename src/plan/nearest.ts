import type { Agreement } from '../agreement/types.js'
import { leastWhere } from '../units/bisect.js'
import { sats } from '../units/sats.js'
import { type Payment, type PotOptions, paymentsOf, payoutsOf, potOf, takenFirst } from './money.js'
import { splitOf, viaOf, withSplit } from './outcome.js'
import { FULL_SHARE } from './shares.js'
import type { Split } from './splitTerms.js'

type Side = 'employer' | 'worker'

/** Splits in their order, from all for the other side to all for this one. */
interface Scale {
  readonly side: Side
  readonly other: Side
  readonly given: bigint
  /** One more than can be named in satoshis: nothing for the other side. */
  readonly most: bigint
  readonly at: (value: bigint) => Split
}

const leastOf = (one: bigint, other: bigint): bigint => (one < other ? one : other)

const scaleOf = (split: Split, rest: bigint): Scale => {
  if (split.employer === undefined)
    return {
      side: 'worker',
      other: 'employer',
      given: leastOf(split.worker, rest),
      most: rest + 1n,
      at: (value) => (value > rest ? { employer: sats(0n) } : { worker: sats(value) }),
    }
  if (split.worker === undefined)
    return {
      side: 'employer',
      other: 'worker',
      given: leastOf(split.employer, rest),
      most: rest + 1n,
      at: (value) => (value > rest ? { worker: sats(0n) } : { employer: sats(value) }),
    }
  return {
    side: 'employer',
    other: 'worker',
    given: BigInt(split.employer),
    most: BigInt(FULL_SHARE),
    at: (value) => ({ employer: Number(value), worker: FULL_SHARE - Number(value) }),
  }
}

const arePayable = (payments: readonly Payment[]): boolean =>
  payments.every(({ amount, address }) => amount >= address.dust)

/**
 * The splits next to one that gives somebody dust, below and above, that give nobody dust; after the same fee. None
 * for an outcome without a split, or where the pot is too small for any.
 */
export const nearestSplits = (agreement: Agreement, options: PotOptions): readonly Split[] => {
  const split = splitOf(options.outcome)
  if (split === undefined) return []
  const rest = potOf(options.inputs) - takenFirst(agreement, options).sum
  const { side, other, given, most, at } = scaleOf(split, rest)
  const via = viaOf(options.outcome)
  const paymentsAt = (value: bigint) => paymentsOf(agreement, { split: at(value), rest, via })
  const least = leastWhere({ from: 1n, to: most }, (value) => arePayable(paymentsAt(value)[side]))
  const tooMuch = leastWhere({ from: 1n, to: most }, (value) => !arePayable(paymentsAt(value)[other]))
  const isPayable = (value: bigint): boolean =>
    payoutsOf(agreement, { ...options, outcome: withSplit(options.outcome, at(value)) }).every(
      ({ amount, dust }) => amount >= dust,
    )
  const payable = [0n, least, tooMuch - 1n, most].filter(isPayable)
  const below = [...payable].reverse().find((value) => value < given)
  const above = payable.find((value) => value > given)
  return [below, above].flatMap((value) => (value === undefined ? [] : [at(value)]))
}
