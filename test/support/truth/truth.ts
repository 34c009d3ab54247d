import type { PathOpening } from 'taproot-escrow'
import type { Coalition, Matrix } from 'taproot-escrow/audit'
import type { RegtestNode } from '../../../scripts/bitcoind/regtest.js'
import type { SecondRole } from '../../../src/audit/engine/document.js'
import { describeLock } from '../../../src/units/lock.js'
import { normalizedReason } from '../node.js'
import type { Member, Target } from './target.js'
import { choicesIn, type Try } from './tries.js'

/** What a node said about every try at some moment. */
export interface Verdicts {
  /** Which stretch of the matrix it was: its position. */
  readonly stretch: number
  /** The moment in words. */
  readonly when: string
  /** What openings said then. */
  readonly openings: readonly PathOpening[]
  /** The node's reason, or `undefined` where it would take the transaction. */
  readonly refused: readonly (string | undefined)[]
}

/** The only reasons for which a try may fail: its scripts, its signatures, its time. Everything else is a mistake here. */
const EXPECTED = /^(script-verify-flag-failed|non-BIP68-final$|non-final$)/

/**
 * Keys that do not sign count as data where a node is strict, and witnesses have a limit: of lists at that edge a try
 * with a signature less or more is not looked at any further. What is not relayed a miner may take, so consensus is asked.
 */
const NOT_RELAYED: readonly string[] = ['txn-datacarrier-exceeded', 'bad-witness-witness-size']

/** Why no block may hold the transaction, in the words for one alone, or `undefined` where one may. */
const blockReason = async (rpc: RegtestNode['rpc'], hex: string): Promise<string | undefined> => {
  const [answer] = await rpc.batch([{ method: 'generateblock', params: ['raw(51)', [hex], false] }])
  if (answer === undefined || answer.ok) return undefined
  const [, reason] = /TestBlockValidity failed: ([^,]*)/.exec(answer.error.message) ?? []
  if (reason === undefined) throw answer.error
  return reason === 'bad-txns-nonfinal' ? 'non-final' : reason.replace(/^mandatory-/, '')
}

const TRIES_PER_REQUEST = 500

/** Shows all tries to the node. */
export const askNode = async (
  { rpc }: Pick<RegtestNode, 'rpc'>,
  tries: readonly Try[],
): Promise<readonly (string | undefined)[]> => {
  const refused: (string | undefined)[] = []
  for (let first = 0; first < tries.length; first += TRIES_PER_REQUEST) {
    const answers = await rpc.batch(
      tries
        .slice(first, first + TRIES_PER_REQUEST)
        .map(({ hex }) => ({ method: 'testmempoolaccept', params: [[hex], 0] })),
    )
    for (const [at, answer] of answers.entries()) {
      if (!answer.ok) throw answer.error
      // the node answers with a list of one verdict
      const [verdict] = answer.result as unknown as [{ allowed: boolean; 'reject-reason'?: string }]
      const relayed = verdict.allowed ? undefined : normalizedReason(verdict['reject-reason'] ?? 'no reason')
      const reason = NOT_RELAYED.includes(relayed ?? '')
        ? await blockReason(rpc, tries[first + at]?.hex ?? '')
        : relayed
      if (reason !== undefined && !EXPECTED.test(reason))
        throw new Error(`a try failed for another reason: ${reason}`)
      refused.push(reason)
    }
  }
  return refused
}

const keysOf = ({ members }: Coalition, role: SecondRole): number =>
  members.find(({ party }) => party === role)?.keys ?? 0

/** Every set of keys that a coalition may stand for: for each role so many, those that were tried. */
const standingFor = (coalition: Coalition, { document, turn }: Target): readonly (readonly Member[])[] =>
  (['employer', 'worker', 'arbiter', 'backupArbiter'] as const).reduce<readonly (readonly Member[])[]>(
    (sets, role) =>
      sets.flatMap((members) =>
        choicesIn(document[role]?.keys.length ?? 0, turn)
          .filter((positions) => positions.length === keysOf(coalition, role))
          .map((positions) => [...members, ...positions.map((position) => ({ role, position }))]),
      ),
    [[]],
  )

const nameOf = ({ members, secrets }: Coalition): string =>
  [...members.map(({ party, keys }) => `${keys} ${party}`), ...(secrets.length > 0 ? ['secret'] : [])].join(
    ' + ',
  ) || 'nobody'

