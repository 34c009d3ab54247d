import fc from 'fast-check'
import {
  award,
  complete,
  EscrowError,
  type Funded,
  finalize,
  freeze,
  type Interference,
  type Role,
  refund,
  release,
  review,
  type Spend,
  satsPerVb,
  settle,
  sign,
  startMusig,
} from 'taproot-escrow'
import { type Matrix, matrixOf, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { maturityOf } from '../../src/contract/maturity.js'
import { WARNING_MARGIN } from '../../src/paths/margins.js'
import { toHex } from '../../src/units/bytes.js'
import { type Lock, lockValue } from '../../src/units/lock.js'
import { agreementDocuments } from '../support/arbitraries.js'
import { made, secretsOf, signerFor } from '../support/contracts.js'
import { fundedWith } from '../support/funded.js'
import { runs } from '../support/runs.js'
import { said } from '../support/said.js'

/*
 * What a review says, held against what nodes would be given (`finalize`) and against the matrix, which is read from
 * the bytes of the scripts.
 */

const feeRate = satsPerVb('2')
const split = { employer: 4000, worker: 6000 }
const relax = ['feeShareCap', 'unpayable', 'deadlinePast', 'targetOpen', 'partyLockedOut'] as const
const lifted = { relax: ['deadlineNear', 'deadlineUnknown', ...relax] } as const

/** Every spend of one contract that its paths and its amount allow, a hash opened or not. */
const draftsOf = (funded: Funded): readonly Spend[] => {
  const at = { height: 1, medianTime: 500_000_000 }
  return funded.contract.paths
    .flatMap(({ name }): readonly (() => Spend)[] => {
      const path = name as never // what is no path of an outcome is refused
      const options = { path, feeRate, relax }
      return [
        () => release(funded, options),
        () => release(funded, { ...options, secrets: secretsOf([funded.contract]) }),
        () => refund(funded, options),
        () => award(funded, { ...options, split }),
        () => settle(funded, { ...options, split }),
        () => freeze(funded, { ...options, at }),
      ]
    })
    .flatMap((way) => {
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
    chosen: fc.nat(),
    reader: fc.nat(),
    signs: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    elapsed: fc.nat({ max: 200_000 }),
  })
  .map(({ document, chosen, reader, ...others }) => {
    const { agreement, contracts } = made(document)
    const funded = { ...fundedWith(contracts[0]!), confirmedAt: 1000, medianTimeBefore: 1_700_000_000 }
    const drafts = draftsOf(funded)
    const roles = (['employer', 'worker', 'arbiter', 'backupArbiter'] as const).filter(
      (role) => agreement[role],
    )
    return {
      ...others,
      agreement,
      funded,
      draft: drafts[chosen % drafts.length],
      as: roles[reader % roles.length]!,
    }
  })

type Scene = typeof scenes extends fc.Arbitrary<infer One> ? One & { readonly draft: Spend } : never

const withScenes = (check: (scene: Scene) => Promise<void>, count: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      const { draft } = scene
      if (draft !== undefined) await check({ ...scene, draft })
    }),
    { numRuns: runs(count) },
  )

/** What a spend becomes with the signatures of some members of its roles. */
const signedBy = async (draft: Spend, members: readonly (readonly [Role, number])[]): Promise<Spend> => {
  let spend = draft
  for (const [role, position] of members)
    spend = await sign(spend, signerFor(draft.plan.agreement, role, position), lifted)
  return spend
}

const isFinal = (spend: Spend): boolean => {
  try {
    finalize(complete(spend))
    return true
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    expect(error.code).toMatch(/^SIGNATURE_(?:MISSING|PREIMAGE_MISSING)$/)
    return false
  }
}

/** What the reader is told of the end, and whether it is so once the reader has signed. */
const judged = (before: Spend, after: Spend, as: Role): void => {
  const { waitingFor, text } = review(before, { as })
  const ends = text.find((line) => / broadcast by anybody|waits for/.test(line))!
  expect(/ broadcast by anybody/.test(ends)).toBe(isFinal(after))
  for (const role of waitingFor) expect(ends).toContain(said.role(role))
}

