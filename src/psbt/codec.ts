import { shown } from '../errors.js'
import { sumSats } from '../units/sats.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import { toBase64 } from './base64.js'
import { psbtError } from './errors.js'
import { psbtBytes } from './forms.js'
import { MAX_PSBT_BYTES, type MapCounts, rowType, scanPsbt, writePsbt } from './framing.js'
import { readInput, writeInput } from './inputRows.js'
import type { Frame, Psbt, PsbtFormat, Row } from './model.js'
import { readOutputMap, writeOutputMap } from './outputRows.js'
import { checkRow, GLOBAL, GLOBAL_SHAPES } from './shapes.js'
import { parseTransaction, serializeTransaction } from './transaction.js'
import { readUint32, valueRow } from './values.js'
import { fromVersion2, refuseVersion2Rows, toVersion2, version2Counts } from './version2.js'

/**
 * Bytes of a PSBT's transaction that are read at all: nodes relay up to 400,000 weight units, and without its
 * witnesses each byte is four.
 */
const MAX_UNSIGNED_BYTES = 100_000

/** The version that a global map says: 0 where it says none. */
const versionOf = (global: readonly Row[]): 0 | 2 => {
  const row = global.find((candidate) => rowType(candidate) === GLOBAL.version)
  if (row === undefined) return 0
  checkRow(row, { shapes: GLOBAL_SHAPES, field: 'psbt.global' })
  const version = readUint32(row.value, 'psbt.global.version')
  if (version === 0 || version === 2) return version
  throw psbtError('PSBT_VERSION', {
    field: 'psbt.global.version',
    expected: 'version 0 or 2',
    received: `version ${version}`,
  })
}

const unsignedTransaction = (row: Row): UnsignedTransaction => {
  const field = 'psbt.global.transaction'
  if (row.value.length > MAX_UNSIGNED_BYTES)
    throw psbtError('PSBT_TOO_LARGE', {
      field,
      expected: `at most ${MAX_UNSIGNED_BYTES} bytes`,
      received: `${row.value.length} bytes`,
    })
  const { version, lockTime, inputs, outputs } = parseTransaction(row.value, field)
  inputs.forEach(({ scriptSig, witness }, index) => {
    if (scriptSig.length > 0 || witness.length > 0)
      throw psbtError('PSBT_TRANSACTION_SIGNED', {
        field: `${field}.inputs[${index}]`,
        expected: 'an input without scriptSig and witness',
        received: scriptSig.length > 0 ? 'a scriptSig' : 'a witness',
      })
  })
  return {
    version,
    lockTime,
    inputs: inputs.map(({ outpoint, sequence }) => ({ outpoint, sequence })),
    outputs,
  }
}

const checkGlobal = (global: readonly Row[]): void => {
  for (const row of global) checkRow(row, { shapes: GLOBAL_SHAPES, field: 'psbt.global' })
}

/** The transaction of a version 0 PSBT, from its global map alone. */
const transactionOf = (global: readonly Row[]): UnsignedTransaction => {
  checkGlobal(global)
  const row = global.find((candidate) => rowType(candidate) === GLOBAL.transaction)
  if (row === undefined)
    throw psbtError('PSBT_TRANSACTION_MISSING', {
      field: 'psbt.global.transaction',
      expected: 'the unsigned transaction',
      received: 'nothing',
    })
  refuseVersion2Rows(global, 'global', 'psbt.global')
  return unsignedTransaction(row)
}

/** What version 2 announces before its parts are read: no more than version 0 would have room for. */
const announcedCounts = (global: readonly Row[]): MapCounts => {
  checkGlobal(global)
  const counts = version2Counts(global)
  if (41 * counts.inputs + 9 * counts.outputs > MAX_UNSIGNED_BYTES)
    throw psbtError('PSBT_TOO_LARGE', {
      field: 'psbt.global',
      expected: `a transaction of at most ${MAX_UNSIGNED_BYTES} bytes`,
      received: `${counts.inputs} inputs and ${counts.outputs} outputs`,
    })
  return counts
}

const psbtOf = (
  frame: Frame,
  { transaction, modifiable }: Pick<Psbt, 'transaction' | 'modifiable'>,
): Psbt => {
  const inputs = frame.inputs.map((rows, index) => {
    const field = `psbt.inputs[${index}]`
    refuseVersion2Rows(rows, 'inputs', field)
    return readInput(rows, field)
  })
  sumSats(
    inputs.flatMap(({ witnessUtxo }) => (witnessUtxo === undefined ? [] : [witnessUtxo.amount])),
    'psbt.inputs',
  )
  const outputs = frame.outputs.map((rows, index) => {
    const field = `psbt.outputs[${index}]`
    refuseVersion2Rows(rows, 'outputs', field)
    return readOutputMap(rows, field)
  })
  const others = frame.global.filter((row) => rowType(row) !== GLOBAL.transaction)
  return { transaction, inputs, outputs, others, ...(modifiable !== undefined && { modifiable }) }
}

