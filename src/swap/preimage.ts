import { backend } from '#backend'
import { fromHex, toHex } from '../units/bytes.js'
import type { Swap } from './compile.js'
import { swapError } from './errors.js'

/** A preimage: 32 bytes, or their hex. */
export type Preimage = string | Uint8Array

const LENGTH = 32

/** Whether bytes are the preimage of a swap's hash. */
export const opensSwap = ({ terms }: Pick<Swap, 'terms'>, bytes: Uint8Array): boolean =>
  bytes.length === LENGTH && toHex(backend.sha256(bytes)) === terms.paymentHash

/**
 * The bytes of a swap's preimage.
 *
 * @throws EscrowError `SWAP_PREIMAGE`; the preimage is never shown
 */
export const preimageBytes = (preimage: Preimage, swap: Pick<Swap, 'terms'>): Uint8Array => {
  const bytes = typeof preimage === 'string' ? fromHex(preimage) : preimage
  if (bytes instanceof Uint8Array && opensSwap(swap, bytes)) return bytes
  throw swapError('SWAP_PREIMAGE', {
    field: 'preimage',
    expected: "32 bytes, or their hex, whose SHA-256 is the swap's payment hash",
    received: 'something else (not shown)',
  })
}
