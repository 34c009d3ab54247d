import {
  award,
  type Contract,
  type Funded,
  refund,
  release,
  type Spend,
  sats,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Mined } from '../../scripts/bitcoind/regtest.js'
import { everyPathDocument, finished, fundAll, made, milestones } from '../support/contracts.js'
import { type Json, plainDocument } from '../support/documents.js'
import { forged } from '../support/forgery.js'
import { ADDRESS_KINDS, addressOf } from '../support/holders.js'
import { startNode } from '../support/node.js'
import { thrown } from '../support/thrown.js'

const node = await startNode()
const feeRate = satsPerVb('2.3')
const POT = 1_234_567n
const MOMENTS = { decision: 1, backupFrom: 1, silence: 2, rescue: 3 }

type Paid = readonly (readonly [address: string, amount: bigint])[]

const paidBy = ({ transaction }: Mined): Paid =>
  transaction.vout.map(({ value, scriptPubKey }) => [scriptPubKey.address!, value])

const mine = async (draft: Spend<'unsigned'>): Promise<Mined> => {
  const mined = await node.broadcastAndMine((await finished(draft)).hex)
  expect(mined.weight).toBe(draft.plan.weight)
  return mined
}

interface Payee {
  readonly address: string
  readonly share: number
}

/** Shares that leave a remainder, with addresses of all kinds in turn. */
const team = (size: number): readonly Payee[] => {
  const each = Math.floor(10_000 / size) - size
  const shares = Array.from({ length: size }, (_, at) => each + ((7 * at) % size))
  shares[0]! += 10_000 - shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share, at) => ({
    address: addressOf(20 + at, { kind: ADDRESS_KINDS[at % ADDRESS_KINDS.length]! }),
    share,
  }))
}

const teamDocument = (payees: readonly Payee[], count: number): Json => ({
  ...everyPathDocument('blocks', MOMENTS),
  worker: { ...plainDocument().worker, payees },
  milestones: milestones(count, { amount: POT }),
})

/** The rule in words of one line: each part rounded down, what remains to the first. */
const toTeam = (payees: readonly Payee[], side: bigint): Paid => {
  const parts = payees.map(({ address, share }) => [address, (side * BigInt(share)) / 10_000n] as const)
  const rest = side - parts.reduce((sum, [, amount]) => sum + amount, 0n)
  return parts.map(([address, amount], at) => [address, at === 0 ? amount + rest : amount])
}

const EMPLOYER = addressOf(1)
const ARBITER = addressOf(4)
const BACKUP = addressOf(5)

const splitOf = (employer: number) => ({ employer, worker: 10_000 - employer })

const OUTCOMES = [
  {
    name: 'a release',
    draft: (one: Funded) => release(one, { feeRate }),
    due: (payees: readonly Payee[], fee: bigint) => toTeam(payees, POT - fee),
  },
  {
    name: 'an award of 0:100',
    draft: (one: Funded) => award(one, { path: 'arbiterAndWorker', split: splitOf(0), feeRate }),
    due: (payees: readonly Payee[], fee: bigint): Paid => [
      [ARBITER, POT / 100n],
      ...toTeam(payees, POT - POT / 100n - fee),
    ],
  },
  {
    name: 'an award of 100:0 by the backup, whose fee is fixed',
    draft: (one: Funded) => award(one, { path: 'backupAndEmployer', split: splitOf(10_000), feeRate }),
    due: (_: readonly Payee[], fee: bigint): Paid => [
      [BACKUP, 5000n],
      [EMPLOYER, POT - 5000n - fee],
    ],
  },
  {
    name: 'an award of a third',
    draft: (one: Funded) => award(one, { path: 'backupAndWorker', split: splitOf(3333), feeRate }),
    due: (payees: readonly Payee[], fee: bigint): Paid => {
      const rest = POT - 5000n - fee
      const back = (rest * 3333n) / 10_000n
      return [[BACKUP, 5000n], [EMPLOYER, back], ...toTeam(payees, rest - back)]
    },
  },
  {
    name: 'a settlement of a tenth',
    draft: (one: Funded) => settle(one, { split: splitOf(1001), feeRate }),
    due: (payees: readonly Payee[], fee: bigint): Paid => {
      const back = ((POT - fee) * 1001n) / 10_000n
      return [[EMPLOYER, back], ...toTeam(payees, POT - fee - back)]
    },
  },
] as const

