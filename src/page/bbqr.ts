import { base32nopad } from '@scure/base'
import { shown } from '../errors.js'
import { concat, fromHex } from '../units/bytes.js'
import { pageError } from './errors.js'

/** The kinds of files that are read, by their letters: PSBT, transaction, JSON, text, any bytes. */
const KINDS = 'PTJUB'

/**
 * One part of a series: encoding (hex, base32, base32 of what was deflated), kind, how many parts, which of them, what
 * it holds (BBQr, "Splitting the Data").
 */
const PART = /^B\$([H2Z])([A-Z])([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]+)$/
const BASE = 36

/** Characters of the largest code (version 40, alphanumeric). */
const LONGEST = 4296
/** Characters of all parts together, and bytes of what they hold: a PSBT of a thousand inputs stays far below. */
const MOST_CHARACTERS = 2_000_000
const MOST_BYTES = 8_000_000

/** Parts of one series that were read, in whatever order. */
export interface Collected {
  /** What all parts begin with: encoding, kind, how many. */
  readonly head: string
  readonly total: number
  /** What each holds, by its place. */
  readonly parts: ReadonlyMap<number, string>
}

export const isPart = (text: string): boolean => text.startsWith('B$')

const malformed = (received: string) =>
  pageError('QR_PART_MALFORMED', {
    field: 'code',
    expected: `a part of a series (BBQr) in H, 2 or Z, of a kind among ${KINDS}`,
    received,
  })

/**
 * A series with one part more; the same part again changes nothing.
 *
 * @throws EscrowError `QR_PART_MALFORMED`, `QR_PART_OTHER`, `QR_PARTS_TOO_LARGE`
 */
export const withPart = (text: string, before?: Collected): Collected => {
  if (text.length > LONGEST) throw malformed(`${text.length} characters`)
  const [, encoding, kind = '', count = '', place = '', holds = ''] = PART.exec(text) ?? []
  const total = Number.parseInt(count, BASE)
  const at = Number.parseInt(place, BASE)
  if (encoding === undefined || !KINDS.includes(kind) || !(at < total))
    throw malformed(shown(text.slice(0, 8)))
  const head = text.slice(2, 6)
  if (before !== undefined && before.head !== head)
    throw pageError('QR_PART_OTHER', {
      field: 'code',
      expected: `a part of the series ${before.head}`,
      received: `one of ${head}`,
    })
  const known = before?.parts.get(at)
  if (known !== undefined && known !== holds)
    throw pageError('QR_PART_OTHER', {
      field: 'code',
      expected: `part ${at + 1} as it was read before`,
      received: 'something else in its place',
    })
  const parts = new Map(before?.parts).set(at, holds)
  checkLengths(parts, total)
  return { head, total, parts }
}

/** All parts but the last are equally long, and the last is no longer. */
const checkLengths = (parts: ReadonlyMap<number, string>, total: number): void => {
  const full = [...parts].flatMap(([at, { length }]) => (at < total - 1 ? [length] : []))
  const last = parts.get(total - 1)?.length ?? 0
  const [length = last] = full
  if (length * total > MOST_CHARACTERS)
    throw pageError('QR_PARTS_TOO_LARGE', {
      field: 'code',
      expected: `at most ${MOST_CHARACTERS} characters in all parts`,
      received: `${total} parts of ${length}`,
    })
  if (full.some((one) => one !== length) || last > length) throw malformed('a part of another length')
}

export const isWhole = ({ total, parts }: Collected): boolean => parts.size === total

const decoded = (holds: string, encoding: string): Uint8Array => {
  try {
    const bytes = encoding === 'H' ? fromHex(holds.toLowerCase()) : base32nopad.decode(holds)
    if (bytes !== undefined) return bytes
  } catch {
    // which character it was does not matter here
  }
  throw broken('something else')
}

const broken = (received: string) =>
  pageError('QR_PARTS_MALFORMED', {
    field: 'code',
    expected: 'whole bytes in the encoding of the parts',
    received,
  })

/**
 * What all parts hold together.
 *
 * @throws EscrowError `QR_PARTS_MALFORMED`, `QR_PARTS_TOO_LARGE`
 */
export const bytesOf = async ({ head, total, parts }: Collected): Promise<Uint8Array> => {
  const encoding = head.slice(0, 1)
  const bytes = concat(...Array.from({ length: total }, (_, at) => decoded(parts.get(at) ?? '', encoding)))
  return encoding === 'Z' ? inflated(bytes) : bytes
}

/** What was deflated, as far as it is no more than there can be: a few bytes may stand for gigabytes. */
const inflated = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  // whatever is wrong is met where it is read
  writer.write(Uint8Array.from(bytes)).catch(() => undefined)
  writer.close().catch(() => undefined)
  const reader = stream.readable.getReader()
  const chunks: Uint8Array[] = []
  for (let size = 0; ; ) {
    const { value } = await reader.read().catch(() => {
      throw broken('nothing that can be inflated')
    })
    if (value === undefined) return concat(...chunks)
    chunks.push(value)
    size += value.length
    if (size <= MOST_BYTES) continue
    reader.cancel().catch(() => undefined)
    throw pageError('QR_PARTS_TOO_LARGE', {
      field: 'code',
      expected: `at most ${MOST_BYTES} bytes`,
      received: 'more',
    })
  }
}

/** Bytes of each part, at most: a code of version 15, which cameras of devices read from a screen. */
const MOST_IN_PART = 465
/** Base32 makes eight characters of five bytes: parts of whole groups. */
const GROUP = 5
const MOST_PARTS = BASE ** 2 - 1

/**
 * Bytes as the parts of a series, each the text of one QR code, equally long but for the last.
 *
 * @throws EscrowError `QR_PARTS_TOO_LARGE`
 */
export const partsOf = (bytes: Uint8Array, kind: 'P' | 'T'): readonly string[] => {
  const total = Math.max(1, Math.ceil(bytes.length / MOST_IN_PART))
  if (total > MOST_PARTS)
    throw pageError('QR_PARTS_TOO_LARGE', {
      field: 'code',
      expected: `at most ${MOST_PARTS * MOST_IN_PART} bytes`,
      received: `${bytes.length}`,
    })
  const size = GROUP * Math.max(1, Math.ceil(bytes.length / total / GROUP))
  const twoDigits = (value: number): string => value.toString(BASE).toUpperCase().padStart(2, '0')
  // rounded up to whole groups, fewer parts may do
  const count = Math.max(1, Math.ceil(bytes.length / size))
  return Array.from(
    { length: count },
    (_, at) =>
      `B$2${kind}${twoDigits(count)}${twoDigits(at)}${base32nopad.encode(bytes.subarray(at * size, (at + 1) * size))}`,
  )
}
