import type { Funded } from '../contract/funded.js'
import { maturityOf } from '../contract/maturity.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { REFUSAL_MARGIN, WARNING_MARGIN } from '../paths/margins.js'
import type { Maturity } from '../paths/opening.js'
import type { LeafPath } from '../paths/types.js'
import { type OutcomeTerms, takerOf, viaOf } from '../plan/outcome.js'
import type { Plan } from '../plan/plan.js'
import type { ReviewSentence } from '../sentences/review.js'
import type { Span } from '../units/lock.js'
import type { Role } from '../words.js'
import { objection, type ReviewFinding } from './finding.js'
import { signingRoles } from './progress.js'

/** Somebody else who can move the money without those whom this spend pays, and when. */
export interface Interference {
  readonly input: number
  /** Whose signatures it takes, from when, and whether a secret besides. */
  readonly path: LeafPath
  /** Absent where no clock decides; unknown without the moment of the funding or of the chain. */
  readonly maturity?: Maturity
}

/** Whose review it is and when; without a reader only those count who need nobody else. */
interface Viewpoint {
  readonly at?: ChainMoment | undefined
  readonly as?: Role | undefined
}

/**
 * Whom an outcome serves: a path without this one works against it. Whoever pays for the swap that it leads into is
 * not served by what the worker does with the money otherwise.
 */
const served = (outcome: OutcomeTerms, as: Role | undefined): Role | undefined =>
  viaOf(outcome) !== undefined && as !== undefined && as !== 'worker' ? undefined : takerOf(outcome)

const isAlone = ({ parties }: LeafPath): boolean => parties.length === 1

/**
 * The paths by which others can take the money that this spend would pay out otherwise: a party alone, one with the
 * secret, and any two without the reader. What those do together who sign this spend is none of them.
 */
export const interferences = (plan: Plan, { at, as }: Viewpoint): readonly Interference[] => {
  const signers = signingRoles(plan)
  const taker = served(plan.outcome, as)
  return plan.inputs.flatMap(({ funded }, input) =>
    funded.contract.leaves.flatMap(({ path }): readonly Interference[] => {
      const { parties } = path
      // nobody signs for the leaf of the terms, so it is among them
      const isOwn = parties.every((role) => signers.includes(role))
      const hidden = !isAlone(path) && (as === undefined || parties.includes(as) || isOwn)
      if (hidden || parties.some((role) => role === taker)) return []
      return [{ input, path, ...maturityIn(path, funded, at) }]
    }),
  )
}

const maturityIn = (
  { lock }: LeafPath,
  funded: Funded,
  at: ChainMoment | undefined,
): { readonly maturity?: Maturity } => {
  const maturity = lock && at && maturityOf(lock, funded, at)
  return maturity === undefined ? {} : { maturity }
}

/** What is left of a clock, as sentences take it. */
export const leftOf = ({ unit, left }: Maturity): Span =>
  unit === 'blocks' ? { blocks: left } : { seconds: left }

/** The sentence about one of them. */
export const interferenceSentence = (
  { path: { parties, lock, secretHash }, maturity, input: deposit }: Interference,
  deposits: number,
): ReviewSentence => {
  const who = { deposit, deposits, parties }
  if (lock === undefined) return { code: 'canMoveAtOnce', data: { ...who, secret: secretHash !== undefined } }
  if (maturity === undefined) return { code: 'canMoveOnceOpen', data: { ...who, lock } }
  return maturity.left <= 0
    ? { code: 'canMoveAlready', data: { ...who, lock } }
    : { code: 'canMoveIn', data: { ...who, lock, left: leftOf(maturity) } }
}

/**
 * What opens soon. Somebody alone who can act already is a race that a release must not enter; of two who can act
 * already the review says so, and it is no news that a signature could wait for.
 */
export const deadlines = (plan: Plan, viewpoint: Viewpoint): readonly ReviewFinding[] =>
  interferences(plan, viewpoint).flatMap(({ path, maturity }): readonly ReviewFinding[] => {
    const { parties } = path
    if (maturity === undefined || maturity.left >= WARNING_MARGIN[maturity.unit]) return []
    const { unit, left } = maturity
    if (!isAlone(path) && left <= 0) return []
    const close = isAlone(path) && left < REFUSAL_MARGIN[unit]
    return [
      objection(
        { rule: 'deadlineNear', level: close && plan.outcome.kind === 'release' ? 'refuse' : 'warn' },
        left <= 0
          ? { code: 'raceNow', data: { parties } }
          : { code: 'raceSoon', data: { parties, left: leftOf(maturity) } },
      ),
    ]
  })

/** With a tip at hand, a clock that cannot be read may be over for all that anybody knows. */
export const unreadable = (plan: Plan, viewpoint: Viewpoint): readonly ReviewFinding[] =>
  viewpoint.at === undefined
    ? []
    : interferences(plan, viewpoint).flatMap(({ path, input, maturity }): readonly ReviewFinding[] => {
        const { lock, parties } = path
        if (maturity !== undefined || lock === undefined) return []
        const wanted = 'seconds' in lock ? 'medianTimeBefore' : 'confirmedAt'
        const level = isAlone(path) && plan.outcome.kind === 'release' ? 'refuse' : 'warn'
        return [
          objection(
            { rule: 'deadlineUnknown', level },
            {
              code: 'deadlineUnreadable',
              data: { deposit: input, deposits: plan.inputs.length, parties, lock, wanted },
            },
          ),
        ]
      })
