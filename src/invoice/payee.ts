import { secp256k1 } from '@noble/curves/secp256k1.js'
import { backend } from '#backend'
import { concat, toHex } from '../units/bytes.js'
import { invoiceError } from './errors.js'

/** What is signed, and by which bytes. */
export interface Signed {
  readonly message: Uint8Array
  /** r, s, and which of up to four keys made them. */
  readonly signature: Uint8Array
  /** The payee's key where the invoice names it. */
  readonly named: Uint8Array | undefined
}

const refused = (expected: string): ReturnType<typeof invoiceError> =>
  invoiceError('INVOICE_SIGNATURE', { field: 'invoice.signature', expected, received: 'another one' })

// the library throws where a signature or a key is out of range: here that is an answer
const answer = <Value>(work: () => Value): Value | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}

/**
 * The key that signed (BOLT 11, "Requirements" of the data part). Where the payee is named, its signature must be the
 * one with the lower s; where it is recovered either is taken, as Lightning nodes do.
 */
export const payeeOf = ({ message, signature, named }: Signed): string => {
  const hash = backend.sha256(message)
  const compact = signature.subarray(0, 64)
  const which = signature[64] ?? 0xff
  if (which > 3) throw refused('a recovery id from 0 to 3')
  if (named !== undefined) {
    const holds = answer(() => secp256k1.verify(compact, hash, named, { prehash: false, lowS: true }))
    if (holds !== true) throw refused("a signature of the payee's key")
    return toHex(named)
  }
  const key = answer(() =>
    secp256k1.recoverPublicKey(concat(Uint8Array.of(which), compact), hash, { prehash: false }),
  )
  if (key === undefined) throw refused('a signature that a key can have made')
  return toHex(key)
}
