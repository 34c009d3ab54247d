import { expect, it } from 'vitest'
import { type Kept, keep } from '../../../src/chain/keep.js'
import type { NodeSource } from '../../../src/chain/source.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { toHex } from '../../../src/units/bytes.js'
import { payment } from '../../support/minedChain.js'
import { thrown } from '../../support/thrown.js'

const [first = '', second = ''] = [1, 2].map((seed) => toHex(payment(seed, new Uint8Array(22).fill(seed))))
const [one, two] = [first, second].map((hex) => parseTransaction(hex).txid)

/** A node that takes everything, and holds in a block what a test says. */
const nodeWith = (mined: ReadonlySet<string>) => {
  const sent: string[][] = []
  const source: NodeSource = {
    ...{ kind: 'node', name: 'a node', network: 'regtest' },
    tip: async () => ({ hash: 'ab'.repeat(32), height: 100 }),
    transaction: async ({ txid }) =>
      mined.has(txid)
        ? { bytes: new Uint8Array(), block: { hash: 'cd'.repeat(32), height: 100 } }
        : undefined,
    broadcast: async ({ transactions }) => {
      const ids = transactions.map((bytes) => parseTransaction(bytes).txid)
      sent.push(ids)
      return ids.map((txid) => ({ txid, verdict: 'known' as const }))
    },
    feeRate: async () => undefined,
    waiting: async () => undefined,
    headers: async () => [],
    block: async () => new Uint8Array(),
    mempool: async () => [],
    relayPolicy: () => Promise.reject(new Error('nobody asks that')),
  }
  return { source, sent }
}

it('what is kept by a function comes and goes, and is told anew when it comes back', async () => {
  const mined = new Set<string>()
  const { source, sent } = nodeWith(mined)
  const controller = new AbortController()
  const told: string[] = []
  const name = ({ txid, kind }: Kept) => `${txid === one ? 'first' : 'second'} ${kind}`
  /** What is listed at each look; after the last one it is over. */
  const looks: (() => readonly string[])[] = [
    () => [first],
    () => [first, second],
    () => {
      mined.add(one ?? '')
      return [first, second]
    },
    () => [second],
    () => [],
    () => [first, second],
  ]
  const transactions = async () => {
    const look = looks.shift()
    if (look === undefined) controller.abort()
    return look?.() ?? []
  }
  const { signal } = controller
  for await (const kept of keep(source, transactions, { confirmations: 1, poll: 1, signal }))
    told.push(name(kept))
  expect(told).toEqual([
    'first waiting',
    'second waiting',
    'first confirmed',
    'first deep',
    'first confirmed',
    'first deep',
    'second waiting',
  ])
  expect(sent).toEqual([[one], [one], [two], [two], [two], [two]])
})

it('a list ends when all of it is deep', async () => {
  const { source } = nodeWith(new Set([one ?? '']))
  const told: string[] = []
  for await (const { kind } of keep(source, [first], { confirmations: 1, poll: 1 })) told.push(kind)
  expect(told).toEqual(['confirmed', 'deep'])
})

it('what is no transaction is refused, with its place: at once, or where it is listed', async () => {
  const { source } = nodeWith(new Set())
  expect(thrown(() => keep(source, [first, '00']))).toMatchObject({ data: { field: 'transactions[1]' } })
  const steps = keep(source, () => [first, '00'])[Symbol.asyncIterator]()
  await expect(steps.next()).rejects.toMatchObject({ data: { field: 'transactions()[1]' } })
})
