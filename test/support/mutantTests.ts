import { describe, expect, it } from 'vitest'
import { runMutants } from './mutantRun.js'

/** Mutants of each test file; two files, so that they run side by side. */
const SHARE = 50_000

/** The tests of one share of 100,000 mutants; `npm run mutants` tries others, and more. */
export const describeMutants = ({ shard }: { shard: number }): void => {
  describe(`a hostile peer, mutants ${shard * SHARE} to ${(shard + 1) * SHARE - 1}`, () => {
    it('gets nothing read, signed or finalized that means something else', { timeout: 900_000 }, async () => {
      const { verdicts, changes, findings } = await runMutants({ from: shard * SHARE, count: SHARE })
      expect(findings.join('\n\n')).toBe('')
      // a peer that nobody listens to proves nothing
      expect(verdicts.same).toBeGreaterThan(SHARE / 20)
      expect(verdicts.other).toBeGreaterThan(SHARE / 200)
      expect(verdicts.refused).toBeGreaterThan(SHARE / 2)
      for (const [name, { made }] of changes) expect(made, name).toBeGreaterThan(SHARE / 200)
    })
  })
}
