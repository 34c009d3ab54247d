import {
  accept,
  accepted,
  type Coin,
  type Contract,
  EscrowError,
  type Funded,
  type FundingTransaction,
  type FundOptions,
  fund,
  matchFunding,
  refund,
  release,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Mined } from '../../scripts/bitcoind/regtest.js'
import { coinsIn } from '../../src/cli/coinInput.js'
import { finished, fundAll, made, milestones, signerFor } from '../support/contracts.js'
import { type Json, plainDocument } from '../support/documents.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const { rpc, wallet } = node
const feeRate = satsPerVb('2.7')

/** The wallet's coins, or those of one kind. */
const coins = async (prefix: 'bcrt1p' | 'bcrt1q'): Promise<readonly Coin[]> =>
  (await wallet.listunspent()).flatMap(({ txid, vout, amount, address = '' }) =>
    address.startsWith(prefix) ? [{ txid, vout, amount, address }] : [],
  )

const everybody = (contracts: readonly Contract[]) =>
  contracts.map(({ agreement }) => ({ agreement: agreement.id, roles: [], everybody: true }))

const options = async (
  contracts: readonly Contract[],
  changes: Partial<FundOptions> = {},
): Promise<FundOptions> => ({
  utxos: await coins('bcrt1p'),
  change: await wallet.getnewaddress(),
  feeRate,
  at: { height: await node.height(), medianTime: await node.medianTime() },
  known: [],
  acceptances: everybody(contracts),
  // who pays, and with whose secret, is asked in payer.test.ts
  payer: [],
  relax: ['payerUnknown', 'secretUnknown'],
  ...changes,
})

/** Signed by the node's wallet, finished by the node. */
const signed = async ({ psbt }: FundingTransaction): Promise<string> => {
  const processed = await wallet.walletprocesspsbt(psbt)
  const { hex, complete } = await rpc.finalizepsbt(processed.psbt)
  expect(complete).toBe(true)
  return hex!
}

const paid = async (funding: FundingTransaction): Promise<Mined> => {
  const mined = await node.broadcastAndMine(await signed(funding))
  expect(mined.txid).toBe(funding.txid)
  return mined
}

const of = (document: Json): readonly Contract[] =>
  made({ ...plainDocument(), rescue: { after: { blocks: 17_280 } }, ...document }).contracts

const matched = (contracts: readonly Contract[], { transaction, height }: Mined): readonly Funded[] =>
  matchFunding(contracts, transaction.hex, { confirmedAt: height })

/** Nobody moves the wallet's money but these. */
const feeOf = async ({ transaction }: Mined): Promise<bigint> => {
  let fee = 0n
  for (const { txid, vout } of transaction.vin) fee += (await rpc.getrawtransaction(txid!)).vout[vout!]!.value
  for (const { value } of transaction.vout) fee -= value
  return fee
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof EscrowError) return error.code
  }
  return 'none'
}

