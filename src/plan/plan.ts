import { ADMISSION_RULES, type Admission, type AdmissionRule } from '../admission/admission.js'
import type { AcceptanceReport } from '../agreement/acceptance.js'
import { anAgreement } from '../agreement/given.js'
import type { Agreement } from '../agreement/types.js'
import { leafOf } from '../contract/contract.js'
import { contractError } from '../contract/errors.js'
import type { Funded } from '../contract/funded.js'
import { shown } from '../errors.js'
import { anObject, aWhole, type Check, listOf, type Members, oneOf } from '../given/check.js'
import { type FeeRate, feeFor, virtualSize } from '../units/feeRate.js'
import { type Lock, timelocksOf } from '../units/lock.js'
import { formatOutpoint, parseOutpoint } from '../units/outpoint.js'
import { anAmount, type Sats, sats, sumSats } from '../units/sats.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import type { SpendPath } from '../words.js'
import { checkAmounts } from './amounts.js'
import { dividePot } from './divide.js'
import { planError } from './errors.js'
import {
  checkFeeCaps,
  checkFeeFloor,
  FEE_RULES,
  type FeeFloor,
  type FeeRule,
  isBelowUsual,
} from './feeCaps.js'
import { describeRecipient, type PlannedOutput, recipientScripts } from './money.js'
import { anOutcome, byEffect, checkOutcome, type OutcomeTerms, viaOf } from './outcome.js'
import { checkPayable } from './payable.js'
import { checkRelock } from './relock.js'
import { checkVia } from './via.js'
import { inputWeight, MAX_STANDARD_WEIGHT, MAX_TRUC_WEIGHT, transactionWeight } from './weight.js'

/** An input of a plan: which funded output, and the sequence that its path demands. */
export interface PlannedInput {
  readonly funded: Funded
  readonly sequence: number
}

/** Everything about a spend that is fixed before anybody signs. */
export interface Plan {
  readonly agreement: Agreement
  readonly path: SpendPath
  /** By what it does: a settlement or award of the whole to one side is a release, a refund, or has basis points. */
  readonly outcome: OutcomeTerms
  readonly inputs: readonly PlannedInput[]
  readonly outputs: readonly PlannedOutput[]
  /**
   * 3 (BIP 431) where more than one output script is paid and the size allows it, else 2. Only nodes that enforce it
   * keep one receiver's children from holding up the others.
   */
  readonly version: 2 | 3
  readonly lockTime: number
  /** Sum of the inputs. */
  readonly pot: Sats
  readonly arbiterFee: Sats
  /** To the network. */
  readonly fee: Sats
  /** Weight of the mined transaction, to the unit. */
  readonly weight: number
  /** Virtual bytes. */
  readonly vsize: number
  /** Rules that whoever planned lifted by name; `feeRateFloor` also by naming nodes that accept less. */
  readonly relaxed: readonly PlanRule[]
}

/** A plan over contracts that were compiled here. */
export const aPlan: Check = (value, field) => {
  anObject(value, field)
  const { inputs, outputs, outcome, relaxed, agreement, ...numbers } = value as Members // the line above makes it one
  anAgreement(agreement, `${field}.agreement`)
  listOf(anObject)(inputs, `${field}.inputs`)
  listOf(anObject)(outputs, `${field}.outputs`)
  anOutcome(outcome, `${field}.outcome`)
  listOf(oneOf(PLAN_RULES))(relaxed, `${field}.relaxed`)
  for (const name of ['pot', 'arbiterFee', 'fee']) anAmount(numbers[name], `${field}.${name}`)
  for (const name of ['weight', 'vsize', 'version', 'lockTime']) aWhole(numbers[name], `${field}.${name}`)
}

/** The network's fee: by rate, or exactly this much. */
export type FeeChoice = { readonly rate: FeeRate } | { readonly exactly: Sats }

/** What a caller may lift by its name. */
export type PlanRule =
  | FeeRule
  | AdmissionRule
  | 'amount'
  | 'confirmations'
  | 'unacceptedAgreement'
  | 'partyReplaced'
  | 'unpayable'
export const PLAN_RULES: readonly PlanRule[] = [
  ...FEE_RULES,
  ...ADMISSION_RULES,
  'amount',
  'confirmations',
  'unacceptedAgreement',
  'partyReplaced',
  'unpayable',
]

export interface PlanRequest extends FeeFloor {
  readonly path: SpendPath
  readonly outcome: OutcomeTerms
  readonly fee: FeeChoice
  /** Rules that the caller knowingly lifts. */
  readonly relax?: readonly PlanRule[]
  /** Who has accepted the agreement that a relock leads to. */
  readonly acceptances?: readonly AcceptanceReport[]
  /** What is known of the chain and of other agreements where a relock is planned. */
  readonly admission?: Admission
  /** Said where this very outcome was planned before: whoever accepted then need not be shown again. */
  readonly planned?: 'before'
}

/** The lock of a path in a contract, if it has one. */
export const lockOf = ({ contract }: Funded, path: SpendPath): Lock | undefined => {
  if (path !== 'key') return leafOf(contract, path).path.lock
  if (contract.internal.kind === 'closed')
    throw contractError('CONTRACT_KEY_PATH_CLOSED', {
      field: 'path',
      expected: `one of ${contract.leaves.map((leaf) => leaf.path.name).join(', ')}`,
      received: shown('key'),
    })
  return undefined
}

/**
 * The agreement that all the given outputs belong to.
 *
 * @throws EscrowError `FUNDED_NONE`, `FUNDED_AGREEMENTS_MIXED`, `FUNDED_DUPLICATE`, `OUTPOINT_MALFORMED`
 */
