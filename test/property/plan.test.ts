import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/contract/compile.js'
import type { Funded } from '../../src/contract/funded.js'
import { recognise } from '../../src/deeds/recognise.js'
import { EscrowError } from '../../src/errors.js'
import { type OutcomeTerms, pathsFor, splitOf } from '../../src/plan/outcome.js'
import type { Plan, PlanRule } from '../../src/plan/plan.js'
import { planSpend, planTransaction } from '../../src/plan/plan.js'
import { isExact } from '../../src/plan/shares.js'
import { planSpends } from '../../src/plan/split.js'
import type { Split } from '../../src/plan/splitTerms.js'
import { award, refund, release, settle } from '../../src/spend/build.js'
import { readSpend } from '../../src/spend/read.js'
import type { Spend } from '../../src/spend/types.js'
import { parseAgreement } from '../../src/terms/parse.js'
import { type FeeRate, satsPerVb } from '../../src/units/feeRate.js'
import { sats } from '../../src/units/sats.js'
import { OUTCOMES, type Outcome, type SpendPath } from '../../src/words.js'
import { agreementDocuments } from '../support/arbitraries.js'
import type { Json } from '../support/documents.js'
import { fundedWith } from '../support/funded.js'
import { runs } from '../support/runs.js'

type Kind = Exclude<Outcome, 'relock'>
const KINDS = OUTCOMES.filter((kind): kind is Kind => kind !== 'relock')

interface Chance {
  readonly kind: Kind
  readonly path: number
  readonly split: number
  /** What the split names: basis points, or the satoshis of a side, as this part of the pot. */
  readonly named: 'shares' | 'employer' | 'worker'
  readonly rate: number
  readonly amounts: 'agreed' | 'others'
  readonly count: number
  readonly shared: 'nothing' | 'employerAndPayee' | 'employerAndArbiter' | 'arbiterAndPayee' | 'everything'
}

const chances: fc.Arbitrary<Chance> = fc.record({
  kind: fc.constantFrom(...KINDS),
  path: fc.nat(),
  split: fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(0, 1, 3333, 5000, 9999, 10_000)),
  named: fc.constantFrom('shares', 'employer', 'worker'),
  rate: fc.integer({ min: 1, max: 50_000 }),
  amounts: fc.constantFrom('agreed', 'others'),
  count: fc.integer({ min: 1, max: 4 }),
  shared: fc.constantFrom(
    'nothing',
    'employerAndPayee',
    'employerAndArbiter',
    'arbiterAndPayee',
    'everything',
  ),
})

/** The same document with recipients that share an address. */
const withShared = (document: Json, shared: Chance['shared']): Json => {
  const { employer, worker, arbiter } = structuredClone(document)
  const last = worker.payees.length - 1
  if (shared === 'employerAndPayee' || shared === 'everything') worker.payees[last].address = employer.address
  if (arbiter && (shared === 'employerAndArbiter' || shared === 'everything'))
    arbiter.address = employer.address
  if (arbiter && shared === 'arbiterAndPayee') arbiter.address = worker.payees[0].address
  return { ...document, employer, worker, ...(arbiter ? { arbiter } : {}) }
}

const relax: readonly PlanRule[] = ['amount', 'feeRateCap', 'feeRateFloor', 'feeShareCap', 'unpayable']

