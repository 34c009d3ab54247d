import type { Address } from '../agreement/types.js'
import { aContract, type Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { anObject, listOf, membersOf } from '../given/check.js'
import type { FeeFloor } from '../plan/feeCaps.js'
import { type SerializableTransaction, serializeTransaction } from '../psbt/transaction.js'
import { assembled, type UnsignedFunding } from './assemble.js'
import { type Batch, nextBatch } from './batch.js'
import { checkCoins, coinKind, type SpendableCoin } from './coin.js'
import { checkPaying, type FundOptions, type FundRule, fundableChecks } from './fundable.js'

/** A transaction that pays contracts, unsigned. */
export interface FundingTransaction extends UnsignedFunding {
  /** The contracts as they will be funded, in the order in which they were given; output k pays the k-th. */
  readonly outputs: readonly Funded[]
  /**
   * Positions of the transactions whose change this one spends, for lack of other coins. They have to be mined
   * first: nodes do not keep more than 101,000 vB of transactions that hang together. Whoever replaces one of
   * them makes this one void.
   */
  readonly after: readonly number[]
}

export interface Funding {
  /** In the order in which they can be sent. */
  readonly transactions: readonly FundingTransaction[]
}

/** The coin that the change of an unsigned transaction will be, where it is of a kind that can be spent. */
const changeCoin = (
  transaction: SerializableTransaction,
  { txid, position }: { txid: string; position: number },
): readonly SpendableCoin[] => {
  const vout = transaction.outputs.length - 1
  const output = transaction.outputs[vout]
  const kind = output && coinKind(output.script)
  if (output === undefined || kind === undefined) return []
  return [
    {
      ...output,
      outpoint: { txid, vout },
      kind,
      previous: serializeTransaction(transaction),
      changeOf: position,
    },
  ]
}

interface Built {
  readonly transaction: SerializableTransaction
  readonly funding: FundingTransaction
}

const built = (
  { contracts, selection }: Batch,
  rules: FeeFloor & { change: Address; relax: readonly FundRule[] },
): Built => {
  const outputs = contracts.map(({ outputScript, amount }) => ({ script: outputScript, amount }))
  const { transaction, funding } = assembled({ outputs, selection }, rules)
  const { txid } = funding
  return {
    transaction,
    funding: {
      ...funding,
      outputs: contracts.map((contract, vout) => ({
        contract,
        outpoint: { txid, vout },
        amount: contract.amount,
        match: 'exact',
      })),
      after: [
        ...new Set(selection.coins.flatMap(({ changeOf }) => (changeOf === undefined ? [] : [changeOf]))),
      ],
    },
  }
}

/**
 * The employer's transactions that pay contracts, of one agreement or of many, all milestones or a chosen few: as
 * few as a standard transaction's weight allows, nearly always one. Everything before signing: a PSBT for an
 * ordinary wallet, and what will be funded by it. All are version 2 and replaceable. Nothing is built before
 * everything was checked.
 *
 * Coins are chosen by `@scure/btc-signer`; the sums are counted again here.
 *
 * Source: BIP 174; BIP 371.
 *
 * @throws EscrowError `FUNDING_NOT_ACCEPTED`, `FUNDING_PAYER`, `FUNDING_SECRET_UNKNOWN`, `SECRET_MALFORMED`, `FUNDING_INDEX_OVERLAP`, `FUNDING_DEADLINE_PAST`,
 * `FUNDING_DEADLINE_NEAR`, `FUNDING_PARTY_LOCKED_OUT`, `FUNDING_SECRET_REUSED`, `FUNDING_KNOWN`, `OUTCOME_UNPAYABLE`, `FUNDING_CHANGE`, `FUNDING_CONTRACTS_NONE`, `FUNDING_CONTRACT_REPEATED`,
 * `FUNDING_NETWORKS_MIXED`, `FUNDING_HEIGHT`,
 * `FUNDING_COIN_TYPE`, `FUNDING_COIN_MISMATCH`, `FUNDING_COIN_REPEATED`, `FUNDING_NOT_ENOUGH`, `FUNDING_TOO_HEAVY`,
 * `FEE_RATE_FLOOR`, `FEE_RATE_CAP`, `FEE_SHARE_CAP`, and what the checks of addresses, amounts and transactions throw
 * @example
 * const { transactions } = fund(compile(agreement), {
 *   utxos, change, feeRate: '2.5', at: { height, medianTime },
 *   known: agreements, acceptances: [accepted(agreement, signatures)],
 *   payer: await accept(agreement, employer, { role: 'employer' }),
 * })
 */
export const fund = (contracts: readonly Contract[], options: FundOptions): Funding => {
  listOf(aContract)(contracts, 'contracts')
  membersOf<FundOptions>({ utxos: listOf(anObject), ...fundableChecks() })(options, '')
  const { utxos, feeRateFloor, relax = [] } = options
  const { network, feeRate, change } = checkPaying(contracts, options)
  let coins = checkCoins(utxos, { network })
  let laterChange: readonly SpendableCoin[] = []
  let left = contracts
  const transactions: FundingTransaction[] = []
  while (left.length > 0) {
    const batch = nextBatch(left, { coins, laterChange }, { feeRate, change, network })
    const { transaction, funding } = built(batch, {
      change,
      relax,
      ...(feeRateFloor !== undefined && { feeRateFloor }),
    })
    const spent = new Set(batch.selection.coins)
    coins = coins.filter((coin) => !spent.has(coin))
    laterChange = [
      ...laterChange.filter((coin) => !spent.has(coin)),
      ...(funding.change
        ? changeCoin(transaction, { txid: funding.txid, position: transactions.length })
        : []),
    ]
    transactions.push(funding)
    left = left.slice(batch.contracts.length)
  }
  return { transactions }
}
