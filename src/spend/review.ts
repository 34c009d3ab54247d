import { describeRecipient, type PlannedOutput } from '../plan/money.js'
import { outcomePhrase } from '../plan/outcome.js'
import type { Plan } from '../plan/plan.js'
import type { FeeRate } from '../units/feeRate.js'
import { formatFeeRate } from '../units/feeRate.js'
import { describeLock, isRelative, type Lock } from '../units/lock.js'
import type { Sats } from '../units/sats.js'
import type { Role } from '../words.js'
import { spendError } from './errors.js'
import {
  findingsOf,
  type Interference,
  interferences,
  type ReviewContext,
  type ReviewFinding,
  stillStanding,
} from './rules.js'
import type { Spend } from './types.js'

export interface ReviewOptions extends ReviewContext {
  /** Who is asked to sign. */
  readonly as: Role
}

/** One output as whoever signs should see it. */
export interface ReviewedOutput {
  /** Such as `employer`, `worker.payees[1]`, `contract 8`. */
  readonly to: readonly string[]
  readonly address: string
  readonly amount: Sats
  /** Whether the one who is asked is paid by it. */
  readonly yours: boolean
}

/** The network's fee in three measures. */
export interface ReviewedFee {
  readonly amount: Sats
  /** sat/vB, rounded down to a thousandth. */
  readonly rate: string
  /** Percent of the inputs, rounded up to a hundredth. */
  readonly percent: string
}

/** What one signature would do. */
export interface Review {
  readonly as: Role
  readonly plan: Plan
  readonly outputs: readonly ReviewedOutput[]
  readonly fee: ReviewedFee
  /** Roles whose signatures are still missing besides one's own. */
  readonly waitingFor: readonly Role[]
  /** Who alone could take the money otherwise, and when. */
  readonly interferences: readonly Interference[]
  /** Relative clocks that start again. */
  readonly restarts: readonly Lock[]
  /** Earlier spends of the same money that could still be broadcast. */
  readonly outstanding: readonly Spend[]
  readonly findings: readonly ReviewFinding[]
  /** Whether `sign` would sign. */
  readonly passes: boolean
  /** The same in plain sentences. */
  readonly text: readonly string[]
}

const reviewedOutput = ({ recipients, address, amount }: PlannedOutput, as: Role): ReviewedOutput => ({
  to: recipients.map(describeRecipient),
  address,
  amount,
  yours: recipients.some((recipient) => 'role' in recipient && recipient.role === as),
})

/** A fee in its three measures; the pot is not zero. */
export const reviewedFee = ({ fee, vsize, pot }: Pick<Plan, 'fee' | 'vsize' | 'pot'>): ReviewedFee => {
  const hundredths = (fee * 10_000n + pot - 1n) / pot
  return {
    amount: fee,
    // only shown, never planned with
    rate: formatFeeRate(((fee * 1000n) / BigInt(vsize)) as FeeRate),
    percent: `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`,
  }
}

/** Every contract that a spend pays begins its relative clocks when the spend confirms; only relocks pay any. */
const restartsOf = ({ outputs }: Plan): readonly Lock[] => {
  const contracts = outputs.flatMap(({ recipients }) =>
    recipients.flatMap((recipient) => ('contract' in recipient ? [recipient.contract] : [])),
  )
  const locks = contracts.flatMap(({ paths }) =>
    paths.flatMap(({ lock }) => (lock && isRelative(lock) ? [lock] : [])),
  )
  return [...new Map(locks.map((lock) => [describeLock(lock), lock])).values()]
}

/**
 * Tells what one signature would do, in data and in plain words: who gets how much, the fee, who could interfere
 * and when, which clocks restart, which earlier signatures still stand, what cannot be undone. Rules that object
 * carry their names; `sign` refuses what a review with the same options refuses.
 *
 * @example
 * const { text, passes } = review(theirs, { as: 'worker', at: { height, medianTime } })
 */
export const review = (spend: Spend, options: ReviewOptions): Review => {
  const { plan, progress } = spend
  const { as, at, outstanding = [] } = options
  const findings = findingsOf(spend, options)
  const reviewed = {
    as,
    plan,
    outputs: plan.outputs.map((output) => reviewedOutput(output, as)),
    fee: reviewedFee(plan),
    waitingFor: progress.flatMap(({ role, needed, signed }) =>
      role !== as && signed.length < needed ? [role] : [],
    ),
    interferences: interferences(plan, at),
    restarts: restartsOf(plan),
    outstanding: stillStanding(spend, outstanding),
    findings,
    passes: findings.every(({ level }) => level !== 'refuse'),
  }
  return { ...reviewed, text: sentences(reviewed) }
}

