import type { Address } from '../agreement/types.js'
import { checkFeeCaps, checkFeeFloor, type FeeFloor } from '../plan/feeCaps.js'
import { type SerializableTransaction, transactionId } from '../psbt/transaction.js'
import { virtualSize } from '../units/feeRate.js'
import { SEQUENCE_REPLACEABLE } from '../units/lock.js'
import type { Outpoint } from '../units/outpoint.js'
import { type Sats, sumSats } from '../units/sats.js'
import type { TransactionOutput, UnsignedTransaction } from '../units/transaction.js'
import { scriptSigOf } from './coin.js'
import { fundingError } from './errors.js'
import { fundingPsbt } from './psbt.js'
import type { Selection } from './select.js'

/** What is left of the coins. */
export interface Change extends Outpoint {
  readonly address: string
  readonly amount: Sats
}

/** A transaction of an ordinary wallet that pays given outputs, unsigned. */
export interface UnsignedFunding {
  /** Version 0, base64: for the wallet that holds the coins. */
  readonly psbt: string
  /** Final: all inputs are segwit, so that no signature changes it. */
  readonly txid: string
  readonly fee: Sats
  /** Of the signed transaction; a P2WPKH signature may turn out a byte or two shorter. */
  readonly weight: number
  readonly vsize: number
  /** In the order of the transaction. */
  readonly inputs: readonly Outpoint[]
  /** The last output. */
  readonly change?: Change
  /** What was left, but too little for an output: the fee holds it. */
  readonly dustToFee: Sats
}

interface Assembled {
  /** As it is sent but for the witnesses, which its id leaves out. */
  readonly transaction: SerializableTransaction
  readonly funding: UnsignedFunding
}

/** The transaction of selected coins: the outputs, then the change, all sums counted again. */
export const assembled = (
  { outputs, selection }: { outputs: readonly TransactionOutput[]; selection: Selection },
  { change, ...rules }: FeeFloor & { change: Address; relax: readonly string[] },
): Assembled => {
  const { coins, fee, weight, dustToFee } = selection
  const transaction: UnsignedTransaction = {
    version: 2,
    lockTime: 0,
    inputs: coins.map(({ outpoint }) => ({ outpoint, sequence: SEQUENCE_REPLACEABLE })),
    outputs:
      selection.change === undefined
        ? outputs
        : [...outputs, { script: change.script, amount: selection.change }],
  }
  const paidIn = sumSats(coins.map(({ amount }) => amount))
  const paidOut = sumSats(transaction.outputs.map(({ amount }) => amount))
  if (paidIn !== paidOut + fee)
    throw fundingError('FUNDING_SELECTION', {
      field: 'utxos',
      expected: `${paidOut} sat and a fee of ${fee} sat`,
      received: `${paidIn} sat`,
    })
  const vsize = virtualSize(weight)
  checkFeeFloor({ fee, weight }, rules)
  checkFeeCaps({ fee, pot: sumSats(outputs.map(({ amount }) => amount)), vsize, weight }, rules)
  const sent = {
    ...transaction,
    inputs: transaction.inputs.map((input, at) => ({ ...input, scriptSig: scriptSigOf(coins[at]) })),
  }
  const txid = transactionId(sent)
  return {
    transaction: sent,
    funding: {
      psbt: fundingPsbt(transaction, coins),
      txid,
      fee,
      weight,
      vsize,
      inputs: coins.map(({ outpoint }) => outpoint),
      ...(selection.change !== undefined && {
        change: { txid, vout: outputs.length, address: change.text, amount: selection.change },
      }),
      dustToFee,
    },
  }
}
