import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { createRpc } from 'taproot-escrow/chain'
import { describe, expect, it } from 'vitest'
import { satsPerVb } from '../../src/units/feeRate.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const { rpc, wallet } = node

/** A transaction of the wallet, complete and not broadcast. */
const payment = async (amount: bigint): Promise<string> => {
  const address = await wallet.getnewaddress()
  const { psbt } = await wallet.walletcreatefundedpsbt({
    outputs: [{ address, amount }],
    feeRate: satsPerVb('5'),
  })
  const { hex = '' } = await wallet.walletprocesspsbt(psbt)
  return hex
}

describe('what a real node answers has the shape that the client asks for', () => {
  it('about the chain', async () => {
    const { bestblockhash, blocks } = await rpc.getblockchaininfo()
    expect(await rpc.getblockhash(blocks)).toBe(bestblockhash)
    expect(await rpc.getblockheader(bestblockhash)).toMatchObject({ height: blocks, confirmations: 1 })
    expect(await rpc.getnetworkinfo()).toMatchObject({
      version: expect.any(Number),
      relayfee: expect.any(BigInt),
    })
  })

  it('about a transaction on its way from the wallet to a block', async () => {
    const hex = await payment(1_234_567n)
    const [verdict] = await rpc.testmempoolaccept([hex])
    expect(verdict).toMatchObject({ allowed: true, fees: { base: expect.any(BigInt) } })
    const txid = await rpc.sendrawtransaction(hex, { maxfeerate: satsPerVb('100') })
    expect(await rpc.getrawmempool()).toEqual([txid])
    const waiting = await rpc.getmempoolentry(txid)
    const { base } = verdict?.fees ?? {}
    expect(waiting.fees).toEqual({ base, descendant: base })
    const pending = await rpc.getrawtransaction(txid)
    expect(pending).not.toHaveProperty('confirmations')
    const vout = pending.vout.findIndex(({ value }) => value === 1_234_567n)
    expect(await rpc.gettxout({ txid, vout }, { include: 'chain' })).toBeNull()
    expect(await rpc.gettxout({ txid, vout })).toMatchObject({ confirmations: 0, value: 1_234_567n })
    await node.mine()
    const { blockhash = '', weight, confirmations } = await rpc.getrawtransaction(txid)
    expect({ weight, confirmations }).toEqual({ weight: waiting.weight, confirmations: 1 })
    expect(await rpc.getrawtransaction(txid, { blockhash })).toMatchObject({ txid, hex })
  })

  it('about a coinbase transaction', async () => {
    const output = await wallet.getnewaddress()
    const blockhash = await rpc.generateblock({ output, transactions: [] })
    const block = await rpc.call('getblock', { blockhash, verbosity: 1 })
    // a block lists the txids of its transactions
    const [txid = ''] = (block as { tx: readonly string[] }).tx
    const [input] = (await rpc.getrawtransaction(txid)).vin
    expect(input).not.toHaveProperty('txid')
  })

  it('about a package', async () => {
    const hex = await payment(20_000n)
    const verdict = await rpc.submitpackage([hex])
    expect(verdict.package_msg).toBe('success')
    expect(Object.values(verdict['tx-results'])).toEqual([
      expect.objectContaining({ txid: expect.any(String) }),
    ])
    await node.mine()
  })

  it('about PSBTs', async () => {
    const address = await wallet.getnewaddress()
    const { psbt, fee } = await wallet.walletcreatefundedpsbt({ outputs: [{ address, amount: 20_000n }] })
    expect(fee).toBeGreaterThan(0n)
    expect(await rpc.analyzepsbt(psbt)).toMatchObject({ next: expect.any(String), fee })
    expect(await rpc.decodepsbt(psbt)).toMatchObject({ fee: expect.stringMatching(/^0\.0000/) })
    const updated = await wallet.walletprocesspsbt(psbt, { role: 'updater' })
    expect(updated.complete).toBe(false)
    const signed = await wallet.walletprocesspsbt(psbt, { finalize: 'never' })
    const combined = await rpc.combinepsbt([updated.psbt, signed.psbt])
    expect(await rpc.finalizepsbt(combined, { as: 'psbt' })).toMatchObject({
      complete: true,
      psbt: expect.any(String),
    })
    expect(await rpc.finalizepsbt(psbt)).toMatchObject({ complete: false })
    await node.expectAccepted((await rpc.finalizepsbt(combined)).hex ?? '')
  })

  it('about descriptors', async () => {
    const key =
      'tpubD6NzVbkrYhZ4WaWSyoBvQwbpLkojyoTZPRsgXELWz3Popb3qkjcJyJUGLnL4qHHoQvao8ESaAstxYSnhyswJ76uZPStJRJCTKvosUCJZL5B'
    const { descriptor, isrange, hasprivatekeys } = await rpc.getdescriptorinfo(`tr(${key}/0/*)`)
    expect({ isrange, hasprivatekeys }).toEqual({ isrange: true, hasprivatekeys: false })
    const addresses = await rpc.deriveaddresses(descriptor, { range: { first: 0, last: 4 } })
    expect(addresses).toHaveLength(5)
    await rpc.createwallet('watching', { keys: 'watchOnly', blank: 'blank' })
    const watching = rpc.wallet('watching')
    const imported = await watching.importdescriptors([
      { desc: descriptor, timestamp: 'now', range: { first: 0, last: 4 } },
    ])
    expect(imported).toEqual([expect.objectContaining({ success: true })])
    await node.fund(addresses.map((address) => ({ address, amount: 10_000n })))
    const found = await watching.listunspent()
    expect(found.map(({ amount }) => amount)).toEqual(addresses.map(() => 10_000n))
    await rpc.unloadwallet('watching')
    expect(await rpc.loadwallet('watching')).toMatchObject({ name: 'watching' })
    await rpc.unloadwallet('watching')
  })

  it('about an import that fails', async () => {
    const [outcome] = await wallet.importdescriptors([{ desc: 'tr(nonsense)', timestamp: 'now' }])
    expect(outcome).toMatchObject({ success: false, error: { code: -5, message: expect.any(String) } })
  })

  it('about payments of the wallet', async () => {
    const [one, two] = [await wallet.getnewaddress(), await wallet.getnewaddress({ type: 'bech32' })]
    const feeRate = satsPerVb('3.5')
    await wallet.sendtoaddress({ address: one, amount: 30_000n }, { feeRate })
    await wallet.sendmany([
      { address: one, amount: 40_000n },
      { address: two, amount: 50_000n },
    ])
    expect(await wallet.send([{ address: two, amount: 60_000n }], { feeRate })).toMatchObject({
      complete: true,
    })
    expect(await rpc.getrawmempool()).toHaveLength(3)
    await node.mine()
  })

  it('about a fee that nobody can estimate', async () => {
    expect(await rpc.estimatesmartfee(6)).toMatchObject({ errors: [expect.any(String)] })
  })

  it('about a block that is undone', async () => {
    const height = await node.height()
    const tip = await rpc.getblockhash(height)
    await rpc.invalidateblock(tip)
    expect(await node.height()).toBe(height - 1)
    expect((await rpc.getblockheader(tip)).confirmations).toBe(-1)
    await rpc.reconsiderblock(tip)
    expect(await node.height()).toBe(height)
  })

  it('about several things at once', async () => {
    const answers = await rpc.batch([
      { method: 'getblockcount' },
      { method: 'getblockhash', params: { height: 1_000_000 } },
      { method: 'getblockhash', params: [0] },
    ])
    expect(answers).toEqual([
      { ok: true, result: await node.height() },
      { ok: false, error: expect.objectContaining({ code: 'RPC_REFUSED' }) },
      { ok: true, result: await rpc.getblockhash(0) },
    ])
  })
})

