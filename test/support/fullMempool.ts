import type { FeeRate } from 'taproot-escrow'
import type { Deposit } from '../../scripts/bitcoind/regtest.js'
import { addressOf } from './holders.js'
import type { TestNode } from './node.js'

/* A node with a small `-maxmempool`, filled until it asks for more than it always does. */

/** Coins for {@link fill}: they are mined, so before anything else waits. */
export const coinsToFill = async ({ fund, wallet }: TestNode): Promise<readonly Deposit[]> => {
  const payments = []
  while (payments.length < 60)
    payments.push({ address: await wallet.getnewaddress({ type: 'bech32m' }), amount: 50_000_000n })
  return fund(payments)
}

/** Fills the mempool with large transactions until it asks for more than it always does. */
export const fill = async ({ rpc, wallet }: TestNode, coins: readonly Deposit[]): Promise<FeeRate> => {
  const outputs = Array.from({ length: 2000 }, (_, at) => ({ [addressOf(1000 + at)]: '0.00001000' }))
  for (const [at, { txid, vout }] of coins.entries()) {
    const { mempoolminfee, minrelaytxfee } = await rpc.getmempoolinfo()
    if (mempoolminfee > minrelaytxfee) return mempoolminfee
    const funded = Object(
      await wallet.call('walletcreatefundedpsbt', {
        inputs: [{ txid, vout }],
        outputs,
        // drawn by chance it may be one that Knots does not relay
        locktime: 1,
        options: { fee_rate: 5 + at, add_inputs: false },
      }),
    )
    const { hex = '' } = await wallet.walletprocesspsbt(String(funded.psbt))
    await rpc.sendrawtransaction(hex, { maxfeerate: 'unlimited' })
  }
  throw new Error('the mempool is not full')
}
