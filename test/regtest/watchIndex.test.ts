import {
  emptyView,
  extended,
  freeze,
  matchFunding,
  openingsOf,
  release,
  relock,
  satsPerVb,
  seen,
  watchIndex,
} from 'taproot-escrow'
import { expect, it } from 'vitest'
import { parseTransaction } from '../../src/psbt/transaction.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { unseen } from '../support/funded.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const feeRate = satsPerVb('2')
const { contracts } = made(
  everyPathDocument(
    'blocks',
    { from: 2, decision: 10, backupFrom: 12, silence: 150, rescue: 300 },
    { count: 4 },
  ),
)
const [first, second, third, fourth] = contracts

const blockAt = async (height: number): Promise<Uint8Array> =>
  fromHex(await node.rpc.getrawblock(await node.rpc.getblockhash(height)))!

it('a block of the node with deposits, a freeze, a relock and a release in one chain is found whole, and strangers are not', async () => {
  const [before] = await fundAll(node, [fourth!])
  const index = watchIndex(contracts, { funded: [before!] })

  // a deposit and everything that becomes of it, before any of it is confirmed
  const deposit = await node.wallet.sendmany([
    { address: first!.address, amount: first!.amount },
    { address: third!.address, amount: third!.amount },
  ])
  const { hex } = await node.rpc.getrawtransaction(deposit)
  const [paid] = matchFunding([first!], hex)
  const frozen = await finished(freeze(paid!, { at: 'unknown', path: 'employerAndWorker', feeRate }))
  const [again] = matchFunding([first!], frozen.hex)
  const moved = await finished(
    relock(again!, {
      path: 'employerAndWorker',
      into: second!,
      keep: 'everything',
      ...unseen,
      feeRate,
      relax: ['amount', 'confirmations'],
    }),
  )
  const [kept] = matchFunding([second!], moved.hex)
  const out = await finished(
    release(kept!, { path: 'employerAndWorker', feeRate, relax: ['confirmations', 'amount'] }),
  )
  const late = await finished(release(before!, { path: 'key', feeRate }))
  for (const one of [frozen, moved, out, late]) await node.rpc.sendrawtransaction(one.hex)
  for (let at = 0; at < 5; at++)
    await node.wallet.sendmany([{ address: await node.wallet.getnewaddress(), amount: 100_000n }])
  await node.mine()

  const height = await node.height()
  const block = await blockAt(height)
  const { blockHash, transactions } = index.scan(block)
  expect(blockHash).toBe(await node.rpc.getblockhash(height))
  const ours = [deposit, frozen.txid, moved.txid, out.txid, late.txid]
  expect(transactions.map(({ txid }) => txid).toSorted()).toEqual(ours.toSorted())
  for (const { bytes, txid } of transactions) expect(parseTransaction(bytes).txid).toBe(txid)
  const told = (txid: string) => {
    const { paid: pays, spent } = transactions.find((one) => one.txid === txid)!
    return [
      spent.map(({ contract }) => contract.index),
      pays.map(({ contract }) => contract.index).toSorted(),
    ]
  }
  expect(ours.map(told)).toEqual([
    [[], [first!.index, third!.index]],
    [[first!.index], [first!.index]],
    [[first!.index], [second!.index]],
    [[second!.index], []],
    [[fourth!.index], []],
  ])
  // position by position, as a parser reads the block
  for (const { position, bytes } of transactions) {
    const at = toHex(block).indexOf(toHex(bytes)) / 2
    expect(at).toBeGreaterThan(80)
    expect(transactions.filter((one) => toHex(block).indexOf(toHex(one.bytes)) / 2 < at)).toHaveLength(
      transactions.filter((one) => one.position < position).length,
    )
  }

  // and a view can be fed with it: what is left is the deposit of the third contract
  const hash = await node.rpc.getblockhash(height - 20)
  const headers = await Promise.all(
    Array.from({ length: 20 }, async (_, at) => (await blockAt(height - 19 + at)).subarray(0, 80)),
  )
  const view = seen(
    extended(emptyView({ network: 'regtest', checkpoint: { height: height - 20, hash } }), headers),
    transactions.map(({ bytes, position, contracts: concerned }) => ({
      transaction: bytes,
      where: { blockHash, height, position },
      contracts: concerned,
    })),
  )
  expect(contracts.map((contract) => openingsOf(contract, view).length > 0)).toEqual([
    false,
    false,
    true,
    false,
  ])
})

it('no block before it concerns anybody', async () => {
  const index = watchIndex(contracts)
  for (let height = 0; height < 110; height++)
    expect(index.scan(await blockAt(height)).transactions).toEqual([])
})
