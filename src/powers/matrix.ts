import { aList, anObject, type Check, listOf, type Members } from '../given/check.js'
import type { Lock } from '../units/lock.js'
import type { AuditedParty } from './output.js'

/** People who act together. */
export interface Coalition {
  /** How many keys of each party take part; parties with none are left out. */
  readonly members: readonly { readonly party: string; readonly keys: number }[]
  /** Digests, in hex, of the hashes whose preimages the coalition knows. */
  readonly secrets: readonly string[]
}

/** A stretch of time in which nothing opens: it begins when its lock opens, or at the funding without one. */
export interface Stretch {
  readonly from?: Lock
  /** Only where scripts mix kinds of locks: the locks of other kinds that must have opened, too. */
  readonly and?: readonly Lock[]
}

/** One way in which a coalition can move the money alone. */
export interface Move {
  /** `key`, or the name of a leaf. */
  readonly by: string
  /** Weight units of a transaction with this one input and one P2TR output. */
  readonly weight: number
  readonly vsize: number
  /** Only where consensus allows the move and no node relays it: somebody who mines has to help. */
  readonly relay?: 'refused'
}

/** A leaf of which nobody can say who may spend by it. */
export interface UnknownLeaf {
  readonly name: string
  readonly reason: string
}

/** Who can move the money, and when: computed from the scripts alone. */
export interface Matrix {
  /** Those of the output; and `unknown`, where the internal key may be anybody's. */
  readonly parties: readonly AuditedParty[]
  /** Smaller ones first, beginning with nobody at all. */
  readonly coalitions: readonly Coalition[]
  /** In order of time. Where kinds of locks mix, every combination of what may have opened. */
  readonly stretches: readonly Stretch[]
  /** `moves[coalition][stretch]`: the cheapest first; empty where that coalition cannot move the money then. */
  readonly moves: readonly (readonly (readonly Move[])[])[]
  /** Leaves that are not understood: any cell may hold more moves than it shows. */
  readonly unknown: readonly UnknownLeaf[]
  /** Coalitions and stretches beyond {@link MATRIX_BOUNDS} that are not listed; 0 for every contract. */
  readonly omitted: { readonly coalitions: number; readonly stretches: number }
}

/** The most that a matrix lists; contracts of agreements need 32 coalitions and 5 stretches at most. */
export const MATRIX_BOUNDS = { coalitions: 1024, stretches: 64 } as const

/** The name of the party that stands for whoever may hold an internal key of unknown origin. */
export const UNKNOWN_PARTY = 'unknown'

/** A matrix as `matrixOf` makes it. */
export const aMatrix: Check = (value, field) => {
  anObject(value, field)
  const { parties, coalitions, stretches, moves, unknown, omitted } = value as Members // the line above makes it one
  for (const [name, list] of Object.entries({ parties, coalitions, stretches, unknown }))
    listOf(anObject)(list, `${field}.${name}`)
  listOf(aList)(moves, `${field}.moves`)
  anObject(omitted, `${field}.omitted`)
}
