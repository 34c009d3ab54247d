import { award, childPaysForParent, refund, release, sats, satsPerVb } from 'taproot-escrow'
import { bitcoindSource, type NodeSource } from 'taproot-escrow/chain'
import { describe, expect, it } from 'vitest'
import { parseTransaction } from '../../src/psbt/transaction.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { startNode, type TestNode } from '../support/node.js'

const node = await startNode()
const bare = await startNode({ settings: ['-txindex=0'] })
/** Relays from 5 sat/vB on, but a child may pay for its parent (BIP 431). */
const dear = await startNode({
  settings: ['-minrelaytxfee=0.00005', '-incrementalrelayfee=0.00001', '-mempooltruc=enforce'],
})
const sourceOf = ({ rpc }: TestNode): NodeSource => bitcoindSource({ rpc, network: 'regtest' })
const source = sourceOf(node)
const bytes = (hex: string): Uint8Array => fromHex(hex)!

/** A transaction of the node's wallet, complete and not sent. */
const payment = async (
  { rpc, wallet }: TestNode,
  { rate = '5', inputs }: { rate?: string; inputs?: readonly { txid: string; vout: number }[] } = {},
): Promise<string> => {
  const address = await wallet.getnewaddress({ type: 'bech32m' })
  const { psbt } = await wallet.walletcreatefundedpsbt({
    outputs: [{ address, amount: 50_000n }],
    feeRate: satsPerVb(rate),
    ...(inputs && { inputs }),
  })
  const { hex = '' } = await wallet.walletprocesspsbt(psbt)
  expect(parseTransaction(hex).txid).toBe((await rpc.testmempoolaccept([hex]))[0]?.txid)
  return hex
}

const sentTo = async (to: NodeSource, ...hexes: readonly string[]) =>
  (await to.broadcast({ transactions: hexes.map(bytes) })).map((verdict) =>
    verdict.verdict === 'refused' ? `${verdict.reason}: ${verdict.text}` : verdict.verdict,
  )

const code = (name: string) => expect.objectContaining({ code: name })

describe('a node as a source', () => {
  it('answers its tip, headers and blocks as bytes', async () => {
    const tip = await source.tip()
    expect(tip).toEqual({ height: await node.height(), hash: await node.rpc.getblockhash(tip.height) })
    const headers = await source.headers({ from: tip.height - 2, count: 10 })
    expect(headers.map(({ length }) => length)).toEqual([80, 80, 80])
    expect(await source.headers({ from: tip.height + 1, count: 3 })).toEqual([])
    const block = await source.block({ hash: tip.hash })
    expect(toHex(block.subarray(0, 80))).toBe(toHex(headers[2]!))
    await expect(source.block({ hash: 'ab'.repeat(32) })).rejects.toThrow(code('SOURCE_BLOCK_MISSING'))
  })

  it('answers more headers than fit into one request, in their order', async () => {
    await node.mineUntilHeight(1100)
    const headers = await source.headers({ from: 0, count: 2000 })
    expect(headers).toHaveLength(1101)
    expect(toHex(headers[1100]!)).toBe(await node.rpc.getrawblockheader(await node.rpc.getblockhash(1100)))
  })

  it.each([
    ['with an index of transactions', node],
    ['without one', bare],
  ])('%s finds a transaction in its mempool, in a block, and outside of it again', async (_, at) => {
    const asked = sourceOf(at)
    const hex = await payment(at)
    const { txid } = parseTransaction(hex)
    expect(await asked.transaction({ txid })).toBeUndefined()
    expect(await sentTo(asked, hex)).toEqual(['accepted'])
    expect(await asked.transaction({ txid })).toEqual({ bytes: bytes(hex) })
    expect(await asked.mempool()).toEqual([txid])
    await at.mine()
    const block = await asked.tip()
    expect(await asked.transaction({ txid })).toEqual({ bytes: bytes(hex), block })
    await at.rpc.invalidateblock(block.hash)
    expect(await asked.transaction({ txid })).toEqual({ bytes: bytes(hex) })
    await at.rpc.reconsiderblock(block.hash)
    expect(await asked.transaction({ txid })).toEqual({ bytes: bytes(hex), block })
  })

  it('is refused where it is on another chain', async () => {
    const other = bitcoindSource({ rpc: node.rpc, network: 'testnet', name: 'the cellar' })
    await expect(other.tip()).rejects.toThrow(code('SOURCE_NETWORK'))
    await expect(other.tip()).rejects.toThrow('the chain of testnet, at the cellar')
  })

  it('tells of a new block as soon as it is there, and of a tip that is another already', async () => {
    const { hash } = await source.tip()
    let told = false
    const waiting = source.changed?.({ tip: hash }).then(() => {
      told = true
    })
    await source.tip()
    expect(told).toBe(false)
    await node.mine()
    await waiting
    await source.changed?.({ tip: hash })
  })

  it('gives a question up with its signal', async () => {
    const controller = new AbortController()
    const { hash } = await source.tip()
    const waiting = source.changed?.({ tip: hash, signal: controller.signal })
    controller.abort('enough')
    await expect(waiting).rejects.toThrow(
      expect.objectContaining({ code: 'SOURCE_ABORTED', cause: 'enough' }),
    )
    await expect(source.tip({ signal: AbortSignal.abort() })).rejects.toThrow(code('SOURCE_ABORTED'))
  })

  it('cannot estimate a fee on a chain without history', async () => {
    expect(await source.feeRate({ blocks: 6 })).toBeUndefined()
  })
})

