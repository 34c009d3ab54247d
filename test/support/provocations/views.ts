import {
  type Contract,
  emptyView,
  extended,
  matchFunding,
  release,
  satsPerVb,
  seen,
  type View,
} from 'taproot-escrow'
import { payingTransaction } from '../command.js'
import { finished, made, secretsOf } from '../contracts.js'
import { fullDocument } from '../documents.js'
import { fakeBlocks } from '../fakeChain.js'

/** Views of the chain, in each of which something else became of a contract that says everything. */

const BASE = { height: 100, hash: '00'.repeat(32) }
const BLOCKS = fakeBlocks(12, { previous: BASE.hash })

const { agreement, contracts } = made(fullDocument())
/** The second milestone, which has a secret. */
const contract: Contract = contracts[1]!
/** Of the agreement that the views are about. */
export const WATCHED: string = agreement.text
export const WATCHED_CONTRACTS: readonly Contract[] = contracts

const empty = extended(
  emptyView({ network: 'regtest', checkpoint: BASE }),
  BLOCKS.map(({ header }) => header),
)

const depositOf = (change: bigint): string =>
  payingTransaction([{ script: contract.outputScript, amount: contract.amount + change }])

const withSeen = (view: View, transaction: string, height?: number): View =>
  seen(view, {
    transaction,
    where:
      height === undefined
        ? 'mempool'
        : { blockHash: BLOCKS[height - BASE.height - 1]!.hash, height, position: 1 },
  })

/** The contract is paid, and paid out by a path: in a block where a height is given. */
const paidOut = async (
  path: 'key' | 'employerAndWorker' | 'workerWithSecret',
  height?: number,
): Promise<View> => {
  const deposit = depositOf(0n)
  const [funded] = matchFunding([contract], deposit, { confirmedAt: 103 })
  const draft = release(funded, { path, feeRate: satsPerVb('2'), secrets: secretsOf([contract]) })
  return withSeen(withSeen(empty, deposit, 103), (await finished(draft)).hex, height)
}

/** Each of them. */
export const views = async (): Promise<readonly View[]> => [
  empty,
  withSeen(empty, depositOf(-1n)),
  withSeen(withSeen(empty, depositOf(1n), 110), depositOf(2n), 111),
  await paidOut('employerAndWorker'),
  await paidOut('key', 111),
  await paidOut('workerWithSecret', 105),
]