describe.each([3, 4, 7, 10])('a team of %i, of all kinds of address', (size) => {
  const payees = team(size)
  let funded: readonly Funded[] = []
  beforeAll(async () => {
    funded = await fundAll(node, made(teamDocument(payees, OUTCOMES.length)).contracts)
  })

  it.each(OUTCOMES.map((outcome, at) => [outcome.name, outcome, at] as const))(
    'is paid to the satoshi by %s',
    async (_, { draft, due }, at) => {
      const planned = draft(funded[at]!)
      const paid = paidBy(await mine(planned))
      expect(paid).toEqual(due(payees, planned.plan.fee))
      expect(paid.reduce((sum, [, amount]) => sum + amount, 0n)).toBe(POT - planned.plan.fee)
    },
  )
})

describe('roles that share an address', () => {
  const shared = {
    ...teamDocument(team(3), 3),
    employer: { ...plainDocument().employer, address: team(3)[1]!.address },
    arbiter: { ...everyPathDocument('blocks', MOMENTS).arbiter, address: team(3)[2]!.address },
  }
  const [first, second, third] = team(3)
  let funded: readonly Funded[] = []
  beforeAll(async () => {
    funded = await fundAll(node, made(shared).contracts)
  })

  it('get one output for both, in the place of the first', async () => {
    const draft = award(funded[0]!, { path: 'arbiterAndWorker', split: splitOf(4000), feeRate })
    const rest = POT - POT / 100n - draft.plan.fee
    const back = (rest * 4000n) / 10_000n
    const [one, two, three] = toTeam([first!, second!, third!], rest - back)
    // the arbiter stands first, then the employer
    expect(paidBy(await mine(draft))).toEqual([
      [third!.address, POT / 100n + three![1]],
      [second!.address, back + two![1]],
      [first!.address, one![1]],
    ])
    expect(draft.plan.outputs.map(({ recipients }) => recipients)).toEqual([
      [{ role: 'arbiter' }, { role: 'worker', payee: 2 }],
      [{ role: 'employer' }, { role: 'worker', payee: 1 }],
      [{ role: 'worker', payee: 0 }],
    ])
  })

  it('are named together where their one output would be dust', () => {
    const address = addressOf(21, { kind: 'p2wpkh' })
    const [contract] = made({
      ...plainDocument(),
      employer: { ...plainDocument().employer, address },
      worker: {
        ...plainDocument().worker,
        payees: [
          { address: addressOf(20), share: 9000 },
          { address, share: 1000 },
        ],
      },
    }).contracts
    // all that somebody paid in
    const little: Funded = { ...funded[1]!, contract: contract!, amount: sats(3000n), match: 'under' }
    const { message, data } = thrown(() =>
      settle(little, { split: splitOf(100), feeRate, relax: ['feeShareCap'] }),
    )
    expect(message).toMatch(/^employer and worker\.payees\[1\]: expected at least 294 sat for bcrt1q/)
    expect(data).toMatchObject({ address, dust: 294n })
  })
})

describe('a part that would be dust', () => {
  const payees = [
    { address: addressOf(20), share: 9990 },
    { address: addressOf(21, { kind: 'p2wpkh' }), share: 10 },
  ]
  let funded: Funded
  beforeAll(async () => {
    ;[funded] = (await fundAll(node, made(teamDocument(payees, 1)).contracts)) as [Funded]
  })

  it('is refused before anybody signs, with the payee, the amount and the limit', () => {
    const { code, kind, data } = thrown(() =>
      award(funded, { path: 'arbiterAndWorker', split: splitOf(8000), feeRate }),
    )
    const rest = POT - POT / 100n
    expect([code, kind]).toEqual(['SPLIT_DUST', 'limit'])
    expect(data).toMatchObject({
      field: 'worker.payees[1]',
      layer: 'relay',
      address: payees[1]!.address,
      dust: 294n,
    })
    const amount = data['amount'] as bigint
    expect(amount).toBeLessThan(294n)
    expect(amount).toBeGreaterThan(rest / 5n / 1000n - 2n)
  })

  it('would be refused by the node', async () => {
    const draft = award(funded, { path: 'arbiterAndWorker', split: splitOf(7000), feeRate })
    const hex = (value: bigint) =>
      forged(draft, {
        change: (transaction) => {
          transaction.outs.at(-1)!.value = value
        },
      })
    await node.expectAccepted(hex(294n))
    const { allowed, reason } = await node.tryAccept(hex(293n))
    // Bitcoin Knots says of which kind
    expect([allowed, reason?.split('-')[0]]).toEqual([false, 'dust'])
  })
})