describe('the employer funds from a wallet of the node', () => {
  const contracts = of({ milestones: milestones(5), index: 100 })

  it('all milestones by one transaction, exactly as predicted', async () => {
    const { transactions } = fund(contracts, await options(contracts))
    expect(transactions).toHaveLength(1)
    const [funding] = transactions
    const mined = await paid(funding!)
    expect(matched(contracts, mined)).toEqual(
      funding!.outputs.map((output) => ({ ...output, confirmedAt: mined.height })),
    )
    expect(funding!.outputs.map(({ match, contract }) => [match, contract.milestone])).toEqual(
      contracts.map((_, at) => ['exact', at]),
    )
    expect([mined.weight, mined.vsize]).toEqual([funding!.weight, funding!.vsize])
    expect(await feeOf(mined)).toBe(funding!.fee)
    expect(mined.transaction.vout.at(-1)?.scriptPubKey.address).toBe(funding!.change?.address)
    expect(mined.transaction.vin.every(({ sequence }) => sequence === 0xfffffffd)).toBe(true)
    expect(mined.transaction.version).toBe(2)
  })

  it('once everybody has accepted with the keys of the agreement, and not before', async () => {
    const [contract] = of({ index: 150, milestones: milestones(1) })
    const { agreement } = contract!
    const employer = await accept(agreement, signerFor(agreement, 'employer'), { role: 'employer' })
    const worker = await accept(agreement, signerFor(agreement, 'worker'), { role: 'worker' })
    const half = await options([contract!], { acceptances: [accepted(agreement, employer)] })
    expect(codeOf(() => fund([contract!], half))).toBe('FUNDING_NOT_ACCEPTED')
    const acceptances = [accepted(agreement, [...employer, ...worker])]
    const { transactions } = fund([contract!], { ...half, acceptances })
    expect(matched([contract!], await paid(transactions[0]!))).toHaveLength(1)
  })

  it('a chosen few, and the others later', async () => {
    const later = of({ milestones: milestones(4), index: 200 })
    const first = fund([later[2]!, later[0]!], await options(later))
    const firstMined = await paid(first.transactions[0]!)
    expect(matched(later, firstMined).map(({ contract }) => contract.milestone)).toEqual([2, 0])
    const second = fund([later[1]!, later[3]!], await options(later))
    const secondMined = await paid(second.transactions[0]!)
    expect(matched(later, secondMined).map(({ contract }) => contract.milestone)).toEqual([1, 3])
    expect(secondMined.height).toBeGreaterThan(firstMined.height)
  })

  it('many agreements by one transaction', async () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      of({ index: 300 + 2 * at, milestones: milestones(2) }),
    ).flat()
    const { transactions } = fund(many, await options(many))
    expect(transactions).toHaveLength(1)
    const mined = await paid(transactions[0]!)
    for (let at = 0; at < many.length; at += 2)
      expect(matched(many.slice(at, at + 2), mined).map(({ match }) => match)).toEqual(['exact', 'exact'])
  })

  it('from P2WPKH coins, with the transactions that made them', async () => {
    const [contract] = of({ index: 400, milestones: milestones(1, { amount: 5_000_000n }) })
    const address = await wallet.getnewaddress({ type: 'bech32' })
    const other = await wallet.getnewaddress({ type: 'bech32' })
    await wallet.sendmany([
      { address, amount: 3_000_000n },
      { address: other, amount: 2_500_000n },
    ])
    await node.mine()
    const utxos: Coin[] = []
    // change of the wallet's own may be of this kind, too
    for (const coin of await coins('bcrt1q'))
      if ('address' in coin && [address, other].includes(coin.address))
        utxos.push({ ...coin, previous: (await rpc.getrawtransaction(coin.txid)).hex })
    expect(utxos).toHaveLength(2)
    const { transactions } = fund(
      [contract!],
      await options([contract!], { utxos, change: await wallet.getnewaddress({ type: 'bech32' }) }),
    )
    const mined = await paid(transactions[0]!)
    const [{ weight, fee }] = transactions as [FundingTransaction]
    // the node grinds its signatures to 71 bytes
    expect(mined.weight).toBe(weight - 2)
    expect(await feeOf(mined)).toBe(fee)
  })

  it("from P2SH coins that wrap P2WPKH, out of the wallet's own list", async () => {
    const [contract] = of({ index: 450, milestones: milestones(1, { amount: 5_000_000n }) })
    const address = String(await wallet.call('getnewaddress', { address_type: 'p2sh-segwit' }))
    await wallet.sendmany([{ address, amount: 6_000_000n }])
    await node.mine()
    const listed = await wallet.call('listunspent', { addresses: [address] })
    const { coins: utxos, passedOver } = coinsIn(JSON.stringify(listed), {
      field: 'coins',
      network: 'regtest',
    })
    expect([utxos.length, passedOver]).toEqual([1, []])
    const { transactions } = fund([contract!], await options([contract!], { utxos }))
    const mined = await paid(transactions[0]!)
    // the node grinds its signatures to 71 bytes
    expect(mined.weight).toBe(transactions[0]!.weight - 1)
    expect(await feeOf(mined)).toBe(transactions[0]!.fee)
  })

  it('from coins of both kinds, without change where only dust would be left', async () => {
    const [contract] = of({ index: 410, milestones: milestones(1, { amount: 1_000_000n }) })
    const taproot = await wallet.getnewaddress()
    const segwit = await wallet.getnewaddress({ type: 'bech32' })
    await wallet.sendmany([
      { address: taproot, amount: 600_000n },
      { address: segwit, amount: 400_800n },
    ])
    await node.mine()
    const utxos = (await wallet.listunspent()).flatMap(({ txid, vout, amount, address = '' }) =>
      address === taproot || address === segwit ? [{ txid, vout, amount, address }] : [],
    )
    const { transactions } = fund([contract!], await options([contract!], { utxos }))
    const [funding] = transactions
    expect(funding!.change).toBeUndefined()
    expect(funding!.fee).toBe(800n)
    expect(funding!.dustToFee).toBeGreaterThan(0n)
    const mined = await paid(funding!)
    expect(mined.transaction.vout).toHaveLength(1)
  })

  it('to the addresses that the node derives from the descriptor', async () => {
    for (const document of [{ keyPath: 'musig2' }, { keyPath: 'closed' }]) {
      const derived = of({ ...document, index: 500, milestones: milestones(3) })
      expect(
        await rpc.deriveaddresses(derived[0]!.portableDescriptor, { range: { first: 500, last: 502 } }),
      ).toEqual(derived.map(({ address }) => address))
    }
  })
})

