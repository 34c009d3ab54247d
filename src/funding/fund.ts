import type { Acceptance } from '../acceptance/accept.js'
import { ADMISSION_RULES, type AdmissionRule, checkAdmission } from '../admission/admission.js'
import { type AcceptanceReport, aReport } from '../agreement/acceptance.js'
import { parseAddress } from '../agreement/address.js'
import type { Address, Agreement } from '../agreement/types.js'
import { aContract, type Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { aList, anObject, anything, aText, listOf, membersOf, oneOf } from '../given/check.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { checkFeeCaps, checkFeeFloor, FEE_RULES, type FeeFloor, type FeeRule } from '../plan/feeCaps.js'
import { checkPayable } from '../plan/payable.js'
import { type SerializableTransaction, serializeTransaction, transactionId } from '../psbt/transaction.js'
import type { Secret } from '../spend/secret.js'
import { aFeeRate, type FeeRateInput, readFeeRate, virtualSize } from '../units/feeRate.js'
import { SEQUENCE_REPLACEABLE } from '../units/lock.js'
import type { Outpoint } from '../units/outpoint.js'
import { type Sats, sumSats } from '../units/sats.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import { type Batch, nextBatch } from './batch.js'
import { agreementsOf, checkAccepted, checkChange, checkPayer, checkSecrets, oneNetwork } from './checks.js'
import { type Coin, checkCoins, coinKind, type SpendableCoin, scriptSigOf } from './coin.js'
import { fundingError } from './errors.js'
import { fundingPsbt } from './psbt.js'

/** A rule of funding that a caller may lift by its name. */
export type FundRule =
  | 'unacceptedAgreements'
  | 'payerUnknown'
  | 'secretUnknown'
  | AdmissionRule
  | 'unpayable'
  | FeeRule
export const fundRules = (): readonly FundRule[] => [
  'unacceptedAgreements',
  'payerUnknown',
  'secretUnknown',
  ...ADMISSION_RULES,
  'unpayable',
  ...FEE_RULES,
]

export interface FundOptions extends FeeFloor {
  /** The employer's confirmed coins, or those of them that may be spent. */
  readonly utxos: readonly Coin[]
  /** Address for what is left, the employer's own: no contract's, and nobody else's whom the agreements pay. */
  readonly change: string
  readonly feeRate: FeeRateInput
  /** The chain as it is now: whoever funds without looking may fund a contract whose deadline is over. */
  readonly at: ChainMoment
  /** Every agreement that the caller has: an index under the same keys is used once. */
  readonly known: readonly Agreement[]
  /** What `accepted` answered, for every agreement that is funded. */
  readonly acceptances?: readonly AcceptanceReport[]
  /**
   * The payer's own acceptances, as `accept` answers the payer's own signer, of every agreement that is funded: in the
   * employer's role, to which refunds go. Those that somebody sent prove nothing about the payer.
   */
  readonly payer: readonly Acceptance[]
  /** The secrets of all contracts that have one: whoever made them decides who can take the money at once. */
  readonly secrets?: readonly Secret[]
  /**
   * `unacceptedAgreements`: pays contracts of agreements that not every role has accepted with its keys. A role
   * whose key is wrong, lost or somebody else's is then found out when the money is in, and the paths that need it
   * are closed for good.
   *
   * `payerUnknown`: pays agreements in which the payer shows no key: whoever holds the employer's may be anybody.
   *
   * `secretUnknown`: pays contracts whose secret the payer does not have: the worker may have it already.
   *
   * `deadlinePast`: pays contracts whose deadlines are over, or leave the arbiter less time than was agreed.
   *
   * `targetOpen`: pays contracts that one party alone can take within a day.
   *
   * `partyLockedOut`: pays contracts without an arbiter and a rescue that opens within two years, from which the party
   * that silence does not pay gets nothing should the other one vanish.
   *
   * `secretReused`: pays contracts whose secret opens a contract of another known agreement.
   *
   * `unpayable`: pays contracts of which some outcome, such as a half for each side, leaves somebody dust at this fee
   * rate.
   *
   * The other names lift bounds of the fee.
   */
  readonly relax?: readonly FundRule[]
}

/** What is left of the coins. */
export interface Change extends Outpoint {
  readonly address: string
  readonly amount: Sats
}

/** A transaction that pays contracts, unsigned. */
export interface FundingTransaction {
  /** Version 0, base64: for the wallet that holds the coins. */
  readonly psbt: string
  /** Final: all inputs are segwit, so that no signature changes it. */
  readonly txid: string
  readonly fee: Sats
  /** Of the signed transaction; a P2WPKH signature may turn out a byte or two shorter. */
  readonly weight: number
  readonly vsize: number
  /** In the order of the transaction. */
  readonly inputs: readonly Outpoint[]
  /** The contracts as they will be funded, in the order in which they were given; output k pays the k-th. */
  readonly outputs: readonly Funded[]
  /** The last output. */
  readonly change?: Change
  /** What was left, but too little for an output: the fee holds it. */
  readonly dustToFee: Sats
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
  /** As it is sent but for the witnesses, which its id leaves out. */
  readonly transaction: SerializableTransaction
  readonly funding: FundingTransaction
}

const built = (
  { contracts, selection }: Batch,
  { change, ...rules }: FeeFloor & { change: Address; relax: readonly FundRule[] },
): Built => {
  const { coins, fee, weight, dustToFee } = selection
  const outputs = contracts.map(({ outputScript, amount }) => ({ script: outputScript, amount }))
  const transaction: UnsignedTransaction = {
    version: 2,
    lockTime: 0,
    inputs: coins.map(({ outpoint }) => ({ outpoint, sequence: SEQUENCE_REPLACEABLE })),
    outputs:
      selection.change === undefined
        ? outputs
        : [...outputs, { script: change.script, amount: selection.change }],
  }
  const paidIn = sumSats(coins.map(({ amount }) => amount))
  const paidOut = sumSats(transaction.outputs.map(({ amount }) => amount))
  if (paidIn !== paidOut + fee)
    throw fundingError('FUNDING_SELECTION', {
      field: 'utxos',
      expected: `${paidOut} sat and a fee of ${fee} sat`,
      received: `${paidIn} sat`,
    })
  const vsize = virtualSize(weight)
  checkFeeFloor({ fee, weight }, rules)
  checkFeeCaps({ fee, pot: sumSats(outputs.map(({ amount }) => amount)), vsize, weight }, rules)
  const sent = {
    ...transaction,
    inputs: transaction.inputs.map((input, at) => ({ ...input, scriptSig: scriptSigOf(coins[at]) })),
  }
  const txid = transactionId(sent)
  return {
    transaction: sent,
    funding: {
      psbt: fundingPsbt(transaction, coins),
      txid,
      fee,
      weight,
      vsize,
      inputs: coins.map(({ outpoint }) => outpoint),
      outputs: contracts.map((contract, vout) => ({
        contract,
        outpoint: { txid, vout },
        amount: contract.amount,
        match: 'exact',
      })),
      ...(selection.change !== undefined && {
        change: { txid, vout: contracts.length, address: change.text, amount: selection.change },
      }),
      dustToFee,
      after: [...new Set(coins.flatMap(({ changeOf }) => (changeOf === undefined ? [] : [changeOf])))],
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
  membersOf<FundOptions>({
    utxos: listOf(anObject),
    change: aText,
    feeRate: aFeeRate,
    'feeRateFloor?': aFeeRate,
    at: anything,
    known: anything,
    'acceptances?': listOf(aReport),
    payer: anything,
    'secrets?': aList,
    'relax?': listOf(oneOf(fundRules())),
  })(options, '')
  const {
    utxos,
    change,
    feeRateFloor,
    at,
    known,
    acceptances = [],
    payer,
    secrets = [],
    relax = [],
  } = options
  const network = oneNetwork(contracts)
  const feeRate = readFeeRate(options.feeRate)
  const agreements = agreementsOf(contracts)
  if (!relax.includes('unacceptedAgreements')) checkAccepted(agreements, acceptances)
  if (!relax.includes('payerUnknown')) checkPayer(agreements, payer)
  const admitted = contracts.map((contract, position) => ({ contract, field: `contracts[${position}]` }))
  checkAdmission(admitted, { at, known, relax })
  if (!relax.includes('secretUnknown')) checkSecrets(contracts, secrets)
  for (const { contract, field } of admitted) checkPayable(contract, { rate: feeRate, relax, field })
  const changeAddress = parseAddress(change, { network, field: 'change' })
  checkChange(changeAddress, contracts)
  let coins = checkCoins(utxos, { network })
  let laterChange: readonly SpendableCoin[] = []
  let left = contracts
  const transactions: FundingTransaction[] = []
  while (left.length > 0) {
    const batch = nextBatch(left, { coins, laterChange }, { feeRate, change: changeAddress, network })
    const { transaction, funding } = built(batch, {
      change: changeAddress,
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
