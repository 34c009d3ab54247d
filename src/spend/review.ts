import { shown } from '../errors.js'
import { aRole, membersOf } from '../given/check.js'
import { describeRecipient, type PlannedOutput } from '../plan/money.js'
import { outcomePhrase } from '../plan/outcome.js'
import { lockOf, type Plan } from '../plan/plan.js'
import type { AgreementDifference } from '../terms/compare.js'
import type { FeeRate } from '../units/feeRate.js'
import { formatFeeRate } from '../units/feeRate.js'
import { describeLock, isRelative, type Lock } from '../units/lock.js'
import { formatOutpoint, type Outpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import type { Role } from '../words.js'
import { bodyOf } from './collected.js'
import { spendError } from './errors.js'
import type { ReviewFinding } from './finding.js'
import { signingRoles, waitingAfter } from './progress.js'
import {
  contextChecks,
  findingsOf,
  type Interference,
  interferences,
  type ReviewContext,
  stillStanding,
} from './rules.js'
import {
  differenceSentence,
  openingSentence,
  type TargetOpening,
  targetDifferences,
  targetOpenings,
} from './targets.js'
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

/** One input as whoever signs should see it. */
export interface ReviewedInput {
  /** Position in `agreement.milestones`. */
  readonly milestone: number
  readonly memo?: string
  /** Of the contract. */
  readonly index: number
  readonly outpoint: Outpoint
  readonly amount: Sats
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
  readonly inputs: readonly ReviewedInput[]
  readonly outputs: readonly ReviewedOutput[]
  readonly fee: ReviewedFee
  /** Roles that `complete` would miss once one's own signature is there; one's own, where another member's is missing. */
  readonly waitingFor: readonly Role[]
  /** Who alone could take the money otherwise, and when. */
  readonly interferences: readonly Interference[]
  /** Who alone could take the contracts that are paid, and when. */
  readonly openings: readonly TargetOpening[]
  /** What an amendment that a relock leads to says differently, as far as it concerns the one who is asked. */
  readonly differences: readonly AgreementDifference[]
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

const reviewedInputs = ({ inputs, agreement }: Plan): readonly ReviewedInput[] =>
  inputs.map(({ funded: { contract, outpoint, amount } }) => {
    const { milestone, index } = contract
    const memo = agreement.milestones[milestone]?.memo
    return { milestone, ...(memo !== undefined && { memo }), index, outpoint, amount }
  })

const inputSentence = ({ milestone, memo, index, outpoint, amount }: ReviewedInput): string =>
  `It spends milestone ${milestone}${memo === undefined ? '' : ` (${shown(memo)})`}, contract ${index}: ${amount} sat in ${formatOutpoint(outpoint)}.`

/** Where an address that pays the reader is somebody else's in the agreement, too. */
const sharedSentences = ({ agreement, outputs }: Plan, as: Role): readonly string[] => {
  const { employer, worker, arbiter, backupArbiter } = agreement
  const addresses: readonly (readonly [Role, string])[] = [
    ['employer', employer.address.text],
    ...worker.payees.map(({ address }) => ['worker', address.text] as const),
    ...(arbiter === undefined ? [] : [['arbiter', arbiter.address.text] as const]),
    ...(backupArbiter === undefined ? [] : [['backupArbiter', backupArbiter.address.text] as const]),
  ]
  return outputs
    .map((output) => reviewedOutput(output, as))
    .filter(({ yours }) => yours)
    .flatMap(({ address, amount }) => {
      const others = addresses.flatMap(([role, text]) => (role !== as && text === address ? [role] : []))
      return others.length === 0
        ? []
        : [
            `Of that, ${amount} sat go to an address that is the ${[...new Set(others)].join("'s and the ")}'s, too.`,
          ]
    })
}

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
  const { plan } = bodyOf(spend)
  membersOf<ReviewOptions>({ ...contextChecks(), as: aRole })(options, '')
  const { as, at, outstanding = [] } = options
  const findings = findingsOf(spend, options)
  const reviewed = {
    as,
    plan,
    inputs: reviewedInputs(plan),
    outputs: plan.outputs.map((output) => reviewedOutput(output, as)),
    fee: reviewedFee(plan),
    waitingFor: waitingAfter(spend, as),
    interferences: interferences(plan, at),
    openings: targetOpenings(plan, at),
    differences: targetDifferences(plan, as),
    restarts: restartsOf(plan),
    outstanding: stillStanding(spend, outstanding),
    findings,
    passes: findings.every(({ level }) => level !== 'refuse'),
  }
  return { ...reviewed, text: sentences(reviewed, lacksSecret(spend)) }
}

const sentences = (reviewed: Omit<Review, 'text'>, secret: 'secret' | undefined): readonly string[] => {
  const { as, plan, inputs, outputs, fee, restarts, findings } = reviewed
  const yours = outputs.filter((output) => output.yours).reduce((sum, { amount }) => sum + amount, 0n)
  return [
    ...inputs.map(inputSentence),
    `This spend is ${outcomePhrase(plan.outcome)} of ${plan.pot} sat by the path ${plan.path}.`,
    ...outputs.map(({ to, amount, address }) => `${amount} sat go to ${to.join(' and ')} (${address}).`),
    `The network takes ${fee.amount} sat: ${fee.rate} sat/vB, ${fee.percent} % of the inputs.`,
    ...(plan.arbiterFee > 0n ? [`The arbiter takes ${plan.arbiterFee} sat.`] : []),
    yours > 0n ? `You receive ${yours} sat.` : 'You receive nothing.',
    ...sharedSentences(plan, as),
    afterYou(reviewed, secret),
    ...reviewed.interferences.map(interferenceSentence),
    ...relockSentences(plan),
    ...reviewed.differences.map(differenceSentence),
    ...reviewed.openings.map(openingSentence),
    ...restarts.map((lock) => `The clock of ${describeLock(lock)} starts again when this confirms.`),
    ...freezeSentences(plan, restarts),
    ...(plan.path === 'workerWithSecret' ? ['The secret becomes public and cannot be taken back.'] : []),
    'A signature cannot be withdrawn: it stays valid until the same money is spent in another way.',
    ...findings.map(
      ({ level, rule, text }) => `${level === 'refuse' ? 'Refused' : 'Warning'} (${rule}): ${text}.`,
    ),
  ]
}

/** Whether an input shows a hash that nothing opens yet. */
const lacksSecret = ({ plan, inputs }: Spend): 'secret' | undefined =>
  plan.path === 'workerWithSecret' &&
  inputs.some((input) => input.kind === 'leaf' && input.preimage === undefined)
    ? 'secret'
    : undefined

/** What is still missing once the reader has signed. */
const afterYou = (
  { as, plan, waitingFor }: Pick<Review, 'as' | 'plan' | 'waitingFor'>,
  secret: 'secret' | undefined,
): string => {
  const asked = signingRoles(plan).includes(as)
  const missing = [...waitingFor, ...(secret === undefined ? [] : ['the secret'])]
  if (missing.length > 0)
    return `${asked ? 'After you it still waits for' : 'Your signature is not asked for; it waits for'}: ${missing.join(', ')}.`
  const lock = plan.inputs[0] && lockOf(plan.inputs[0].funded, plan.path)
  const when = lock === undefined ? '' : ', once its lock has opened'
  return asked
    ? `With your signature it can be broadcast by anybody who has it${when}.`
    : `It can be broadcast by anybody who has it${when}, without your signature.`
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
    : `Input ${input}: in ${maturity.left} ${maturity.unit} ${who} can take the money${lock}.`
}

/**
 * Refuses what a review would refuse.
 *
 * @throws EscrowError `REVIEW_REFUSED` naming the rules
 */
export const requireReview = (spend: Spend, context: ReviewContext): void => {
  bodyOf(spend)
  membersOf<ReviewContext>(contextChecks())(context, '')
  const refused = findingsOf(spend, context).filter(({ level }) => level === 'refuse')
  const [first] = refused
  if (first === undefined) return
  const rules = [...new Set(refused.map(({ rule }) => rule))]
  throw spendError('REVIEW_REFUSED', {
    field: 'spend',
    expected: `a spend that passes review, or relax: [${rules.map((rule) => `'${rule}'`).join(', ')}]`,
    received: first.text,
    rules,
  })
}
