import { maturityOf } from '../contract/maturity.js'
import { anything, type Check, listOf, type MemberChecks, membersOf, oneOf } from '../given/check.js'
import { aMoment, type ChainMoment } from '../paths/deadlines.js'
import { isEarned, kindOf } from '../plan/outcome.js'
import type { Plan } from '../plan/plan.js'
import { isRelative } from '../units/lock.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Role } from '../words.js'
import { aSpend, bodyOf } from './collected.js'
import { type Choice, changesOf } from './expectation.js'
import { objection, REVIEW_RULES, type ReviewFinding, type ReviewRule } from './finding.js'
import { deadlines, leftOf, unreadable } from './interference.js'
import { sameTransaction } from './same.js'
import { targetFindings } from './targets.js'
import type { Spend } from './types.js'
import { swapFindings } from './via.js'

/** What the reviewer knows beyond the spend itself. */
export interface ReviewContext {
  /** The tip of the chain; without it nothing is said about deadlines. */
  readonly at?: ChainMoment
  /** What the user chose to bring about, anything else is refused; an outcome that has a split or a target wants it. */
  readonly expect?: Choice
  /** Spends that the signer signed before and that could still be broadcast. */
  readonly outstanding?: readonly Spend[]
  /** Rules that the signer knowingly lifts. */
  readonly relax?: readonly ReviewRule[]
}

/** What is checked of a context; choices are judged where they are compared. */
export const contextChecks = (): MemberChecks<ReviewContext> => ({
  'at?': aMoment,
  'expect?': anything,
  'outstanding?': listOf(aSpend),
  'relax?': listOf(oneOf(REVIEW_RULES)),
})

export const aReviewContext: Check = /* @__PURE__ */ membersOf<ReviewContext>(/* @__PURE__ */ contextChecks())

const locksAhead = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  plan.inputs.flatMap(({ funded }, deposit): readonly ReviewFinding[] => {
    const place = { deposit, deposits: plan.inputs.length }
    const lock = funded.contract.leaves.find(({ path }) => path.name === plan.path)?.path.lock
    if (lock === undefined) return []
    if (isRelative(lock) && funded.confirmedAt === undefined)
      return [
        objection({ rule: 'lockAhead', level: 'warn' }, { code: 'clockNotBegun', data: { ...place, lock } }),
      ]
    if (at === undefined) return []
    const maturity = maturityOf(lock, funded, at)
    if (maturity === undefined || maturity.left <= 0) return []
    return [
      objection(
        { rule: 'lockAhead', level: 'warn' },
        { code: 'lockAhead', data: { ...place, lock, left: leftOf(maturity) } },
      ),
    ]
  })

const changes = (plan: Plan, expect: Choice | undefined): readonly ReviewFinding[] =>
  expect === undefined
    ? []
    : changesOf(plan, expect).map((change) => objection({ rule: 'outcomeChange', level: 'refuse' }, change))

/** Earlier spends of the same money that somebody could still broadcast instead of this one. */
export const stillStanding = (spend: Spend, outstanding: readonly Spend[]): readonly Spend[] => {
  const body = bodyOf(spend)
  const spent = new Set(spend.plan.inputs.map(({ funded }) => formatOutpoint(funded.outpoint)))
  return outstanding.filter(
    (earlier) =>
      !sameTransaction(bodyOf(earlier), body) &&
      earlier.plan.inputs.some(({ funded }) => spent.has(formatOutpoint(funded.outpoint))),
  )
}

const earlier = (spend: Spend, outstanding: readonly Spend[]): readonly ReviewFinding[] =>
  stillStanding(spend, outstanding).map(({ plan: { outcome, fee } }) =>
    objection(
      { rule: 'outstanding', level: 'warn' },
      { code: 'signedBefore', data: { outcome: kindOf(outcome), fee } },
    ),
  )

/** Money of which nobody has said that the chain holds it. */
const unconfirmed = ({ inputs, outcome }: Plan): readonly ReviewFinding[] =>
  isEarned(outcome) && inputs.some(({ funded }) => funded.confirmedAt === undefined)
    ? [objection({ rule: 'confirmations', level: 'warn' }, { code: 'fundingUnconfirmed', data: {} })]
    : []

/** Rules of the plan that were lifted by name when the spend was built or read. */
const lifted = ({ relaxed }: Plan): readonly ReviewFinding[] =>
  relaxed.map((rule) => objection({ rule, level: 'warn' }, { code: 'ruleLifted', data: { rule } }))

/** Everything that the rules object to, lifted rules as warnings. */
export const findingsOf = (
  spend: Spend,
  context: ReviewContext & { readonly as?: Role } = {},
): readonly ReviewFinding[] => {
  const { at, expect, outstanding = [], relax = [] } = context
  const { plan } = spend
  return [
    ...lifted(plan),
    ...unconfirmed(plan),
    ...changes(plan, expect),
    // nothing else pays a contract
    ...(plan.outcome.kind === 'relock' ? targetFindings(plan, at) : []),
    ...(at === undefined ? [] : deadlines(plan, context)),
    ...unreadable(plan, context),
    ...locksAhead(plan, at),
    ...(outstanding.length === 0 ? [] : earlier(spend, outstanding)),
    ...swapFindings(plan, { at, outstanding }),
  ].map((finding) => (relax.includes(finding.rule) ? { ...finding, level: 'warn' } : finding))
}
