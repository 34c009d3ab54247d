import { describe, expect, it } from 'vitest'
import { serializeTransaction, transactionId } from '../../../src/psbt/transaction.js'
import { sats } from '../../../src/units/sats.js'
import { changesBetween } from '../../../src/watch/changes.js'
import { viewFromJson, viewToJson } from '../../../src/watch/json.js'
import { seen } from '../../../src/watch/seen.js'
import { statusOf } from '../../../src/watch/status.js'
import type { View } from '../../../src/watch/types.js'
import { emptyView, extended, forgotten, priced } from '../../../src/watch/view.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fakeBlocks } from '../../support/fakeChain.js'
import { thrown } from '../../support/thrown.js'

const BASE = { height: 1000, hash: '0'.repeat(63).concat('1') }
const { contracts } = made(plainDocument())
const [contract] = contracts
const start = emptyView({ network: 'regtest', checkpoint: BASE })

/** A transaction that pays the contract so much, out of an output of somebody's with this number. */
const paying = (amount: bigint, coin = 1) => {
  const transaction = {
    version: 2,
    lockTime: 0,
    inputs: [
      {
        outpoint: { txid: String(coin).padStart(64, '0'), vout: 0 },
        sequence: 0xfffffffd,
        witness: [new Uint8Array(64)],
      },
    ],
    outputs: [{ script: contract!.outputScript, amount: sats(amount) }],
  }
  return { bytes: serializeTransaction(transaction), txid: transactionId(transaction) }
}

const chainOf = (count: number, salt = 0, previous = BASE.hash) => fakeBlocks(count, { previous, salt })
const headers = (blocks: ReturnType<typeof chainOf>) => blocks.map(({ header }) => header)
const kinds = (before: View, after: View, confirmations = 1) =>
  changesBetween(before, after, { contracts, confirmations }).map(({ kind }) => kind)

describe('a view', () => {
  it('takes headers on top of what it has, and the branch with more work', () => {
    const first = chainOf(3)
    const view = extended(start, headers(first))
    expect(view.chain.headers.map(({ hash }) => hash)).toEqual(first.map(({ hash }) => hash))
    expect(extended(view, headers(first))).toBe(view)
    const same = chainOf(3, 1)
    expect(extended(view, headers(same))).toBe(view)
    const longer = chainOf(4, 1)
    const switched = extended(view, headers(longer))
    expect(switched.chain.headers.at(-1)?.hash).toBe(longer[3]?.hash)
    expect(switched.chain.left).toMatchObject([{ fork: 1000, headers: first.map(({ hash }) => ({ hash })) }])
  })

  it('knows from which median time a deposit counts, however old it gets and however few headers come at once', () => {
    const blocks = chainOf(2050)
    const place = { blockHash: blocks[20]!.hash, height: 1021, position: 1 }
    let view = seen(extended(start, headers(blocks.slice(0, 30))), {
      transaction: paying(1_000_000n).bytes,
      where: place,
    })
    const moment = () => statusOf(contract!, view).deposits[0]!.funded.medianTimeBefore
    const known = moment()
    expect(known).toBe(blocks[14]!.time)
    view = extended(view, headers(blocks.slice(30, 2030)))
    for (const { header } of blocks.slice(2030)) {
      view = extended(view, [header])
      expect(moment()).toBe(known)
    }
    expect(view.chain.base.height).toBeGreaterThan(1021)
  })

  it('leaves headers in a buffer of Node as they were', () => {
    const [block] = chainOf(1)
    const buffer = Buffer.from(block!.header)
    expect(extended(start, [buffer]).chain.headers[0]?.hash).toBe(block!.hash)
    expect(new Uint8Array(buffer)).toEqual(block!.header)
  })

  it('knows median times from its twelfth block on', () => {
    const blocks = chainOf(12)
    const { chain } = extended(start, headers(blocks))
    expect(chain.headers.map(({ medianTime }) => medianTime)).toEqual([
      ...Array.from({ length: 10 }, () => undefined),
      blocks[5]!.time,
      blocks[6]!.time,
    ])
  })

  it('keeps 2016 headers, and is too old for a branch that leaves below them', () => {
    const blocks = chainOf(2020)
    const view = extended(start, headers(blocks))
    expect(view.chain.headers).toHaveLength(2016)
    expect(view.chain.base).toEqual({ height: 1004, hash: blocks[3]!.hash })
    const below = fakeBlocks(1, { previous: blocks[2]!.hash, salt: 1 })
    expect(thrown(() => extended(view, headers(below)))).toMatchObject({ code: 'VIEW_TOO_OLD' })
    const just = fakeBlocks(1, { previous: blocks[3]!.hash, salt: 1 })
    expect(extended(view, headers(just))).toBe(view)
  })

  it('speaks of contracts of its own network, and of views that came from it', () => {
    const other = emptyView({ network: 'signet', checkpoint: BASE })
    expect(thrown(() => statusOf(contract!, other))).toMatchObject({ code: 'VIEW_NETWORK' })
    expect(thrown(() => changesBetween(other, other, { contracts }))).toMatchObject({ code: 'VIEW_NETWORK' })
    const later = seen(start, { transaction: paying(1000n).bytes, where: 'mempool' })
    expect(thrown(() => changesBetween(later, start, { contracts }))).toMatchObject({ code: 'VIEW_ORDER' })
  })

  it('refuses headers that follow nothing that it keeps', () => {
    const error = thrown(() => extended(start, headers(chainOf(1, 0, 'f'.repeat(64)))))
    expect(error).toMatchObject({ code: 'VIEW_TOO_OLD' })
    const [one, , three] = chainOf(3)
    expect(thrown(() => extended(start, [one!.header, three!.header]))).toMatchObject({
      code: 'VIEW_HEADERS_UNLINKED',
    })
    const broken = one!.header.slice()
    broken[72] = 1
    broken[75] = 1
    expect(thrown(() => extended(start, [broken]))).toMatchObject({ code: 'VIEW_HEADER_WORK' })
    expect(thrown(() => extended(start, [new Uint8Array(79)]))).toMatchObject({
      code: 'VIEW_HEADER_MALFORMED',
    })
  })
})

