import { compactSize, compactSizeLength, compareBytes, toHex } from '../units/bytes.js'
import { Cursor, type ReadProblem } from './cursor.js'
import { psbtError } from './errors.js'
import { PSBT_MAGIC } from './forms.js'
import type { Frame, Row } from './model.js'

/** Bytes of a PSBT that are read at all; a thousand inputs of this library take under one megabyte. */
export const MAX_PSBT_BYTES = 4_000_000

/** Rows of a PSBT that are read at all. */
export const MAX_PSBT_ROWS = 50_000

/** Rows of one of its maps: with every key of the largest tree and all that these sign, an input has under 600. */
export const MAX_MAP_ROWS = 1000

/** A transaction starts with its version, in four bytes; BIP 431 has the highest in use. */
const looksLikeTransaction = (bytes: Uint8Array): boolean => /^0[123]000000/.test(toHex(bytes.subarray(0, 5)))

/** How many maps follow the global one. */
export interface MapCounts {
  readonly inputs: number
  readonly outputs: number
}

/** The type of a row: the compact size that its key starts with. The scan has made sure that there is one. */
export const rowType = ({ key }: Row): number => {
  const [first] = key
  if (first !== undefined && first < 0xfd) return first
  return new Cursor(key, (problem) => framingError(problem, 'psbt', 0)).compactSize()
}

const framingError = (problem: ReadProblem, field: string, at: number): ReturnType<typeof psbtError> =>
  problem === 'truncated'
    ? psbtError('PSBT_TRUNCATED', {
        field,
        expected: 'more bytes',
        received: `the end of the bytes at ${at}`,
      })
    : psbtError('PSBT_LENGTH_NOT_MINIMAL', {
        field,
        expected: 'a compact size in its shortest form',
        received: `a longer one at byte ${at}`,
      })

/**
 * Splits the bytes of a PSBT into maps of rows, in one pass: the magic, shortest lengths, no key twice in a map,
 * as many maps as `counts` finds the global map to call for, and nothing after them. The rows are views on a
 * copy of the bytes.
 *
 * Source: BIP 174, "Specification".
 *
 * @throws EscrowError `PSBT_TOO_LARGE`, `PSBT_MAGIC`, `PSBT_TRUNCATED`, `PSBT_LENGTH_NOT_MINIMAL`,
 * `PSBT_DUPLICATE_ROW`, `PSBT_TRAILING_BYTES`, and what `counts` throws
 */
export const scanPsbt = (bytes: Uint8Array, counts: (global: readonly Row[]) => MapCounts): Frame => {
  if (bytes.length > MAX_PSBT_BYTES)
    throw psbtError('PSBT_TOO_LARGE', {
      field: 'psbt',
      expected: `at most ${MAX_PSBT_BYTES} bytes`,
      received: `${bytes.length} bytes`,
    })
  let map = 'psbt.global'
  const cursor = new Cursor(new Uint8Array(bytes), (problem, at) => framingError(problem, map, at))
  if (cursor.left < PSBT_MAGIC.length || compareBytes(cursor.take(PSBT_MAGIC.length), PSBT_MAGIC) !== 0)
    throw psbtError('PSBT_MAGIC', {
      field: 'psbt',
      expected: 'bytes that start with 70736274ff',
      received: looksLikeTransaction(bytes) ? 'a transaction, which is signed and final' : 'other bytes',
    })
  let rowsLeft = MAX_PSBT_ROWS
  const readMap = (): readonly Row[] => {
    const rows: Row[] = []
    for (;;) {
      const keyLength = cursor.compactSize()
      if (keyLength === 0) break
      // before anything is made of the rows
      if (rows.length === MAX_MAP_ROWS || rowsLeft === 0)
        throw psbtError('PSBT_TOO_LARGE', {
          field: map,
          expected: `at most ${MAX_MAP_ROWS} rows in a map and ${MAX_PSBT_ROWS} in all`,
          received: 'more',
        })
      const key = cursor.take(keyLength)
      const row = { key, value: cursor.take(cursor.compactSize()) }
      rowType(row)
      rows.push(row)
      rowsLeft -= 1
    }
    sortedRows(rows, map)
    return rows
  }
  const readMaps = (count: number, name: string): readonly (readonly Row[])[] => {
    const maps: (readonly Row[])[] = []
    for (let index = 0; index < count; index++) {
      map = `psbt.${name}[${index}]`
      maps.push(readMap())
    }
    return maps
  }
  const global = readMap()
  const count = counts(global)
  const inputs = readMaps(count.inputs, 'inputs')
  const outputs = readMaps(count.outputs, 'outputs')
  if (cursor.left > 0)
    throw psbtError('PSBT_TRAILING_BYTES', {
      field: 'psbt',
      expected: 'nothing after the last map',
      received: `${cursor.left} more bytes`,
    })
  return { global, inputs, outputs }
}

const isSorted = (rows: readonly Row[]): boolean => {
  for (let index = 1; index < rows.length; index++) {
    const [before, row] = [rows[index - 1], rows[index]]
    if (before !== undefined && row !== undefined && compareBytes(before.key, row.key) >= 0) return false
  }
  return true
}

/** Rows in the lexicographic order of their keys, none of which may stand twice. */
const sortedRows = (rows: readonly Row[], field: string): readonly Row[] => {
  if (isSorted(rows)) return rows
  const sorted = [...rows].sort((left, right) => compareBytes(left.key, right.key))
  sorted.forEach((row, index) => {
    const before = sorted[index - 1]
    if (before !== undefined && compareBytes(before.key, row.key) === 0)
      throw psbtError('PSBT_DUPLICATE_ROW', {
        field,
        expected: 'each key once',
        received: `a key of type ${rowType(row)} twice`,
      })
  })
  return sorted
}

const partSize = (part: Uint8Array): number => compactSizeLength(part.length) + part.length

/**
 * The bytes of a PSBT, the rows of each map in lexicographic order.
 *
 * @throws EscrowError `PSBT_DUPLICATE_ROW`
 */
export const writePsbt = ({ global, inputs, outputs }: Frame): Uint8Array => {
  const maps = [
    sortedRows(global, 'psbt.global'),
    ...inputs.map((rows, index) => sortedRows(rows, `psbt.inputs[${index}]`)),
    ...outputs.map((rows, index) => sortedRows(rows, `psbt.outputs[${index}]`)),
  ]
  let size = PSBT_MAGIC.length + maps.length
  for (const rows of maps) for (const { key, value } of rows) size += partSize(key) + partSize(value)
  const bytes = new Uint8Array(size)
  bytes.set(PSBT_MAGIC)
  let at = PSBT_MAGIC.length
  const put = (part: Uint8Array): void => {
    if (part.length < 0xfd) bytes[at] = part.length
    else bytes.set(compactSize(part.length), at)
    at += compactSizeLength(part.length)
    bytes.set(part, at)
    at += part.length
  }
  for (const rows of maps) {
    for (const { key, value } of rows) {
      put(key)
      put(value)
    }
    // the zero that ends a map
    at += 1
  }
  return bytes
}
