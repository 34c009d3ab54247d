/** A box of whole numbers, walked from its corner at zero. */
export interface Enumeration {
  readonly lists: readonly (readonly number[])[]
  /** How many more there are. */
  readonly omitted: number
}

/** All lists with one number below each limit whose sum is this, those with large first numbers first. */
const listsOfSum = function* (limits: readonly number[], sum: number): Generator<readonly number[]> {
  const [limit, ...rest] = limits
  if (limit === undefined) {
    if (sum === 0) yield []
    return
  }
  for (let first = Math.min(limit - 1, sum); first >= 0; first--)
    for (const others of listsOfSum(rest, sum - first)) yield [first, ...others]
}

/**
 * All lists with one number below each limit, small sums first, and no more than `most`.
 *
 * @example
 * listsBelow([2, 2], { most: 3 }) // { lists: [[0, 0], [1, 0], [0, 1]], omitted: 1 }
 */
export const listsBelow = (limits: readonly number[], { most }: { most: number }): Enumeration => {
  const all = limits.reduce((product, limit) => product * limit, 1)
  const largest = limits.reduce((sum, limit) => sum + limit - 1, 0)
  const lists: (readonly number[])[] = []
  for (let sum = 0; sum <= largest && lists.length < most; sum++)
    for (const list of listsOfSum(limits, sum)) {
      if (lists.length === most) break
      lists.push(list)
    }
  return { lists, omitted: all - lists.length }
}
