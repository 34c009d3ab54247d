import { aRole, membersOf } from '../given/check.js'
import type { Plan } from '../plan/plan.js'
import { ENGLISH_REVIEW } from '../sentences/english/review.js'
import { inEnglish } from '../sentences/english/say.js'
import { describeLock, isRelative, type RelativeLock } from '../units/lock.js'
import type { Role } from '../words.js'
import { bodyOf } from './collected.js'
import { spendError } from './errors.js'
import { interferences } from './interference.js'
import { lacksSecret, waitingAfter } from './progress.js'
import { type Review, reviewedFee, reviewedInputs, reviewedOutput } from './reviewed.js'
import { aReviewContext, contextChecks, findingsOf, type ReviewContext, stillStanding } from './rules.js'
import { sentencesOf } from './sentences.js'
import { targetDifferences, targetOpenings } from './targets.js'
import type { Spend } from './types.js'

export interface ReviewOptions extends ReviewContext {
  /** Who is asked to sign. */
  readonly as: Role
}

/** Every contract that a spend pays begins its relative clocks when the spend confirms; only relocks pay any. */
const restartsOf = ({ outputs }: Plan): readonly RelativeLock[] => {
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
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, `EXPECTATION_VAGUE`
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
    interferences: interferences(plan, options),
    openings: targetOpenings(plan, at),
    differences: targetDifferences(plan, as),
    restarts: restartsOf(plan),
    outstanding: stillStanding(spend, outstanding),
    findings,
    passes: findings.every(({ level }) => level !== 'refuse'),
  }
  const sentences = sentencesOf(reviewed, { lacksSecret: lacksSecret(spend) })
  return { ...reviewed, sentences, text: sentences.map((sentence) => inEnglish(sentence, ENGLISH_REVIEW)) }
}

/**
 * Refuses what a review would refuse.
 *
 * @throws EscrowError `REVIEW_REFUSED` naming the rules
 */
export const requireReview = (spend: Spend, context: ReviewContext): void => {
  bodyOf(spend)
  aReviewContext(context, '')
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
