import { EscrowError, shown } from '../errors.js'
import { memberField } from '../given/check.js'
import { toHex } from '../units/bytes.js'
import { normalAddress } from './address.js'
import { agreementError } from './errors.js'
import { MAX_DEPTH } from './json.js'

/** A value with more parts than this is no agreement; it keeps cycles and hostile values cheap. */
const MOST_PARTS = 200_000

const lowerHex = (text: string): string => (/^[0-9a-fA-F]*$/.test(text) ? text.toLowerCase() : text)

const ORIGIN = /^\[([0-9a-fA-F]{8})((?:\/[0-9]+['hH]?)*)\]/

const normalKey = (text: string): string =>
  lowerHex(text).replace(
    ORIGIN,
    (_, fingerprint: string, path: string) => `[${fingerprint.toLowerCase()}${path.replace(/['H]/g, 'h')}]`,
  )

/** How the text of a member is brought into its one spelling. */
const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  address: normalAddress,
  keys: normalKey,
  memo: (text) => text.normalize('NFC'),
  secretHash: lowerHex,
  document: lowerHex,
  previous: lowerHex,
  salt: lowerHex,
}

interface Place {
  readonly field: string
  /** The member that the value, or the list around it, is of. */
  readonly name: string
  readonly depth: number
}

/**
 * JSON text of a JavaScript value with what has several spellings in its normal one: bigints as decimal strings,
 * bytes and hex as lower-case hex, addresses in lower case, `h` for hardened steps, memos in NFC. Absent members
 * (`undefined`) are left out. What is no valid agreement stays none: the parser says so.
 *
 * @throws EscrowError `AGREEMENT_UNREADABLE`, `AGREEMENT_TOO_DEEP`, `AGREEMENT_TOO_LARGE`
 */
export const normalText = (value: unknown): string => {
  try {
    return JSON.stringify(normalValue(value))
  } catch (error) {
    if (error instanceof EscrowError) throw error
    // a getter or a proxy threw; what it threw may hold anything and is not passed on
    throw agreementError('AGREEMENT_UNREADABLE', {
      field: 'agreement',
      expected: 'plain objects, lists and values',
      received: 'a value that throws when it is read',
    })
  }
}

const normalValue = (value: unknown): unknown => {
  let parts = 0
  const count = (more: number): void => {
    parts += more
    if (parts > MOST_PARTS)
      throw agreementError('AGREEMENT_TOO_LARGE', {
        field: 'agreement',
        expected: `at most ${MOST_PARTS} values`,
        received: 'more',
      })
  }
  const normal = (part: unknown, { field, name, depth }: Place): unknown => {
    count(1)
    if (depth > MAX_DEPTH)
      throw agreementError('AGREEMENT_TOO_DEEP', {
        field: 'agreement',
        expected: `at most ${MAX_DEPTH} levels of objects and lists`,
        received: 'more, or an object that holds itself',
      })
    if (typeof part === 'string') return SPELLINGS[name]?.(part) ?? part
    if (typeof part === 'bigint') return part.toString()
    if (part instanceof Uint8Array) return toHex(part)
    if (Array.isArray(part)) {
      count(part.length)
      return part.map((member: unknown, index) =>
        normal(member, { field: `${field}[${index}]`, name, depth: depth + 1 }),
      )
    }
    if (typeof part === 'object' && part !== null)
      return Object.fromEntries(
        Object.entries(part)
          .filter(([, member]) => member !== undefined)
          .map(([key, member]) => [
            key,
            normal(member, { field: memberField(field, key), name: key, depth: depth + 1 }),
          ]),
      )
    const isJson = part === null || typeof part === 'boolean' || Number.isFinite(part)
    if (!isJson)
      throw agreementError('AGREEMENT_UNREADABLE', {
        field: field || 'agreement',
        expected: 'a value that JSON can hold',
        received: shown(part),
      })
    return part
  }
  return normal(value, { field: '', name: '', depth: 1 })
}
