import { anObject, type Check, listOf, membersOf } from '../given/check.js'
import { aMatrix, type Coalition, type Matrix, type Stretch, UNKNOWN_PARTY } from '../powers/matrix.js'
import type { AuditedParty } from '../powers/output.js'
import { ENGLISH_POWER_SENTENCES } from '../sentences/english/powers.js'
import { inEnglish } from '../sentences/english/say.js'
import type { PowerSentence } from '../sentences/powers.js'
import { lockKind, lockValue } from '../units/lock.js'
import { fromTold, partyTold, wayTold } from './phrases.js'

/** A sentence for `say` in any language and with names. */
interface Told {
  readonly sentence: PowerSentence
  /** The sentence in English. */
  readonly text: string
}

/** A smallest coalition that can move all the money: not with less, and not sooner. */
export interface Opportunity {
  readonly coalition: Coalition
  readonly from: Stretch
  /** `key`, or names of leaves: the cheapest first. */
  readonly by: readonly string[]
}

/** Somebody's money can be taken without him. */
export interface Taking extends Opportunity, Told {
  /** Whom nobody has to ask. */
  readonly victim: string
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
export interface Absence extends Told {
  readonly party: string
  /** What the others can still do, in order of time. */
  readonly opportunities: readonly Opportunity[]
  /** The soonest without a secret; absent where the money is stuck for ever. */
  readonly first?: Opportunity
  readonly others: readonly Remaining[]
}

/** What two can do that neither can do alone. */
export interface Pair extends Told {
  readonly parties: readonly [string, string]
  /** Absent where they gain nothing by acting together. */
  readonly first?: Opportunity
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
  readonly reservations: readonly Told[]
}

/** Consequences as `consequencesOf` draws them. */
export const someConsequences: Check = (value, field) => {
  membersOf<Consequences>({
    opportunities: listOf(anObject),
    takings: listOf(anObject),
    absences: listOf(anObject),
    pairs: listOf(anObject),
    reservations: listOf(anObject),
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

const told = (sentence: PowerSentence): Told => ({
  sentence,
  text: inEnglish(sentence, ENGLISH_POWER_SENTENCES),
})

const takingsFrom = (
  victim: AuditedParty,
  { opportunities, parties }: { opportunities: readonly Opportunity[]; parties: readonly AuditedParty[] },
): readonly Taking[] =>
  opportunities
    .filter((opportunity) => !has(opportunity, victim.name))
    .map((opportunity) => ({
      ...opportunity,
      victim: victim.name,
      ...told({
        code: 'takenWithout',
        data: {
          victim: partyTold(victim),
          by: wayTold(opportunity.coalition, parties),
          from: fromTold(opportunity.from),
        },
      }),
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

const absenceSentence = (
  party: AuditedParty,
  {
    opportunities,
    others,
    parties,
  }: {
    opportunities: readonly Opportunity[]
    others: readonly Remaining[]
    parties: readonly AuditedParty[]
  },
): PowerSentence => {
  const gone = partyTold(party)
  if (opportunities.length === 0) return { code: 'goneForEver', data: { gone } }
  const ways = opportunities.map(({ coalition, from }) => ({
    by: wayTold(coalition, parties),
    from: fromTold(from),
  }))
  const needed = ({ name }: AuditedParty): boolean => opportunities.some((one) => has(one, name))
  const idle = parties.filter((one) => others.some(({ party: name }) => name === one.name) && !needed(one))
  return { code: 'goneWays', data: { gone, ways, idle: idle.map(partyTold) } }
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
    ...told(absenceSentence(gone, { opportunities: left, others, parties })),
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
  return {
    parties: [one.name, other.name],
    ...(first === undefined ? {} : { first }),
    ...told(
      first === undefined
        ? { code: 'pairNothing', data: { pair: [one, other].map(partyTold) } }
        : {
            code: 'canMoveAll',
            data: { by: wayTold(first.coalition, parties), from: fromTold(first.from) },
          },
    ),
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

const reservationsOf = ({ unknown, omitted, coalitions, stretches }: Matrix): readonly Told[] => {
  const looked = ({ length }: readonly unknown[], left: number) => ({ looked: length, all: length + left })
  return [
    ...unknown.map(({ name, reason }) => told({ code: 'leafNotUnderstood', data: { leaf: name, reason } })),
    ...(omitted.coalitions === 0
      ? []
      : [told({ code: 'coalitionsOmitted', data: looked(coalitions, omitted.coalitions) })]),
    ...(omitted.stretches === 0
      ? []
      : [told({ code: 'locksOmitted', data: looked(stretches, omitted.stretches) })]),
  ]
}

/**
 * What follows from a matrix, and from nothing else: who can be robbed by whom, who is stuck if somebody vanishes
 * and until when, and what the arbiter and one party can do together. Whoever can move the money at all can send
 * all of it anywhere.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * consequencesOf(matrixOf(outputOf(contract))).takings.map(({ text }) => text)
 * // Without the worker, the employer alone can take everything from about 60 days (8,640 blocks) after the funding on.
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