describe('some of the milestones', () => {
  const payees = team(3)
  const contracts: readonly Contract[] = made(teamDocument(payees, 9)).contracts
  let funded: readonly Funded[] = []
  beforeAll(async () => {
    funded = await fundAll(node, contracts)
    await node.mine(3)
  })
  const pick = (...milestonesWanted: readonly number[]) => milestonesWanted.map((at) => funded[at]!)

  it('are released together', async () => {
    const [draft, ...more] = release(pick(7, 0, 3), { path: 'employerAndWorker', feeRate })
    const mined = await mine(draft!)
    expect(more).toEqual([])
    expect(mined.transaction.vin).toHaveLength(3)
    expect(paidBy(mined)).toEqual(toTeam(payees, 3n * POT - draft!.plan.fee))
  })

  it('are awarded together, the fee in basis points of all of it', async () => {
    const [draft] = award(pick(1, 8), { path: 'arbiterAndEmployer', split: splitOf(5000), feeRate })
    const fee = (2n * POT) / 100n
    const rest = 2n * POT - fee - draft!.plan.fee
    expect(paidBy(await mine(draft!))).toEqual([
      [ARBITER, fee],
      [EMPLOYER, rest / 2n],
      ...toTeam(payees, rest - rest / 2n),
    ])
  })

  it('are awarded together by the backup, whose fixed fee is taken for each', async () => {
    const [draft] = award(pick(2, 6), { path: 'backupAndWorker', split: splitOf(10_000), feeRate })
    expect(paidBy(await mine(draft!))).toEqual([
      [BACKUP, 10_000n],
      [EMPLOYER, 2n * POT - 10_000n - draft!.plan.fee],
    ])
  })

  it('are refunded together', async () => {
    const [draft] = refund(pick(4, 5), { path: 'employerAlone', feeRate })
    expect(paidBy(await mine(draft!))).toEqual([[EMPLOYER, 2n * POT - draft!.plan.fee]])
  })
})

describe('milestones with locks by height beside such by time', () => {
  it('are refunded by two transactions, each at its moment', async () => {
    const height = (await node.height()) + 5
    const time = (await node.medianTime()) + 10_000
    const { contracts } = made({
      ...plainDocument(),
      silence: { pays: 'employer', after: { height } },
      milestones: [
        { amount: String(POT) },
        { amount: String(POT), silence: { pays: 'employer', after: { time } } },
        { amount: String(POT), silence: { pays: 'employer', after: { height: height - 1 } } },
        { amount: String(POT), silence: { pays: 'employer', after: { time: time + 1 } } },
      ],
    })
    const funded = await fundAll(node, contracts)
    const drafts = refund(funded, { path: 'employerAlone', feeRate })
    expect(
      drafts.map(({ plan }) => [plan.lockTime, plan.inputs.map((input) => input.funded.contract.milestone)]),
    ).toEqual([
      [height, [0, 2]],
      [time + 1, [1, 3]],
    ])
    const [byHeight, byTime] = await Promise.all(drafts.map(finished))
    await node.mineUntilHeight(height - 1)
    await node.expectRefused(byHeight!.hex, 'non-final')
    await node.mine()
    await node.broadcastAndMine(byHeight!.hex)
    await node.expectRefused(byTime!.hex, 'non-final')
    await node.passTimeUntil(time + 2)
    const mined = await node.broadcastAndMine(byTime!.hex)
    expect(paidBy(mined)).toEqual([[EMPLOYER, 2n * POT - drafts[1]!.plan.fee]])
  })
})