export const oneAgreement = (funded: readonly Funded[]): Agreement => {
  const [first] = funded
  if (first === undefined)
    throw planError('FUNDED_NONE', {
      field: 'funded',
      expected: 'at least one funded contract',
      received: 'none',
    })
  const seen = new Set<string>()
  for (const [position, { contract, outpoint }] of funded.entries()) {
    if (contract.agreement.id !== first.contract.agreement.id)
      throw planError('FUNDED_AGREEMENTS_MIXED', {
        field: `funded[${position}]`,
        expected: 'contracts of one agreement',
        received: 'a contract of another agreement',
      })
    const text = formatOutpoint(parseOutpoint(outpoint, `funded[${position}].outpoint`))
    if (seen.has(text))
      throw planError('FUNDED_DUPLICATE', {
        field: `funded[${position}]`,
        expected: 'every output once',
        received: `${text} again`,
      })
    seen.add(text)
  }
  return first.contract.agreement
}

/** The locktimes that each input demands; one `nLockTime` is a height or a time (BIP 65), never both. */
const timelocks = (funded: readonly Funded[], path: SpendPath): readonly ReturnType<typeof timelocksOf>[] => {
  const locks = funded.map((one) => lockOf(one, path))
  const byTime = locks.findIndex((lock) => lock !== undefined && 'time' in lock)
  const byHeight = locks.findIndex((lock) => lock !== undefined && 'height' in lock)
  if (byTime >= 0 && byHeight >= 0)
    throw planError('FUNDED_LOCKS_MIXED', {
      field: `funded[${Math.max(byTime, byHeight)}]`,
      expected: `contracts that ${path} opens by heights, or by times`,
      received: 'both',
    })
  return locks.map(timelocksOf)
}

/**
 * Plans one transaction that spends all the given outputs through one path: outputs to the satoshi, exact weight
 * and fee, version, locktimes. Nothing about it depends on who signs later.
 *
 * @throws EscrowError of the families `plan` and `contract`
 */
export const planSpend = (funded: readonly Funded[], request: PlanRequest): Plan => {
  checkOutcome(request.outcome, request.path)
  const outcome = byEffect(request.outcome)
  oneAgreement(funded)
  checkAmounts(funded, { ...request, outcome })
  return planJudged(funded, { ...request, outcome })
}

/**
 * As {@link planSpend}, of an outcome by its effect and of inputs whose amounts were judged, perhaps with others that
 * another transaction spends.
 *
 * @throws EscrowError as {@link planSpend}
 */
export const planJudged = (funded: readonly Funded[], request: PlanRequest): Plan => {
  const { path, outcome, relax = [] } = request
  const agreement = oneAgreement(funded)
  checkRelock(agreement, funded, request)
  checkVia(agreement, viaOf(outcome))
  const locks = timelocks(funded, path)
  const pot = sumSats(
    funded.map(({ amount }) => amount),
    'funded',
  )
  const outputScripts = recipientScripts(agreement, { outcome, path, inputs: funded })
  const weight = transactionWeight({
    inputWeights: funded.map(({ contract }) => inputWeight(contract, path)),
    outputScripts,
  })
  if (weight > MAX_STANDARD_WEIGHT)
    throw planError('SPEND_TOO_HEAVY', {
      field: 'funded',
      expected: `a transaction of at most ${MAX_STANDARD_WEIGHT} weight units`,
      received: `${weight} for ${funded.length} inputs`,
      layer: 'relay',
      weight,
    })
  const fee = 'rate' in request.fee ? feeFor(weight, request.fee.rate) : sats(request.fee.exactly, 'fee')
  const vsize = virtualSize(weight)
  const { arbiterFee, outputs } = dividePot(agreement, { outcome, path, inputs: funded, fee })
  checkFeeFloor({ fee, weight }, { ...request, relax })
  checkFeeCaps({ fee, pot, vsize, weight }, { relax })
  checkTargets(outputs, { fee, vsize, relax })
  const isCheap = isBelowUsual({ fee, weight }) && !relax.includes('feeRateFloor')
  return {
    agreement,
    path,
    outcome,
    inputs: funded.map((one, position) => ({ funded: one, sequence: locks[position]?.sequence ?? 0 })),
    outputs,
    version: outputs.length > 1 && weight <= MAX_TRUC_WEIGHT ? 3 : 2,
    lockTime: Math.max(...locks.map(({ lockTime }) => lockTime)),
    pot,
    arbiterFee,
    fee,
    weight,
    vsize,
    relaxed: isCheap ? [...relax, 'feeRateFloor'] : relax,
  }
}

/** What is locked again has to be payable at the rate that locks it. */
const checkTargets = (
  outputs: readonly PlannedOutput[],
  { fee, vsize, relax }: { fee: Sats; vsize: number; relax: readonly PlanRule[] },
): void => {
  // what the fee amounts to, so that whoever reads the transaction finds the same; never zero, which is no rate
  const rate = ((fee * 1000n) / BigInt(vsize) || 1n) as FeeRate
  for (const { amount, recipients } of outputs)
    for (const recipient of recipients)
      if ('contract' in recipient)
        checkPayable(recipient.contract, { amount, rate, relax, field: describeRecipient(recipient) })
}

/** The transaction of a plan, without witnesses. */
export const planTransaction = ({ version, lockTime, inputs, outputs }: Plan): UnsignedTransaction => ({
  version,
  lockTime,
  inputs: inputs.map(({ funded, sequence }) => ({ outpoint: funded.outpoint, sequence })),
  outputs: outputs.map(({ script, amount }) => ({ script, amount })),
})
