import { EscrowError } from '../../errors.js'
import { parseTransaction } from '../../psbt/transaction.js'
import { fromHex } from '../../units/bytes.js'
import type { FoundTransaction } from '../source.js'
import type { Http } from './http.js'
import * as shapes from './shapes.js'

/** Asked for its bytes first: of a transaction that nobody knows the status is `confirmed: false`. */
export const transactionOver = async (http: Http, txid: string): Promise<FoundTransaction | undefined> => {
  const path = `/tx/${txid}/hex`
  const hex = await http.text(path)
  if (hex === undefined) return undefined
  const bytes = fromHex(hex.trim())
  if (bytes === undefined || idOf(bytes) !== txid) throw http.malformed(path, 'another transaction, or none')
  const status = await http.json(`/tx/${txid}/status`, shapes.status)
  return status?.confirmed === true
    ? { bytes, block: { hash: status.block_hash, height: status.block_height } }
    : { bytes }
}

const idOf = (bytes: Uint8Array): string | undefined => {
  try {
    return parseTransaction(bytes).txid
  } catch (error) {
    if (error instanceof EscrowError) return undefined
    throw error
  }
}
