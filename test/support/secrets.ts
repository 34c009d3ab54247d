import { createHash } from 'node:crypto'
import { createBase58check } from '@scure/base'
import { type NetworkName, networkOf } from '../../src/units/network.js'

const base58check = createBase58check(
  (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
)

/** A payload in base58 with its checksum. */
export const encoded58 = (payload: Uint8Array): string => base58check.encode(payload)

/** A secret key as WIF, by other code than the library's own. */
export const wifOf = (
  secret: Uint8Array,
  { network = 'regtest', compressed = true }: { network?: NetworkName; compressed?: boolean } = {},
): string => encoded58(Uint8Array.of(networkOf(network).wifVersion, ...secret, ...(compressed ? [1] : [])))

/** The payload of an extended private key, to be changed byte by byte. */
export const payload58 = (text: string): Uint8Array => base58check.decode(text)
