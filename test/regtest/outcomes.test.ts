import {
  type AwardOptions,
  award,
  type ExactSplit,
  type Funded,
  type OutcomeTerms,
  type RefundOptions,
  type ReleaseOptions,
  readSpend,
  refund,
  release,
  type SettleOptions,
  type Spend,
  sats,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Mined } from '../../scripts/bitcoind/regtest.js'
import { everyPathDocument, finished, fundAll, made, milestones, secretsOf } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { addressOf } from '../support/holders.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const feeRate = satsPerVb('2.7')

const EMPLOYER = addressOf(1)
const TEAM = [
  { address: addressOf(2), share: 5000 },
  { address: addressOf(3, { kind: 'p2wpkh' }), share: 3333 },
  { address: addressOf(7, { kind: 'p2sh' }), share: 1667 },
]
const ARBITER = addressOf(4)
const BACKUP = addressOf(5)

const everything = { decision: 1, backupFrom: 1, silence: 2, rescue: 3 }
const POT = 1_000_003n

interface Planned {
  readonly name: string
  readonly outcome: OutcomeTerms
  readonly draft: (funded: Funded) => Spend<'unsigned'>
  /** The arbiter's fee: where it goes, and how much of the pot. */
  readonly arbiter?: { readonly address: string; readonly fee: bigint }
}

/** One per cent of the pot, rounded down. */
const PERCENT = { address: ARBITER, fee: 10_000n }
const FIXED = { address: BACKUP, fee: 5000n }

const splitOf = (employer: number) => ({ employer, worker: 10_000 - employer })

const released = (path: NonNullable<ReleaseOptions['path']>): Planned => ({
  name: `release by ${path}`,
  outcome: { kind: 'release' },
  draft: (funded) =>
    release(funded, {
      path,
      feeRate,
      secrets: path === 'workerWithSecret' ? secretsOf([funded.contract]) : [],
    }),
})

const refunded = (path: RefundOptions['path']): Planned => ({
  name: `refund by ${path}`,
  outcome: { kind: 'refund' },
  draft: (funded) => refund(funded, { path, feeRate }),
})

const settled = (path: NonNullable<SettleOptions['path']>, employer: number): Planned => ({
  name: `settlement of ${employer}:${10_000 - employer} by ${path}`,
  outcome: { kind: 'settle', split: splitOf(employer) },
  draft: (funded) => settle(funded, { path, split: splitOf(employer), feeRate }),
})

const awarded = (path: AwardOptions['path'], employer: number): Planned => ({
  name: `award of ${employer}:${10_000 - employer} by ${path}`,
  outcome: { kind: 'award', split: splitOf(employer) },
  draft: (funded) => award(funded, { path, split: splitOf(employer), feeRate }),
  arbiter: path.startsWith('backup') ? FIXED : PERCENT,
})

const exactly = (outcome: 'settle' | 'award', split: ExactSplit): Planned => ({
  name: `${outcome} of exactly ${split.employer ?? split.worker} to the ${split.worker === undefined ? 'employer' : 'worker'}`,
  outcome: { kind: outcome, split },
  ...(outcome === 'award'
    ? { draft: (funded) => award(funded, { path: 'arbiterAndWorker', split, feeRate }), arbiter: PERCENT }
    : { draft: (funded) => settle(funded, { split, feeRate }) }),
})

const PLANNED: readonly Planned[] = [
  ...(['key', 'employerAndWorker', 'workerAlone', 'workerWithSecret'] as const).map(released),
  ...(['key', 'employerAndWorker', 'employerAlone'] as const).map(refunded),
  ...[0, 4, 2500, 3333, 5000, 9500, 10_000].map((employer) => settled('employerAndWorker', employer)),
  settled('key', 6667),
  ...(['arbiterAndWorker', 'arbiterAndEmployer', 'backupAndWorker', 'backupAndEmployer'] as const).flatMap(
    (path) => [0, 4000, 10_000].map((employer) => awarded(path, employer)),
  ),
  ...(['settle', 'award'] as const).flatMap((outcome) => [
    exactly(outcome, { worker: sats('600001') }),
    exactly(outcome, { employer: sats('330') }),
  ]),
]

const CASES = PLANNED.map((planned, at) => [planned.name, planned, at] as const)

/** What a reader sees: satoshis as the worker's, and a settlement that gives one side everything as a release or a refund. */
const readAs = (outcome: OutcomeTerms, { plan }: Spend): OutcomeTerms => {
  if ('split' in outcome && outcome.split.worker === undefined)
    return {
      ...outcome,
      split: { worker: sats(plan.pot - plan.fee - plan.arbiterFee - BigInt(outcome.split.employer)) },
    }
  if (outcome.kind !== 'settle') return outcome
  const { split } = outcome
  if (split.employer === 0) return { kind: 'release' }
  return split.worker === 0 ? { kind: 'refund' } : outcome
}

type Paid = readonly (readonly [address: string, amount: bigint])[]

const employersPart = (outcome: OutcomeTerms, rest: bigint): bigint => {
  if (!('split' in outcome)) return outcome.kind === 'refund' ? rest : 0n
  const { employer, worker } = outcome.split
  if (employer === undefined) return rest - worker
  return typeof employer === 'bigint' ? employer : (rest * BigInt(employer)) / 10_000n
}

