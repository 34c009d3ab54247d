import { transactionId } from '../psbt/transaction.js'
import { bodyOf } from './collected.js'
import type { Spend } from './types.js'

/**
 * The txid that the transaction of a spend will have, from the first draft on: signatures are no part of it. Everybody
 * who drafts the same gets the same, so it is a name for what several sign, and for what a chain is watched for.
 *
 * Source: BIP 141, "Transaction ID".
 *
 * @throws EscrowError `SPEND_NOT_BUILT`
 * @example
 * spendTxid(draft) === finalize(complete(both)).txid // true
 */
export const spendTxid = (spend: Spend): string => transactionId(bodyOf(spend).transaction)