describe('a node takes', () => {
  it('hex, as finalize hands it out, and says of bytes that it knows them', async () => {
    const { contracts } = made(everyPathDocument('blocks', { from: 5, decision: 5, silence: 30, rescue: 60 }))
    const [funded] = await fundAll(node, contracts)
    const { txid, hex } = await finished(release(funded!, { path: 'key', feeRate: satsPerVb('2') }))
    expect(await source.broadcast({ transactions: [hex] })).toEqual([{ txid, verdict: 'accepted' }])
    expect(await source.mempool()).toEqual([txid])
    expect(await source.broadcast({ transactions: [bytes(hex)] })).toEqual([{ txid, verdict: 'known' }])
    await node.mine()
  })
})

describe('a node refuses', () => {
  /** An output of the wallet that nothing else has spent meanwhile. */
  const coin = async () => {
    const address = await node.wallet.getnewaddress({ type: 'bech32m' })
    const [{ txid, vout } = { txid: '', vout: 0 }] = await node.fund([{ address, amount: 1_000_000n }])
    return { txid, vout }
  }

  it('the same transaction never: it is known, waiting, confirmed, and spent', async () => {
    const hex = await payment(node, { inputs: [await coin()] })
    expect(await sentTo(source, hex)).toEqual(['accepted'])
    expect(await sentTo(source, hex)).toEqual(['known'])
    await node.mine()
    expect(await sentTo(source, hex)).toEqual(['known'])
    const { txid, outputs } = parseTransaction(hex)
    const next = await payment(node, { inputs: outputs.map((_, vout) => ({ txid, vout })) })
    await node.broadcastAndMine(next)
    expect(await sentTo(source, hex)).toEqual(['known'])
  })

  it('what spends outputs that are not there', async () => {
    const parent = await payment(node, { inputs: [await coin()] })
    await node.rpc.sendrawtransaction(parent)
    const { txid, outputs } = parseTransaction(parent)
    const vout = outputs.findIndex(({ amount }) => amount > 500_000n)
    const child = await payment(node, { inputs: [{ txid, vout }] })
    expect(await sentTo(sourceOf(bare), child)).toEqual([
      'inputsMissingOrSpent: bad-txns-inputs-missingorspent',
    ])
    await node.mine()
  })

  it('a conflict that pays too little, and takes one that replaces', async () => {
    const inputs = [await coin()]
    const first = await payment(node, { inputs, rate: '5' })
    const less = await payment(node, { inputs, rate: '5.1' })
    const more = await payment(node, { inputs, rate: '20' })
    expect(await sentTo(source, first)).toEqual(['accepted'])
    expect(await sentTo(source, less)).toEqual([expect.stringMatching(/^conflicting: insufficient fee/)])
    expect(await sentTo(source, more)).toEqual(['accepted'])
    expect(await sentTo(source, first)).toEqual([expect.stringMatching(/^conflicting: /)])
    await node.mine()
    expect(await sentTo(source, first)).toEqual(['inputsMissingOrSpent: bad-txns-inputs-missingorspent'])
  })

  it('the end of a chain of too many unconfirmed ones', async () => {
    let last = await payment(node, { inputs: [await coin()] })
    const verdicts = await sentTo(source, last)
    // Bitcoin Core counts 25 of them before version 31, and 64 from then on
    while (verdicts.length < 70 && !verdicts.at(-1)?.includes(':')) {
      const { psbt } = childPaysForParent({
        parent: last,
        parentFee: sats('0'),
        vout: parseTransaction(last).outputs.findIndex(({ script }) => script.length === 34),
        to: await node.wallet.getnewaddress({ type: 'bech32m' }),
        network: 'regtest',
        feeRate: satsPerVb('2'),
      })
      last = (await node.wallet.walletprocesspsbt(psbt)).hex ?? ''
      verdicts.push(...(await sentTo(source, last)))
    }
    expect(verdicts.length).toBeGreaterThan(25)
    expect(verdicts.at(-1)).toMatch(/^tooManyAncestors: /)
    await node.mine()
  })

  it.each(['blocks', 'height'] as const)('a refund whose lock by %s has not opened', async (kind) => {
    const from = kind === 'height' ? (await node.height()) + 40 : 30
    const { contracts } = made(
      everyPathDocument(kind, { from: from - 20, decision: 5, silence: from, rescue: from + 30 }),
    )
    const [funded] = await fundAll(node, contracts)
    const { hex } = await finished(refund(funded!, { path: 'employerAlone', feeRate: satsPerVb('2') }))
    expect(await sentTo(source, hex)).toEqual([
      kind === 'height' ? 'notFinal: non-final' : 'notFinal: non-BIP68-final',
    ])
    await node.mine(60)
    expect(await sentTo(source, hex)).toEqual(['accepted'])
    await node.mine()
  })

  it('an award that pays too little alone, and takes it with a child that pays for both', async () => {
    const { wallet } = dear
    const document = everyPathDocument('blocks', { decision: 10, silence: 30, rescue: 60 })
    document.worker.payees[0].address = await wallet.getnewaddress({ type: 'bech32m' })
    const [funded] = await fundAll(dear, made(document).contracts)
    const split = { employer: 0, worker: 10_000 }
    const draft = award(funded!, { path: 'arbiterAndWorker', split, feeRate: satsPerVb('1') })
    const { hex: parent } = await finished(draft)
    const asked = sourceOf(dear)
    expect(await sentTo(asked, parent)).toEqual([
      expect.stringMatching(/^feeTooLow: min relay fee not met, \d+ < \d+$/),
    ])
    const { psbt } = childPaysForParent({
      parent,
      parentFee: draft.plan.fee,
      vout: draft.plan.outputs.findIndex(({ address }) => address === document.worker.payees[0].address),
      to: await wallet.getnewaddress({ type: 'bech32m' }),
      network: 'regtest',
      feeRate: satsPerVb('20'),
    })
    const { hex: child = '' } = await wallet.walletprocesspsbt(psbt)
    expect(await sentTo(asked, child)).toEqual(['inputsMissingOrSpent: bad-txns-inputs-missingorspent'])
    expect(await sentTo(asked, parent, child)).toEqual(['accepted', 'accepted'])
    expect(await sentTo(asked, parent, child)).toEqual(['known', 'known'])
    await dear.mine()
    expect(await sentTo(asked, parent, child)).toEqual(['known', 'known'])
  })

  it('a package of transactions that have nothing to do with each other, each for this reason', async () => {
    const outpoints = [await coin(), await coin()]
    const hexes: string[] = []
    for (const outpoint of outpoints) hexes.push(await payment(node, { inputs: [outpoint] }))
    expect(await sentTo(source, ...hexes)).toEqual([
      expect.stringMatching(/^other: package topology/),
      expect.stringMatching(/^other: package topology/),
    ])
  })
})
