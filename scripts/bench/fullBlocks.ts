import { type Contract, combine, complete, finalize, release, type Signer, sign } from 'taproot-escrow'
import { type RegtestNode, startRegtest } from '../bitcoind/regtest.js'
import { type Made, Strangers } from './strangers.js'
import { FEE_RATE_TEXT } from './works.js'

/*
 * Full blocks on a node of their own: nearly four million weight units in each, of strangers' transactions, of some that
 * pay contracts in the first blocks, and of releases of those, signed by both parties, in the others.
 */

/** Of the transactions; what is left to four million is for the header and the coinbase transaction. */
const WEIGHT = 3_996_000
/** Half a megabyte of witness each. */
const STUFFINGS = 2
const FIRST_MONEY = 4_900_000_000n
/** Contracts that one transaction pays. */
const PAID_AT_ONCE = 50
const PATIENCE = 120_000

export interface FullBlocksOptions {
  readonly contracts: readonly Contract[]
  readonly employer: Signer
  readonly worker: Signer
  /** Blocks in which contracts are paid. */
  readonly paying: number
  /** Contracts that are released in each block after those. */
  readonly spends: number
}

/** What the node says of the blocks that it took. */
interface Filled {
  readonly leastWeight: number
  /** Of all blocks. */
  readonly bytes: number
  readonly transactions: number
}

export interface FullBlocks {
  readonly node: RegtestNode
  /** Makes one more block, and has the node check and take it. */
  readonly next: () => Promise<void>
  readonly filled: () => Filled
}

interface Paid {
  readonly contract: Contract
  readonly outpoint: { readonly txid: string; readonly vout: number }
  readonly confirmedAt: number
}

/** Signed by each party from its own draft, as parties do. */
const released = async (
  { contract, outpoint, confirmedAt }: Paid,
  { employer, worker }: Pick<FullBlocksOptions, 'employer' | 'worker'>,
): Promise<Made> => {
  const { amount } = contract
  const draft = release(
    { contract, outpoint, amount, match: 'exact', confirmedAt },
    { path: 'employerAndWorker', feeRate: FEE_RATE_TEXT },
  )
  const [one, other] = [await sign(draft, employer), await sign(draft, worker)]
  const { hex, txid } = finalize(complete(combine(one, other)))
  return { hex, txid, weight: draft.plan.weight }
}

/** Starts a node whose wallet hands its money to strangers. */
export const startFullBlocks = async (options: FullBlocksOptions): Promise<FullBlocks> => {
  const { contracts, paying, spends } = options
  const node = await startRegtest({ settings: ['-dbcache=1000'] })
  const strangers = new Strangers()
  const [money] = await node.fund([{ address: strangers.address, amount: FIRST_MONEY }])
  if (money === undefined) throw new Error('the wallet has coins')
  strangers.begin(money)
  const rpc = node.rpc.limited({ timeout: PATIENCE })
  const output = await node.wallet.getnewaddress()
  const paid: Paid[] = []
  const perBlock = Math.ceil(contracts.length / paying)
  let blocks = 0
  let filled: Filled = { leastWeight: Number.POSITIVE_INFINITY, bytes: 0, transactions: 0 }

  const deposits = (height: number): readonly Made[] => {
    const made: Made[] = []
    const ours = contracts.slice(blocks * perBlock, (blocks + 1) * perBlock)
    for (let at = 0; at < ours.length; at += PAID_AT_ONCE) {
      const some = ours.slice(at, at + PAID_AT_ONCE)
      const payment = strangers.payment(
        some.map(({ outputScript, amount }) => ({ script: outputScript, amount })),
      )
      made.push(payment)
      for (const [which, contract] of some.entries())
        paid.push({
          contract,
          outpoint: { txid: payment.txid, vout: payment.firstOther + which },
          confirmedAt: height,
        })
    }
    return made
  }

  const releases = async (): Promise<readonly Made[]> => {
    const from = (blocks - paying) * spends
    const made: Made[] = []
    for (const one of paid.slice(from, from + spends)) made.push(await released(one, options))
    return made
  }

  const next = async (): Promise<void> => {
    const height = (await rpc.getblockcount()) + 1
    const transactions = [...(blocks < paying ? deposits(height) : await releases())]
    for (let at = 0; at < STUFFINGS; at++) transactions.push(...strangers.stuffing())
    let room = transactions.reduce((left, { weight }) => left - weight, WEIGHT)
    for (let weight = 0; room > weight; room -= weight) {
      const payment = strangers.payment()
      transactions.push(payment)
      weight = payment.weight
    }
    // what a node checks as it checks a block from anybody
    const mined = await rpc.call('generateblock', {
      output,
      transactions: transactions.map(({ hex }) => hex),
    })
    const { weight, size, nTx } = (await rpc.call('getblock', {
      blockhash: await rpc.getblockhash(height),
      verbosity: 1,
    })) as { readonly weight: number; readonly size: number; readonly nTx: number } // as nodes have it
    if (mined === null || nTx !== transactions.length + 1) throw new Error('the node took another block')
    filled = {
      leastWeight: Math.min(filled.leastWeight, weight),
      bytes: filled.bytes + size,
      transactions: filled.transactions + nTx,
    }
    blocks++
  }

  return { node, next, filled: () => filled }
}