/**
 * Reads a PSBT of version 0 or 2, in any form of {@link psbtBytes}. It is hostile until proven otherwise: every byte must have its
 * place, every row the form that its type demands; rows of unknown types are kept as they are. Nothing is
 * said yet about whether keys, scripts or signatures make sense, and no curve work is done. Version 2 becomes
 * the same data: its transaction is put together and its locktime determined.
 *
 * Sources: BIP 174, BIP 370, BIP 371, BIP 373.
 *
 * @throws EscrowError `PSBT_NOT_BASE64`, `PSBT_TOO_LARGE`, `PSBT_MAGIC`, `PSBT_TRUNCATED`, `PSBT_TRAILING_BYTES`,
 * `PSBT_LENGTH_NOT_MINIMAL`, `PSBT_DUPLICATE_ROW`, `PSBT_VERSION`, `PSBT_ROW_OTHER_VERSION`, `PSBT_ROW_MISSING`,
 * `PSBT_ROW_MALFORMED`, `PSBT_LOCK_TIMES_CONFLICT`, `PSBT_TRANSACTION_MISSING`, `PSBT_TRANSACTION_SIGNED`,
 * `TRANSACTION_MALFORMED`, `TRANSACTION_TOO_LARGE`, `TRANSACTION_DUPLICATE_INPUT`, `AMOUNT_NEGATIVE`, `AMOUNT_OVER_SUPPLY`
 * @example
 * const { transaction, inputs } = decodePsbt('cHNidP8BA…')
 */
export const decodePsbt = (psbt: string | Uint8Array): Psbt => {
  const characters = 4 * Math.ceil(MAX_PSBT_BYTES / 3)
  if (typeof psbt === 'string' && psbt.length > characters)
    throw psbtError('PSBT_TOO_LARGE', {
      field: 'psbt',
      expected: `at most ${characters} characters`,
      received: `${psbt.length}`,
    })
  if (typeof psbt !== 'string' && !(psbt instanceof Uint8Array))
    throw psbtError('PSBT_NOT_BASE64', { field: 'psbt', expected: 'base64 or bytes', received: shown(psbt) })
  let transaction: UnsignedTransaction | undefined
  const frame = scanPsbt(psbtBytes(psbt), (global): MapCounts => {
    if (versionOf(global) === 2) return announcedCounts(global)
    transaction = transactionOf(global)
    return { inputs: transaction.inputs.length, outputs: transaction.outputs.length }
  })
  if (transaction !== undefined) return psbtOf(frame, { transaction })
  const translated = fromVersion2(frame)
  return psbtOf(translated.frame, { ...translated, transaction: transactionOf(translated.frame.global) })
}

/** Refuses rows among the unread ones that would say something about the version: the writer decides on it. */
const refuseMisplaced = ({ inputs, outputs, others }: Pick<Psbt, 'inputs' | 'outputs' | 'others'>): void => {
  checkGlobal(others)
  if (versionOf(others) !== 0)
    throw psbtError('PSBT_VERSION', {
      field: 'psbt.global.version',
      expected: 'no version among the other rows, or 0',
      received: 'version 2',
    })
  refuseVersion2Rows(others, 'global', 'psbt.global')
  for (const [index, input] of inputs.entries())
    refuseVersion2Rows(input.others, 'inputs', `psbt.inputs[${index}]`)
  for (const [index, output] of outputs.entries())
    refuseVersion2Rows(output.others, 'outputs', `psbt.outputs[${index}]`)
}

/**
 * The bytes of a PSBT, version 0 unless version 2 is asked for: rows of each map in the order of their keys, so
 * that equal PSBTs have equal bytes. What would be refused when read is refused here.
 *
 * @throws EscrowError `PSBT_ROW_MALFORMED`, `PSBT_ROW_OTHER_VERSION`, `PSBT_VERSION`, `PSBT_DUPLICATE_ROW`,
 * `PSBT_MAP_COUNT`
 * @example
 * encodePsbt(psbt, { version: 2 })
 */
export const encodePsbt = (
  { transaction, inputs, outputs, others, modifiable }: Psbt,
  { version = 0 }: PsbtFormat = {},
): Uint8Array => {
  if (inputs.length !== transaction.inputs.length || outputs.length !== transaction.outputs.length)
    throw psbtError('PSBT_MAP_COUNT', {
      field: 'psbt',
      expected: `${transaction.inputs.length} inputs and ${transaction.outputs.length} outputs`,
      received: `${inputs.length} and ${outputs.length}`,
    })
  refuseMisplaced({ inputs, outputs, others })
  const frame = {
    global: [valueRow(GLOBAL.transaction, serializeTransaction(transaction)), ...others],
    inputs: inputs.map((input, index) => writeInput(input, `psbt.inputs[${index}]`)),
    outputs: outputs.map((output, index) => writeOutputMap(output, `psbt.outputs[${index}]`)),
  }
  return writePsbt(version === 2 ? toVersion2(frame, { transaction, modifiable }) : frame)
}

/** The base64 of {@link encodePsbt}: how PSBTs travel in text. */
export const psbtToBase64 = (psbt: Psbt, format: PsbtFormat = {}): string =>
  toBase64(encodePsbt(psbt, format))
