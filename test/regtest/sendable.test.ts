import {
  award,
  bump,
  type Contract,
  childPaysForParent,
  type Funded,
  type FundRule,
  feeFor,
  fund,
  readSpend,
  release,
  type Sats,
  type Spend,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { sats } from '../../src/units/sats.js'
import { everyPathDocument, finished, fundAll, made, milestones } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { forged, INVALID_SIGNATURE, tamperedTransaction } from '../support/forgery.js'
import { addressOf } from '../support/holders.js'
import { nodesOfEveryPolicy, rateOf } from '../support/relayPolicy.js'
import { codeOf } from '../support/thrown.js'

/*
 * What a node does not take, or takes and nobody meant: the library says so before anybody signs.
 */

const nodes = await nodesOfEveryPolicy()
const { node } = nodes[0]!
const { wallet } = node
const path = 'employerAndWorker'
const oneSat = satsPerVb('1')
const feeRate = satsPerVb('2')

describe.each(nodes)('a fee below what $name wants', (one) => {
  it('is refused by the library as by the node, in planning, reading and replacing', async () => {
    const [funded] = await fundAll(one.node, made(plainDocument()).contracts)
    const relax = ['feeRateFloor'] as const
    const feeRateFloor = one.relay
    const cheap = release(funded!, { path, feeRate: satsPerVb('0.006'), relax })
    expect(cheap.plan.fee).toBe(1n)
    await one.node.expectRefused((await finished(cheap)).hex, 'min relay fee not met')
    for (const floor of [{}, { feeRateFloor }]) {
      expect(codeOf(() => release(funded!, { path, feeRate: satsPerVb('0.006'), ...floor }))).toBe(
        'FEE_RATE_FLOOR',
      )
      expect(codeOf(() => readSpend(funded!, cheap.psbt, floor))).toBe('FEE_RATE_FLOOR')
    }
    const least = release(funded!, { path, feeRate: one.relay, feeRateFloor })
    expect(least.plan.fee).toBe(feeFor(least.plan.weight, one.relay))
    await one.node.expectAccepted((await finished(least)).hex)
  })
})

describe('several deposits of one contract', () => {
  it('are released together only where they hold the agreed amount, though the node takes all', async () => {
    const { contracts } = made(plainDocument())
    const both = await fundAll(node, [contracts[0]!, contracts[0]!])
    expect(codeOf(() => release(both, { path, feeRate }))).toBe('FUNDED_AMOUNT')
    const [draft] = release(both, { path, feeRate, relax: ['amount'] })
    await node.expectAccepted((await finished(draft!)).hex)
    const [first] = await fundAll(node, [contracts[0]!], { amount: 400_000n })
    const [second] = await fundAll(node, [contracts[0]!], { amount: 600_000n })
    const [parts] = release([first!, second!], { path, feeRate })
    expect((await node.broadcastAndMine((await finished(parts!)).hex)).transaction.vin).toHaveLength(2)
  })
})

describe('a contract with a payee near dust', () => {
  const { contracts } = made({
    ...everyPathDocument('blocks', { decision: 1, silence: 3000, rescue: 6000 }),
    worker: {
      ...plainDocument().worker,
      payees: [
        { address: addressOf(2), share: 9995 },
        { address: addressOf(3), share: 5 },
      ],
    },
    milestones: milestones(1, { firstSecret: 900 }),
  })
  const options = async (known: readonly Contract[]) => ({
    utxos: (await wallet.listunspent()).flatMap(({ txid, vout, amount, address }) =>
      address?.startsWith('bcrt1p') ? [{ txid, vout, amount, address }] : [],
    ),
    change: await wallet.getnewaddress(),
    feeRate,
    at: { height: await node.height(), medianTime: await node.medianTime() },
    known: [],
    acceptances: known.map(({ agreement }) => ({ agreement: agreement.id, roles: [], everybody: true })),
    payer: [],
    relax: ['payerUnknown', 'secretUnknown'] as readonly FundRule[],
  })

  it('is not funded, because the node would not take a decision for a half', async () => {
    const given = await options(contracts)
    expect(codeOf(() => fund(contracts, given))).toBe('OUTCOME_UNPAYABLE')
    const [funded] = await fundAll(node, contracts)
    const split = { employer: 5000, worker: 5000 }
    expect(codeOf(() => award(funded!, { path: 'arbiterAndWorker', split, feeRate }))).toBe('SPLIT_DUST')
    const draft = award(funded!, {
      path: 'arbiterAndWorker',
      split: { employer: 0, worker: 10_000 },
      feeRate,
    })
    const half = forged(draft, {
      change: (transaction) => {
        transaction.outs[2]!.value = 247n
      },
    })
    // newer nodes call it by a longer name
    const { allowed, reason } = await node.tryAccept(half)
    expect([allowed, reason?.split('-')[0]]).toEqual([false, 'dust'])
  })

  it('gets no change, which the node would have paid in', async () => {
    const one = made({ ...plainDocument(), rescue: { after: { blocks: 17_280 } } }).contracts
    const given = { ...(await options(one)), change: one[0]!.address }
    expect(codeOf(() => fund(one, given))).toBe('FUNDING_CHANGE')
  })
})

describe.each(nodes)('a replacement of a spend that somebody built on, on $name', ({ node: own, step }) => {
  const { rpc, wallet: purse } = own

  const built = async (): Promise<{ funded: Funded; slow: Spend<'unsigned'>; childFee: Sats }> => {
    const document = plainDocument()
    document.worker.payees[0].address = await purse.getnewaddress({ type: 'bech32m' })
    const [funded] = await fundAll(own, made(document).contracts)
    const slow = release(funded!, { path, feeRate: oneSat })
    const parent = await finished(slow)
    await rpc.sendrawtransaction(parent.hex)
    const child = childPaysForParent({
      parent,
      parentFee: slow.plan.fee,
      vout: 0,
      to: await purse.getnewaddress(),
      network: 'regtest',
      feeRate: satsPerVb('12'),
    })
    const { hex } = await purse.walletprocesspsbt(child.psbt)
    await rpc.sendrawtransaction(hex!)
    return { funded: funded!, slow, childFee: child.fee }
  }

  it('pays for the child, too, or the node refuses it', async () => {
    const { slow, childFee } = await built()
    const { txid } = await finished(slow)
    const entry = await rpc.getmempoolentry(txid)
    const replaces = { fee: entry.fees.descendant, weight: 4 * entry.descendantsize }
    expect(replaces.fee).toBe(slow.plan.fee + childFee)
    const blind = bump(slow, { feeRate: satsPerVb('5') })
    await own.expectRefused((await finished(blind)).hex, 'insufficient fee')
    expect(codeOf(() => bump(slow, { feeRate: satsPerVb('5'), replaces }))).toBe('BUMP_TOO_LITTLE')
    const least = replaces.fee + feeFor(slow.plan.weight, step)
    const vsize = BigInt(slow.plan.vsize)
    const enough = bump(slow, {
      feeRate: rateOf((least * 1000n + vsize - 1n) / vsize),
      replaces,
      incrementalFeeRate: step,
    })
    await own.expectAccepted((await finished(enough)).hex)
  })

  it('steps by as little as the node says', async () => {
    const [funded] = await fundAll(own, made(plainDocument()).contracts)
    const slow = release(funded!, { path, feeRate })
    await rpc.sendrawtransaction((await finished(slow)).hex)
    const faster = bump(slow, { feeRate: rateOf(BigInt(feeRate) + step), incrementalFeeRate: step })
    await own.expectAccepted((await finished(faster)).hex)
  })
})

describe('a satoshi moved between the sides of a split to the satoshi', () => {
  it('is refused by the node and by the library, and the split itself is taken', async () => {
    const [funded] = await fundAll(node, made(plainDocument()).contracts)
    const draft = settle(funded!, { path, split: { worker: sats('600001') }, feeRate })
    const moved = (transaction: { outs: { value: bigint }[] }) => {
      transaction.outs[0]!.value += 1n
      transaction.outs[1]!.value -= 1n
    }
    await node.expectRefused(forged(draft, { changeAfter: moved }), INVALID_SIGNATURE)
    const tampered = tamperedTransaction(draft.psbt, ({ outputs: [back, paid] }) => ({
      outputs: [
        { ...back!, amount: sats(back!.amount + 1n) },
        { ...paid!, amount: sats(paid!.amount - 1n) },
      ],
    }))
    expect(readSpend(funded!, tampered).plan.outcome).toEqual({
      kind: 'settle',
      split: { worker: 600_000n },
    })
    const mined = await node.broadcastAndMine((await finished(draft)).hex)
    expect(mined.transaction.vout.map(({ value }) => value)).toEqual([
      1_000_000n - 600_001n - draft.plan.fee,
      600_001n,
    ])
  })
})
