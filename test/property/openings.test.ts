import fc from 'fast-check'
import {
  award,
  EscrowError,
  type Funded,
  type PathOpening,
  type Role,
  refund,
  release,
  review,
  type Spend,
  satsPerVb,
  settle,
  withoutMe,
} from 'taproot-escrow'
import { matrixOf, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { WARNING_MARGIN } from '../../src/paths/margins.js'
import { lockUnit } from '../../src/units/lock.js'
import { deadlinesFor, marksOf } from '../../src/watch/deadlines.js'
import { agreementDocuments } from '../support/arbitraries.js'
import { made } from '../support/contracts.js'
import { fundedWith } from '../support/funded.js'
import { runs } from '../support/runs.js'

const feeRate = satsPerVb('2')
const split = { employer: 4000, worker: 6000 }
const relax = ['feeShareCap', 'unpayable', 'deadlinePast', 'targetOpen', 'partyLockedOut'] as const

/** Spends of one contract that its amount allows, by two who act together. */
const draftsOf = (funded: Funded): readonly Spend[] => {
  const ways = [
    () => release(funded, { path: 'employerAndWorker', feeRate, relax }),
    () => refund(funded, { path: 'employerAndWorker', feeRate, relax }),
    () => settle(funded, { path: 'employerAndWorker', feeRate, relax, split }),
    () => award(funded, { path: 'arbiterAndWorker', feeRate, relax, split }),
    () => award(funded, { path: 'arbiterAndEmployer', feeRate, relax, split }),
  ]
  return ways.flatMap((way) => {
    try {
      return [way()]
    } catch (error) {
      if (error instanceof EscrowError) return []
      throw error
    }
  })
}

const scenes = fc
  .record({
    document: agreementDocuments({ networks: ['regtest'], mostKeys: 3, mostMilestones: 1 }),
    reader: fc.nat(),
    elapsed: fc.oneof(fc.nat({ max: 200_000 }), fc.nat({ max: 2000 })),
  })
  .map(({ document, reader, elapsed }) => {
    const { agreement, contracts } = made(document)
    const funded = { ...fundedWith(contracts[0]!), confirmedAt: 1000, medianTimeBefore: 1_700_000_000 }
    const roles = (['employer', 'worker', 'arbiter', 'backupArbiter'] as const).filter(
      (role) => agreement[role],
    )
    return {
      funded,
      roles,
      as: roles[reader % roles.length]!,
      at: { height: 1000 + elapsed, medianTime: 1_700_000_000 + 600 * elapsed },
    }
  })

const always = (
  count: number,
  check: (scene: typeof scenes extends fc.Arbitrary<infer One> ? One : never) => void,
) => fc.assert(fc.property(scenes, check), { numRuns: runs(count) })

/** When coalitions of the matrix that leave a role out can move the money first, by its stretches. */
const firstOf = ({ contract }: Funded, as: Role, secrets: 'with secrets' | 'without secrets') => {
  const { coalitions, stretches, moves } = matrixOf(outputOf(contract))
  const able = coalitions.flatMap(({ members, secrets: known }, row) =>
    members.some(({ party }) => party === as) || (secrets === 'without secrets' && known.length > 0)
      ? []
      : [moves[row]!],
  )
  const first = stretches.findIndex((_, at) => able.some((cells) => cells[at]!.length > 0))
  return first < 0 ? 'never' : (stretches[first]!.from ?? 'at once')
}

const startOf = (way: PathOpening | undefined) => (way === undefined ? 'never' : (way.path.lock ?? 'at once'))

describe('how the money can move without a role', () => {
  it('begins where the matrix, read from the bytes of the scripts, lets a coalition without it begin', () => {
    always(80, ({ funded, roles, at }) => {
      for (const as of roles) {
        const ways = withoutMe(funded, { as, at })
        expect(startOf(ways[0])).toEqual(firstOf(funded, as, 'with secrets'))
        const plain = ways.find(({ path }) => path.secretHash === undefined)
        expect(startOf(plain)).toEqual(firstOf(funded, as, 'without secrets'))
      }
    })
  })

  it('is from the moments on that deadlines name, and not a block or a second before', () => {
    always(80, ({ funded, roles }) => {
      for (const as of roles) {
        const deadlines = deadlinesFor(funded.contract, as)
        /** The paths without a secret that so many take without this role, as they are above a tip. */
        const ways = (at: { height: number; medianTime: number }, alone: boolean) =>
          withoutMe(funded, { as, at }).filter(
            ({ path: { parties, secretHash } }) =>
              secretHash === undefined && (parties.length === 1) === alone,
          )
        const told = new Set<string>()
        for (const alone of [true, false]) {
          const [first] = ways({ height: 1000, medianTime: 1_700_000_000 }, alone)
          const lock = first?.path.lock
          // who is not asked from the beginning has no deadline
          if (lock === undefined) continue
          const opens = marksOf(lock, funded)[0]!.at
          const tip = (moment: number) =>
            lockUnit(lock) === 'blocks'
              ? { height: moment, medianTime: 0 }
              : { height: 0, medianTime: moment }
          expect(ways(tip(opens - 1), alone).filter(({ kind }) => kind === 'open')).toEqual([])
          expect(ways(tip(opens - 1), alone)[0]).toMatchObject({ kind: 'waiting', left: 1 })
          const open = ways(tip(opens), alone).filter(({ kind }) => kind === 'open')
          expect(open.length).toBeGreaterThan(0)
          for (const { path } of open) told.add(path.name)
        }
        expect([...deadlines].toSorted()).toEqual([...told].toSorted())
      }
    })
  })

  it('is what a review warns of: its rule deadlineNear looks at the same clocks', () => {
    always(80, ({ funded, as, at }) => {
      for (const draft of draftsOf(funded)) {
        const { outcome, path: by } = draft.plan
        const served = outcome.kind === 'release' ? 'worker' : outcome.kind === 'refund' ? 'employer' : as
        const signers = funded.contract.paths.find(({ name }) => name === by)!.parties
        // what those can do who sign is no news, and a path that needs whom the spend serves is no danger
        const against = withoutMe(funded, { as, at }).filter(
          ({ path: { name, parties } }) =>
            name !== 'key' &&
            !parties.includes(served) &&
            (parties.length === 1 || !parties.every((role) => signers.includes(role))),
        )
        const { interferences, findings } = review(draft, { as, at })
        const told = interferences.filter(({ path }) => !path.parties.includes(as))
        expect(told.map(({ path }) => path.name).toSorted()).toEqual(
          against.map(({ path }) => path.name).toSorted(),
        )
        for (const { path, maturity } of told) {
          const way = against.find((one) => one.path.name === path.name)!
          expect(way.kind === 'waiting' ? way.left : 0).toBe(Math.max(0, maturity?.left ?? 0))
        }
        const near = against.filter((way) =>
          way.kind === 'waiting'
            ? way.left < WARNING_MARGIN[way.unit]
            : way.kind === 'open' && way.from !== undefined && way.path.parties.length === 1,
        )
        const own = interferences.filter(
          ({ path, maturity }) =>
            path.parties.includes(as) &&
            maturity !== undefined &&
            maturity.left < WARNING_MARGIN[maturity.unit],
        )
        expect(findings.filter(({ rule }) => rule === 'deadlineNear')).toHaveLength(near.length + own.length)
      }
    })
  })
})
