import { type LoneOpening, loneOpenings } from '../admission/openings.js'
import type { Contract } from '../contract/contract.js'
import { type ChainMoment, deadlinesPastAt } from '../paths/deadlines.js'
import { lockedOut } from '../paths/lockout.js'
import { REFUSAL_MARGIN, WARNING_MARGIN } from '../paths/margins.js'
import type { Plan } from '../plan/plan.js'
import type { ReviewSentence } from '../sentences/review.js'
import {
  type AgreementDifference,
  addedParties,
  compareAgreements,
  concerns,
  replacedParties,
} from '../terms/compare.js'
import { isRelative } from '../units/lock.js'
import type { Role } from '../words.js'
import { objection, type ReviewFinding } from './finding.js'
import { leftOf } from './interference.js'

/** A party that can take a contract, which a spend pays, without anybody else. */
export interface TargetOpening extends LoneOpening {
  readonly contract: Contract
}

/** The contracts that a spend pays, each once. */
const paidContracts = ({ outputs }: Plan): readonly Contract[] => [
  ...new Set(
    outputs.flatMap(({ recipients }) =>
      recipients.flatMap((recipient) => ('contract' in recipient ? [recipient.contract] : [])),
    ),
  ),
]

/** Who alone can take each contract that a spend pays, and from when. */
export const targetOpenings = (plan: Plan, at: ChainMoment | undefined): readonly TargetOpening[] =>
  paidContracts(plan).flatMap((contract) =>
    loneOpenings(contract, at).map((opening) => ({ contract, ...opening })),
  )

/** The sentences about one opening. */
export const openingSentences = ({
  contract: { index: contract },
  path: { parties, lock },
  opening,
}: TargetOpening): readonly ReviewSentence[] =>
  parties.map((role) => {
    const who = { contract, role }
    if (lock === undefined) return { code: 'targetOpensWithSecret', data: who }
    if (isRelative(lock)) return { code: 'targetOpensAfter', data: { ...who, lock } }
    if (opening === undefined) return { code: 'targetOpensFrom', data: { ...who, lock } }
    return opening.left <= 0
      ? { code: 'targetOpensAtOnce', data: { ...who, lock } }
      : { code: 'targetOpensIn', data: { ...who, lock, left: leftOf(opening) } }
  })

const isFreeze = ({ outcome }: Plan): boolean => outcome.kind === 'relock' && outcome.into === 'itself'

/** A contract that one party may take before the others have had time to act is no place for money. */
const openTargets = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  targetOpenings(plan, at).flatMap(({ contract, path, opening }): readonly ReviewFinding[] => {
    if (opening === undefined || opening.left >= WARNING_MARGIN[opening.unit]) return []
    // relative clocks of a freeze start again: it makes nothing worse
    if (isFreeze(plan) && path.lock !== undefined && isRelative(path.lock)) return []
    const { left, unit } = opening
    const level = left < REFUSAL_MARGIN[unit] ? 'refuse' : 'warn'
    return path.parties.map((role) => {
      const who = { contract: contract.index, role }
      return objection(
        { rule: 'targetOpen', level },
        left <= 0
          ? { code: 'targetOpenNow', data: who }
          : { code: 'targetOpenSoon', data: { ...who, left: leftOf(opening) } },
      )
    })
  })

/** Absolute deadlines of contracts that are paid: over, or too near for a decision. */
const overTargets = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  paidContracts(plan).flatMap(({ agreement, milestone, index }) =>
    (at === undefined ? [] : deadlinesPastAt(agreement, { milestone, at })).map(({ term, lock, cause }) =>
      objection(
        { rule: 'deadlinePast', level: 'refuse' },
        {
          code: cause === 'past' ? 'targetDeadlinePast' : 'targetDeadlineNear',
          data: { contract: index, lock, term },
        },
      ),
    ),
  )

/** Contracts from which one party depends on the other one; a freeze changes nothing about that. */
const lonelyTargets = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  (isFreeze(plan) ? [] : paidContracts(plan)).flatMap(
    ({ agreement, milestone, index }): readonly ReviewFinding[] => {
      const role = lockedOut(agreement, { milestone, at })
      if (role === undefined) return []
      return [
        objection(
          { rule: 'partyLockedOut', level: 'refuse' },
          { code: 'targetLocksOut', data: { contract: index, role } },
        ),
      ]
    },
  )

/** The agreement that a relock leads to, where it amends the one that holds the money. */
const amendmentOf = ({ outcome, agreement }: Plan): Contract | undefined =>
  outcome.kind === 'relock' && outcome.into !== 'itself' && outcome.into.agreement.id !== agreement.id
    ? outcome.into
    : undefined

const replacements = (plan: Plan): readonly ReviewFinding[] => {
  const into = amendmentOf(plan)
  if (into === undefined) return []
  return replacedParties(plan.agreement, into.agreement).map((role) =>
    objection(
      { rule: 'partyReplaced', level: 'refuse' },
      {
        code: into.agreement[role] === undefined ? 'targetRoleGone' : 'targetRoleReplaced',
        data: { agreement: into.agreement.id, role },
      },
    ),
  )
}

/** Keys that nobody had agreed on, which can move the money with one party. */
const additions = (plan: Plan): readonly ReviewFinding[] => {
  const into = amendmentOf(plan)
  if (into === undefined) return []
  return addedParties(plan.agreement, into.agreement).map((role) =>
    objection(
      { rule: 'partyAdded', level: 'warn' },
      { code: 'targetRoleAdded', data: { agreement: into.agreement.id, role } },
    ),
  )
}

/** What the rules say about where a relock leads. */
export const targetFindings = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] => [
  ...replacements(plan),
  ...overTargets(plan, at),
  ...additions(plan),
  ...openTargets(plan, at),
  ...lonelyTargets(plan, at),
]

/** What the amendment that a relock leads to says differently, as far as it concerns a role. */
export const targetDifferences = (plan: Plan, as: Role): readonly AgreementDifference[] => {
  const into = amendmentOf(plan)
  if (into === undefined) return []
  const after = into.milestone
  const befores = [...new Set(plan.inputs.map(({ funded }) => funded.contract.milestone))]
  const all = befores.flatMap((before) =>
    compareAgreements(plan.agreement, into.agreement, { milestones: { before, after } }),
  )
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()].filter(concerns(as))
}
