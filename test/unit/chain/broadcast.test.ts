import { describe, expect, it } from 'vitest'
import { agreed } from '../../../src/chain/agreed.js'
import { bitcoindSource } from '../../../src/chain/bitcoind.js'
import { esploraSource } from '../../../src/chain/esplora/source.js'
import { outgoing } from '../../../src/chain/outgoing.js'
import { createRpc } from '../../../src/chain/rpc.js'
import type { Source } from '../../../src/chain/source.js'
import { verified } from '../../../src/chain/verified.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { toHex } from '../../../src/units/bytes.js'
import { minedChain, payment, serverOf } from '../../support/minedChain.js'
import { fakeNode } from './fakeNode.js'

const bytes = payment(1, new Uint8Array(22).fill(7))
const hex = toHex(bytes)
const { txid } = parseTransaction(hex)
const FORMS: readonly (readonly [form: string, transaction: string | Uint8Array])[] = [
  ['hex', hex],
  ['hex in capitals', hex.toUpperCase()],
  ['bytes', bytes],
]

const GENESIS = minedChain([])[0]!.parsed.hash

describe('what is sent', () => {
  it.each(FORMS)('is the same as %s', (_, transaction) => {
    expect(outgoing([transaction])).toEqual([{ txid, hex, outputs: 1 }])
  })

  it.each([
    ['text that is no hex', 'zz'],
    ['half a digit', hex.slice(1)],
    ['something behind it', `${hex}00`],
    ['nothing', ''],
  ])('is refused before any is sent where one is %s, and named', (_, broken) => {
    expect(() => outgoing([hex, broken])).toThrow(
      expect.objectContaining({
        code: 'TRANSACTION_MALFORMED',
        data: expect.objectContaining({ field: 'transactions[1]' }),
      }),
    )
  })

  it.each(FORMS)('goes to a node from %s', async (_, transaction) => {
    const sent: unknown[] = []
    const results: Readonly<Record<string, unknown>> = { getblockhash: GENESIS, sendrawtransaction: txid }
    const answered = ({ id, method, params }: { id: number; method: string; params: unknown }) => {
      if (method === 'sendrawtransaction') sent.push(params)
      return method === 'getmempoolentry'
        ? { id, error: { code: -5, message: 'Transaction not in mempool' } }
        : { id, result: results[method] ?? null }
    }
    const node = await fakeNode(({ body }) => {
      const calls = JSON.parse(body)
      return { text: JSON.stringify(Array.isArray(calls) ? calls.map(answered) : answered(calls)) }
    })
    const rpc = createRpc({ url: node.url, user: 'u', password: 'p' })
    const source = bitcoindSource({ rpc, network: 'regtest' })
    expect(await source.broadcast({ transactions: [transaction] })).toEqual([{ txid, verdict: 'accepted' }])
    expect(JSON.stringify(sent)).toContain(hex)
  })

  it.each(FORMS)('goes to an Esplora from %s', async (_, transaction) => {
    const sent: string[] = []
    const server = await fakeNode(({ path, body }) => {
      if (path === '/tx') sent.push(body)
      if (path === '/block-height/0') return { text: GENESIS }
      return path === '/tx' ? { text: txid } : { status: 404, text: 'Transaction not found' }
    })
    const source = esploraSource({ url: server.url, network: 'regtest' })
    expect(await source.broadcast({ transactions: [transaction] })).toEqual([{ txid, verdict: 'accepted' }])
    expect(sent).toEqual([hex])
  })

  it.each(FORMS)('goes through whoever verifies and compares servers from %s', async (_, transaction) => {
    const blocks = minedChain([])
    const server = serverOf(blocks)
    const checkpoint = { height: 0, hash: blocks[0]!.parsed.hash }
    const sources: readonly Source[] = [
      verified(server, { checkpoint, now: () => 0 }),
      agreed([server, serverOf(blocks, { name: 'another' })], { atLeast: 2 }),
    ]
    for (const source of sources)
      expect(await source.broadcast({ transactions: [transaction] })).toEqual([{ txid, verdict: 'accepted' }])
  })
})