describe('what a review says is still missing', () => {
  it('is what keeps a spend by a leaf from being final once its reader has signed', async () => {
    await withScenes(async ({ draft, as, signs, agreement }) => {
      if (draft.plan.path === 'key') return
      const members = draft.progress.flatMap(({ role }) =>
        agreement[role]!.keys.map((_, position) => [role, position] as const),
      )
      const before = await signedBy(
        draft,
        members.filter((_, at) => signs[at % signs.length]),
      )
      const signed = before.progress.find(({ role }) => role === as)?.signed ?? []
      const own = members.find(([role, position]) => role === as && !signed.includes(position))
      judged(before, own === undefined ? before : await signedBy(before, [own]), as)
    }, 60)
  })

  it('is on the key path whoever has sent no partial signature', async () => {
    await withScenes(async ({ draft, agreement }) => {
      if (draft.plan.path !== 'key') return
      const start = (role: Role) => startMusig(draft, signerFor(agreement, role), lifted)
      const [employer, worker] = [await start('employer'), await start('worker')]
      for (const as of ['employer', 'worker'] as const) judged(draft, draft, as)
      const first = await employer.sign(worker.spend)
      judged(first, await worker.sign(first), 'worker')
    }, 60)
  })
})

/** Who can move the money without whom, by roles, from when, and whether a secret is needed. */
interface Opening {
  readonly roles: readonly string[]
  readonly lock?: Lock | undefined
  readonly secret: boolean
}

const nameOf = ({ roles, lock, secret }: Opening): string =>
  `${[...roles].toSorted().join('+')} ${lock === undefined ? 0 : lockValue(lock)} ${secret}`

const isBefore = (one: Opening, other: Opening): boolean =>
  (one.lock === undefined ? 0 : lockValue(one.lock)) <= (other.lock === undefined ? 0 : lockValue(other.lock))

/** Those that no smaller group, or the same without the secret, has as early. */
const least = (openings: readonly Opening[]): readonly Opening[] =>
  openings.filter(
    (one) =>
      !openings.some(
        (other) =>
          nameOf(other) !== nameOf(one) &&
          other.roles.every((role) => one.roles.includes(role)) &&
          (one.secret || !other.secret) &&
          isBefore(other, one),
      ),
  )

const openingsIn = ({ coalitions, stretches, moves }: Matrix): readonly Opening[] =>
  least(
    coalitions.flatMap(({ members, secrets }, row): readonly Opening[] => {
      const first = moves[row]!.findIndex((cell) => cell.length > 0)
      if (first < 0) return []
      const roles = members.map(({ party }) => party)
      return [{ roles, lock: stretches[first]!.from, secret: secrets.length > 0 }]
    }),
  )

/** Those of the matrix that work against a spend, as its reader sees it. */
const against = ({ draft, as, funded }: Scene): readonly Opening[] => {
  const { outcome, path } = draft.plan
  const served = outcome.kind === 'release' ? 'worker' : outcome.kind === 'refund' ? 'employer' : undefined
  const signers = funded.contract.paths.find(({ name }) => name === path)!.parties as readonly string[]
  return openingsIn(matrixOf(outputOf(funded.contract))).filter(
    ({ roles }) =>
      (served === undefined || !roles.includes(served)) &&
      (roles.length === 1 || (!roles.includes(as) && !roles.every((role) => signers.includes(role)))),
  )
}

const openingOf = ({ path }: Interference): Opening => ({
  roles: path.parties,
  lock: path.lock,
  secret: path.secretHash !== undefined,
})

describe('who a review says can interfere', () => {
  it('is whom the matrix lets move the money alone, or without the reader, and from when', async () => {
    await withScenes(async (scene) => {
      const { draft, as } = scene
      const { interferences } = review(draft, { as })
      expect(least(interferences.map(openingOf)).map(nameOf).toSorted()).toEqual(
        against(scene).map(nameOf).toSorted(),
      )
      for (const { path } of interferences)
        if (path.secretHash !== undefined)
          expect(toHex(path.secretHash)).toBe(toHex(scene.agreement.milestones[0]!.secretHash!))
    }, 120)
  })

  it('is warned of before the first of these moments, and of nothing else', async () => {
    await withScenes(async (scene) => {
      const { draft, as, funded, elapsed } = scene
      const at = { height: 1000 + elapsed, medianTime: 1_700_000_000 + 600 * elapsed }
      const near = against(scene).filter(({ roles, lock }) => {
        const maturity = lock && maturityOf(lock, funded, at)
        if (maturity === undefined || maturity.left >= WARNING_MARGIN[maturity.unit]) return false
        return roles.length === 1 || maturity.left > 0
      })
      const { findings } = review(draft, { as, at })
      expect(findings.some(({ rule }) => rule === 'deadlineNear')).toBe(near.length > 0)
      // the moment of the deposit is known, so every relative clock can be read
      expect(findings.some(({ rule }) => rule === 'deadlineUnknown')).toBe(false)
    }, 120)
  })
})