describe('a funding that waits', () => {
  it('is replaced by one that pays more', async () => {
    const contracts = of({ index: 600, milestones: milestones(2) })
    const first = fund(contracts, await options(contracts))
    const hex = await signed(first.transactions[0]!)
    await rpc.sendrawtransaction(hex)
    const utxos = await Promise.all(
      first.transactions[0]!.inputs.map(async ({ txid, vout }): Promise<Coin> => {
        const { value, scriptPubKey } = (await rpc.getrawtransaction(txid)).vout[vout]!
        return { txid, vout, amount: value, address: scriptPubKey.address! }
      }),
    )
    const second = fund(contracts, await options(contracts, { utxos, feeRate: satsPerVb('9') }))
    const mined = await paid(second.transactions[0]!)
    expect(second.transactions[0]!.txid).not.toBe(first.transactions[0]!.txid)
    expect(matched(contracts, mined).map(({ match }) => match)).toEqual(['exact', 'exact'])
    await node.expectRefused(hex, 'missing-inputs')
  })
})

describe('a thousand milestones', () => {
  const contracts = of({ index: 10_000, milestones: milestones(1000, { amount: 50_000n }) })
  let funded: readonly Funded[] = []

  it('are funded by one standard transaction', async () => {
    const { transactions } = fund(contracts, await options(contracts))
    expect(transactions).toHaveLength(1)
    const mined = await paid(transactions[0]!)
    expect(mined.weight).toBe(transactions[0]!.weight)
    expect(mined.weight).toBe(172_452)
    funded = matched(contracts, mined)
    expect(funded.map(({ match }) => match)).toEqual(contracts.map(() => 'exact'))
  })

  it('are all released, in two standard transactions', async () => {
    const drafts = release(funded, { path: 'employerAndWorker', feeRate })
    expect(drafts.map(({ plan }) => plan.inputs.length)).toEqual([929, 71])
    for (const draft of drafts) {
      const mined = await node.broadcastAndMine((await finished(draft)).hex)
      expect(mined.weight).toBe(draft.plan.weight)
      expect(mined.weight).toBeLessThanOrEqual(400_000)
    }
    for (const { outpoint } of [funded[0]!, funded[929]!, funded[999]!])
      expect(await rpc.gettxout(outpoint)).toBeNull()
  })
})

