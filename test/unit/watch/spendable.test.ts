import { expect, it } from 'vitest'
import { serializeTransaction, transactionId } from '../../../src/psbt/transaction.js'
import { sats } from '../../../src/units/sats.js'
import { spendableOf } from '../../../src/watch/spendable.js'
import { emptyView, extended, seen } from '../../../src/watch/view.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fakeBlocks } from '../../support/fakeChain.js'

const BASE = { height: 1000, hash: '0'.repeat(63).concat('1') }
const contract = made(plainDocument()).contracts[0]!
const blocks = fakeBlocks(6, { previous: BASE.hash })

const transaction = (txid: string, script: Uint8Array) => {
  const parts = {
    version: 2,
    lockTime: 0,
    inputs: [{ outpoint: { txid, vout: 0 }, sequence: 0xfffffffd, witness: [new Uint8Array(64)] }],
    outputs: [{ script, amount: sats(1_000_000n) }],
  }
  return { bytes: serializeTransaction(parts), txid: transactionId(parts) }
}
const inBlock = ({ bytes }: { bytes: Uint8Array }, above: number) => ({
  transaction: bytes,
  where: { blockHash: blocks[above - 1]!.hash, height: BASE.height + above, position: 1 },
})
const waiting = ({ bytes }: { bytes: Uint8Array }) => ({ transaction: bytes, where: 'mempool' as const })

const first = transaction('11'.repeat(32), contract.outputScript)
const second = transaction('22'.repeat(32), contract.outputScript)
const spend = transaction(first.txid, new Uint8Array(22).fill(1))
const start = extended(
  emptyView({ network: 'regtest', checkpoint: BASE }),
  blocks.map(({ header }) => header),
)
const both = seen(start, [inBlock(first, 4), inBlock(second, 5)])
const ids = (view: typeof start, confirmations?: number) =>
  spendableOf(contract, view, confirmations === undefined ? {} : { confirmations }).map(
    ({ outpoint }) => outpoint.txid,
  )

it('what can be spent is what is as deep as wanted', () => {
  expect(ids(start)).toEqual([])
  expect(ids(seen(start, waiting(first)))).toEqual([])
  expect(ids(both)).toEqual([first.txid, second.txid])
  expect(ids(both, 2)).toEqual([first.txid, second.txid])
  expect(ids(both, 3)).toEqual([first.txid])
  expect(ids(both, 4)).toEqual([])
  expect(spendableOf(contract, both)[0]).toMatchObject({ match: 'exact', confirmedAt: 1004 })
})

it('what a spend takes can be spent by another one until it is in a block', () => {
  expect(ids(seen(both, waiting(spend)))).toEqual([first.txid, second.txid])
  expect(ids(seen(both, inBlock(spend, 6)))).toEqual([second.txid])
})
