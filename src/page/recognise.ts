import { FORM_NAMES, marks } from '../forms/form.js'
import { toBase64 } from '../psbt/base64.js'
import { descriptorIn, lineIn, memberOf, textOfBytes, trimmed } from '../psbt/forms.js'
import { toHex } from '../units/bytes.js'

/** What somebody gave to the page, by its kind. */
export type Given = { /** Of its file. */ readonly name?: string } & (
  | { readonly kind: 'agreement' | 'descriptor'; readonly text: string }
  /** Base64. */
  | { readonly kind: 'psbt'; readonly text: string }
  /** Hex. */
  | { readonly kind: 'transaction'; readonly text: string }
  /** JSON of a view of the chain, or of what the command's `watch` writes. */
  | { readonly kind: 'view'; readonly text: string }
  /** JSON of one acceptance or of several, of a proof of terms, of a proof of funding. */
  | { readonly kind: 'acceptances' | 'terms' | 'funding'; readonly text: string }
)

/** The first bytes of a PSBT (BIP 174): `psbt` and 0xff. */
const PSBT_MAGIC = '70736274ff'
const PSBT_BASE64 = 'cHNidP'

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** What a JSON form is, by what it says of itself. */
const FORMS: ReadonlyMap<unknown, Given['kind']> = new Map([
  [marks('view').format, 'view'],
  [marks('watch').format, 'view'],
  [marks('acceptance').format, 'acceptances'],
  [marks('terms').format, 'terms'],
  [marks('inclusion').format, 'funding'],
] as const)

/** Forms that say of themselves that there is nothing to audit in them. */
const OTHERS: ReadonlySet<unknown> = new Set(
  FORM_NAMES.map((name) => marks(name).format).filter((format) => !FORMS.has(format)),
)

/** An agreement is judged where it is audited, duplicate names and all: here JSON only tells one from the other. */
const formOf = (text: string): Given['kind'] | undefined => {
  try {
    const json: unknown = JSON.parse(text)
    const format = memberOf(Array.isArray(json) ? json[0] : json, 'format')
    if (OTHERS.has(format)) return undefined
    const kind = FORMS.get(format) ?? 'agreement'
    return Array.isArray(json) && kind !== 'acceptances' ? 'agreement' : kind
  } catch {
    return 'agreement'
  }
}

/** What a pasted text is, by how it begins; nothing where it is none of what can be audited. */
export const recogniseText = (input: string): Given | undefined => {
  const descriptor = descriptorIn(input)
  if (descriptor !== undefined) return { kind: 'descriptor', text: descriptor }
  const line = lineIn(input, ['psbt', 'hex'])
  if (line.startsWith('{')) {
    const kind = formOf(line)
    return kind && { kind, text: trimmed(input) }
  }
  if (line.startsWith('[') && formOf(line) === 'acceptances')
    return { kind: 'acceptances', text: trimmed(input) }
  if (line.startsWith(PSBT_BASE64)) return { kind: 'psbt', text: line }
  if (!/^(?:[0-9a-f]{2}){10,}$/i.test(line)) return undefined
  const hex = line.toLowerCase()
  return hex.startsWith(PSBT_MAGIC)
    ? { kind: 'psbt', text: toBase64(bytesOf(hex)) }
    : { kind: 'transaction', text: hex }
}

/** Whether a file is a picture: PNG, JPEG, WebP or GIF by its first bytes. */
export const isPicture = (bytes: Uint8Array): boolean =>
  /^(?:89504e47|ffd8ff|52494646.{8}57454250|47494638)/.test(toHex(bytes.subarray(0, 12)))

/** What a file is: a binary PSBT or transaction, or a text. */
export const recogniseFile = (bytes: Uint8Array): Given | undefined => {
  const start = toHex(bytes.subarray(0, 5))
  if (start === PSBT_MAGIC) return { kind: 'psbt', text: toBase64(bytes) }
  // version 1, 2 or 3, little endian (BIP 431 has the last)
  if (/^0[123]000000/.test(start)) return { kind: 'transaction', text: toHex(bytes) }
  const text = textOfBytes(bytes)
  return text === undefined ? undefined : recogniseText(text)
}
