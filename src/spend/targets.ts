import type { Contract } from '../contract/contract.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { REFUSAL_MARGIN } from '../paths/margins.js'
import type { LeafPath } from '../paths/types.js'
import type { Plan } from '../plan/plan.js'
import { type AgreementDifference, compareAgreements, concerns, replacedParties } from '../terms/compare.js'
import { describeLock, isRelative, lockKind, lockValue } from '../units/lock.js'
import type { Role } from '../words.js'
import type { ReviewFinding } from './finding.js'

/** A party that can take a contract, which a spend pays, without anybody else. */
export interface TargetOpening {
  readonly contract: Contract
  readonly path: LeafPath
  /** Blocks or seconds until then, counted from the confirmation of the spend, or from the tip; unknown without it. */
  readonly left?: { readonly unit: 'blocks' | 'seconds'; readonly count: number }
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
    contract.leaves.flatMap(({ path }): readonly TargetOpening[] => {
      const [only, another] = path.parties
      if (only === undefined || another !== undefined) return []
      return [{ contract, path, ...leftUntil(path, at) }]
    }),
  )

const leftUntil = (
  { lock, secretHash }: LeafPath,
  at: ChainMoment | undefined,
): Pick<TargetOpening, 'left'> => {
  // whoever has the secret decides when, and no clock does
  if (lock === undefined) return secretHash === undefined ? { left: { unit: 'blocks', count: 0 } } : {}
  const kind = lockKind(lock)
  const unit = kind === 'blocks' || kind === 'height' ? 'blocks' : 'seconds'
  if (isRelative(lock)) return { left: { unit, count: lockValue(lock) } }
  if (at === undefined) return {}
  return { left: { unit, count: lockValue(lock) - ('height' in lock ? at.height : at.medianTime) } }
}

/** The sentence about one opening. */
export const openingSentence = ({ contract, path, left }: TargetOpening): string => {
  const who = `Contract ${contract.index}, which is paid: the ${path.parties.join(' and the ')} alone can take it`
  if (path.lock === undefined)
    return `${who}${path.secretHash === undefined ? ' at once' : ', as soon as it has the secret'}.`
  const when = describeLock(path.lock)
  if (isRelative(path.lock)) return `${who} ${when} after this confirms.`
  if (left === undefined) return `${who} from ${when}.`
  return left.count <= 0 ? `${who} at once (${when}).` : `${who} from ${when}: in ${left.count} ${left.unit}.`
}

/** A contract that one party may take before the others have had time to act is no place for money. */
const openTargets = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  targetOpenings(plan, at).flatMap(({ contract, path, left }): readonly ReviewFinding[] => {
    // relative clocks of a freeze start again: it makes nothing worse
    const freezes = plan.outcome.kind === 'relock' && plan.outcome.into === 'itself'
    if (left === undefined || left.count >= REFUSAL_MARGIN[left.unit]) return []
    if (freezes && path.lock !== undefined && isRelative(path.lock)) return []
    const when = left.count <= 0 ? 'at once' : `within ${left.count} ${left.unit}`
    return [
      {
        rule: 'targetOpen',
        level: 'refuse',
        text: `contract ${contract.index} is paid, and the ${path.parties.join(' and the ')} alone can take it ${when}`,
      },
    ]
  })

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

/** What the rules say about where a relock leads. */
export const targetFindings = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] => [
  ...replacements(plan),
  ...openTargets(plan, at),
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
