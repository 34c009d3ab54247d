import { Block } from 'bitcoinjs-lib'
import type { RpcCall } from 'taproot-escrow/chain'
import type { RegtestNode } from '../bitcoind/regtest.js'

/** A block as Lightning nodes want it: what pays the miner is left out. */
export interface FollowedBlock {
  readonly height: number
  /** 80 bytes. */
  readonly header: Uint8Array
  readonly transactions: readonly { readonly position: number; readonly bytes: Uint8Array }[]
}

const HEADER = 80

/** The blocks after a height, up to the tip, in two questions to the node. */
export const blocksAfter = async (
  { rpc }: Pick<RegtestNode, 'rpc'>,
  height: number,
): Promise<readonly FollowedBlock[]> => {
  const ask = async (calls: readonly RpcCall[]): Promise<readonly string[]> =>
    (await rpc.batch(calls)).map((answer) => {
      if (!answer.ok) throw answer.error
      return String(answer.result)
    })
  const heights = Array.from({ length: (await rpc.getblockcount()) - height }, (_, at) => height + 1 + at)
  if (heights.length === 0) return []
  const hashes = await ask(heights.map((one) => ({ method: 'getblockhash', params: [one] })))
  const blocks = await ask(hashes.map((hash) => ({ method: 'getblock', params: [hash, 0] })))
  return blocks.map((hex, at) => {
    const bytes = Buffer.from(hex, 'hex')
    const [, ...transactions] = Block.fromBuffer(bytes).transactions ?? []
    return {
      height: height + 1 + at,
      header: Uint8Array.from(bytes.subarray(0, HEADER)),
      transactions: transactions.map((one, index) => ({
        position: index + 1,
        bytes: Uint8Array.from(one.toBuffer()),
      })),
    }
  })
}
