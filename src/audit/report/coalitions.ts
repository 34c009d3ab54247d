import type { Coalition, Matrix, Move } from '../../powers/matrix.js'
import type { Consequences } from '../consequences.js'

/** A coalition with its row of the matrix. */
export interface CoalitionRow {
  readonly coalition: Coalition
  /** For each stretch. */
  readonly moves: readonly (readonly Move[])[]
}

/**
 * The rows of those who at some time can move the money with not one person or secret to spare, the soonest first:
 * what all the others can do follows from them.
 */
export const leastRows = (matrix: Matrix, { opportunities }: Consequences): readonly CoalitionRow[] => {
  const rows = new Map(
    matrix.coalitions.map((coalition, at) => [coalition, { coalition, moves: matrix.moves[at] ?? [] }]),
  )
  return [...new Set(opportunities.map(({ coalition }) => coalition))].flatMap(
    (coalition) => rows.get(coalition) ?? [],
  )
}
