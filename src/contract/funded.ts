import { shown } from '../errors.js'
import { anObject, aWhole, type Check, listOf, type Members } from '../given/check.js'
import { givenError } from '../given/errors.js'
import { anOutpoint, type Outpoint } from '../units/outpoint.js'
import { anAmount, type Sats } from '../units/sats.js'
import { aContract, type Contract, isCompiled } from './contract.js'

/** How the amount on chain compares with the milestone's. */
export type AmountMatch = 'exact' | 'under' | 'over'

/** A contract together with an output on chain that pays its script. */
export interface Funded {
  readonly contract: Contract
  readonly outpoint: Outpoint
  /** What the output holds. */
  readonly amount: Sats
  readonly match: AmountMatch
  /** Height of the block that confirmed the output; absent while it is unconfirmed or unknown. */
  readonly confirmedAt?: number
  /** Median time of the block before that one (BIP 113): relative seconds count from it. */
  readonly medianTimeBefore?: number
}

/** An output of a contract; what a caller keeps beside it is passed over. */
export const aFunded: Check = (value, field) => {
  anObject(value, field)
  const { contract, outpoint, amount, confirmedAt, medianTimeBefore } = value as Members // the line above makes it one
  if (contract === undefined)
    throw givenError('ARGUMENT_TYPE', {
      field,
      expected: 'a contract with the output that pays it, as matchFunding finds it',
      received: isCompiled(value) ? 'a contract alone' : shown(value),
    })
  aContract(contract, `${field}.contract`)
  anOutpoint(outpoint, `${field}.outpoint`)
  anAmount(amount, `${field}.amount`)
  if (confirmedAt !== undefined) aWhole(confirmedAt, `${field}.confirmedAt`)
  if (medianTimeBefore !== undefined) aWhole(medianTimeBefore, `${field}.medianTimeBefore`)
}

/** One output, or several. */
export const someFunded: Check = (value, field) => {
  ;(Array.isArray(value) ? listOf(aFunded) : aFunded)(value, field)
}
