import type { Acceptance } from '../acceptance/accept.js'
import { ADMISSION_RULES, type AdmissionRule, checkAdmission } from '../admission/admission.js'
import { type AcceptanceReport, aReport } from '../agreement/acceptance.js'
import { parseGivenAddress } from '../agreement/address.js'
import type { Address, Agreement } from '../agreement/types.js'
import { aContract, type Contract } from '../contract/contract.js'
import { aList, anything, aText, listOf, type MemberChecks, membersOf, oneOf } from '../given/check.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { FEE_RULES, type FeeFloor, type FeeRule } from '../plan/feeCaps.js'
import { checkPayable } from '../plan/payable.js'
import type { Secret } from '../spend/secret.js'
import { aFeeRate, type FeeRate, type FeeRateInput, readFeeRate } from '../units/feeRate.js'
import type { NetworkName } from '../units/network.js'
import { agreementsOf, checkAccepted, checkChange, checkPayer, checkSecrets, oneNetwork } from './checks.js'
import type { Coin } from './coin.js'

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

/** What whoever pays a contract has to know, however it is paid. */
export type FundableOptions = Omit<FundOptions, 'utxos' | 'change' | keyof FeeFloor>

/** The same, and what a transaction that pays contracts asks for besides, wherever its coins come from. */
export type PayingOptions = Omit<FundOptions, 'utxos'>

/** Checks of {@link PayingOptions}. */
export const fundableChecks = (): MemberChecks<PayingOptions> => ({
  ...admittedChecks(),
  change: aText,
  'feeRateFloor?': aFeeRate,
})

const admittedChecks = (): MemberChecks<FundableOptions> => ({
  feeRate: aFeeRate,
  at: anything,
  known: anything,
  'acceptances?': listOf(aReport),
  payer: anything,
  'secrets?': aList,
  'relax?': listOf(oneOf(fundRules())),
})

/**
 * Whether contracts may be paid now: everything that `fund` checks but coins and fees, for whoever pays them in another
 * way, by a payment URI or from another wallet. Ask it when the payment is shown, and once more when it is made: the
 * chain goes on.
 *
 * @param options `feeRate`: what the spends of the contract may have to pay
 * @throws EscrowError what `fund` throws but of coins, change and fees
 * @example
 * checkFundable([contract], {
 *   feeRate: '2.5', at: { height, medianTime }, known: agreements,
 *   acceptances: [accepted(agreement, signatures)],
 *   payer: await accept(agreement, employer, { role: 'employer' }),
 * })
 * showQrCode(paymentUri(contract))
 */
export const checkFundable = (contracts: readonly Contract[], options: FundableOptions): void => {
  listOf(aContract)(contracts, 'contracts')
  membersOf<FundableOptions>(admittedChecks())(options, '')
  checkAdmitted(contracts, options)
}

/** What is checked before a transaction is made that pays contracts, wherever its coins come from. */
export const checkPaying = (
  contracts: readonly Contract[],
  options: PayingOptions,
): { readonly network: NetworkName; readonly feeRate: FeeRate; readonly change: Address } => {
  const { network, feeRate } = checkAdmitted(contracts, options)
  const change = parseGivenAddress(options.change, { network, field: 'change' })
  checkChange(change, contracts)
  return { network, feeRate, change }
}

const checkAdmitted = (
  contracts: readonly Contract[],
  options: FundableOptions,
): { readonly network: NetworkName; readonly feeRate: FeeRate } => {
  const { at, known, acceptances = [], payer, secrets = [], relax = [] } = options
  const network = oneNetwork(contracts)
  const feeRate = readFeeRate(options.feeRate)
  const agreements = agreementsOf(contracts)
  if (!relax.includes('unacceptedAgreements')) checkAccepted(agreements, acceptances)
  if (!relax.includes('payerUnknown')) checkPayer(agreements, payer)
  const admitted = contracts.map((contract, position) => ({ contract, field: `contracts[${position}]` }))
  checkAdmission(admitted, { at, known, relax })
  if (!relax.includes('secretUnknown')) checkSecrets(contracts, secrets)
  for (const { contract, field } of admitted) checkPayable(contract, { rate: feeRate, relax, field })
  return { network, feeRate }
}