describe('a deposit', () => {
  const { bytes, txid } = paying(1_000_000n)
  const blocks = chainOf(20)
  const arriving = seen(start, { transaction: bytes, where: 'mempool' })
  const place = { blockHash: blocks[11]!.hash, height: 1012, position: 1 }
  const mined = extended(seen(arriving, { transaction: bytes, where: place }), headers(blocks.slice(0, 12)))

  it('arrives, confirms and is funded', () => {
    expect(statusOf(contract!, start).word).toBe('unfunded')
    expect(statusOf(contract!, arriving).word).toBe('arriving')
    expect(statusOf(contract!, mined, { confirmations: 2 }).word).toBe('confirming')
    const { word, deposits, at } = statusOf(contract!, mined)
    expect(word).toBe('funded')
    expect(at).toEqual({
      height: 1012,
      hash: blocks[11]!.hash,
      time: blocks[11]!.time,
      medianTime: blocks[6]!.time,
    })
    expect(deposits[0]?.funded).toMatchObject({
      outpoint: { txid, vout: 0 },
      confirmedAt: 1012,
      medianTimeBefore: blocks[5]!.time,
      match: 'exact',
    })
    expect(statusOf(contract!, start).spendable).toEqual([])
    expect(statusOf(contract!, arriving).spendable).toEqual([])
    expect(statusOf(contract!, mined, { confirmations: 2 }).spendable).toEqual([])
    expect(statusOf(contract!, mined).spendable).toEqual([deposits[0]?.funded])
    expect(kinds(start, arriving)).toEqual(['arrived'])
    expect(kinds(arriving, mined)).toEqual(['confirmed'])
    expect(kinds(start, mined)).toEqual(['arrived', 'confirmed'])
    expect(kinds(arriving, mined, 2)).toEqual([])
  })

  it('is undone by a reorganisation, and confirms again in its new block', () => {
    const branch = fakeBlocks(3, { previous: blocks[10]!.hash, time: blocks[10]!.time, salt: 7 })
    const undone = extended(mined, headers(branch))
    expect(statusOf(contract!, undone)).toMatchObject({
      word: 'arriving',
      undone: [{ what: 'deposit', txid, blockHash: place.blockHash, height: 1012 }],
    })
    expect(kinds(mined, undone)).toEqual(['undone'])
    const again = seen(undone, {
      transaction: bytes,
      where: { ...place, blockHash: branch[1]!.hash, height: 1013 },
    })
    expect(kinds(undone, again, 2)).toEqual(['confirmed'])
    expect(statusOf(contract!, again)).toMatchObject({ word: 'funded', undone: [] })
  })

  it('is told to be gone and back where a reorganisation is itself undone', () => {
    const branch = fakeBlocks(3, { previous: blocks[10]!.hash, time: blocks[10]!.time, salt: 7 })
    const back = extended(extended(mined, headers(branch)), headers(blocks))
    expect(kinds(mined, back)).toEqual(['undone', 'confirmed'])
    expect(statusOf(contract!, back).word).toBe('funded')
  })

  it('is dropped, and arrives again', () => {
    const gone = forgotten(arriving, { txid })
    expect(statusOf(contract!, gone)).toMatchObject({
      word: 'unfunded',
      gone: [{ state: { kind: 'dropped' } }],
    })
    expect(kinds(arriving, gone)).toEqual(['dropped'])
    const back = seen(gone, { transaction: bytes, where: 'mempool' })
    expect(kinds(gone, back)).toEqual(['arrived'])
    expect(kinds(start, back)).toEqual(['arrived', 'arrived', 'dropped'])
    expect(forgotten(mined, { txid })).toBe(mined)
  })

  it('is replaced by one that spends the same coin', () => {
    const other = paying(999_000n)
    const replaced = seen(arriving, { transaction: other.bytes, where: 'mempool' })
    expect(statusOf(contract!, replaced)).toMatchObject({
      word: 'arriving',
      deposits: [{ funded: { match: 'under' } }],
      gone: [{ state: { kind: 'replaced', by: other.txid } }],
    })
    expect(kinds(arriving, replaced)).toEqual(['replaced', 'arrived', 'under'])
  })

  it('is stuck where the source asks more', () => {
    const slow = seen(start, { transaction: bytes, where: 'mempool', fee: 100n })
    const asked = priced(slow, { feeRate: '20' })
    expect(kinds(slow, asked)).toEqual(['stuck'])
    expect(kinds(asked, priced(asked, { feeRate: '30' }))).toEqual([])
  })

  it('comes back from JSON as it was', () => {
    const json = JSON.stringify(viewToJson(mined))
    const read = viewFromJson(JSON.parse(json))
    expect(JSON.stringify(viewToJson(read))).toBe(json)
    expect(statusOf(contract!, read)).toEqual(statusOf(contract!, mined))
    expect(kinds(arriving, read)).toEqual(['confirmed'])
    const pruned = viewFromJson(JSON.parse(JSON.stringify(viewToJson(mined, { prunedBelow: 0 }))))
    expect(statusOf(contract!, pruned)).toEqual(statusOf(contract!, mined))
    expect(kinds(mined, pruned)).toEqual([])
  })

  it('is stored as rows: a step writes the facts that it changed, and all rows together are the view', () => {
    const branch = fakeBlocks(3, { previous: blocks[10]!.hash, time: blocks[10]!.time, salt: 7 })
    const undone = extended(mined, headers(branch))
    const more = seen(undone, { transaction: paying(999_000n, 2).bytes, where: 'mempool' })
    const rows = new Map<number | undefined, unknown>()
    let before = start
    for (const view of [arriving, mined, undone, more, forgotten(more, { txid })]) {
      const { facts, ...rest } = viewToJson(view, { since: before })
      for (const fact of facts) rows.set(fact.arrived[0], fact)
      expect(viewToJson(viewFromJson({ ...rest, facts: [...rows.values()] }))).toEqual(viewToJson(view))
      before = view
    }
    expect(rows.size).toBe(2)
    expect(viewToJson(undone, { since: mined }).facts).toEqual([])
    expect(viewToJson(more, { since: undone }).facts).toMatchObject([{ arrived: [2] }])
  })
})
