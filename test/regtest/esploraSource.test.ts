import { createHash } from 'node:crypto'
import { childPaysForParent, refund, release, satsPerVb } from 'taproot-escrow'
import { type EsploraSourceOptions, esploraSource } from 'taproot-escrow/chain'
import { beforeEach, describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { parseHeader } from '../../src/watch/header.js'
import { foldedRoot } from '../../src/watch/merkle.js'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import type { Fault } from '../support/esploraNode.js'
import { esploraServer } from '../support/esploraServer.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const server = await esploraServer(node.rpc)
const { settings } = server
const sourceWith = (options: Partial<EsploraSourceOptions> = {}) =>
  esploraSource({ url: server.url, network: 'regtest', retryDelay: 1, ...options })
const source = sourceWith()
const bytes = (hex: string): Uint8Array => fromHex(hex)!
const code = (name: string) => expect.objectContaining({ code: name })

beforeEach(() => server.reset())

/** A contract's deposit, and its release. */
const deposited = async () => {
  const { contracts } = made(everyPathDocument('blocks', { from: 5, decision: 5, silence: 30, rescue: 60 }))
  const [funded] = await fundAll(node, contracts)
  const spend = release(funded!, { path: 'key', feeRate: satsPerVb('2') })
  return { contract: contracts[0]!, funded: funded!, spend, paid: await finished(spend) }
}

const sent = async (...hexes: readonly string[]) =>
  (await source.broadcast({ transactions: hexes })).map((verdict) =>
    verdict.verdict === 'refused' ? `${verdict.reason}: ${verdict.text}` : verdict.verdict,
  )

describe('a server of Esplora', () => {
  it('answers its tip and headers that link, in lists of ten', async () => {
    const tip = await source.tip()
    expect(tip).toEqual({ height: await node.height(), hash: await node.rpc.getblockhash(tip.height) })
    const headers = await source.headers({ from: tip.height - 24, count: 100 })
    expect(headers).toHaveLength(25)
    for (const [at, header] of headers.entries()) {
      const hash = await node.rpc.getblockhash(tip.height - 24 + at)
      expect(toHex(header)).toBe(await node.rpc.getrawblockheader(hash))
    }
    expect(await source.headers({ from: 0, count: 2 })).toHaveLength(2)
    expect(await source.headers({ from: tip.height + 1, count: 2 })).toEqual([])
  })

  it('follows a contract: unknown, in the mempool, in a block, left again by a reorganisation', async () => {
    const { contract, funded, paid } = await deposited()
    const script = contract.outputScript
    const deposit = { txid: funded.outpoint.txid, height: await node.height() }
    expect(await source.history({ script })).toEqual([deposit])
    expect(await source.transaction({ txid: paid.txid })).toBeUndefined()
    expect(await source.proof({ txid: paid.txid, height: 1 })).toBeUndefined()
    expect(await sent(paid.hex)).toEqual(['accepted'])
    expect(await sent(paid.hex)).toEqual(['known'])
    expect(await source.history({ script })).toEqual([{ txid: paid.txid }, deposit])
    expect(await source.transaction({ txid: paid.txid })).toEqual({ bytes: bytes(paid.hex) })
    expect(await source.proof({ txid: paid.txid, height: deposit.height })).toBeUndefined()
    await node.mine()
    const block = await source.tip()
    expect(await source.history({ script })).toEqual([{ txid: paid.txid, height: block.height }, deposit])
    expect(await source.transaction({ txid: paid.txid })).toEqual({ bytes: bytes(paid.hex), block })
    expect(await sent(paid.hex)).toEqual(['known'])
    await node.rpc.invalidateblock(block.hash)
    expect(await source.transaction({ txid: paid.txid })).toEqual({ bytes: bytes(paid.hex) })
    await node.rpc.reconsiderblock(block.hash)
  })

  it('proves transactions and the coinbase of a block', async () => {
    const address = await node.wallet.getnewaddress()
    for (let at = 0; at < 4; at++) await node.wallet.sendtoaddress({ address, amount: 100_000n })
    const txids = await node.rpc.getrawmempool()
    await node.mine()
    const { height, hash } = await source.tip()
    const [header] = await source.headers({ from: height, count: 1 })
    const root = parseHeader(header!)?.merkleRoot
    for (const txid of txids) {
      const proof = (await source.proof({ txid, height }))!
      expect(proof).toMatchObject({ blockHash: hash, height })
      expect(foldedRoot({ txid, ...proof })).toBe(root)
      expect(await source.proof({ txid, height: height - 1 })).toBeUndefined()
    }
    const coinbase = await source.coinbase({ height })
    expect(coinbase.proof).toMatchObject({ position: 0, branch: { length: 3 } })
    expect(foldedRoot({ txid: coinbase.txid, ...coinbase.proof })).toBe(root)
    await expect(source.coinbase({ height: height + 1 })).rejects.toThrow(code('SOURCE_BLOCK_MISSING'))
  })

  it('repeats what its node says of a transaction, with or without a reason', async () => {
    const { funded } = await deposited()
    const early = await finished(refund(funded, { path: 'employerAlone', feeRate: satsPerVb('2') }))
    expect(await sent(early.hex)).toEqual(['notFinal: non-BIP68-final'])
    settings.refusals = 'code'
    expect(await sent(early.hex)).toEqual([expect.stringMatching(/^other: /)])
  })

  it.each(['esplora', 'mempool.space', 'nowhere'] as const)(
    'takes a parent with its child by the path of %s',
    async (packages) => {
      settings.packages = packages
      const document = everyPathDocument('blocks', { from: 5, decision: 5, silence: 30, rescue: 60 })
      const to = await node.wallet.getnewaddress({ type: 'bech32m' })
      document.worker.payees[0].address = to
      const [funded] = await fundAll(node, made(document).contracts)
      const spend = release(funded!, { path: 'key', feeRate: satsPerVb('1') })
      const { hex: parent } = await finished(spend)
      const { psbt } = childPaysForParent({
        parent,
        parentFee: spend.plan.fee,
        vout: spend.plan.outputs.findIndex(({ address }) => address === to),
        to,
        network: 'regtest',
        feeRate: satsPerVb('10'),
      })
      const { hex: child = '' } = await node.wallet.walletprocesspsbt(psbt)
      expect(await sent(parent, child)).toEqual(['accepted', 'accepted'])
      expect(await sent(parent, child)).toEqual(['known', 'known'])
      await node.mine()
      expect(await sent(parent, child)).toEqual(['known', 'known'])
    },
  )
})

describe('a long history', () => {
  const script = (address: string) =>
    node.rpc
      .call('getaddressinfo', { address })
      .catch(() => node.wallet.call('getaddressinfo', { address }))
      .then((info) => bytes(String(Object(info).scriptPubKey)))

  it('comes whole, whatever the length of pages, though its cursor vanishes or the chain moves', async () => {
    const address = await node.wallet.getnewaddress()
    for (let at = 0; at < 31; at++) {
      await node.wallet.sendtoaddress({ address, amount: 20_000n + BigInt(at) })
      if (at % 10 === 9) await node.mine()
    }
    const asked = { script: await script(address) }
    const whole = await source.history(asked)
    expect(whole).toHaveLength(31)
    expect(whole.filter(({ height }) => height === undefined)).toHaveLength(1)
    expect(new Set(whole.map(({ txid }) => txid)).size).toBe(31)
    settings.pageSize = 10
    expect(await source.history(asked)).toEqual(whole)
    settings.fault = ({ path, at }) =>
      /chain/.test(path) && at === 0 ? { status: 422, text: 'after_txid not found' } : undefined
    expect(await source.history(asked)).toEqual(whole)
    server.reset()
    let moves = 0
    settings.before = async ({ path }) => {
      if (/chain/.test(path) && moves++ === 0) await node.mine()
    }
    const later = await source.history(asked)
    expect(later).toHaveLength(31)
    expect(later.filter(({ height }) => height === undefined)).toEqual([])
    settings.before = async ({ path }) => {
      if (/chain/.test(path)) await node.mine()
    }
    await expect(source.history(asked)).rejects.toThrow(code('SOURCE_UNSETTLED'))
  })

  it('of an unknown script is empty', async () => {
    expect(await source.history({ script: Uint8Array.of(0x51) })).toEqual([])
    const hash = createHash('sha256').update(Uint8Array.of(0x51)).digest('hex')
    expect(server.paths).toContain(`/scripthash/${hash}/txs`)
  })

  it('that never ends is given up', async () => {
    const txid = (at: number) => createHash('sha256').update(`${at}`).digest('hex')
    let count = 0
    settings.fault = ({ path }) => {
      if (!/scripthash/.test(path)) return undefined
      const status = { confirmed: true, block_height: 1, block_hash: 'ab'.repeat(32) }
      const list = Array.from({ length: 500 }, () => ({ txid: txid(count++), status }))
      return { status: 200, text: JSON.stringify(list) }
    }
    await expect(source.history({ script: Uint8Array.of(0x51) })).rejects.toThrow(code('SOURCE_MALFORMED'))
  })
})

describe('a server or a line that is broken', () => {
  const first = (fault: Fault, times: number) => {
    settings.fault = ({ path, at }) => (path === '/blocks/tip/hash' && at < times ? fault : undefined)
  }

  it.each<[string, Fault]>([
    ['429 as JSON', { status: 429, text: '{"error":"slow down"}' }],
    ['429 as a page', { status: 429, text: '<html>slow down</html>' }],
    ['502', { status: 502, text: '<html>bad gateway</html>' }],
    ['a cut connection', 'hangUp'],
    ['a cut answer', 'truncated'],
  ])('is asked again after %s', async (_, fault) => {
    first(fault, 4)
    expect(await source.tip()).toMatchObject({ height: await node.height() })
    first(fault, 1000)
    const expected = typeof fault === 'object' && fault.status === 429 ? 'SOURCE_BUSY' : 'SOURCE_UNREACHABLE'
    await expect(source.tip()).rejects.toThrow(code(expected))
  })

  it.each<[string, Fault]>([
    ['a page', { status: 200, text: '<html>hello</html>' }],
    ['a page that is called missing', { status: 404, text: '<html>404</html>' }],
    ['something else', { status: 200, text: 'hello' }],
    ['nothing', { status: 200, text: '' }],
    ['what is forbidden', { status: 403, text: 'forbidden' }],
    ['an answer without an end', 'endless'],
  ])('is not believed where it answers %s', async (_, fault) => {
    first(fault, 1000)
    await expect(source.tip()).rejects.toThrow(code('SOURCE_MALFORMED'))
  })

  it.each<[string, RegExp, string]>([
    ['JSON that is none', /^\/block\//, '{"id":'],
    ['JSON of another shape', /^\/block\//, '{"id":7}'],
    ['a list where an object belongs', /^\/block\//, '[]'],
    ['another block', /^\/block\//, '{}'],
  ])('is not believed where it answers %s', async (_, path, text) => {
    settings.fault = (request) => (path.test(request.path) ? { status: 200, text } : undefined)
    await expect(source.tip()).rejects.toThrow(code('SOURCE_MALFORMED'))
  })

  it('is not believed where it gives other bytes for a transaction, or a header that is not the block’s', async () => {
    const { paid, funded } = await deposited()
    settings.fault = ({ path }) => (/hex/.test(path) ? { status: 200, text: paid.hex } : undefined)
    const { txid } = funded.outpoint
    await expect(source.transaction({ txid })).rejects.toThrow(code('SOURCE_MALFORMED'))
    server.reset()
    const list = await fetch(`${server.url}/blocks/5`).then((answer) => answer.text())
    settings.fault = ({ path }) =>
      path === '/blocks/5' ? { status: 200, text: list.replace('"nonce":', '"nonce":1') } : undefined
    await expect(source.headers({ from: 3, count: 3 })).rejects.toThrow(code('SOURCE_MALFORMED'))
  })

  it('is believed where its answers come a byte at a time', async () => {
    settings.fault = () => 'split'
    expect(await source.tip()).toMatchObject({ height: await node.height() })
  })

  it('is given up after its time, and with the signal', async () => {
    first('silence', 1000)
    await expect(sourceWith({ timeout: 50 }).tip()).rejects.toThrow(code('SOURCE_TIMED_OUT'))
    const controller = new AbortController()
    const waiting = source.tip({ signal: controller.signal })
    setTimeout(() => controller.abort('enough'), 20)
    await expect(waiting).rejects.toThrow(
      expect.objectContaining({ code: 'SOURCE_ABORTED', cause: 'enough' }),
    )
    first({ status: 429, text: '' }, 1000)
    const patient = sourceWith({ retryDelay: 60_000 }).tip({ signal: AbortSignal.timeout(50) })
    await expect(patient).rejects.toThrow(code('SOURCE_ABORTED'))
  })

  it('on another chain is refused', async () => {
    await expect(sourceWith({ network: 'signet' }).tip()).rejects.toThrow(code('SOURCE_NETWORK'))
    await expect(sourceWith({ url: `${server.url}/x` }).tip()).rejects.toThrow(code('SOURCE_MALFORMED'))
    expect(() => sourceWith({ url: 'ftp://x' })).toThrow(code('SOURCE_OPTIONS'))
  })

  it.each<[string, bigint | undefined]>([
    ['{}', undefined],
    ['{"1":87.882,"6":68.285,"144":1.027}', 68285n],
    ['{"144":1.0271}', 1028n],
    ['{"2":5}', 5000n],
  ])('estimates a fee by %s', async (text, expected) => {
    settings.fault = ({ path }) => (path === '/fee-estimates' ? { status: 200, text } : undefined)
    expect(await source.feeRate({ blocks: 6 })).toBe(expected)
  })
})
