import { Block } from 'bitcoinjs-lib'
import {
  type Contract,
  type ContractEvent,
  changesBetween,
  emptyView,
  eventFromJson,
  eventToJson,
  extended,
  forgotten,
  priced,
  type Sighting,
  type Status,
  type StatusOptions,
  seen,
  statusOf,
  type View,
  viewFromJson,
  viewToJson,
} from 'taproot-escrow'
import { expect } from 'vitest'
import { parseTransaction } from '../../src/psbt/transaction.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { formatOutpoint } from '../../src/units/outpoint.js'
import type { TestNode } from './node.js'

/** Follows contracts on a node, and holds at every step what must hold for views, status and events. */
export interface Watch {
  /** Looks at the node, and answers with what happened since the last look. */
  readonly look: () => Promise<readonly ContractEvent[]>
  readonly status: (contract: Contract, options?: Pick<StatusOptions, 'via'>) => Status
  readonly view: () => View
  /** Says what a source asks of transactions. */
  readonly asks: (feeRate: string) => readonly ContractEvent[]
}

/** A text for an event, for lists of what is expected. */
export const told = (event: ContractEvent): string => {
  const extra =
    'path' in event
      ? [event.path, ...('role' in event ? [event.role] : []), ...('mark' in event ? [event.mark] : [])]
      : 'what' in event
        ? [event.what]
        : []
  return [event.kind, ...extra].join(' ')
}

export const watch = async (
  node: TestNode,
  contracts: readonly Contract[],
  { confirmations = 1 }: { confirmations?: number } = {},
): Promise<Watch> => {
  const { rpc } = node
  const scripts = new Map(contracts.map((contract) => [toHex(contract.outputScript), contract]))
  // as many blocks as median times take
  const height = (await rpc.getblockcount()) - 15
  const start = emptyView({
    network: 'regtest',
    checkpoint: { height, hash: await rpc.getblockhash(height) },
  })
  const options = { contracts, confirmations }
  let view = start
  /** Made of the first by JSON at every step. */
  let stored = start
  const ours = new Map<string, Contract>()
  const sightings: Sighting[] = []
  const gone = new Set<string>()
  const ids = new Set<string>()

  const concerns = (hex: string): readonly Contract[] => {
    const { txid, inputs, outputs } = parseTransaction(hex)
    const found = new Set<Contract>()
    for (const { outpoint } of inputs) {
      const contract = ours.get(formatOutpoint(outpoint))
      if (contract !== undefined) found.add(contract)
    }
    for (const [vout, { script }] of outputs.entries()) {
      const contract = scripts.get(toHex(script))
      if (contract === undefined) continue
      found.add(contract)
      ours.set(formatOutpoint({ txid, vout }), contract)
    }
    return [...found]
  }

  const sighted = (hex: string, where: Sighting['where']): readonly Sighting[] => {
    const found = concerns(hex)
    return found.length === 0 ? [] : [{ transaction: hex, where, contracts: found }]
  }

  const newBlocks = async (): Promise<{ headers: Uint8Array[]; found: Sighting[] }> => {
    const { base, headers: kept } = view.chain
    const tip = await rpc.getblockcount()
    let fork = Math.min(tip, base.height + kept.length)
    const hashOf = (height: number) => kept[height - base.height - 1]?.hash ?? base.hash
    while (fork > base.height && (await rpc.getblockhash(fork)) !== hashOf(fork)) fork--
    const headers: Uint8Array[] = []
    const found: Sighting[] = []
    for (let height = fork + 1; height <= tip; height++) {
      const blockHash = await rpc.getblockhash(height)
      const hex = await rpc.getrawblock(blockHash)
      headers.push(fromHex(hex.slice(0, 160))!)
      for (const [position, transaction] of Block.fromHex(hex).transactions!.entries())
        found.push(...sighted(transaction.toHex(), { blockHash, height, position }))
    }
    return { headers, found }
  }

  const step = (change: (one: View) => View): readonly ContractEvent[] => {
    const [before, beforeStored] = [view, stored]
    view = change(view)
    stored = viewFromJson(JSON.parse(JSON.stringify(viewToJson(change(stored)))))
    const events = changesBetween(before, view, options)
    expect(changesBetween(beforeStored, stored, options)).toEqual(events)
    for (const event of events) {
      const { id } = event
      expect(eventFromJson(JSON.parse(JSON.stringify(eventToJson(event))))).toEqual(event)
      expect(ids).not.toContain(id)
      ids.add(id)
    }
    const atOnce = changesBetween(start, view, options).map(({ id }) => id)
    expect(new Set(atOnce).size).toBe(atOnce.length)
    expect(new Set(atOnce)).toEqual(ids)
    const scratch = fromScratch()
    const pruned = viewFromJson(viewToJson(view, { prunedBelow: 0 }))
    for (const contract of contracts) {
      const status = statusOf(contract, view, options)
      for (const other of [stored, scratch, pruned])
        expect(statusOf(contract, other, options)).toEqual(status)
    }
    expect(changesBetween(view, pruned, options)).toEqual([])
    return events
  }

  /** The same facts in another order, and the chain as it is. */
  const fromScratch = (): View => {
    const waiting = sightings.filter(({ where }) => where === 'mempool')
    const mined = sightings.filter(({ where }) => where !== 'mempool')
    let other = seen({ ...start, chain: view.chain }, waiting)
    other = seen(other, mined.reverse())
    for (const txid of gone) other = forgotten(other, { txid })
    return other
  }

  return {
    look: async () => {
      const { headers, found } = await newBlocks()
      const mempool = await rpc.getrawmempool()
      for (const txid of mempool) {
        const { hex } = await rpc.getrawtransaction(txid)
        const { fees } = await rpc.getmempoolentry(txid)
        found.push(...sighted(hex, 'mempool').map((sighting) => ({ ...sighting, fee: fees.base })))
      }
      sightings.push(...found)
      const there = new Set(mempool)
      for (const txid of there) gone.delete(txid)
      return step((one) => {
        let next = extended(seen(one, found), headers)
        for (const { transaction } of sightings) {
          const { txid } = parseTransaction(transaction)
          if (there.has(txid)) continue
          const after = forgotten(next, { txid })
          if (after !== next) gone.add(txid)
          next = after
        }
        return next
      })
    },
    status: (contract, also) => statusOf(contract, view, { confirmations, ...also }),
    view: () => view,
    asks: (feeRate) => step((one) => priced(one, { feeRate })),
  }
}
