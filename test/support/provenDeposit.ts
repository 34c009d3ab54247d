import { proveFunding } from '../../src/chain/proveFunding.js'
import type { Contract } from '../../src/contract/contract.js'
import { parseTransaction } from '../../src/psbt/transaction.js'
import type { FundingProof } from '../../src/watch/fundingProof.js'
import type { Checkpoint } from '../../src/watch/types.js'
import { minedChain, payment, serverOf } from './minedChain.js'

/** A proof that a contract was paid in the fifteenth of twenty blocks, and a block to hold it against. */
export const provenDeposit = async (
  contract: Contract,
): Promise<{
  readonly proof: FundingProof
  readonly txid: string
  readonly checkpoint: Checkpoint
  readonly now: number
}> => {
  const deposit = payment(1, contract.outputScript, contract.amount)
  const chain = minedChain(
    Array.from({ length: 20 }, (_, at) => (at === 14 ? { transactions: [deposit] } : {})),
  )
  const { txid } = parseTransaction(deposit)
  const checkpoint = { height: 5, hash: chain[5]?.parsed.hash ?? '' }
  const proof = await proveFunding(
    { contract, outpoint: { txid, vout: 0 }, amount: contract.amount, match: 'exact' },
    serverOf(chain),
    { from: checkpoint.height },
  )
  return { proof, txid, checkpoint, now: 1_800_000_000 + 600 * 21 }
}
