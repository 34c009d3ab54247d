import type { Lock } from '../units/lock.js'

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
}

/** One way in which a coalition can move the money alone. */
export interface Move {
  /** `key`, or the name of a leaf. */
  readonly by: string
  /** Weight units of a transaction with this one input and one P2TR output. */
  readonly weight: number
  readonly vsize: number
}

/** Who can move the money, and when: computed from the scripts alone. */
export interface Matrix {
  readonly coalitions: readonly Coalition[]
  readonly stretches: readonly Stretch[]
  /** `moves[coalition][stretch]`: the cheapest first; empty where that coalition cannot move the money then. */
  readonly moves: readonly (readonly (readonly Move[])[])[]
}
