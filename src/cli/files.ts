import { collectIssues } from '../agreement/issues.js'
import { readJson } from '../agreement/json.js'
import { shown } from '../errors.js'
import { toBase64 } from '../psbt/base64.js'
import { textOfUtf8 } from '../units/bytes.js'
import { cliError } from './errors.js'
import type { CommandIo } from './io.js'

/** What stands for standard input in the place of a file. */
const INPUT = '-'
/** More than any PSBT, transaction or agreement that the library takes. */
export const FILE_LIMIT: number = 16 * 1024 * 1024

/** Reads what a command was given, files and standard input alike. */
export interface Reader {
  readonly bytes: (
    path: string,
    options: { readonly field: string; readonly limit?: number },
  ) => Promise<Uint8Array>
  readonly text: (
    path: string,
    options: { readonly field: string; readonly limit?: number },
  ) => Promise<string>
  /** A JSON value in which no name stands twice. */
  readonly json: (path: string, options: { readonly field: string }) => Promise<unknown>
  /** Takes standard input for something that is read as it comes. */
  readonly takeInput: (field: string) => void
}

/** The reader of one run: standard input is there once. */
export const readerOf = (io: CommandIo): Reader => {
  let taken: string | undefined
  const takeInput = (field: string): void => {
    if (taken !== undefined)
      throw cliError('STDIN_TAKEN', {
        field,
        expected: 'one thing from standard input',
        received: `another beside ${taken}`,
      })
    taken = field
  }
  const bytes: Reader['bytes'] = async (path, { field, limit = FILE_LIMIT }) => {
    if (path !== INPUT) return io.readFile(path, { limit })
    takeInput(field)
    return io.readInput({ limit })
  }
  const text: Reader['text'] = async (path, options) => textOf(await bytes(path, options), options.field)
  return {
    bytes,
    text,
    json: async (path, options) => jsonOf(await text(path, options), options.field),
    takeInput,
  }
}

/** Some editors write it, and mean nothing by it. */
const BYTE_ORDER_MARK = /^\ufeff/

/**
 * The text of bytes.
 *
 * @throws EscrowError `FILE_NOT_TEXT`
 */
const textOf = (bytes: Uint8Array, field: string): string => {
  const text = textOfUtf8(bytes)
  if (text === undefined)
    throw cliError('FILE_NOT_TEXT', {
      field,
      expected: 'text in UTF-8',
      received: `${bytes.length} bytes of something else`,
    })
  return text.replace(BYTE_ORDER_MARK, '')
}

const jsonOf = (text: string, field: string): unknown => {
  const issues = collectIssues()
  const value = issues.attempt(() => readJson(text, issues))
  const [issue] = issues.list
  if (issue === undefined) return value
  const { field: place, expected, received } = issue.data
  const where = place === 'agreement' ? field : `${field}.${place}`
  throw cliError('FILE_NOT_JSON', { field: where, expected, received }, issue)
}

/** Where a PSBT begins, as bytes: `psbt` and 0xff. */
const PSBT_START: readonly number[] = [0x70, 0x73, 0x62, 0x74, 0xff]

/**
 * A PSBT out of a file: as bytes, or in base64 with any white space around.
 *
 * @throws EscrowError `FILE_NOT_TEXT`
 */
export const psbtIn = (bytes: Uint8Array, field: string): string | Uint8Array =>
  PSBT_START.every((byte, at) => bytes[at] === byte) ? bytes : textOf(bytes, field).trim()

/** The same in base64, whatever it was. */
export const psbtToText = (psbt: string | Uint8Array): string =>
  typeof psbt === 'string' ? psbt : toBase64(psbt)

/** A transaction out of a file, and what a node says beside it. */
export interface TransactionFile {
  readonly transaction: string | Uint8Array
  /** Height of its block, where the file is a wallet's `gettransaction`. */
  readonly confirmedAt?: number
}

/**
 * A transaction out of a file: as hex, as bytes, or what `bitcoin-cli gettransaction` and `getrawtransaction` print.
 *
 * @throws EscrowError `FILE_NOT_JSON`
 */
export const transactionIn = (bytes: Uint8Array, field: string): TransactionFile => {
  const isText = bytes.every((byte) => byte < 0x80 && byte > 0x08)
  if (!isText) return { transaction: bytes }
  const text = textOf(bytes, field).trim()
  if (!text.startsWith('{')) return { transaction: text.replace(/^"|"$/g, '') }
  const { hex, blockheight } = answerIn(text, field)
  return {
    transaction: hex,
    ...(typeof blockheight === 'number' && { confirmedAt: blockheight }),
  }
}

const answerIn = (text: string, field: string): { readonly hex: string; readonly blockheight?: unknown } => {
  const answer = parsedAnswer(text)
  if (typeof answer === 'object' && answer !== null && 'hex' in answer && typeof answer.hex === 'string')
    return { hex: answer.hex, ...('blockheight' in answer && { blockheight: answer.blockheight }) }
  throw cliError('FILE_NOT_JSON', {
    field,
    expected: 'a transaction in hex, or JSON with a member hex',
    received: shown(answer),
  })
}

/** What a node printed; its numbers are not spelled as ours. */
const parsedAnswer = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The members of a list, or the one value that stands for a list of one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
