import { toHex } from '../units/bytes.js'
import { bytesOf, type Collected, isPart, isWhole, withPart } from './bbqr.js'
import { pageError } from './errors.js'
import { type Given, recogniseFile, recogniseText } from './recognise.js'

/** What a code said: something to audit, a part of it, an address, or nothing that the page knows. */
export type Scanned =
  | { readonly kind: 'given'; readonly given: Given }
  | { readonly kind: 'part'; readonly collected: Collected }
  | { readonly kind: 'address'; readonly address: string }
  /** Parts of another kind (BC-UR), which are not read here. */
  | { readonly kind: 'ur' }
  | { readonly kind: 'unknown' }

/** The first bytes of a PSBT (BIP 174). */
const PSBT_MAGIC = '70736274ff'

/** An address alone, or in a payment URI (BIP 321); in capitals, as codes have them, or not. */
const ADDRESS = /^(?:bitcoin:)?((?:bc1|tb1|bcrt1)[a-z0-9]{8,87})(?:\?.*)?$/i

/**
 * Reads the text of one QR code, with the parts that were read before it.
 *
 * @throws EscrowError `QR_PART_…`, `QR_PARTS_…`
 */
export const scanned = async (text: string, before?: Collected): Promise<Scanned> => {
  if (isPart(text)) {
    const collected = withPart(text, before)
    return isWhole(collected)
      ? { kind: 'given', given: await givenIn(collected) }
      : { kind: 'part', collected }
  }
  if (/^ur:/i.test(text)) return { kind: 'ur' }
  const [, address] = ADDRESS.exec(text.trim()) ?? []
  // mixed case is no address (BIP 173)
  if (address !== undefined && [address.toLowerCase(), address.toUpperCase()].includes(address))
    return { kind: 'address', address: address.toLowerCase() }
  const given = recogniseText(text)
  return given === undefined ? { kind: 'unknown' } : { kind: 'given', given }
}

const givenIn = async (collected: Collected): Promise<Given> => {
  const bytes = await bytesOf(collected)
  const given = recogniseFile(bytes)
  const isPsbt = collected.head[1] === 'P'
  if (given !== undefined && (!isPsbt || toHex(bytes.subarray(0, 5)) === PSBT_MAGIC)) return given
  throw pageError('QR_PARTS_MALFORMED', {
    field: 'code',
    expected: isPsbt ? 'a PSBT' : 'something that can be audited',
    received: `${bytes.length} bytes of something else`,
  })
}
