import fc from 'fast-check'
import { type Contract, compile, parseAgreement } from 'taproot-escrow'
import { type Coalition, consequencesOf, type Matrix, matrixOf, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { inputWeight, transactionWeight } from '../../src/plan/weight.js'
import { type Lock, lockValue } from '../../src/units/lock.js'
import type { Role } from '../../src/words.js'
import { agreementDocuments } from '../support/arbitraries.js'
import type { Json } from '../support/documents.js'

const contractsOf = (document: Json): readonly Contract[] => compile(parseAgreement(JSON.stringify(document)))

const withContracts = (check: (contract: Contract, matrix: Matrix) => void): void =>
  fc.assert(
    fc.property(agreementDocuments({ mostMilestones: 2 }), (document) => {
      for (const contract of contractsOf(document)) check(contract, matrixOf(outputOf(contract)))
    }),
    { numRuns: 30 },
  )

const keysIn = ({ members }: Coalition, role: string): number =>
  members.find(({ party }) => party === role)?.keys ?? 0

const isWithin = (inner: Coalition, outer: Coalition): boolean =>
  inner.members.every(({ party, keys }) => keysIn(outer, party) >= keys) &&
  inner.secrets.every((secret) => outer.secrets.includes(secret))

/** What an agreement's own paths say of a cell. */
const allowed = (
  { agreement, paths }: Contract,
  { coalition, from }: { coalition: Coalition; from?: Lock | undefined },
): readonly string[] =>
  paths.flatMap((path) => {
    const enough = path.parties.every((role: Role) => keysIn(coalition, role) >= agreement[role]!.threshold)
    const secret =
      path.secretHash === undefined ||
      coalition.secrets.includes(Buffer.from(path.secretHash).toString('hex'))
    const open = path.lock === undefined || (from !== undefined && lockValue(path.lock) <= lockValue(from))
    return path.name !== 'terms' && enough && secret && open ? [path.name] : []
  })

describe('the matrix of a random agreement', () => {
  it('allows what its paths allow, to everybody, at every time', () => {
    withContracts((contract, { coalitions, stretches, moves }) => {
      for (const [row, coalition] of coalitions.entries())
        for (const [at, { from }] of stretches.entries())
          expect(moves[row]![at]!.map(({ by }) => by).toSorted()).toEqual(
            [...allowed(contract, { coalition, from })].toSorted(),
          )
    })
  })

  it('has every count of keys that makes a difference, and every opening of a lock', () => {
    withContracts(({ agreement, paths }, { coalitions, stretches, omitted, unknown }) => {
      const roles = new Set(paths.flatMap(({ parties }) => parties))
      const secrets = new Set(paths.flatMap(({ secretHash }) => (secretHash ? ['x'] : [])))
      expect(coalitions).toHaveLength(2 ** (roles.size + secrets.size))
      for (const role of roles)
        expect(new Set(coalitions.map((coalition) => keysIn(coalition, role)))).toEqual(
          new Set([0, agreement[role]!.threshold]),
        )
      const locks = paths.flatMap(({ lock }) => (lock === undefined ? [] : [lockValue(lock)]))
      expect(stretches.map(({ from }) => (from === undefined ? 0 : lockValue(from)))).toEqual(
        [...new Set([0, ...locks])].sort((left, right) => left - right),
      )
      expect([omitted, unknown]).toEqual([{ coalitions: 0, stretches: 0 }, []])
    })
  })

  it('never takes a move away from a larger coalition, or later', () => {
    withContracts((_, { coalitions, stretches, moves }) => {
      for (const [row, coalition] of coalitions.entries())
        for (const at of stretches.keys()) {
          const names = moves[row]![at]!.map(({ by }) => by)
          if (at > 0) expect(names).toEqual(expect.arrayContaining(moves[row]![at - 1]!.map(({ by }) => by)))
          for (const [smaller, inner] of coalitions.entries())
            if (isWithin(inner, coalition))
              expect(names).toEqual(expect.arrayContaining(moves[smaller]![at]!.map(({ by }) => by)))
        }
    })
  })

  it('weighs every move as plans do, and puts the lightest first', () => {
    const outputScripts = [Uint8Array.of(0x51, 0x20, ...new Uint8Array(32))]
    withContracts((contract, { moves }) => {
      for (const cell of moves.flat()) {
        expect(cell.map(({ weight }) => weight)).toEqual(
          cell
            // a contract's moves go by its paths
            .map(({ by }) => inputWeight(contract, by as Parameters<typeof inputWeight>[1]))
            .map((weight) => transactionWeight({ inputWeights: [weight], outputScripts })),
        )
        expect(cell.map(({ weight }) => weight)).toEqual(
          cell.map(({ weight }) => weight).toSorted((left, right) => left - right),
        )
      }
    })
  })

  it('has consequences from which every cell follows: somebody within it has had the opportunity', () => {
    withContracts((_, matrix) => {
      const { opportunities } = consequencesOf(matrix)
      const begun = (from: Lock | undefined, at: Lock | undefined): boolean =>
        from === undefined || (at !== undefined && lockValue(from) <= lockValue(at))
      for (const [row, coalition] of matrix.coalitions.entries())
        for (const [at, { from }] of matrix.stretches.entries())
          expect(matrix.moves[row]![at]!.length > 0).toBe(
            opportunities.some((one) => isWithin(one.coalition, coalition) && begun(one.from.from, from)),
          )
      for (const one of opportunities)
        for (const other of opportunities)
          if (one !== other)
            expect(isWithin(one.coalition, other.coalition) && begun(one.from.from, other.from.from)).toBe(
              false,
            )
    })
  })
})
