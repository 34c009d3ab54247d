import { encodePsbt } from '../psbt/codec.js'
import { transactionBytes } from '../psbt/forms.js'
import { EMPTY_INPUT, EMPTY_OUTPUT } from '../psbt/model.js'
import { parseTransaction } from '../psbt/transaction.js'

/** A transaction begins with its version: a small number, the little end first. */
const isTransaction = ([, ...rest]: Uint8Array): boolean => rest.slice(0, 3).every((byte) => byte === 0)

/**
 * What came in answer to a draft: a finished transaction, which is all that a node's `finalizepsbt` gives back, becomes
 * the final PSBT of it, to be read like one; anything else stays as it is.
 *
 * @throws EscrowError `TRANSACTION_MALFORMED`, `TRANSACTION_TOO_LARGE`
 */
export const unfinished = (answer: Uint8Array): Uint8Array => {
  const bytes = transactionBytes(answer)
  if (bytes === undefined || !isTransaction(bytes.subarray(0, 4))) return answer
  const { version, lockTime, inputs, outputs } = parseTransaction(bytes)
  return encodePsbt({
    transaction: {
      version,
      lockTime,
      inputs: inputs.map(({ outpoint, sequence }) => ({ outpoint, sequence })),
      outputs,
    },
    inputs: inputs.map(({ witness, scriptSig }) => ({
      ...EMPTY_INPUT,
      ...(witness.length > 0 && { finalScriptWitness: witness }),
      ...(scriptSig.length > 0 && { finalScriptSig: scriptSig }),
    })),
    outputs: outputs.map(() => EMPTY_OUTPUT),
    others: [],
  })
}