const isWithin = (members: readonly Member[], keys: readonly Member[]): boolean =>
  members.every((member) =>
    keys.some(({ role, position }) => role === member.role && position === member.position),
  )

/** The row of the largest coalition of a matrix that has no more than these keys. */
const rowWithin = ({ coalitions }: Matrix, { members, showsSecret }: Try): number =>
  coalitions.findLastIndex(
    (coalition) =>
      (coalition.secrets.length === 0 || showsSecret) &&
      coalition.members.every(
        ({ party, keys }) => members.filter(({ role }) => role === party).length >= keys,
      ),
  )

interface Seen {
  readonly when: string
  readonly stretch: number
  readonly accepted: readonly Try[]
}

const claimsOf = (matrix: Matrix, row: number, { stretch }: Seen) => matrix.moves[row]?.[stretch] ?? []

/** Cells whose coalition, with some choice of its keys, was accepted where it is not said to be, or not where it is. */
const wrongCells = (matrix: Matrix, target: Target, seen: Seen): readonly string[] =>
  matrix.coalitions.flatMap((coalition, row) => {
    const claimed = claimsOf(matrix, row, seen).map(({ by }) => by)
    const knowsSecret = coalition.secrets.length > 0
    return standingFor(coalition, target).flatMap((keys) => {
      const real = new Set(
        seen.accepted
          .filter(({ members, showsSecret }) => (knowsSecret || !showsSecret) && isWithin(members, keys))
          .map(({ by }) => by),
      )
      return [
        ...claimed.filter((by) => !real.has(by)).map((by) => `${nameOf(coalition)} cannot, by ${by}`),
        ...[...real].filter((by) => !claimed.includes(by)).map((by) => `${nameOf(coalition)} can, by ${by}`),
      ]
    })
  })

/** Tries that were accepted with fewer keys than the matrix says that it takes, or at another weight. */
const wrongTries = (matrix: Matrix, seen: Seen): readonly string[] =>
  seen.accepted.flatMap((one) => {
    const claim = claimsOf(matrix, rowWithin(matrix, one), seen).find(({ by }) => by === one.by)
    if (claim === undefined)
      return [
        `${one.members.length} ${one.members.length === 1 ? 'key is' : 'keys are'} enough for ${one.by}`,
      ]
    return claim.weight === one.weight ? [] : [`${one.by} weighs ${one.weight}, not ${claim.weight}`]
  })

/**
 * Every cell of a matrix that the node contradicts, in words; empty where both agree. Each cell is held against every
 * set of keys that its coalition may stand for, at every moment that was looked at; sizes against those of the
 * transactions that the node accepted.
 */
export const differences = (
  matrix: Matrix,
  { target, tries, verdicts }: { target: Target; tries: readonly Try[]; verdicts: readonly Verdicts[] },
): readonly string[] => [
  ...new Set(
    verdicts.flatMap(({ stretch, when, refused }) => {
      const seen = { when, stretch, accepted: tries.filter((_, at) => refused[at] === undefined) }
      return [...wrongCells(matrix, target, seen), ...wrongTries(matrix, seen)].map(
        (text) => `${when}: ${text}`,
      )
    }),
  ),
]

/**
 * Every path that the node would take a spend by where openings does not say `open`, or would not where it does, in
 * words; and every clock that is not one block or one second from its opening just before it.
 */
export const wrongOpenings = ({
  tries,
  verdicts,
}: {
  tries: readonly Try[]
  verdicts: readonly Verdicts[]
}): readonly string[] =>
  verdicts.flatMap(({ when, openings, refused }) => {
    const taken = new Set(tries.filter((_, at) => refused[at] === undefined).map(({ by }) => by))
    return openings.flatMap(({ path, ...opening }) => {
      const texts: string[] = []
      if ((opening.kind === 'open') !== taken.has(path.name))
        texts.push(`${when}: ${path.name} is ${opening.kind}, and the node thinks otherwise`)
      const isNext = path.lock !== undefined && when === `just before ${describeLock(path.lock)}`
      if (isNext && (opening.kind !== 'waiting' || opening.left !== 1))
        texts.push(`${when}: ${path.name} is not one step away`)
      return texts
    })
  })
