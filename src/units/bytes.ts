/** Lower-case hex of bytes. */
export const toHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += DIGITS[byte]
  return text
}

const DIGITS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Bytes of a hex text in either case, or `undefined` where the text is not hex of whole bytes. */
export const fromHex = (text: string): Uint8Array | undefined => {
  const { length } = text
  if (length % 2 !== 0) return undefined
  const bytes = new Uint8Array(length / 2)
  // one look for each character, and one answer for all: texts from outside are read at every transaction
  let seen = 0
  for (let at = 0; at < length; at += 2) {
    const high = VALUES[text.charCodeAt(at)] ?? NO_DIGIT
    const low = VALUES[text.charCodeAt(at + 1)] ?? NO_DIGIT
    seen |= high | low
    bytes[at / 2] = (high << 4) | low
  }
  return seen < NO_DIGIT ? bytes : undefined
}

/** A bit above those of a digit. */
const NO_DIGIT = 16
/** Of ASCII characters, as hex digits. */
const VALUES: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16)
  return value >= 0 ? value : NO_DIGIT
})

/** All parts in one array. */
export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Lexicographic order of bytes: negative, zero or positive. */
export const compareBytes = (left: Uint8Array, right: Uint8Array): number => {
  const shared = Math.min(left.length, right.length)
  for (let at = 0; at < shared; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

export const equalBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && compareBytes(left, right) === 0

/** UTF-8 bytes of a text. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/**
 * The text of well-formed UTF-8, a byte order mark included, or `undefined` where the bytes are none. What is
 * malformed does not come back from its text, or the runtime's decoder (in React Native one that the app brings)
 * refuses it: so no option of it has to be trusted.
 */
export const textOfUtf8 = (bytes: Uint8Array): string | undefined => {
  const text = decodedUtf8(bytes)
  return text !== undefined && equalBytes(utf8(text), bytes) ? text : undefined
}

const decodedUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes that a compact size takes. */
export const compactSizeLength = (value: number): number =>
  value < 0xfd ? 1 : value <= 0xffff ? 3 : value <= 0xffffffff ? 5 : 9

/** A length as Bitcoin's serialisation writes it: 1, 3 or 5 bytes. */
export const compactSize = (value: number): Uint8Array => {
  if (value < 0xfd) return Uint8Array.of(value)
  if (value <= 0xffff) return Uint8Array.of(0xfd, value & 0xff, value >>> 8)
  return concat(Uint8Array.of(0xfe), uint32(value))
}

/** Four bytes, little endian. */
export const uint32 = (value: number): Uint8Array =>
  Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff)

/** Eight bytes, little endian. */
export const uint64 = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value, true)
  return bytes
}
