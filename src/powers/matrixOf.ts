import { LOCK_KINDS, type Lock, type LockKind, lockKind, lockValue } from '../units/lock.js'
import { listsBelow } from './enumerate.js'
import { type Coalition, MATRIX_BOUNDS, type Matrix, type Move, type Stretch } from './matrix.js'
import { type AuditedOutput, type AuditedParty, anOutput } from './output.js'
import { type Route, routesOf } from './routes.js'
import { canSign, type KeyCounts, levelsOf } from './signing.js'

/** Those of the output, and those who can sign without having been named. */
const partiesOf = (
  { parties }: AuditedOutput,
  levels: ReadonlyMap<string, readonly number[]>,
): readonly AuditedParty[] => {
  const others = [...levels].filter(([party]) => parties.every(({ name }) => name !== party))
  return [...parties, ...others.map(([name, numbers]) => ({ name, size: numbers[numbers.length - 1] ?? 0 }))]
}

const coalitionsOf = (
  routes: readonly Route[],
  { parties, levels }: { parties: readonly AuditedParty[]; levels: ReadonlyMap<string, readonly number[]> },
): { readonly coalitions: readonly Coalition[]; readonly omitted: number } => {
  const secrets = [...new Set(routes.flatMap((route) => route.secrets))]
  const scales = parties.map(({ name }) => ({ name, numbers: levels.get(name) ?? [0] }))
  const { lists, omitted } = listsBelow(
    [...scales.map(({ numbers }) => numbers.length), ...secrets.map(() => 2)],
    { most: MATRIX_BOUNDS.coalitions },
  )
  const coalitions = lists.map((list) => ({
    members: scales.flatMap(({ name, numbers }, at) => {
      const keys = numbers[list[at] ?? 0] ?? 0
      return keys === 0 ? [] : [{ party: name, keys }]
    }),
    secrets: secrets.filter((_, at) => list[scales.length + at] === 1),
  }))
  return { coalitions, omitted }
}

/** The different locks of each kind, in order of time. */
const openingsOf = (routes: readonly Route[]): readonly (readonly Lock[])[] => {
  const kinds = new Map<LockKind, Map<number, Lock>>()
  for (const lock of routes.flatMap(({ locks }) => locks)) {
    const known = kinds.get(lockKind(lock)) ?? new Map<number, Lock>()
    kinds.set(lockKind(lock), known.set(lockValue(lock), lock))
  }
  return LOCK_KINDS.map((kind) =>
    [...(kinds.get(kind)?.values() ?? [])].sort((left, right) => lockValue(left) - lockValue(right)),
  ).filter((locks) => locks.length > 0)
}

const stretchesOf = (
  routes: readonly Route[],
): { readonly stretches: readonly Stretch[]; readonly omitted: number } => {
  const openings = openingsOf(routes)
  const { lists, omitted } = listsBelow(
    openings.map((locks) => locks.length + 1),
    { most: MATRIX_BOUNDS.stretches },
  )
  const stretches = lists.map((list) => {
    const [from, ...and] = openings.flatMap((locks, at) => locks.slice(0, list[at]).slice(-1))
    return { ...(from === undefined ? {} : { from }), ...(and.length === 0 ? {} : { and }) }
  })
  return { stretches, omitted }
}

/** Whether all locks of a way have opened where a stretch begins. */
const isOpen = ({ locks }: Route, { from, and = [] }: Stretch): boolean => {
  const opened = from === undefined ? and : [from, ...and]
  return locks.every((lock) =>
    opened.some((one) => lockKind(one) === lockKind(lock) && lockValue(one) >= lockValue(lock)),
  )
}

/** A route with what is the same for every coalition. */
interface JudgedRoute extends Route {
  readonly isSigned: (keys: KeyCounts) => boolean
  /** For each stretch. */
  readonly open: readonly boolean[]
}

/** The moves of one coalition in every stretch: of several ways through one leaf the cheapest that is open. */
const rowOf = (
  { members, secrets }: Coalition,
  { routes, stretches }: { routes: readonly JudgedRoute[]; stretches: readonly Stretch[] },
): readonly (readonly Move[])[] => {
  const keys = new Map(members.map((member) => [member.party, member.keys]))
  const able = routes.filter(
    (route) => route.secrets.every((secret) => secrets.includes(secret)) && route.isSigned(keys),
  )
  return stretches.map((_, at) => {
    const moves: Move[] = []
    for (const { open, move } of able)
      if (open[at] && moves.every(({ by }) => by !== move.by)) moves.push(move)
    return moves
  })
}

/**
 * Who can move the money, and when: every coalition of the parties at every stretch of time between openings of
 * locks, computed from the readings of the scripts alone.
 *
 * A party takes part with as many keys as make a difference: none, or a threshold that occurs. Knowing a secret
 * counts as being more. Keys that nobody holds never sign; an internal key of unknown origin belongs to a party
 * `unknown`, who can take everything at once. Leaves that are not understood are listed as unknown, not as closed.
 * Time is the one that locks count: a stretch begins with the first block, or the first second of median time,
 * in which its lock is open.
 *
 * Source: BIP 341, BIP 342; BIP 68 and BIP 65 for locks.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * const { coalitions, stretches, moves } = matrixOf(outputOf(contract))
 * moves[coalitions.findIndex(({ members }) => members.length === 2)]?.[0]?.[0] // { by: 'key', weight: 444, vsize: 111 }
 */
export const matrixOf = (output: AuditedOutput): Matrix => {
  anOutput(output, 'output')
  const routes = routesOf(output)
  const levels = levelsOf(routes)
  const parties = partiesOf(output, levels)
  const { coalitions, omitted: omittedCoalitions } = coalitionsOf(routes, { parties, levels })
  const { stretches, omitted: omittedStretches } = stretchesOf(routes)
  const judged = routes.map((route) => ({
    ...route,
    isSigned: canSign(route),
    open: stretches.map((stretch) => isOpen(route, stretch)),
  }))
  return {
    parties,
    coalitions,
    stretches,
    moves: coalitions.map((coalition) => rowOf(coalition, { routes: judged, stretches })),
    unknown: output.leaves.flatMap(({ name, reading }) =>
      reading.understood ? [] : [{ name, reason: reading.reason }],
    ),
    omitted: { coalitions: omittedCoalitions, stretches: omittedStretches },
  }
}
