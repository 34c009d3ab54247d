import {
  type Contract,
  compile,
  EscrowError,
  parseAgreement,
  type SpendPath,
  sats,
  satsPerVb,
} from 'taproot-escrow'
import { type DryRun, dryRun, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { EXAMPLES, type OutcomeTerms } from '../../../src/plan/outcome.js'
import { planSpend } from '../../../src/plan/plan.js'
import { MAX_UNUSED_KEYS, MAX_WITNESS_LENGTH } from '../../../src/script/limits.js'
import { type LeafPlan, outputWith, signed, way } from '../../support/auditedOutputs.js'
import { everyPathDocument, made } from '../../support/contracts.js'
import { fixtures } from '../../support/fixtures.js'
import { fundedWith } from '../../support/funded.js'

const contracts: readonly (readonly [string, Contract])[] = fixtures().flatMap(({ name, agreement }) =>
  compile(parseAgreement(agreement.text)).map((contract) => [`${name} ${contract.index}`, contract] as const),
)

const termsOf = (outcome: DryRun['outcome']): OutcomeTerms =>
  EXAMPLES.find(({ kind }) => kind === (outcome === 'sweep' ? 'relock' : outcome))!

const planOf = (contract: Contract, { by, outcome }: DryRun, amount: bigint, fee: bigint) =>
  planSpend([fundedWith(contract, { amount })], {
    // a contract's dry runs go by its paths
    path: by as SpendPath,
    outcome: termsOf(outcome),
    fee: { exactly: sats(fee) },
    relax: ['amount', 'feeShareCap', 'feeRateCap'],
  })

const attempt = (make: () => unknown): string => {
  try {
    make()
    return 'fine'
  } catch (error) {
    if (error instanceof EscrowError) return error.code
    throw error
  }
}

describe.each(contracts)('the dry runs of %s', (_, contract) => {
  const runs = dryRun(outputOf(contract), { contract })

  it('have every path that somebody can spend by', () => {
    const paths = contract.paths.map(({ name }) => name).filter((name) => name !== 'terms')
    expect(
      runs
        .filter(({ outcome }) => outcome === 'sweep')
        .map(({ by }) => by)
        .toSorted(),
    ).toEqual(paths.toSorted())
  })

  it('weigh and cost what real plans do', () => {
    const planned = runs.filter(({ by, outcome }) => outcome !== 'sweep' || !by.match(/Alone|Secret/))
    for (const run of planned) {
      const plan = planOf(contract, run, contract.amount, run.costs[0]!.fee)
      expect([run.by, run.outcome, run.weight, run.vsize, run.outputs]).toEqual([
        run.by,
        run.outcome,
        plan.weight,
        plan.vsize,
        plan.outputs.length,
      ])
      expect(run.costs.map(({ fee }) => fee)).toEqual(
        [1n, 10n, 100n].map((rate) => rate * BigInt(plan.vsize)),
      )
    }
  })

  it('name the very smallest amount that is worth it', () => {
    for (const run of runs.filter(({ outcome }) => outcome !== 'sweep'))
      for (const { fee, worthwhile } of run.costs) {
        expect(worthwhile).toBeGreaterThanOrEqual(2n * fee)
        expect(attempt(() => planOf(contract, run, worthwhile, fee))).toBe('fine')
        if (worthwhile > 2n * fee)
          expect(
            attempt(() => {
              const { outputs } = planOf(contract, run, worthwhile - 1n, fee)
              if (outputs.length < run.outputs)
                throw new EscrowError({
                  code: 'OUTPUT_DUST',
                  kind: 'limit',
                  data: { field: '', expected: '', received: '' },
                })
            }),
          ).toMatch(/OUTPUT_DUST|SPLIT_DUST|FEE_OVER_AMOUNT/)
      }
  })

  it('are relayed by all nodes', () => {
    expect(runs.flatMap(({ obstacles }) => obstacles)).toEqual([])
  })
})

describe('a dry run', () => {
  const { contracts: made1 } = made(
    everyPathDocument('blocks', { from: 144, backupFrom: 2000, silence: 5000, rescue: 9000, decision: 1000 }),
  )

  it('takes the rates that are asked for', () => {
    const [run] = dryRun(outputOf(made1[0]!), { feeRates: [satsPerVb('2.5')] })
    expect(run).toEqual({
      by: 'key',
      outcome: 'sweep',
      outputs: 1,
      weight: 444,
      vsize: 111,
      costs: [{ rate: 2500n, fee: 278n, worthwhile: 608n }],
      obstacles: [],
    })
  })

  it('of an award pays the arbiter and both sides', () => {
    const award = dryRun(outputOf(made1[0]!), { contract: made1[0]! }).find(
      ({ by, outcome }) => by === 'arbiterAndWorker' && outcome === 'award',
    )
    expect(award?.outputs).toBe(3)
    // 1 % of 33000 sat is the dust of a P2TR output
    expect(award?.costs.map(({ worthwhile }) => worthwhile)).toEqual([33_000n, 33_000n, 52_800n])
  })

  it('of an output without an agreement is a sweep by each way', () => {
    const runs = dryRun(
      outputWith({
        parties: ['A', 'B'],
        leaves: [{ name: 'if', ways: [way(signed('A0')), way(signed('A0'), signed('B0'))] }],
      }),
    )
    expect(runs.map(({ by, outcome, vsize }) => [by, outcome, vsize])).toEqual([
      ['if', 'sweep', 138],
      ['if', 'sweep', 154],
    ])
  })
})

describe('obstacles', () => {
  const obstaclesOf = (leaf: Partial<LeafPlan>) =>
    dryRun(
      outputWith({
        parties: [{ name: 'A', size: 10 }],
        leaves: [{ name: 'leaf', ways: [way(signed('A0'))], ...leaf }],
      }),
    ).flatMap(({ obstacles }) => obstacles.map(({ nodes, text }) => [nodes, text]))

  it('that every node knows', () => {
    const ways = [way(signed('A0'))]
    const reading = (...remarks: ('success' | 'unknownLeafVersion' | 'unknownKeyType')[]) => ({
      reading: { understood: true, ways, remarks } as const,
    })
    expect(obstaclesOf(reading('success'))).toEqual([['every', 'an OP_SUCCESSx in the script']])
    expect(obstaclesOf(reading('unknownLeafVersion', 'unknownKeyType'))).toEqual([
      ['every', 'a leaf version without rules'],
      ['every', 'a key that does not have 32 bytes'],
    ])
    expect(obstaclesOf({ ways: [{ demands: [], items: [3, 81] }] })).toEqual([
      ['every', '81 bytes in one item of the witness; at most 80'],
    ])
    expect(obstaclesOf({ script: 400_000 })).toEqual([
      ['every', expect.stringMatching(/^400\d\d\d weight units; at most 400000$/)],
      ['strict', expect.stringMatching(/^400\d\d\d bytes of witness; at most 1650$/)],
    ])
  })

  it('that strict nodes know', () => {
    const ways = [way(signed('A0'))]
    expect(
      obstaclesOf({ reading: { understood: true, ways, remarks: ['conditional', 'droppedData'] } }),
    ).toEqual([
      ['strict', 'an OP_IF or OP_NOTIF in the script'],
      ['strict', 'data in the script that is pushed and dropped'],
    ])
    expect(obstaclesOf({ depth: 7 })).toEqual([])
    expect(obstaclesOf({ depth: 8 })).toEqual([
      ['strict', '8 levels above the leaf, which make its control block count as data; at most 7'],
    ])
    const list = (unused: number) => Array.from({ length: 1 + unused }, (_, at) => `A${at % 10}`).join(' ')
    expect(obstaclesOf({ ways: [way(signed(list(MAX_UNUSED_KEYS), 1))] })).toEqual([])
    expect(obstaclesOf({ ways: [way(signed(list(MAX_UNUSED_KEYS + 1), 1))] })).toEqual([
      ['strict', '11 keys that do not sign, which count as data; at most 10'],
    ])
    // a count, a signature, the script with its length, and a control block of 65 bytes
    const script = MAX_WITNESS_LENGTH - 1 - 65 - 3 - 66
    expect(obstaclesOf({ script })).toEqual([])
    expect(obstaclesOf({ script: script + 1 })).toEqual([['strict', '1651 bytes of witness; at most 1650']])
  })
})
