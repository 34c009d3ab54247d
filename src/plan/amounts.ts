import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { toHex } from '../units/bytes.js'
import { planError } from './errors.js'
import { isEarned, type OutcomeTerms } from './outcome.js'

/** All deposits of one contract that are spent. */
interface Deposits {
  readonly contract: Contract
  /** Of the first one. */
  readonly position: number
  readonly count: number
  readonly sum: bigint
}

const depositsOf = (funded: readonly Funded[]): readonly Deposits[] => {
  const known = new Map<string, Deposits>()
  for (const [at, { contract, amount }] of funded.entries()) {
    const script = toHex(contract.outputScript)
    const { position, count, sum } = known.get(script) ?? { position: at, count: 0, sum: 0n }
    known.set(script, { contract, position, count: count + 1, sum: sum + amount })
  }
  return [...known.values()]
}

/**
 * A release or an award presumes the agreed amount, of all deposits of a contract together; whoever only returns or
 * settles takes what is there.
 *
 * @throws EscrowError `FUNDED_AMOUNT`
 */
export const checkAmounts = (
  funded: readonly Funded[],
  { outcome, relax = [] }: { readonly outcome: OutcomeTerms; readonly relax?: readonly string[] },
): void => {
  if (relax.includes('amount') || !isEarned(outcome)) return
  for (const { contract, position, count, sum } of depositsOf(funded))
    if (sum !== contract.amount)
      throw planError('FUNDED_AMOUNT', {
        field: `funded[${position}].amount`,
        expected: `the agreed ${contract.amount} sat, or relax: ['amount']`,
        received: `${sum} sat${count > 1 ? ` in ${count} deposits` : ''}`,
      })
}
