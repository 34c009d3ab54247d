import type { Contract } from '../contract/contract.js'
import { counted } from '../errors.js'
import { MAX_STANDARD_WEIGHT, transactionWeight } from '../plan/weight.js'
import type { TransactionOutput } from '../units/transaction.js'
import type { SpendableCoin } from './coin.js'
import { fundingError } from './errors.js'
import { missingFor, type Selection, type SelectionOptions, selectCoins } from './select.js'

/** Contracts that one transaction pays, and the coins for them. */
export interface Batch {
  readonly contracts: readonly Contract[]
  readonly selection: Selection
}

/** Coins that are there, and the change of transactions that have to be mined first: taken only where it must be. */
export interface Purse {
  readonly coins: readonly SpendableCoin[]
  readonly laterChange: readonly SpendableCoin[]
}

const outputsFor = (contracts: readonly Contract[]): readonly TransactionOutput[] =>
  contracts.map(({ outputScript, amount }) => ({ script: outputScript, amount }))

const attempt = (
  contracts: readonly Contract[],
  { coins, laterChange }: Purse,
  options: SelectionOptions,
): Selection | 'tooFew' | 'tooHeavy' => {
  const outputs = outputsFor(contracts)
  const found = selectCoins(coins, outputs, options)
  return found === 'tooFew' && laterChange.length > 0
    ? selectCoins([...coins, ...laterChange], outputs, options)
    : found
}

/** As many of the first contracts as a transaction could pay if its coins weighed nothing. */
const mostByOutputs = (contracts: readonly Contract[]): number => {
  let least = 0
  let most = contracts.length
  const outputs = outputsFor(contracts).map(({ script }) => script)
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    const weight = transactionWeight({ inputWeights: [], outputScripts: outputs.slice(0, middle) })
    if (weight <= MAX_STANDARD_WEIGHT) least = middle
    else most = middle - 1
  }
  return least
}

/**
 * As many of the first contracts as one standard transaction pays: mostly all.
 *
 * @throws EscrowError `FUNDING_NOT_ENOUGH`, `FUNDING_TOO_HEAVY`
 */
export const nextBatch = (contracts: readonly Contract[], purse: Purse, options: SelectionOptions): Batch => {
  let most = mostByOutputs(contracts)
  let least = 0
  let best: Selection | undefined
  let next = most
  while (least < most) {
    const found = attempt(contracts.slice(0, next), purse, options)
    if (found === 'tooFew') throw notEnough(contracts, purse, options)
    if (found === 'tooHeavy') most = next - 1
    else {
      best = found
      least = next
    }
    next = Math.ceil((least + most) / 2)
  }
  if (best === undefined)
    throw fundingError('FUNDING_TOO_HEAVY', {
      field: 'utxos',
      expected: `coins that pay one contract within ${MAX_STANDARD_WEIGHT} weight units`,
      received: `${purse.coins.length} coins that are too small`,
      layer: 'relay',
      weight: MAX_STANDARD_WEIGHT,
    })
  return { contracts: contracts.slice(0, least), selection: best }
}

const notEnough = (
  contracts: readonly Contract[],
  { coins, laterChange }: Purse,
  options: SelectionOptions,
): ReturnType<typeof fundingError> => {
  const missing = missingFor([...coins, ...laterChange], outputsFor(contracts), options)
  return fundingError('FUNDING_NOT_ENOUGH', {
    field: 'utxos',
    expected: `${missing} sat more, fees included`,
    received: `${coins.reduce((sum, { amount }) => sum + amount, 0n)} sat in ${counted(coins.length, 'coin')}`,
    missing,
  })
}