/** The rule of the agreement, worked out by hand. */
const dueUnder = ({ outcome, arbiter }: Planned, fee: bigint): Paid => {
  const rest = POT - (arbiter?.fee ?? 0n) - fee
  const back = employersPart(outcome, rest)
  const side = rest - back
  const second = (side * 3333n) / 10_000n
  const third = (side * 1667n) / 10_000n
  return [
    ...(arbiter ? [[arbiter.address, arbiter.fee] as const] : []),
    ...(back > 0n ? [[EMPLOYER, back] as const] : []),
    ...(side > 0n
      ? [
          [TEAM[0]!.address, side - second - third] as const,
          [TEAM[1]!.address, second] as const,
          [TEAM[2]!.address, third] as const,
        ]
      : []),
  ]
}

const paidBy = ({ transaction }: Mined): Paid =>
  transaction.vout.map(({ value, scriptPubKey }) => [scriptPubKey.address ?? scriptPubKey.hex, value])

const document = {
  ...everyPathDocument('blocks', everything),
  worker: { ...plainDocument().worker, payees: TEAM },
  milestones: milestones(PLANNED.length + 6, { amount: POT, firstSecret: 200 }),
}

describe('an outcome on chain', () => {
  const { contracts } = made(document)
  let funded: readonly Funded[] = []
  beforeAll(async () => {
    funded = await fundAll(node, contracts)
    await node.mine(3)
  })

  it.each(CASES)('%s pays to the satoshi', async (_, planned, at) => {
    const one = funded[at]!
    const draft = planned.draft(one)
    const mined = await node.broadcastAndMine((await finished(draft)).hex)
    expect(paidBy(mined)).toEqual(dueUnder(planned, draft.plan.fee))
    expect(mined.transaction.version).toBe(mined.transaction.vout.length > 1 ? 3 : 2)
    expect(mined.weight).toBe(draft.plan.weight)
  })

  it.each(CASES)('%s is what its PSBT says', (_, planned, at) => {
    const one = funded[at]!
    const draft = planned.draft(one)
    const { plan } = readSpend(one, draft.psbt)
    expect([plan.path, plan.outcome]).toEqual([draft.plan.path, readAs(planned.outcome, draft)])
    expect(plan.outputs.map(({ script, amount }) => [script, amount])).toEqual(
      draft.plan.outputs.map(({ script, amount }) => [script, amount]),
    )
    expect(plan.arbiterFee).toBe(planned.arbiter?.fee ?? 0n)
    expect([plan.fee, plan.weight, plan.version, plan.lockTime]).toEqual([
      draft.plan.fee,
      draft.plan.weight,
      draft.plan.version,
      draft.plan.lockTime,
    ])
  })

  it('of several milestones is one spend', async () => {
    const several = funded.slice(PLANNED.length, PLANNED.length + 3)
    const [draft, ...more] = release(several, { path: 'employerAndWorker', feeRate })
    expect(more).toEqual([])
    const mined = await node.broadcastAndMine((await finished(draft!)).hex)
    expect(mined.transaction.vin).toHaveLength(3)
    expect(mined.weight).toBe(draft!.plan.weight)
    expect(paidBy(mined).reduce((sum, [, amount]) => sum + amount, 0n)).toBe(3n * POT - draft!.plan.fee)
  })

  it('of several milestones by their secrets takes all of the secrets', async () => {
    const several = funded.slice(PLANNED.length + 3, PLANNED.length + 5)
    const secrets = secretsOf(several.map(({ contract }) => contract)).toReversed()
    const [draft] = release(several, { path: 'workerWithSecret', feeRate, secrets })
    const mined = await node.broadcastAndMine((await finished(draft!)).hex)
    expect(mined.weight).toBe(draft!.plan.weight)
  })

  it('of one contract that was funded twice is one spend', async () => {
    const last = funded[PLANNED.length + 5]!
    const [again] = await fundAll(node, [last.contract])
    const [draft] = award([last, again!], {
      path: 'arbiterAndWorker',
      split: splitOf(4000),
      feeRate,
      relax: ['amount'],
    })
    const mined = await node.broadcastAndMine((await finished(draft!)).hex)
    expect(mined.weight).toBe(draft!.plan.weight)
    expect(draft!.plan.arbiterFee).toBe((2n * POT) / 100n)
  })
})

describe('outputs for one script', () => {
  it('are one output, and then nobody else is paid: version 2', async () => {
    const { contracts } = made({
      ...everyPathDocument('blocks', everything),
      arbiter: { ...everyPathDocument('blocks', everything).arbiter, address: addressOf(2) },
    })
    const [funded] = await fundAll(node, contracts)
    const draft = award(funded!, { path: 'arbiterAndWorker', split: splitOf(0), feeRate })
    const mined = await node.broadcastAndMine((await finished(draft)).hex)
    expect(paidBy(mined)).toEqual([[addressOf(2), 1_000_000n - draft.plan.fee]])
    expect(mined.transaction.version).toBe(2)
  })
})

describe('a thousand outputs', () => {
  it('are released by two standard transactions, each exactly as heavy as planned', async () => {
    const { contracts } = made({
      ...plainDocument(),
      worker: { ...plainDocument().worker, payees: TEAM },
      milestones: milestones(1000, { amount: 100_000n }),
    })
    const funded = await fundAll(node, contracts)
    const drafts = release(funded, { path: 'employerAndWorker', feeRate })
    const mined: Mined[] = []
    for (const draft of drafts) mined.push(await node.broadcastAndMine((await finished(draft)).hex))
    expect(mined.map(({ weight }) => weight)).toEqual(drafts.map(({ plan }) => plan.weight))
    expect(mined.map(({ transaction }) => transaction.vin.length).reduce((sum, count) => sum + count)).toBe(
      1000,
    )
    expect(mined).toHaveLength(2)
    expect(mined.every(({ weight }) => weight <= 400_000)).toBe(true)
    // the first is too heavy for version 3 (BIP 431)
    expect(mined.map(({ transaction }) => transaction.version)).toEqual([2, 3])
  })
})
