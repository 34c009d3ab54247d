/**
 * How many cases a property draws. A mutation run repeats the tests some thousand times and divides the numbers:
 * `ESCROW_RUNS_DIVISOR` says by how much.
 */
export const runs = (count: number): number =>
  Math.ceil(count / Number(process.env['ESCROW_RUNS_DIVISOR'] ?? 1))
