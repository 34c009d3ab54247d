import type { Transaction, WalletRpc } from 'taproot-escrow/chain'
import { type RunningNode, type StartOptions, startBitcoind } from './start.js'

/** The clock of a new chain: a fixed moment in 2027, so that a run repeats itself exactly. */
const START_TIME = 1_800_000_000
/** How often the wallet sends until its transaction is in the mempool. */
const SENDING_ATTEMPTS = 3
/** The first 10 blocks pay the wallet and mature under the others: 500 coins to spend. */
const COINS = 10
const MATURITY = 100
/** Somebody else's address: mining to it leaves the wallet small. It pays `OP_TRUE` behind a hash. */
const SINK = 'bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac85'
const BLOCKS_PER_CALL = 1000
const OUTPUTS_PER_TRANSACTION = 1000
/** Blocks at a moment until the median of the last 11 has reached it. */
const MEDIAN_BLOCKS = 6

/** An output that the wallet paid, confirmed. */
export interface Deposit {
  readonly txid: string
  readonly vout: number
  readonly address: string
  readonly amount: bigint
  /** The output script in hex. */
  readonly script: string
  /** The whole transaction in hex. */
  readonly hex: string
  readonly height: number
}

/** What the node says about a transaction that it was shown. */
export interface Verdict {
  readonly allowed: boolean
  /** The node's own words; absent where it is allowed. */
  readonly reason?: string
}

/** A transaction that a block holds. */
export interface Mined {
  readonly txid: string
  readonly vsize: number
  readonly weight: number
  readonly confirmations: number
  readonly height: number
  readonly transaction: Transaction
}

/** A node on a private chain with a wallet full of mature coins, and the hands on its clock. */
export interface RegtestNode extends RunningNode {
  readonly wallet: WalletRpc
  readonly height: () => Promise<number>
  /** The median time of the last 11 blocks, in seconds. */
  readonly medianTime: () => Promise<number>
  /** Mines this many blocks, one where not said. */
  readonly mine: (blocks?: number) => Promise<void>
  /** Mines until the tip has this height. */
  readonly mineUntilHeight: (height: number) => Promise<void>
  /**
   * Moves the clock and mines, until the median time of the last 11 blocks is at least this; exactly this where
   * it is not already later. Pending transactions older than two weeks are dropped by the node.
   */
  readonly passTimeUntil: (medianTime: number) => Promise<void>
  /** Pays all of them, in as few transactions as possible, mined in one block; in the order of the payments. */
  readonly fund: (
    payments: readonly { readonly address: string; readonly amount: bigint }[],
  ) => Promise<readonly Deposit[]>
  /** Whether the node would take the transaction into its mempool now, at any fee. */
  readonly tryAccept: (hex: string) => Promise<Verdict>
  /** Sends a transaction, mines a block and reads the transaction back. */
  readonly broadcastAndMine: (hex: string) => Promise<Mined>
}

/**
 * Starts a node and gives its wallet coins.
 *
 * @example
 * const node = await startRegtest()
 * const [deposit] = await node.fund([{ address, amount: 1_000_000n }])
 * await node.stop()
 */
export const startRegtest = async (options: StartOptions = {}): Promise<RegtestNode> => {
  const running = await startBitcoind(options)
  try {
    return await withCoins(running)
  } catch (error) {
    await running.stop()
    throw error
  }
}

