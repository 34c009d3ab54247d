import { fromHex, textOfUtf8 } from '../units/bytes.js'
import { fromBase64 } from './base64.js'

/** What a PSBT in bytes starts with (BIP 174): `psbt` and 0xff. */
export const PSBT_MAGIC: Uint8Array = /* @__PURE__ */ Uint8Array.of(0x70, 0x73, 0x62, 0x74, 0xff)

/** How UTF-16 starts, little end first, which shells of one system write. */
const isUtf16 = ([first, second]: Uint8Array): boolean => first === 0xff && second === 0xfe

/** The text that bytes are, without its byte order mark; `undefined` where they are no text. */
export const textOfBytes = (bytes: Uint8Array): string | undefined =>
  (isUtf16(bytes) ? new TextDecoder('utf-16le').decode(bytes) : textOfUtf8(bytes))?.replace(/^\ufeff/, '')

/** Text as people paste it: with white space around, of which JavaScript takes a byte order mark for some. */
export const trimmed = (text: string): string => text.trim()

/** Values that an answer has fewer of: a thousand inputs and outputs, all decoded, are half of it. */
const MANY = 50_000

/**
 * What a node or a wallet printed; `undefined` where that is no JSON, or of more values than anybody prints: they take
 * far longer to read than their bytes tell. Its numbers are not spelled as ours.
 */
export const answerIn = (text: string): unknown => {
  try {
    return text.split(/[,[{]/, MANY).length < MANY ? JSON.parse(trimmed(text)) : undefined
  } catch {
    return undefined
  }
}

/** A member of an object out of JSON; `undefined` where there is none. */
export const memberOf = (answer: unknown, name: string): unknown =>
  typeof answer === 'object' && answer !== null
    ? Object.getOwnPropertyDescriptor(answer, name)?.value
    : undefined

/**
 * The one line inside a text: nothing in base64 or hex is white space, but e-mail breaks long lines and sets them off,
 * and nodes and wallets print JSON around, a text alone or an object with a member of one of these names.
 */
export const lineIn = (text: string, names: readonly string[]): string => {
  const plain = trimmed(text)
  if (/^["{]/.test(plain)) {
    const answer = answerIn(plain)
    const found = [answer, ...names.map((name) => memberOf(answer, name))].find(
      (value) => typeof value === 'string',
    )
    if (typeof found === 'string') return found.replace(/\s+/g, '')
  }
  return plain.replace(/\s+/g, '')
}

/** How a text begins in which a PSBT may stand: base64, hex, JSON. */
export const PSBT_TEXT: RegExp = /^(?:cHNidP|70736274|["{])/i

/** How hex begins of a PSBT, and of a transaction that somebody took for one. */
const HEX_TEXT = /^(?:70736274ff|0[123]000000)/i

/**
 * The bytes of a PSBT in every form in which people send one: as bytes, in base64 or hex with any white space, or
 * inside of what a node prints (`{"psbt": …}`); the text itself or a file's bytes of it.
 *
 * @throws EscrowError `PSBT_NOT_BASE64`
 */
export const psbtBytes = (psbt: string | Uint8Array): Uint8Array => {
  if (typeof psbt !== 'string') {
    if (PSBT_MAGIC.every((byte, at) => psbt[at] === byte)) return psbt
    const text = trimmed(textOfBytes(psbt) ?? '')
    return PSBT_TEXT.test(text) ? psbtBytes(text) : psbt
  }
  const line = lineIn(psbt, ['psbt', 'hex'])
  return (HEX_TEXT.test(line) ? fromHex(line) : undefined) ?? fromBase64(line, 'psbt')
}

/** Of transactions in use (BIP 431). */
const HIGHEST_VERSION = 3

/** How a text begins in which a transaction may stand: hex of its version, JSON. */
const TRANSACTION_TEXT = /^(?:0[0-9a-f]000000|["{])/i

/**
 * The bytes of a transaction: as bytes, in hex, or inside of what a node prints (`{"hex": …}`), whatever stands beside;
 * `undefined` where it is none of these.
 */
export const transactionBytes = (transaction: string | Uint8Array): Uint8Array | undefined => {
  if (typeof transaction === 'string') return fromHex(lineIn(transaction, ['hex']))
  // no text begins as a version does, and looking for one takes longer than reading a long transaction
  const [first = 0] = transaction
  const text = first <= HIGHEST_VERSION ? '' : trimmed(textOfBytes(transaction) ?? '')
  return TRANSACTION_TEXT.test(text) ? transactionBytes(text) : new Uint8Array(transaction)
}

/** A list of one stands for what is in it. */
const onlyOf = (answer: unknown): unknown => {
  const list = memberOf(answer, 'descriptors') ?? answer
  return Array.isArray(list) && list.length === 1 ? list[0] : answer
}

/**
 * The descriptor that a text is: wrapped over lines, or inside of what a node prints (`getdescriptorinfo`, an entry of
 * `listdescriptors`); `undefined` where it is none, such as an agreement.
 */
export const descriptorIn = (text: string): string | undefined => {
  const found = onlyOf(answerIn(text))
  const inside = ['descriptor', 'desc']
    .map((name) => memberOf(found, name))
    .find((value) => value !== undefined)
  const line = typeof inside === 'string' ? inside.replace(/\s+/g, '') : lineIn(text, [])
  return /^[a-z]+\(/.test(line) ? line : undefined
}