interface Situation {
  readonly funded: readonly Funded[]
  readonly path: SpendPath
  readonly outcome: OutcomeTerms
  readonly rate: FeeRate
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

const termsOf = (kind: Chance['kind'], split: Split): OutcomeTerms =>
  kind === 'award' || kind === 'settle' ? { kind, split } : { kind }

/** Some contracts of an agreement and a spend that they allow, or `undefined` where they allow none. */
const situationOf = (document: Json, chance: Chance): Situation | undefined => {
  const contracts = compile(parseAgreement(JSON.stringify(withShared(document, chance.shared))))
  const { kind, split: share, named } = chance
  const shares = { employer: share, worker: 10_000 - share }
  const paths = pathsFor(termsOf(kind, shares)).filter((path) =>
    contracts[0]?.paths.some(({ name }) => name === path),
  )
  const path = paths[chance.path % paths.length]
  if (path === undefined) return undefined
  const possible = contracts.filter((contract) => contract.paths.some(({ name }) => name === path))
  const funded = possible.slice(0, chance.count).map((contract, at) =>
    fundedWith(contract, {
      deposit: at + 1,
      ...(chance.amounts === 'agreed' ? {} : { amount: contract.amount + BigInt(at * 7 + 1) }),
    }),
  )
  const satoshis = sats((sum(funded.map(({ amount }) => amount)) * BigInt(share)) / 10_000n)
  const splits: Readonly<Record<Chance['named'], Split>> = {
    shares,
    employer: { employer: satoshis },
    worker: { worker: satoshis },
  }
  const split = splits[named]
  return {
    funded,
    path,
    outcome: termsOf(kind, split),
    rate: satsPerVb(String(chance.rate / 1000)),
  }
}

/** What may rightly stop a random spend: the split or the fee leave somebody dust, or one transaction cannot unlock all. */
const RIGHTLY = ['OUTPUT_DUST', 'SPLIT_DUST', 'FEE_OVER_AMOUNT', 'FUNDED_LOCKS_MIXED']

const drafted = ({ funded, path, outcome, rate: feeRate }: Situation): readonly Spend<'unsigned'>[] => {
  // the path was chosen among those that the outcome allows
  const options = { path: path as never, feeRate, relax }
  switch (outcome.kind) {
    case 'release':
      return release(funded, options)
    case 'refund':
      return refund(funded, options)
    case 'award':
      return award(funded, { ...options, split: outcome.split })
    case 'settle':
      return settle(funded, { ...options, split: outcome.split })
    default:
      throw new Error('not drawn')
  }
}

const unlessDust = <Value>(work: () => Value): Value | undefined => {
  try {
    return work()
  } catch (error) {
    if (error instanceof EscrowError && RIGHTLY.includes(error.code)) return undefined
    throw error
  }
}

/** What a plan fixes about the transaction. */
const fixed = ({ path, inputs, outputs, version, lockTime, pot, fee, weight, vsize }: Plan) => ({
  path,
  inputs,
  outputs: outputs.map(({ address, script, amount }) => ({ address, script, amount })),
  version,
  lockTime,
  pot,
  fee,
  weight,
  vsize,
})

const documents = agreementDocuments({ mostKeys: 3 })

describe('money', () => {
  it('is conserved: outputs and fee are the pot, for all agreements, splits and fees', () => {
    fc.assert(
      fc.property(documents, chances, (document, chance) => {
        const situation = situationOf(document, chance)
        if (situation === undefined) return
        const { funded, path, outcome, rate } = situation
        const plans = unlessDust(() => planSpends(funded, { path, outcome, fee: { rate }, relax }))
        if (plans === undefined) return
        expect(sum(plans.map(({ pot }) => pot))).toBe(sum(funded.map(({ amount }) => amount)))
        for (const { pot, fee, outputs, arbiterFee, vsize, recipients } of plans.map((plan) => ({
          ...plan,
          recipients: plan.outputs.flatMap((output) => output.recipients),
        }))) {
          expect(sum(outputs.map(({ amount }) => amount)) + fee).toBe(pot)
          expect(fee).toBe((BigInt(vsize) * rate + 999n) / 1000n)
          expect(arbiterFee > 0n).toBe(recipients.some((one) => 'role' in one && /rbiter/.test(one.role)))
          expect(new Set(outputs.map(({ address }) => address)).size).toBe(outputs.length)
        }
      }),
      { numRuns: runs(150) },
    )
  })

  it('never moves from one side to the other by more than a satoshi for rounding, and by none where satoshis are named', () => {
    fc.assert(
      fc.property(documents, chances, fc.bigInt({ min: 0n, max: 50_000n }), (document, chance, fee) => {
        const situation = situationOf(document, { ...chance, shared: 'nothing', count: 1 })
        if (situation === undefined || !('split' in situation.outcome)) return
        const { funded, path, outcome } = situation
        const plan = unlessDust(() =>
          planSpend(funded, { path, outcome, fee: { exactly: sats(fee) }, relax }),
        )
        if (plan === undefined) return
        const got = (role: string) =>
          sum(
            plan.outputs
              .filter(({ recipients }) => recipients.some((one) => 'role' in one && one.role === role))
              .map(({ amount }) => amount),
          )
        const rest = plan.pot - plan.fee - plan.arbiterFee
        if (outcome.split.employer === undefined) {
          expect(got('worker')).toBe(outcome.split.worker)
          expect(got('employer')).toBe(rest - outcome.split.worker)
        } else if (outcome.split.worker === undefined) {
          expect(got('employer')).toBe(outcome.split.employer)
          expect(got('worker')).toBe(rest - outcome.split.employer)
        } else {
          const exact = rest * BigInt(outcome.split.employer)
          expect(got('employer') * 10_000n <= exact && exact < (got('employer') + 1n) * 10_000n).toBe(true)
          expect(got('worker')).toBe(rest - got('employer'))
        }
      }),
      { numRuns: runs(100) },
    )
  })
})

describe('a draft that is read from its PSBT', () => {
  it('is the plan that it was drafted from, for all agreements, outcomes, splits and fees', () => {
    let read = 0
    fc.assert(
      fc.property(documents, chances, (document, chance) => {
        const situation = situationOf(document, chance)
        if (situation === undefined) return
        const drafts = unlessDust(() => drafted(situation))
        for (const draft of drafts ?? []) {
          const inputs = draft.plan.inputs.map(({ funded }) => funded)
          const again = readSpend(inputs, draft.psbt, { relax })
          expect(fixed(again.plan)).toEqual(fixed(draft.plan))
          expect(again.psbt).toBe(draft.psbt)
          read++
          const { outcome, pot, fee, arbiterFee } = draft.plan
          // what one address gets has no sides, and below 10,000 sat neighbouring splits pay alike
          if (chance.shared !== 'nothing' || pot - fee - arbiterFee < 10_000n) continue
          // satoshis may be those of basis points, and are else the worker's
          if ('split' in outcome && isExact(outcome.split)) expect(again.plan.outcome.kind).toBe(outcome.kind)
          else expect(again.plan).toEqual(draft.plan)
        }
      }),
      { numRuns: runs(250) },
    )
    expect(read).toBeGreaterThan(runs(100))
  })

  it('is another split, or refused, after any output was changed by one satoshi', () => {
    fc.assert(
      fc.property(documents, chances, fc.nat(), fc.constantFrom(1n, -1n), (document, chance, at, change) => {
        const situation = situationOf(document, { ...chance, shared: 'nothing' })
        if (situation === undefined) return
        const drafts = unlessDust(() => drafted(situation)) ?? []
        for (const { plan } of drafts) {
          // one satoshi from one output to the next: the fee stays
          if (plan.outputs.length < 3) continue
          const amounts = plan.outputs.map(({ amount }) => amount as bigint)
          const first = at % amounts.length
          amounts[first]! += change
          amounts[(first + 1) % amounts.length]! -= change
          try {
            const moved = recognisedAmounts(situation, plan, amounts)
            expect(moved.outputs.map(({ amount }) => amount)).toEqual(amounts)
            expect(splitOf(moved.outcome)).not.toEqual(splitOf(plan.outcome))
          } catch (error) {
            if (!(error instanceof EscrowError)) throw error
          }
        }
      }),
      { numRuns: runs(60) },
    )
  })
})

describe('a split that gives somebody dust', () => {
  it('is refused with splits that can be paid', () => {
    let named = 0
    fc.assert(
      fc.property(documents, chances, fc.nat(1000), (document, chance, part) => {
        const kind = chance.kind === 'award' ? 'award' : 'settle'
        const situation = situationOf(document, { ...chance, kind, split: part % 2 === 0 ? 1 : 9999 })
        if (situation === undefined) return
        const { funded, path, outcome } = situation
        const fee = { exactly: sats(BigInt(part)) }
        try {
          planSpend(funded, { path, outcome, fee, relax })
        } catch (error) {
          if (!(error instanceof EscrowError) || error.code !== 'SPLIT_DUST') return
          // the code says what the data holds
          for (const split of error.data['nearest'] as readonly Split[]) {
            planSpend(funded, { path, outcome: { kind, split }, fee, relax })
            named++
          }
        }
      }),
      { numRuns: runs(150) },
    )
    expect(named).toBeGreaterThanOrEqual(Math.floor(runs(150) / 100))
  })
})

const recognisedAmounts = ({ path }: Situation, plan: Plan, amounts: readonly bigint[]): Plan => {
  const transaction = planTransaction(plan)
  return recognise({
    funded: plan.inputs.map(({ funded }) => funded),
    path,
    relax,
    transaction: {
      ...transaction,
      outputs: transaction.outputs.map((output, at) => ({ ...output, amount: sats(amounts[at]!) })),
    },
  })
}
