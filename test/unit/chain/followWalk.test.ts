import { describe, expect, it } from 'vitest'
import { roundsOf } from '../../../src/chain/follow/follow.js'
import type { NodeSource } from '../../../src/chain/source.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { seen } from '../../../src/watch/seen.js'
import type { Fact, View } from '../../../src/watch/types.js'
import { emptyView, extended } from '../../../src/watch/view.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fakeBlocks } from '../../support/fakeChain.js'
import { payment } from '../../support/minedChain.js'

const { contracts } = made(plainDocument())
const script = contracts[0]!.outputScript
const CONFIRMED = 1000
const base = { height: 800, hash: '0'.repeat(64) }
const main = fakeBlocks(30, { previous: base.hash })
const other = [
  ...main.slice(0, 20),
  ...fakeBlocks(12, { previous: main[19]!.hash, time: main[19]!.time, salt: 1 }),
]
const waiting = payment(1, script)

/** A view in which every look at where a fact stands is counted. */
const counting = (view: View): { readonly view: View; readonly taken: () => number } => {
  let looks = 0
  const counted = (fact: Fact) =>
    new Proxy(fact, {
      get: (target, name, receiver) => {
        if (name === 'blocks') looks++
        return Reflect.get(target, name, receiver)
      },
    })
  const shards = view.facts.shards.map(
    (shard) => shard && new Map([...shard].map(([txid, fact]) => [txid, counted(fact)])),
  )
  return {
    view: { ...view, facts: { shards } },
    taken: () => {
      const taken = looks
      looks = 0
      return taken
    },
  }
}

describe('a look at a source', () => {
  it('walks what the chain does not hold, and everything only first and after a reorganisation', async () => {
    const headers = (blocks: typeof main, count = blocks.length) =>
      blocks.slice(0, count).map(({ header }) => header)
    const old = Array.from({ length: CONFIRMED }, (_, at) => ({
      transaction: payment(0x10000 + at, script),
      where: { blockHash: main[14]!.hash, height: 815, position: 1 + at },
    }))
    const known = [...old, { transaction: waiting, where: 'mempool' as const }]
    const start = extended(
      seen(emptyView({ network: 'regtest', checkpoint: base }), known),
      headers(main, 28),
    )
    const { view, taken } = counting(start)
    let chain = { blocks: main, top: 28 }
    let asked = '1'
    const source = {
      kind: 'node',
      name: 'a node',
      network: 'regtest',
      tip: async () => ({ height: base.height + chain.top, hash: chain.blocks[chain.top - 1]!.hash }),
      headers: async ({ from, count }) =>
        headers(chain.blocks, chain.top).slice(from - 801, from - 801 + count),
      block: async () => new Uint8Array([...new Uint8Array(80), 0]),
      mempool: async () => [parseTransaction(waiting).txid],
      transaction: async () => ({ bytes: waiting }),
      feeRate: async () => satsPerVb(asked),
    } as Partial<NodeSource> as NodeSource
    const round = roundsOf(source, { contracts, view })
    const settled = async (from: View): Promise<View> => {
      const step = await round(from, contracts)
      return step.next === 'more' || step.next === 'again' ? settled(step.view) : step.view
    }
    const looked = [view]
    const look = async () => {
      looked.push(await settled(looked.at(-1)!))
      return taken()
    }
    expect(await look()).toBeGreaterThanOrEqual(CONFIRMED)
    expect(await look()).toBeLessThan(10)
    // a block, and another rate
    chain = { blocks: main, top: 29 }
    asked = '2'
    expect(await look()).toBeLessThan(10)
    expect(await look()).toBeLessThan(10)
    chain = { blocks: other, top: 32 }
    expect(await look()).toBeGreaterThanOrEqual(CONFIRMED)
    expect(await look()).toBeLessThan(10)
  })
})
