import { existsSync, readdirSync, rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startBitcoind } from '../../scripts/bitcoind/start.js'
import { normalizedReason, startNode } from '../support/node.js'

const node = await startNode()

describe('a node for tests', () => {
  it('starts on the regtest chain with coins to spend', async () => {
    const { chain, initialblockdownload } = await node.rpc.getblockchaininfo()
    expect({ chain, initialblockdownload }).toEqual({ chain: 'regtest', initialblockdownload: false })
    expect(await node.wallet.getbalance()).toBe(500_00000000n)
  })

  it('funds many addresses in one transaction, and one address twice', async () => {
    const addresses = await Promise.all(Array.from({ length: 5 }, () => node.wallet.getnewaddress()))
    const payments = [...addresses, ...addresses.slice(0, 1)].map((address, at) => ({
      address,
      amount: 10_000n + BigInt(at),
    }))
    const deposits = await node.fund(payments)
    expect(deposits.map(({ address, amount }) => ({ address, amount }))).toEqual(payments)
    expect(new Set(deposits.map(({ txid }) => txid)).size).toBe(2)
    const height = await node.height()
    for (const deposit of deposits) {
      const output = await node.rpc.gettxout(deposit)
      expect(output).toMatchObject({ value: deposit.amount, confirmations: 1 })
      expect(output?.scriptPubKey.hex).toBe(deposit.script)
      expect(deposit.height).toBe(height)
    }
  })

  it('reads amounts to the last satoshi', async () => {
    const amount = 1_2345_6789n
    const [deposit] = await node.fund([{ address: await node.wallet.getnewaddress(), amount }])
    expect(deposit?.amount).toBe(amount)
  })

  it('mines up to a height and refuses to go back', async () => {
    const height = await node.height()
    await node.mineUntilHeight(height + 1200)
    expect(await node.height()).toBe(height + 1200)
    await expect(node.mineUntilHeight(height)).rejects.toThrow('already')
  })

  it('moves the median time to exactly the second asked for', async () => {
    const start = await node.medianTime()
    await node.passTimeUntil(start + 600)
    expect(await node.medianTime()).toBe(start + 600)
    await node.passTimeUntil(start + 601)
    expect(await node.medianTime()).toBe(start + 601)
    const years = start + 10 * 365 * 24 * 3600
    await node.passTimeUntil(years)
    expect(await node.medianTime()).toBe(years)
    await node.passTimeUntil(start)
    expect(await node.medianTime()).toBe(years)
  })

  it('accepts, mines and reads back a transaction that the wallet made', async () => {
    const address = await node.wallet.getnewaddress()
    const { psbt } = await node.wallet.walletcreatefundedpsbt({ outputs: [{ address, amount: 50_000n }] })
    const processed = await node.wallet.walletprocesspsbt(psbt, { finalize: 'never' })
    const { hex = '', complete } = await node.rpc.finalizepsbt(processed.psbt)
    expect(complete).toBe(true)
    await node.expectAccepted(hex)
    const mined = await node.broadcastAndMine(hex)
    expect(mined).toMatchObject({ confirmations: 1, height: await node.height() })
    expect(mined.vsize).toBe(Math.ceil(mined.weight / 4))
    await node.expectRefused(hex, 'txn-already-known')
  })

  it('tells the reason why a signature is refused, in words that all versions share', async () => {
    const [deposit] = await node.fund([{ address: await node.wallet.getnewaddress(), amount: 100_000n }])
    if (deposit === undefined) throw new Error('no deposit')
    const { psbt } = await node.wallet.walletcreatefundedpsbt({
      inputs: [deposit],
      outputs: [{ address: deposit.address, amount: 50_000n }],
    })
    const { hex = '' } = await node.wallet.walletprocesspsbt(psbt)
    // the lowest bit of the first output's amount, behind version, marker, input and count
    const digit = Number.parseInt(hex.slice(99, 100), 16) ^ 1
    const changed = `${hex.slice(0, 99)}${digit.toString(16)}${hex.slice(100)}`
    await node.expectRefused(changed, 'script-verify-flag-failed (Invalid Schnorr signature)')
  })

  it('starts again after its data was removed, on a port of its own', async () => {
    const other = await startBitcoind()
    expect(other.url).not.toBe(node.url)
    expect(await other.rpc.getblockcount()).toBe(0)
    await other.stop()
    expect(existsSync(other.dataFolder)).toBe(false)
  })

  it('keeps its data folder where asked to', async () => {
    const other = await startBitcoind()
    await other.stop({ data: 'keep' })
    expect(readdirSync(other.dataFolder)).toContain('regtest')
    rmSync(other.dataFolder, { recursive: true })
  })

  it('says what a setting of bitcoind is wrong instead of waiting', async () => {
    await expect(startBitcoind({ settings: ['-prune=1'] })).rejects.toThrow('bitcoind did not start: ')
  })
})

describe('a reason of refusal', () => {
  it.each([
    ['mandatory-script-verify-flag-failed (X)', 'script-verify-flag-failed (X)'],
    ['non-mandatory-script-verify-flag (X)', 'script-verify-flag-failed (X)'],
    ['mempool-script-verify-flag-failed (X)', 'script-verify-flag-failed (X)'],
    ['non-BIP68-final', 'non-BIP68-final'],
  ])('%s is %s', (reason, normalized) => {
    expect(normalizedReason(reason)).toBe(normalized)
  })
})
