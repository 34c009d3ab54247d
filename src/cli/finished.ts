import { decodePsbt } from '../psbt/codec.js'
import { PSBT_MAGIC, PSBT_TEXT, psbtBytes, textOfBytes, trimmed } from '../psbt/forms.js'
import { type ParsedTransaction, parseTransaction, serializeTransaction } from '../psbt/transaction.js'
import { cliError } from './errors.js'
import { transactionIn } from './files.js'

const isMagic = (bytes: Uint8Array): boolean => PSBT_MAGIC.every((byte, at) => bytes[at] === byte)

/** The bytes of a PSBT, where a file is one; JSON with a transaction in it is none. */
const psbtIn = (bytes: Uint8Array): Uint8Array | undefined => {
  if (isMagic(bytes)) return bytes
  const text = trimmed(textOfBytes(bytes) ?? '')
  return PSBT_TEXT.test(text) && !/^[{"]/.test(text) ? psbtBytes(text) : undefined
}

/** The transaction of a PSBT all of whose inputs are final (BIP 174, "Transaction Extractor"). */
const extracted = (psbt: Uint8Array, field: string): Uint8Array => {
  const { transaction, inputs } = decodePsbt(psbt)
  const open = inputs.findIndex(
    ({ finalScriptWitness, finalScriptSig }) =>
      finalScriptWitness === undefined && finalScriptSig === undefined,
  )
  if (open >= 0)
    throw cliError('TRANSACTION_UNFINISHED', {
      field: `${field}.inputs[${open}]`,
      expected: 'a transaction, or a PSBT whose inputs are all final: `finalize` makes one',
      received: 'an input that is not',
    })
  return serializeTransaction({
    ...transaction,
    inputs: transaction.inputs.map((input, at) => ({
      ...input,
      witness: inputs[at]?.finalScriptWitness ?? [],
      scriptSig: inputs[at]?.finalScriptSig ?? new Uint8Array(),
    })),
  })
}

/**
 * A transaction that can be sent, out of a file: one in any form, or a PSBT that is final.
 *
 * @throws EscrowError `TRANSACTION_UNFINISHED`, `FILE_NOT_JSON`, and what the codecs throw
 */
export const finishedIn = (
  bytes: Uint8Array,
  field: string,
): { readonly bytes: Uint8Array; readonly transaction: ParsedTransaction } => {
  const psbt = psbtIn(bytes)
  const raw = psbt === undefined ? transactionIn(bytes, field).transaction : extracted(psbt, field)
  return { bytes: raw, transaction: parseTransaction(raw, field) }
}
