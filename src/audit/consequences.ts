import { anObject, aText, type Check, listOf, membersOf } from '../given/check.js'
import { aMatrix, type Coalition, type Matrix, type Stretch, UNKNOWN_PARTY } from '../powers/matrix.js'
import type { AuditedParty } from '../powers/output.js'
import { lockKind, lockValue } from '../units/lock.js'
import { coalitionPhrase, listed, momentPhrase, partyPhrase } from './phrases.js'

/** A smallest coalition that can move all the money: not with less, and not sooner. */
export interface Opportunity {
  readonly coalition: Coalition
  readonly from: Stretch
  /** `key`, or names of leaves: the cheapest first. */
  readonly by: readonly string[]
}

/** Somebody's money can be taken without him. */
export interface Taking extends Opportunity {
  /** Whom nobody has to ask. */
  readonly victim: string
  readonly text: string
}

/** One of those who are left when somebody has vanished. */
export interface Remaining {
  readonly party: string
  /** The soonest in which this party is needed and no secret; absent where it never can. */
  readonly first?: Opportunity
  /** The soonest for which it needs neither anybody nor a secret. */
  readonly alone?: Opportunity
}

/** What becomes of the money when a party is gone for good. */
export interface Absence {
  readonly party: string
  /** What the others can still do, in order of time. */
  readonly opportunities: readonly Opportunity[]
  /** The soonest without a secret; absent where the money is stuck for ever. */
  readonly first?: Opportunity
  readonly others: readonly Remaining[]
  readonly text: string
}

/** What two can do that neither can do alone. */
export interface Pair {
  readonly parties: readonly [string, string]
  /** Absent where they gain nothing by acting together. */
  readonly first?: Opportunity
  readonly text: string
}

/** What follows from a matrix. */
export interface Consequences {
  readonly opportunities: readonly Opportunity[]
  /** For employer and worker, or for everybody where no roles are known. */
  readonly takings: readonly Taking[]
  /** For every party. */
  readonly absences: readonly Absence[]
  /** The arbiters with everybody else, or all pairs where no roles are known. */
  readonly pairs: readonly Pair[]
  /** Why all of this may be too good to be true; empty for contracts of agreements. */
  readonly reservations: readonly string[]
}

/** Consequences as `consequencesOf` draws them. */
export const someConsequences: Check = (value, field) => {
  membersOf<Consequences>({
    opportunities: listOf(anObject),
    takings: listOf(anObject),
    absences: listOf(anObject),
    pairs: listOf(anObject),
    reservations: listOf(aText),
  })(value, field)
}

const isWithin = (inner: Coalition, outer: Coalition): boolean =>
  inner.members.every(({ party, keys }) =>
    outer.members.some((member) => member.party === party && member.keys >= keys),
  ) && inner.secrets.every((secret) => outer.secrets.includes(secret))

const locksOf = ({ from, and = [] }: Stretch) => (from === undefined ? [] : [from, ...and])

/** Whether a stretch has begun wherever another one has. */
const isNotLater = (stretch: Stretch, than: Stretch): boolean =>
  locksOf(stretch).every((lock) =>
    locksOf(than).some((other) => lockKind(other) === lockKind(lock) && lockValue(other) >= lockValue(lock)),
  )

/** Sorted by stretches as the matrix has them, and then by size. */
const opportunitiesOf = ({ coalitions, stretches, moves }: Matrix): readonly Opportunity[] => {
  const found: { readonly opportunity: Opportunity; readonly at: number }[] = []
  for (const [row, coalition] of coalitions.entries()) {
    // smaller coalitions and earlier stretches come first, so what is found later cannot undo this one
    const smaller = found.filter(({ opportunity }) => isWithin(opportunity.coalition, coalition))
    for (const [at, from] of stretches.entries()) {
      const cell = moves[row]?.[at] ?? []
      if (cell.length === 0 || smaller.some(({ opportunity }) => isNotLater(opportunity.from, from))) continue
      const one = { opportunity: { coalition, from, by: cell.map(({ by }) => by) }, at }
      found.push(one)
      smaller.push(one)
    }
  }
  return found.sort((left, right) => left.at - right.at).map(({ opportunity }) => opportunity)
}

const has = ({ coalition }: Opportunity, party: string): boolean =>
  coalition.members.some((member) => member.party === party)

const byPhrase = ({ by }: Opportunity): string => `by ${listed(by)}`

const takingsFrom = (
  victim: AuditedParty,
  { opportunities, parties }: { opportunities: readonly Opportunity[]; parties: readonly AuditedParty[] },
): readonly Taking[] =>
  opportunities
    .filter((opportunity) => !has(opportunity, victim.name))
    .map((opportunity) => ({
      ...opportunity,
      victim: victim.name,
      text: `Without ${partyPhrase(victim)}, ${coalitionPhrase(opportunity.coalition, parties)} can take everything ${momentPhrase(opportunity.from)}, ${byPhrase(opportunity)}.`,
    }))

const withoutSecret = ({ coalition }: Opportunity): boolean => coalition.secrets.length === 0

