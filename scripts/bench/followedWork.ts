import {
  type Contract,
  compile,
  emptyView,
  extended,
  parseAgreement,
  type Sighting,
  sats,
  seen,
  type View,
} from 'taproot-escrow'
import { serializeTransaction, transactionId } from '../../src/psbt/transaction.js'
import { fakeBlocks } from '../../test/support/fakeChain.js'
import { compileFreshWork } from './works.js'

/*
 * Contracts of a platform in the middle of their lives: paid in over eleven weeks of blocks, some of them spent, some
 * arriving, some not paid yet; every block brings some to a mark of their clocks.
 */

export const FOLLOWED = 10_000
export const FOLLOWED_NAME: string = `status and events of ${FOLLOWED} contracts after a block`
const BLOCKS = 1900
/** Below which clocks have median times. */
const WARM = 20
/** Of what the last block holds: deposits that waited for it, and spends of older ones. */
const PER_BLOCK = 20
/** Blocks that a contract lasts: some reach each of its marks in the last block. */
const SILENCE = 1500

export interface FollowedWork {
  readonly contracts: readonly Contract[]
  /** Before a block. */
  readonly before: View
  /** With it. */
  readonly after: View
}

interface Coin {
  readonly txid: string
  readonly vout: number
}

const transaction = (from: Coin, script: Uint8Array, amount: bigint) => {
  const parts = {
    version: 2,
    lockTime: 0,
    inputs: [{ outpoint: from, sequence: 0xfffffffd, witness: [new Uint8Array(64).fill(1)] }],
    outputs: [{ script, amount: sats(amount) }],
  }
  return { bytes: serializeTransaction(parts), txid: transactionId(parts) }
}

/** Contracts whose clocks are short enough for the blocks of the work. */
export const followedContracts = (): readonly Contract[] =>
  compileFreshWork(FOLLOWED).agreements.flatMap(({ text }) => {
    const document = JSON.parse(text)
    return compile(
      parseAgreement(
        JSON.stringify({ ...document, silence: { pays: 'employer', after: { blocks: SILENCE } } }),
      ),
    )
  })

const elsewhere = new Uint8Array(22).fill(7)

/** What a contract has gone through, by its number: a twentieth is unpaid, another arriving, another spent. */
const lifeOf = (at: number): 'unpaid' | 'arriving' | 'spent' | 'funded' =>
  (['unpaid', 'arriving', 'spent'] as const)[at % 20] ?? 'funded'

export const followedWork = (contracts: readonly Contract[]): FollowedWork => {
  const base = { height: 800_000, hash: '0'.repeat(64) }
  const blocks = fakeBlocks(BLOCKS, { previous: base.hash })
  const headers = blocks.map(({ header }) => header)
  const empty = extended(emptyView({ network: 'regtest', checkpoint: base }), headers.slice(0, -1))
  const next = extended(empty, headers.slice(-1))
  // as whoever follows a chain has it: hashes are the headers' own
  const placeIn = (at: number, position: number) => ({
    blockHash: next.chain.headers[at]?.hash ?? '',
    height: base.height + 1 + at,
    position,
  })
  const old: Sighting[] = []
  const news: Sighting[] = []
  for (const [at, contract] of contracts.entries()) {
    const life = lifeOf(at)
    if (life === 'unpaid') continue
    const coin = { txid: at.toString(16).padStart(64, 'c'), vout: 0 }
    const deposit = transaction(coin, contract.outputScript, contract.amount)
    const sighting = { transaction: deposit.bytes, contracts: [contract] }
    const height = WARM + ((at * 7919) % (BLOCKS - 2 * WARM))
    if (life === 'arriving') old.push({ ...sighting, where: 'mempool' })
    else old.push({ ...sighting, where: placeIn(height, 1 + at) })
    const isNews = Math.floor(at / 20) < PER_BLOCK
    if (life === 'arriving' && isNews) news.push({ ...sighting, where: placeIn(BLOCKS - 1, 1 + at) })
    if (life !== 'spent') continue
    const spend = transaction({ txid: deposit.txid, vout: 0 }, elsewhere, contract.amount - 500n)
    const spent = { transaction: spend.bytes, contracts: [contract] }
    if (isNews) news.push({ ...spent, where: placeIn(BLOCKS - 1, 1 + at) })
    else old.push({ ...spent, where: placeIn(height + WARM / 2, 1 + at) })
  }
  const before = seen(empty, old)
  return { contracts, before, after: seen(extended(before, headers.slice(-1)), news) }
}
