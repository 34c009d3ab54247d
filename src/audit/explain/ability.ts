import type { Coalition, Matrix, Stretch } from '../../powers/matrix.js'
import type { Consequences } from '../consequences.js'

/** From when some people can move the money together, and with fewer cannot, or later only. */
export interface Ability {
  readonly coalition: Coalition
  /** Names of those who act; empty where anybody can. */
  readonly who: readonly string[]
  readonly withSecrets: boolean
  readonly from: Stretch
  /** Position of that stretch in the matrix. */
  readonly at: number
  /** Whether no node would relay it, so that somebody who mines has to help. */
  readonly isMined: boolean
}

/** What a matrix and its consequences say about who can move the money, fewer people first. */
export const abilitiesOf = (
  { coalitions, stretches, moves }: Matrix,
  { opportunities }: Consequences,
): readonly Ability[] =>
  opportunities
    .map(({ coalition, from }) => {
      const at = stretches.indexOf(from)
      const cell = moves[coalitions.indexOf(coalition)]?.[at] ?? []
      return {
        coalition,
        who: coalition.members.map(({ party }) => party),
        withSecrets: coalition.secrets.length > 0,
        from,
        at,
        isMined: cell.every(({ relay }) => relay === 'refused'),
      }
    })
    .toSorted((left, right) => left.who.length - right.who.length || left.at - right.at)
