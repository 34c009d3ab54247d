import { type Check, checkThat, hasMembers } from '../given/check.js'
import type { KeyOrigin } from '../keys/keyExpression.js'
import type { MusigContext } from '../musig/types.js'
import type { Role, SpendPath, SwapSide } from '../words.js'

/** One Schnorr signature, whatever it is for. */
interface AskedSignature {
  /** The 32 bytes that are signed: SIGHASH_DEFAULT of one input through one leaf. */
  readonly digest: Uint8Array
  /** The key that must have signed, 32 x-only bytes. */
  readonly publicKey: Uint8Array
  /** From the signer's master key to that key (before the tweak, if there is one); absent for a bare key. */
  readonly origin?: KeyOrigin
  /** What BIP 341 adds to the key of the origin before it signs; absent for keys of leaves. */
  readonly tweak?: Uint8Array
  /** Position of the input. */
  readonly input: number
}

/** A signature that a spend of contracts, or an acceptance, needs. */
export interface ContractSignatureRequest extends AskedSignature {
  readonly role: Role
  /** The path that is spent by, or the acceptance of an agreement, which spends nothing. */
  readonly path: SpendPath | 'acceptance'
}

/** A signature that the claim or the refund of a swap needs. */
export interface SwapSignatureRequest extends AskedSignature {
  readonly role: SwapSide
  readonly path: 'swap'
}

/** What a signer is asked to sign; `path` tells swaps from contracts. */
export type SignatureRequest = ContractSignatureRequest | SwapSignatureRequest

/** What a signer is asked to sign: all requests of one spend at once, and the PSBT for signers that want it. */
export interface SigningJob {
  readonly requests: readonly SignatureRequest[]
  /** Base64. */
  readonly psbt: string
}

/** A partial signature that takes part in an aggregate (BIP 327). */
export interface MusigRequest<Member extends Role | SwapSide = Role | SwapSide> {
  /** The 32 bytes that the aggregate signs. */
  readonly digest: Uint8Array
  /** The participant's own key, 33 bytes. */
  readonly publicKey: Uint8Array
  readonly origin: KeyOrigin
  readonly role: Member
  readonly context: MusigContext
  readonly input: number
}

/** A signer's part in one aggregate signature. The secret nonce stays inside; `sign` works once. */
export interface MusigPart {
  /** 66 bytes, to be sent to the others. */
  readonly publicNonce: Uint8Array
  /** The partial signature, 32 bytes, under the sum of all nonces (66 bytes). */
  readonly sign: (aggregateNonce: Uint8Array) => Promise<Uint8Array>
}

/**
 * Whoever can sign: keys in this process, a device, a server. Signers answer in the order of the requests, with
 * `undefined` for keys that are not theirs.
 *
 * @example
 * const server: Signer = {
 *   sign: async ({ requests }) => Promise.all(requests.map(({ digest, publicKey }) => askServer(digest, publicKey))),
 * }
 */
export interface Signer {
  readonly sign: (job: SigningJob) => Promise<readonly (Uint8Array | undefined)[]>
  /** Round one of MuSig2; absent where the signer knows no MuSig2. */
  readonly startMusig?: (requests: readonly MusigRequest[]) => Promise<readonly (MusigPart | undefined)[]>
}

export const aSigner: Check = /* @__PURE__ */ checkThat(
  'a signer: one of taproot-escrow/signers, or an object with sign',
  (value) =>
    hasMembers(value) &&
    typeof value['sign'] === 'function' &&
    ['function', 'undefined'].includes(typeof value['startMusig']),
)
