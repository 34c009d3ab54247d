/**
 * The least number of a range that is enough, where every number above an enough one is enough, too. The last one is
 * taken for enough without being asked.
 */
export const leastWhere = (
  { from, to }: { readonly from: bigint; readonly to: bigint },
  isEnough: (value: bigint) => boolean,
): bigint => {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) / 2n
    if (isEnough(middle)) high = middle
    else low = middle + 1n
  }
  return high
}