describe('more contracts than one standard transaction pays', () => {
  const contracts = [20_000, 21_000, 22_000].flatMap((index) =>
    of({ index, milestones: milestones(800, { amount: 20_000n }) }),
  )

  it('are paid by two; from one coin, the second waits for the change of the first', async () => {
    const [coin] = (await coins('bcrt1p')).toSorted((left, right) => Number(right.amount - left.amount))
    const { transactions } = fund(contracts, await options(contracts, { utxos: [coin!] }))
    expect(transactions.map(({ outputs, after }) => [outputs.length, after])).toEqual([
      [2322, []],
      [78, [0]],
    ])
    const [first, second] = transactions
    const firstMined = await paid(first!)
    expect(firstMined.weight).toBeLessThanOrEqual(400_000)
    const secondMined = await paid(second!)
    expect([...matched(contracts, firstMined), ...matched(contracts, secondMined)]).toHaveLength(2400)
  })

  it('are paid by two that stand alone, from two coins', async () => {
    const two = (await coins('bcrt1p'))
      .toSorted((left, right) => Number(right.amount - left.amount))
      .slice(0, 2)
    const { transactions } = fund(contracts, await options(contracts, { utxos: two }))
    expect(transactions.map(({ after }) => after)).toEqual([[], []])
    const hexes = [await signed(transactions[0]!), await signed(transactions[1]!)]
    for (const hex of hexes) await rpc.sendrawtransaction(hex, { maxfeerate: 'unlimited' })
    await node.mine()
    for (const { txid } of transactions)
      expect((await rpc.getrawtransaction(txid)).confirmations).toBeGreaterThan(0)
  })
})

describe('an output of another amount than agreed', () => {
  const contracts = of({
    index: 700,
    milestones: milestones(8),
    silence: { pays: 'employer', after: { blocks: 1 } },
  })
  const cases = [
    { name: 'too little', match: 'under', amount: 400_000n, first: 0 },
    { name: 'too much', match: 'over', amount: 1_700_000n, first: 4 },
  ] as const
  const path = 'employerAndWorker'
  const funded = new Map<string, readonly Funded[]>()
  beforeAll(async () => {
    for (const { name, amount, first } of cases)
      funded.set(name, await fundAll(node, contracts.slice(first, first + 4), { amount }))
  })

  it.each(cases)('$name is marked, and released only where that is acknowledged', async ({ name, match }) => {
    const [one] = funded.get(name)!
    expect(one!.match).toBe(match)
    expect(codeOf(() => release(one!, { path, feeRate }))).toBe('FUNDED_AMOUNT')
    const draft = release(one!, { path, feeRate, relax: ['amount'] })
    const mined = await node.broadcastAndMine((await finished(draft)).hex)
    expect(mined.transaction.vout[0]?.value).toBe(one!.amount - draft.plan.fee)
  })

  it.each(cases)('$name is refunded as it is', async ({ name }) => {
    const [, alone, both] = funded.get(name)!
    for (const [one, by] of [
      [alone!, 'employerAlone'],
      [both!, path],
    ] as const) {
      const draft = refund(one, { path: by, feeRate })
      const mined = await node.broadcastAndMine((await finished(draft)).hex)
      expect(mined.transaction.vout[0]?.value).toBe(one.amount - draft.plan.fee)
    }
  })

  it.each(cases)('$name is settled as it is', async ({ name }) => {
    const one = funded.get(name)![3]!
    const draft = settle(one, { path, split: { employer: 5000, worker: 5000 }, feeRate })
    const mined = await node.broadcastAndMine((await finished(draft)).hex)
    expect(mined.transaction.vout.reduce((sum, { value }) => sum + value, 0n)).toBe(
      one.amount - draft.plan.fee,
    )
  })
})

describe('a contract that is funded twice', () => {
  it('is two outputs, each marked by itself, and both are spent', async () => {
    const [contract] = of({ index: 800, milestones: milestones(1) })
    const [first, second, third] = await fundAll(node, [contract!, contract!, contract!])
    expect([first, second, third].map((one) => one!.match)).toEqual(['exact', 'exact', 'exact'])
    const [draft] = release([first!, second!], {
      path: 'employerAndWorker',
      feeRate,
      relax: ['amount'],
    })
    const mined = await node.broadcastAndMine((await finished(draft!)).hex)
    expect(mined.transaction.vout[0]?.value).toBe(2_000_000n - draft!.plan.fee)
    const back = refund(third!, { path: 'employerAndWorker', feeRate })
    await node.broadcastAndMine((await finished(back)).hex)
    for (const one of [first, second, third]) expect(await rpc.gettxout(one!.outpoint)).toBeNull()
  })
})