const remainingOf = ({ name }: AuditedParty, opportunities: readonly Opportunity[]): Remaining => {
  const own = opportunities.filter((one) => withoutSecret(one) && has(one, name))
  const first = own[0]
  const alone = own.find(({ coalition }) => coalition.members.length === 1)
  return {
    party: name,
    ...(first === undefined ? {} : { first }),
    ...(alone === undefined ? {} : { alone }),
  }
}

const absenceText = (
  gone: AuditedParty,
  {
    opportunities,
    others,
    parties,
  }: {
    opportunities: readonly Opportunity[]
    others: readonly Remaining[]
    parties: readonly AuditedParty[]
  },
): string => {
  const beginning = `If ${partyPhrase(gone)} is gone, `
  if (opportunities.length === 0) return `${beginning}nobody can ever move the money again.`
  const can = opportunities.map(
    ({ coalition, from }) => `${coalitionPhrase(coalition, parties)} ${momentPhrase(from)}`,
  )
  const needed = (party: AuditedParty): boolean => opportunities.some((one) => has(one, party.name))
  const idle = parties.filter(
    (party) => others.some(({ party: name }) => name === party.name) && !needed(party),
  )
  const never = idle.length === 0 ? '' : `, and ${listed(idle.map(partyPhrase))} can do nothing`
  return `${beginning}the money can be moved by ${can.join('; by ')}${never}.`
}

const absenceOf = (
  gone: AuditedParty,
  { opportunities, parties }: { opportunities: readonly Opportunity[]; parties: readonly AuditedParty[] },
): Absence => {
  const left = opportunities.filter((opportunity) => !has(opportunity, gone.name))
  const others = parties.filter(({ name }) => name !== gone.name).map((party) => remainingOf(party, left))
  const first = left.find(withoutSecret)
  return {
    party: gone.name,
    opportunities: left,
    ...(first === undefined ? {} : { first }),
    others,
    text: absenceText(gone, { opportunities: left, others, parties }),
  }
}

const pairOf = (
  [one, other]: readonly [AuditedParty, AuditedParty],
  { opportunities, parties }: { opportunities: readonly Opportunity[]; parties: readonly AuditedParty[] },
): Pair => {
  const first = opportunities.find(
    (opportunity) =>
      withoutSecret(opportunity) &&
      opportunity.coalition.members.length === 2 &&
      has(opportunity, one.name) &&
      has(opportunity, other.name),
  )
  const names = `${partyPhrase(one)} and ${partyPhrase(other)} together`
  const text =
    first === undefined
      ? `${names} can do nothing that neither of them can do alone.`
      : `${coalitionPhrase(first.coalition, parties)} can move everything ${momentPhrase(first.from)}, ${byPhrase(first)}.`
  return {
    parties: [one.name, other.name],
    ...(first === undefined ? {} : { first }),
    text: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
  }
}

const isArbiter = ({ role }: AuditedParty): boolean => role === 'arbiter' || role === 'backupArbiter'

/** Arbiters with everybody; where there are no roles, everybody with everybody. */
const pairsOf = (parties: readonly AuditedParty[]): readonly (readonly [AuditedParty, AuditedParty])[] => {
  const hasRoles = parties.some(({ role }) => role !== undefined)
  return parties.flatMap((one, at) =>
    parties
      .slice(at + 1)
      .filter((other) => !hasRoles || isArbiter(one) || isArbiter(other))
      .map((other) =>
        isArbiter(one) || !isArbiter(other) ? ([one, other] as const) : ([other, one] as const),
      ),
  )
}

const reservationsOf = ({ unknown, omitted, coalitions, stretches }: Matrix): readonly string[] => [
  ...unknown.map(
    ({ name, reason }) =>
      `What ${name} allows is not understood (${reason}): more people may be able to move the money, and sooner.`,
  ),
  ...(omitted.coalitions === 0
    ? []
    : [
        `Only the ${coalitions.length} smallest of ${coalitions.length + omitted.coalitions} coalitions are looked at.`,
      ]),
  ...(omitted.stretches === 0
    ? []
    : [
        `Only ${stretches.length} of ${stretches.length + omitted.stretches} combinations of locks are looked at.`,
      ]),
]

/**
 * What follows from a matrix, and from nothing else: who can be robbed by whom, who is stuck if somebody vanishes
 * and until when, and what the arbiter and one party can do together. Whoever can move the money at all can send
 * all of it anywhere.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * consequencesOf(matrixOf(outputOf(contract))).takings.map(({ text }) => text)
 * // Without the worker, the employer alone can take everything from block 8640 after the funding on, by employerAlone.
 */
export const consequencesOf = (matrix: Matrix): Consequences => {
  aMatrix(matrix, 'matrix')
  const { parties } = matrix
  const opportunities = opportunitiesOf(matrix)
  const known = { opportunities, parties }
  const named = parties.filter(({ name }) => name !== UNKNOWN_PARTY)
  const owners = named.filter(({ role }) => role === 'employer' || role === 'worker')
  return {
    opportunities,
    takings: (owners.length === 0 ? named : owners).flatMap((victim) => takingsFrom(victim, known)),
    absences: named.map((gone) => absenceOf(gone, known)),
    pairs: pairsOf(named).map((pair) => pairOf(pair, known)),
    reservations: reservationsOf(matrix),
  }
}
