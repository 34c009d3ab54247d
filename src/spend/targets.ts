import { type LoneOpening, loneOpenings } from '../admission/openings.js'
import type { Contract } from '../contract/contract.js'
import { type ChainMoment, deadlinesPastAt } from '../paths/deadlines.js'
import { lockedOut } from '../paths/lockout.js'
import { REFUSAL_MARGIN, WARNING_MARGIN } from '../paths/margins.js'
import type { Plan } from '../plan/plan.js'
import {
  type AgreementDifference,
  addedParties,
  compareAgreements,
  concerns,
  replacedParties,
} from '../terms/compare.js'
import { describeLock, isRelative } from '../units/lock.js'
import type { Role } from '../words.js'
import type { ReviewFinding } from './finding.js'

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

/** The sentence about one opening. */
export const openingSentence = ({ contract, path, opening }: TargetOpening): string => {
  const who = `Contract ${contract.index}, which is paid: the ${path.parties.join('')} alone can take it`
  if (path.lock === undefined) return `${who}, as soon as it has the secret.`
  const when = describeLock(path.lock)
  if (isRelative(path.lock)) return `${who} ${when} after this confirms.`
  if (opening === undefined) return `${who} from ${when}.`
  return opening.left <= 0
    ? `${who} at once (${when}).`
    : `${who} from ${when}: in ${opening.left} ${opening.unit}.`
}

const isFreeze = ({ outcome }: Plan): boolean => outcome.kind === 'relock' && outcome.into === 'itself'

/** A contract that one party may take before the others have had time to act is no place for money. */
const openTargets = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  targetOpenings(plan, at).flatMap(({ contract, path, opening }): readonly ReviewFinding[] => {
    if (opening === undefined || opening.left >= WARNING_MARGIN[opening.unit]) return []
    // relative clocks of a freeze start again: it makes nothing worse
    if (isFreeze(plan) && path.lock !== undefined && isRelative(path.lock)) return []
    const { left, unit } = opening
    const when = left <= 0 ? 'at once' : `within ${left} ${unit}`
    return [
      {
        rule: 'targetOpen',
        level: left < REFUSAL_MARGIN[unit] ? 'refuse' : 'warn',
        text: `contract ${contract.index} is paid, and the ${path.parties.join('')} alone can take it ${when}`,
      },
    ]
  })

/** Absolute deadlines of contracts that are paid: over, or too near for a decision. */
const overTargets = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  paidContracts(plan).flatMap(({ agreement, milestone, index }) =>
    (at === undefined ? [] : deadlinesPastAt(agreement, { milestone, at })).map(({ term, lock, cause }) => ({
      rule: 'deadlinePast',
      level: 'refuse',
      text: `contract ${index} is paid, and ${describeLock(lock)} of its ${term} ${cause === 'past' ? 'is over' : 'leaves no time for a decision'}`,
    })),
  )

/** Contracts from which one party depends on the other one; a freeze changes nothing about that. */
const lonelyTargets = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  (isFreeze(plan) ? [] : paidContracts(plan)).flatMap(
    ({ agreement, milestone, index }): readonly ReviewFinding[] => {
      const party = lockedOut(agreement, { milestone, at })
      if (party === undefined) return []
      return [
        {
          rule: 'partyLockedOut',
          level: 'refuse',
          text: `contract ${index} is paid, from which the ${party} gets nothing within two years should the other party vanish`,
        },
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
  return replacedParties(plan.agreement, into.agreement).map((role) => ({
    rule: 'partyReplaced',
    level: 'refuse',
    text:
      into.agreement[role] === undefined
        ? `agreement ${into.agreement.id} has no ${role} any more`
        : `other keys act for the ${role} in agreement ${into.agreement.id}`,
  }))
}

/** Keys that nobody had agreed on, which can move the money with one party. */
const additions = (plan: Plan): readonly ReviewFinding[] => {
  const into = amendmentOf(plan)
  if (into === undefined) return []
  return addedParties(plan.agreement, into.agreement).map((role) => ({
    rule: 'partyAdded',
    level: 'warn',
    text: `agreement ${into.agreement.id} has keys for the ${role}, and this one has none: with either party they can take what is moved there`,
  }))
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

/** The sentence about one difference. */
export const differenceSentence = ({ field, before, after, worseFor }: AgreementDifference): string =>
  `The amendment changes ${field} from ${before ?? 'nothing'} to ${after ?? 'nothing'}${worseFor === 'all' ? '' : `, which is worse for the ${worseFor}`}.`