describe('a refusal of a real node', () => {
  it('names the method, the code and the reason', async () => {
    await expect(rpc.sendrawtransaction('00')).rejects.toMatchObject({
      code: 'RPC_REFUSED',
      data: { method: 'sendrawtransaction', rpcCode: -22 },
    })
    await expect(rpc.wallet('nobody').getbalance()).rejects.toMatchObject({
      code: 'RPC_REFUSED',
      data: { method: 'getbalance', rpcCode: -18 },
    })
    await expect(rpc.call('nonsense')).rejects.toMatchObject({ data: { rpcCode: -32601 } })
  })

  it('never repeats a private key', async () => {
    const key =
      'tprv8ZgxMBicQKsPdvHCP6VxtFgowj2k7nBJnuRiVWE4DReDFojkLjyqdT8mtR6XJK9dRBcaa3RwvqiKFjsEQVhKfQmHZCCY' // cut short
    const error = await rpc.getdescriptorinfo(`tr(${key}/0/*)`).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'RPC_REFUSED' })
    expect(inspect(error, { depth: 9 })).not.toContain('tprv8')
  })

  it('of a wrong cookie is told apart', async () => {
    const cookieFile = `${node.dataFolder}/wrong-cookie`
    writeFileSync(cookieFile, '__cookie__:wrong')
    const stranger = createRpc({ url: node.url, cookieFile })
    await expect(stranger.getblockcount()).rejects.toMatchObject({ code: 'RPC_UNAUTHORIZED' })
    cpSync(node.cookieFile, cookieFile)
    expect(await stranger.getblockcount()).toBe(await node.height())
    const [user = '', password = ''] = readFileSync(node.cookieFile, 'utf8').split(':')
    const named = createRpc({ url: node.url, user, password })
    expect(await named.getblockcount()).toBe(await node.height())
  })
})
