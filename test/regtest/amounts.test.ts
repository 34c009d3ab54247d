import {
  award,
  type Contract,
  type Funded,
  freeze,
  matchFunding,
  refund,
  release,
  relock,
  type Spend,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { everyPathDocument, finished, fundAll, made, secretsOf } from '../support/contracts.js'
import { unseen } from '../support/funded.js'
import { startNode } from '../support/node.js'
import { codeOf } from '../support/thrown.js'

/*
 * Whatever is sent to a contract comes out of it again: other amounts than agreed, at any number of times, through
 * the outcomes that test/regtest/funding.test.ts does not try.
 */

const node = await startNode()
const feeRate = satsPerVb('2')
const split = { employer: 3000, worker: 7000 }
/** These clocks are short, so that nobody has to wait. */
const hurried = { ...unseen, relax: ['targetOpen'] } as const
const MOMENTS = { decision: 1, backupFrom: 1, silence: 40, rescue: 41 }

/** Sends it, and shows that the outputs are gone and nothing but the fee is lost. */
const spent = async (draft: Spend<'unsigned'>): Promise<string> => {
  const { hex } = await finished(draft)
  const mined = await node.broadcastAndMine(hex)
  expect(mined.weight).toBe(draft.plan.weight)
  const paid = mined.transaction.vout.reduce((sum, { value }) => sum + value, 0n)
  expect(draft.plan.pot - paid).toBe(draft.plan.fee)
  for (const { funded } of draft.plan.inputs) expect(await node.rpc.gettxout(funded.outpoint)).toBeNull()
  return hex
}

const WAYS: readonly (readonly [string, (one: Funded, next: Contract) => Spend<'unsigned'>])[] = [
  ['refunded by silence', (one) => refund(one, { path: 'employerAlone', feeRate })],
  ['refunded by the key path', (one) => refund(one, { path: 'key', feeRate })],
  ['settled', (one) => settle(one, { split, feeRate })],
  ['frozen by the arbiter', (one) => freeze(one, { at: 'unknown', path: 'arbiterAndWorker', feeRate })],
  ['frozen by the backup', (one) => freeze(one, { at: 'unknown', path: 'backupAndEmployer', feeRate })],
  [
    'locked whole into the next',
    (one, into) => relock(one, { ...hurried, into, keep: 'everything', feeRate }),
  ],
  [
    'awarded, where the amount is acknowledged',
    (one) => award(one, { path: 'arbiterAndWorker', split, feeRate, relax: ['amount'] }),
  ],
  [
    'released by the worker after the rescue, where the amount is acknowledged',
    (one) => release(one, { path: 'workerAlone', feeRate, relax: ['amount'] }),
  ],
  [
    'released by its secret, where the amount is acknowledged',
    (one) =>
      release(one, {
        path: 'workerWithSecret',
        feeRate,
        relax: ['amount'],
        secrets: secretsOf([one.contract]),
      }),
  ],
]

describe.each([
  ['too little', 'under', 70_001n],
  ['too much', 'over', 3_000_007n],
] as const)('an output that holds %s', (_, match, amount) => {
  const { contracts } = made(everyPathDocument('blocks', MOMENTS, { count: WAYS.length + 2 }))
  let funded: readonly Funded[] = []
  beforeAll(async () => {
    funded = await fundAll(node, contracts, { amount })
    await node.mine(41)
  })

  it.each(WAYS.map(([name, draft], at) => [name, draft, at] as const))('is %s', async (_, draft, at) => {
    const one = funded[at]!
    expect(one.match).toBe(match)
    await spent(draft(one, contracts[at + 1]!))
  })

  it('is not awarded by the way', () => {
    expect(codeOf(() => award(funded.at(-1)!, { path: 'arbiterAndWorker', split, feeRate }))).toBe(
      'FUNDED_AMOUNT',
    )
  })
})

describe('an output that holds more than a milestone', () => {
  it('is paid in part and locked again to the exact amount of the next', async () => {
    const { contracts } = made(everyPathDocument('blocks', MOMENTS, { count: 2 }))
    const [funded] = await fundAll(node, [contracts[0]!], { amount: 2_500_000n })
    const draft = relock(funded!, {
      ...hurried,
      into: contracts[1]!,
      pays: { kind: 'settle', split },
      feeRate,
    })
    const [next] = matchFunding(contracts, await spent(draft))
    expect([next.match, next.amount]).toEqual(['exact', contracts[1]!.amount])
  })
})

describe('crumbs', () => {
  const { contracts } = made(everyPathDocument('blocks', MOMENTS))
  const contract = contracts[0]!

  it('that cannot pay for themselves leave together with other money of the same agreement', async () => {
    const [big] = await fundAll(node, [contract])
    const [crumb, another] = await fundAll(node, [contract, contract], { amount: 400n })
    await node.mine(40)
    expect(codeOf(() => refund(crumb!, { path: 'employerAlone', feeRate }))).toBe('OUTPUT_DUST')
    const [draft] = refund([crumb!, big!, another!], { path: 'employerAlone', feeRate })
    await spent(draft!)
  })

  it('that can are spent alone, once their large share of fees is accepted by name', async () => {
    const [crumb] = await fundAll(node, [contract], { amount: 500n })
    const low = satsPerVb('1')
    expect(codeOf(() => refund(crumb!, { path: 'key', feeRate: low }))).toBe('FEE_SHARE_CAP')
    await spent(refund(crumb!, { path: 'key', feeRate: low, relax: ['feeShareCap'] }))
  })

  it('below a fixed fee of the arbiter are not awarded, but refunded', async () => {
    const [little] = await fundAll(node, [contract], { amount: 4900n })
    const options = { split, feeRate, relax: ['amount', 'feeShareCap'] } as const
    expect(codeOf(() => award(little!, { ...options, path: 'backupAndWorker' }))).toBe('FEE_OVER_AMOUNT')
    await spent(refund(little!, { path: 'key', feeRate }))
  })
})

describe('a funding with the tip at hand', () => {
  it('is released once it has the confirmations that the caller wants', async () => {
    const { contracts } = made(everyPathDocument('blocks', MOMENTS))
    const [funded] = await fundAll(node, contracts)
    const options = async () => ({ feeRate, at: { height: await node.height() }, confirmations: 3 })
    await node.mine()
    const early = await options()
    expect(codeOf(() => release(funded!, early))).toBe('FUNDED_UNCONFIRMED')
    await node.mine()
    const { confirmations } = await node.rpc.getrawtransaction(funded!.outpoint.txid)
    expect(confirmations).toBe(3)
    await spent(release(funded!, await options()))
  })
})

describe('a deposit that comes after the contract was settled', () => {
  it('is an output like the first one', async () => {
    const { contracts } = made(everyPathDocument('blocks', MOMENTS))
    const [first] = await fundAll(node, contracts)
    await spent(release(first!, { feeRate }))
    const [late] = await fundAll(node, contracts)
    expect(late!.match).toBe('exact')
    await spent(refund(late!, { path: 'employerAndWorker', feeRate }))
  })
})