const withCoins = async (running: RunningNode): Promise<RegtestNode> => {
  const { rpc } = running
  await rpc.setmocktime(START_TIME)
  await rpc.createwallet('funding')
  const wallet = rpc.wallet('funding')
  await rpc.generatetoaddress({ nblocks: COINS, address: await wallet.getnewaddress() })
  await rpc.generatetoaddress({ nblocks: MATURITY, address: SINK })

  const height = () => rpc.getblockcount()
  const medianTime = async () => (await rpc.getblockchaininfo()).mediantime

  /** Block times grow by a second every few blocks; a clock that stood still would fall behind too far. */
  const keepUp = async () => {
    const { bestblockhash } = await rpc.getblockchaininfo()
    const { time } = await rpc.getblockheader(bestblockhash)
    if (time > clock) clock = await moved(time)
  }
  const moved = async (time: number) => {
    await rpc.setmocktime(time)
    return time
  }
  let clock = START_TIME

  const mine = async (blocks = 1) => {
    for (let left = blocks; left > 0; left -= BLOCKS_PER_CALL) {
      await rpc.generatetoaddress({ nblocks: Math.min(left, BLOCKS_PER_CALL), address: SINK })
      if (left > BLOCKS_PER_CALL) await keepUp()
    }
  }

  /**
   * Wallets draw a locktime below the tip, and Knots relays none of 21: it then says that it sent what is in no mempool.
   */
  const payAll = async (payments: readonly { address: string; amount: bigint }[]) => {
    for (let attempt = 1; ; attempt++) {
      const txid = await wallet.sendmany(payments)
      if (attempt === SENDING_ATTEMPTS || (await rpc.getrawmempool()).includes(txid))
        return { txid, payments }
      await wallet.call('abandontransaction', { txid })
    }
  }

  return {
    ...running,
    wallet,
    height,
    medianTime,
    mine,
    mineUntilHeight: async (target) => {
      const now = await height()
      if (now > target) throw new Error(`the chain is at height ${now} already, beyond ${target}`)
      await mine(target - now)
    },
    passTimeUntil: async (target) => {
      while ((await medianTime()) < target) {
        clock = await moved(target)
        await mine(MEDIAN_BLOCKS)
      }
    },
    fund: async (payments) => {
      const sent = []
      for (const group of withoutRepeats(payments)) sent.push(await payAll(group))
      await mine()
      const confirmedAt = await height()
      const deposits = new Map<object, Deposit>()
      for (const { txid, payments: paid } of sent) {
        const { vout, hex } = await rpc.getrawtransaction(txid)
        for (const payment of paid) {
          const output = vout.find(({ scriptPubKey }) => scriptPubKey.address === payment.address)
          if (output === undefined) throw new Error(`${txid} does not pay ${payment.address}`)
          deposits.set(payment, {
            txid,
            vout: output.n,
            address: payment.address,
            amount: output.value,
            script: output.scriptPubKey.hex,
            hex,
            height: confirmedAt,
          })
        }
      }
      return payments.map((payment) => {
        const deposit = deposits.get(payment)
        if (deposit === undefined) throw new Error(`${payment.address} was not paid`)
        return deposit
      })
    },
    tryAccept: async (hex) => {
      const [verdict] = await rpc.testmempoolaccept([hex], { maxfeerate: 'unlimited' })
      if (verdict?.allowed === true) return { allowed: true }
      return { allowed: false, reason: verdict?.['reject-reason'] ?? 'no verdict' }
    },
    broadcastAndMine: async (hex) => {
      const txid = await rpc.sendrawtransaction(hex, { maxfeerate: 'unlimited' })
      await mine()
      const transaction = await rpc.getrawtransaction(txid)
      const { vsize, weight, confirmations = 0 } = transaction
      return { txid, vsize, weight, confirmations, height: (await height()) + 1 - confirmations, transaction }
    },
  }
}

/** Groups that one transaction can pay: no address twice, not too many outputs. */
const withoutRepeats = <Item extends { readonly address: string }>(payments: readonly Item[]): Item[][] => {
  const groups: Map<string, Item>[] = []
  for (const payment of payments) {
    let group = groups.find((g) => !g.has(payment.address) && g.size < OUTPUTS_PER_TRANSACTION)
    if (group === undefined) {
      group = new Map()
      groups.push(group)
    }
    group.set(payment.address, payment)
  }
  return groups.map((group) => [...group.values()])
}
