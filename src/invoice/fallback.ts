import { parseAddress } from '../agreement/address.js'
import { EscrowError } from '../errors.js'
import { encodeBase58check } from '../keys/base58check.js'
import { encodeBech32 } from '../units/bech32.js'
import { concat } from '../units/bytes.js'
import { type NetworkName, networkOf } from '../units/network.js'
import { invoiceError } from './errors.js'
import { bytesOf } from './words.js'

const P2PKH = 17
const P2SH = 18

/** The address of a field `f`, or nothing where its version is not known here (BOLT 11, "Tagged Fields"). */
export const fallbackOf = (words: readonly number[], network: NetworkName): string | undefined => {
  const field = 'invoice.f'
  const [version, ...program] = words
  const { hrp, p2pkhVersion, p2shVersion } = networkOf(network)
  const based = (start: number): string =>
    encodeBase58check(concat(Uint8Array.of(start), bytesOf(program, field)))
  if (version === P2PKH) return checked(based(p2pkhVersion), network)
  if (version === P2SH) return checked(based(p2shVersion), network)
  if (version === 0) return checked(encodeBech32({ prefix: hrp, words, encoding: 'bech32' }), network)
  if (version === 1) return checked(encodeBech32({ prefix: hrp, words, encoding: 'bech32m' }), network)
  return undefined
}

const checked = (text: string, network: NetworkName): string => {
  try {
    return parseAddress(text, { network, field: 'invoice.f' }).text
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    const { field, expected, received } = error.data
    throw invoiceError('INVOICE_FIELD_MALFORMED', { field, expected, received }, error)
  }
}