const sentences = (reviewed: Omit<Review, 'text'>): readonly string[] => {
  const { plan, outputs, fee, waitingFor, restarts, findings } = reviewed
  const yours = outputs.filter((output) => output.yours).reduce((sum, { amount }) => sum + amount, 0n)
  return [
    `This spend is ${outcomePhrase(plan.outcome)} of ${plan.pot} sat by the path ${plan.path}.`,
    ...outputs.map(({ to, amount, address }) => `${amount} sat go to ${to.join(' and ')} (${address}).`),
    `The network takes ${fee.amount} sat: ${fee.rate} sat/vB, ${fee.percent} % of the inputs.`,
    ...(plan.arbiterFee > 0n ? [`The arbiter takes ${plan.arbiterFee} sat.`] : []),
    yours > 0n ? `You receive ${yours} sat.` : 'You receive nothing.',
    waitingFor.length > 0
      ? `After you it still waits for: ${waitingFor.join(', ')}.`
      : 'With your signature it can be broadcast by anybody who has it.',
    ...reviewed.interferences.map(interferenceSentence),
    ...relockSentences(plan),
    ...restarts.map((lock) => `The clock of ${describeLock(lock)} starts again when this confirms.`),
    ...freezeSentences(plan, restarts),
    ...(plan.path === 'workerWithSecret' ? ['The secret becomes public and cannot be taken back.'] : []),
    'A signature cannot be withdrawn: it stays valid until the same money is spent in another way.',
    ...findings.map(
      ({ level, rule, text }) => `${level === 'refuse' ? 'Refused' : 'Warning'} (${rule}): ${text}.`,
    ),
  ]
}

/** What a freeze is good for: nothing, where no clock is relative. */
const freezeSentences = ({ outcome, fee }: Plan, restarts: readonly Lock[]): readonly string[] => {
  if (outcome.kind !== 'relock' || outcome.into !== 'itself') return []
  return restarts.length > 0
    ? [`It can be done again, as often as its signers agree, for a fee each time: now ${fee} sat.`]
    : [`No clock starts again, because all locks are absolute: this only costs ${fee} sat.`]
}

/** Where a relock leads, proven by comparing scripts, and whose agreement that is. */
const relockSentences = ({ outcome, agreement, relaxed }: Plan): readonly string[] => {
  if (outcome.kind !== 'relock') return []
  if (outcome.into === 'itself') return ['Every output goes back to the very script that it comes from.']
  const { index, agreement: target } = outcome.into
  if (target.id === agreement.id)
    return [
      `What is kept goes to contract ${index} of the same agreement: the output has exactly its script.`,
    ]
  const accepted = relaxed.includes('unacceptedAgreement')
    ? 'that not everybody has accepted'
    : 'that every role has accepted'
  return [
    `What is kept goes to contract ${index} of agreement ${target.id}, which amends this one and ${accepted}: the output has exactly its script.`,
  ]
}

const interferenceSentence = ({ path, maturity, input }: Interference): string => {
  const who = `the ${path.parties.join(' and the ')} alone`
  const lock = path.lock === undefined ? '' : ` (${describeLock(path.lock)})`
  if (maturity === undefined) return `Input ${input}: ${who} can take the money once its lock opens${lock}.`
  return maturity.left <= 0
    ? `Input ${input}: ${who} can take the money already${lock}.`
    : `Input ${input}: nobody else can act alone for another ${maturity.left} ${maturity.unit}; then ${who} can${lock}.`
}

/**
 * Refuses what a review would refuse.
 *
 * @throws EscrowError `REVIEW_REFUSED` naming the rules
 */
export const requireReview = (spend: Spend, context: ReviewContext): void => {
  const refused = findingsOf(spend, context).filter(({ level }) => level === 'refuse')
  const [first] = refused
  if (first === undefined) return
  const rules = refused.map(({ rule }) => rule)
  throw spendError('REVIEW_REFUSED', {
    field: 'spend',
    expected: `a spend that passes review, or relax: [${rules.map((rule) => `'${rule}'`).join(', ')}]`,
    received: first.text,
    rules,
  })
}
