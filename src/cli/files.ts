import { collectIssues } from '../agreement/issues.js'
import { readJson } from '../agreement/json.js'
import { toBase64 } from '../psbt/base64.js'
import { answerIn, memberOf, psbtBytes, textOfBytes, transactionBytes } from '../psbt/forms.js'
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
  readonly json: (
    path: string,
    options: { readonly field: string; readonly limit?: number },
  ) => Promise<unknown>
  /** Takes standard input for something that is read as it comes. */
  readonly takeInput: (field: string) => void
}

/**
 * The reader of one run: standard input is there once.
 *
 * @throws EscrowError `STDIN_TAKEN` where it is asked for again
 */
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
    json: async (path, options) => jsonOf(await text(path, options), options),
    takeInput,
  }
}

/**
 * The text of bytes.
 *
 * @throws EscrowError `FILE_NOT_TEXT`
 */
const textOf = (bytes: Uint8Array, field: string): string => {
  const text = textOfBytes(bytes)
  if (text !== undefined) return text
  throw cliError('FILE_NOT_TEXT', {
    field,
    expected: 'text in UTF-8',
    received: `${bytes.length} bytes of something else`,
  })
}

const jsonOf = (
  text: string,
  { field, limit = FILE_LIMIT }: { readonly field: string; readonly limit?: number },
): unknown => {
  const issues = collectIssues()
  const value = issues.attempt(() => readJson(text, issues, limit))
  const [issue] = issues.list
  if (issue === undefined) return value
  const { field: place, expected, received } = issue.data
  const where = place === 'agreement' ? field : `${field}.${place}`
  throw cliError('FILE_NOT_JSON', { field: where, expected, received }, issue)
}

/** A PSBT in base64, whatever form it came in. */
export const psbtToText = (psbt: Uint8Array): string => toBase64(psbtBytes(psbt))

/** A transaction out of a file, and what a node says beside it. */
export interface TransactionFile {
  readonly transaction: Uint8Array
  /** Height of its block, where the file is a wallet's `gettransaction`. */
  readonly confirmedAt?: number
}

/**
 * A transaction out of a file in any form, and the height that `gettransaction` says beside it.
 *
 * @throws EscrowError `FILE_NOT_JSON`
 */
export const transactionIn = (bytes: Uint8Array, field: string): TransactionFile => {
  const transaction = transactionBytes(bytes)
  if (transaction === undefined)
    throw cliError('FILE_NOT_JSON', {
      field,
      expected: 'a transaction in hex, or JSON with a member hex',
      received: 'text without one',
    })
  const height = memberOf(answerIn(textOfBytes(bytes) ?? ''), 'blockheight')
  return { transaction, ...(typeof height === 'number' && { confirmedAt: height }) }
}

/** The members of a list, or the one value that stands for a list of one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
