import { backend } from '#backend'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import type { Role } from '../words.js'
import { spendError } from './errors.js'

/** Whose signature, of what, in which field of the input. */
export interface SignatureClaim {
  readonly signature: Uint8Array
  readonly digest: Uint8Array
  /** 32 x-only bytes. */
  readonly publicKey: Uint8Array
  /** Whose key it is; both parties' for an aggregate signature. */
  readonly roles: readonly Role[]
  readonly field: string
}

/**
 * Checks a signature from outside: 64 bytes, because a type byte would change what it covers (BIP 341, "Common
 * signature message"), and valid for its key and leaf (BIP 340, "Verification").
 *
 * @throws EscrowError `SIGNATURE_SIZE`, `SIGNATURE_INVALID`
 */
export const checkSignature = ({
  signature,
  digest,
  publicKey,
  roles,
  field,
}: SignatureClaim): Uint8Array => {
  if (signature.length !== SIGNATURE_LENGTH)
    throw spendError('SIGNATURE_SIZE', {
      field,
      expected: `${SIGNATURE_LENGTH} bytes: a signature of everything (SIGHASH_DEFAULT)`,
      received: `${signature.length} bytes`,
    })
  if (!backend.verifySchnorr(digest, publicKey, signature))
    throw spendError('SIGNATURE_INVALID', {
      field,
      expected: `a signature by ${roles.join(' and ')} of this very transaction`,
      received: 'one that does not verify',
      roles,
    })
  return signature
}
