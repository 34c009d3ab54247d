import type { Matrix } from '../../powers/matrix.js'

/** Virtual bytes of the smallest spend by each way, wherever somebody can use it. */
export const sizesOf = ({ moves }: Matrix): ReadonlyMap<string, number> =>
  new Map(moves.flat(2).map(({ by, vsize }) => [by, vsize]))
