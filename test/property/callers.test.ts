import fc from 'fast-check'
import { EscrowError } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { badCalls, optionsOf, PUBLIC_FUNCTIONS, type PublicFunction } from '../support/callers.js'
import { runs } from '../support/runs.js'

const circle: Record<string, unknown> = {}
circle['circle'] = circle

/** What no function was promised anywhere, or only in few places. */
const JUNK: readonly unknown[] = [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -0,
  -1,
  1.5,
  2 ** 53,
  1e300,
  7,
  -1n,
  2n ** 80n,
  true,
  '',
  'junk',
  '\ud800',
  Symbol('junk'),
  () => undefined,
  [],
  [null],
  [[]],
  {},
  { kind: 'junk' },
  Object.create(null),
  circle,
  new Uint8Array(3),
  new Date(Number.NaN),
  new Map(),
]

/** What came of a call: nothing to say where it is a value or an error of ours. */
const blunderOf = async (
  work: PublicFunction['work'],
  args: readonly unknown[],
): Promise<string | undefined> => {
  try {
    await work(...args)
    return undefined
  } catch (error) {
    if (error instanceof EscrowError && error.kind !== 'internal') return undefined
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  }
}

/** What a function of results answers, as others throw. */
const answerOf = (result: unknown): void => {
  const { ok, issues } = { ok: true, issues: [], ...Object(result) }
  if (!ok) throw issues[0]
}

describe('every public function', () => {
  it.each(PUBLIC_FUNCTIONS)('$name does what its good call asks', async ({ work, call }) => {
    await work(...call())
  })

  it.each(PUBLIC_FUNCTIONS)(
    '$name answers bad calls with an error of ours, or a value',
    async ({ work, call }) => {
      const blunders: string[] = []
      for (const { what, args } of badCalls(call(), JUNK)) {
        const blunder = await blunderOf(work, args)
        if (blunder !== undefined) blunders.push(`${what}: ${blunder}`)
      }
      expect(blunders).toEqual([])
    },
  )

  it.each(PUBLIC_FUNCTIONS)('$name refuses an option that it does not know', async ({ work, call }) => {
    const good = call()
    for (const at of optionsOf(good)) {
      const misspelled = good.with(at, { ...Object(good[at]), feerate: 1 })
      await expect(async () => answerOf(await work(...misspelled))).rejects.toThrow(EscrowError)
    }
  })

  it('answers whatever comes in any place of a good call with an error of ours, or a value', async () => {
    const quick = PUBLIC_FUNCTIONS.filter(({ call }) => call().length > 0)
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
      withUnicodeString: true,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...quick),
        anything,
        fc.nat(),
        async ({ work, call }, value, place) => {
          const calls = [...badCalls(call(), [value])]
          const { args } = calls[place % calls.length]!
          expect(await blunderOf(work, args)).toBeUndefined()
        },
      ),
      { numRuns: runs(200) },
    )
  })
})
