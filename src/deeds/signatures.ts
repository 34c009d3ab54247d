import { backend } from '#backend'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import { leafHash } from '../taproot/commitment.js'
import { sighasher } from '../taproot/sighash.js'
import type { TransactionOutput, UnsignedTransaction } from '../units/transaction.js'

/**
 * Whether a signature verifies: `unknown` where an output that the transaction spends is not known, and where whoever
 * judges computes no signature hash of its kind.
 */
export type SignatureVerdict = 'valid' | 'invalid' | 'unknown'

/** A signature of an input, the key that it shall verify for, and what it is called. */
export interface SignatureInQuestion {
  readonly input: number
  /** The leaf's; without it the signature is the key path's. */
  readonly script?: Uint8Array
  readonly annex?: Uint8Array
  /** 64 bytes, or 65 with a type byte. */
  readonly signature: Uint8Array
  /** 32 x-only bytes. */
  readonly key: Uint8Array
  readonly field: string
}

/** Judges the signatures of one transaction whose spent outputs are all known. */
export type JudgeSignature = (question: SignatureInQuestion) => SignatureVerdict

/** BIP 341, "Common signature message": the types that consensus knows beside SIGHASH_DEFAULT. */
const TYPES: readonly number[] = [0x01, 0x02, 0x03, 0x81, 0x82, 0x83]

/** The type of a signature, `undefined` where no rule knows it: a type byte 0 must be left out. */
export const signatureType = (signature: Uint8Array): number | undefined => {
  if (signature.length === SIGNATURE_LENGTH) return 0
  const type = signature.length === SIGNATURE_LENGTH + 1 ? signature[SIGNATURE_LENGTH] : undefined
  return type !== undefined && TYPES.includes(type) ? type : undefined
}

/** Verifies signatures of everything, which are all that this library makes; of others nothing is claimed. */
export const signatureJudge = (
  transaction: UnsignedTransaction,
  spent: readonly TransactionOutput[],
): JudgeSignature => {
  const sighash = sighasher(transaction, spent)
  return ({ input, script, annex, signature, key }) => {
    const type = signatureType(signature)
    if (type === undefined) return 'invalid'
    if (type !== 0 || annex !== undefined) return 'unknown'
    const digest = sighash({ index: input, ...(script && { leafHash: leafHash(script) }) })
    return backend.verifySchnorr(digest, key, signature) ? 'valid' : 'invalid'
  }
}
