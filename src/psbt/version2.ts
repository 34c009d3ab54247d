import { compactSize, uint32, uint64 } from '../units/bytes.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import { joined } from './cursor.js'
import { psbtError } from './errors.js'
import { type MapCounts, rowType } from './framing.js'
import { type InputLocks, lockTimeOf } from './lockTime.js'
import type { Frame, Row } from './model.js'
import { checkRow, GLOBAL, type Shapes } from './shapes.js'
import { txidBytes } from './transaction.js'
import { readCount, readUint32, valueRow } from './values.js'

/** Types of rows that only version 2 has (BIP 370). */
const V2_GLOBAL = {
  transactionVersion: 0x02,
  fallbackLockTime: 0x03,
  inputCount: 0x04,
  outputCount: 0x05,
  modifiable: 0x06,
} as const
const V2_INPUT = {
  previousTxid: 0x0e,
  outputIndex: 0x0f,
  sequence: 0x10,
  requiredTime: 0x11,
  requiredHeight: 0x12,
} as const
const V2_OUTPUT = { amount: 0x03, script: 0x04 } as const

const value = (name: string, least: number, most = least): Shapes[number] => ({
  name,
  keyData: { least: 0, most: 0, step: 1 },
  value: { least, most, step: 1 },
})

/** Each row of version 2 by its map and type; none of them has key data. */
const SHAPES = {
  global: {
    [V2_GLOBAL.transactionVersion]: /* @__PURE__ */ value('transactionVersion', 4),
    [V2_GLOBAL.fallbackLockTime]: /* @__PURE__ */ value('fallbackLockTime', 4),
    [V2_GLOBAL.inputCount]: /* @__PURE__ */ value('inputCount', 1, 9),
    [V2_GLOBAL.outputCount]: /* @__PURE__ */ value('outputCount', 1, 9),
    [V2_GLOBAL.modifiable]: /* @__PURE__ */ value('modifiable', 1),
  },
  inputs: {
    [V2_INPUT.previousTxid]: /* @__PURE__ */ value('previousTxid', 32),
    [V2_INPUT.outputIndex]: /* @__PURE__ */ value('outputIndex', 4),
    [V2_INPUT.sequence]: /* @__PURE__ */ value('sequence', 4),
    [V2_INPUT.requiredTime]: /* @__PURE__ */ value('requiredTime', 4),
    [V2_INPUT.requiredHeight]: /* @__PURE__ */ value('requiredHeight', 4),
  },
  outputs: {
    [V2_OUTPUT.amount]: /* @__PURE__ */ value('amount', 8),
    [V2_OUTPUT.script]: /* @__PURE__ */ value('script', 0, Number.MAX_SAFE_INTEGER),
  },
} satisfies Record<keyof Frame, Shapes>

const isOfVersion2 = (row: Row, map: keyof Frame): boolean => {
  const shapes: Shapes = SHAPES[map]
  return shapes[rowType(row)] !== undefined
}

/**
 * Refuses rows of version 2 in a map of version 0.
 *
 * @throws EscrowError `PSBT_ROW_OTHER_VERSION`
 */
export const refuseVersion2Rows = (rows: readonly Row[], map: keyof Frame, field: string): void => {
  for (const row of rows)
    if (isOfVersion2(row, map))
      throw psbtError('PSBT_ROW_OTHER_VERSION', {
        field,
        expected: 'rows of version 0',
        received: `type ${rowType(row)} of version 2`,
      })
}

/** The values of the rows that only version 2 has, each checked, and the other rows of a map. */
const split = (
  rows: readonly Row[],
  map: keyof Frame,
  field: string,
): { readonly own: ReadonlyMap<number, Uint8Array>; readonly rest: readonly Row[] } => {
  const own = new Map<number, Uint8Array>()
  const rest: Row[] = []
  for (const row of rows) {
    if (!isOfVersion2(row, map)) {
      rest.push(row)
      continue
    }
    checkRow(row, { shapes: SHAPES[map], field })
    own.set(rowType(row), row.value)
  }
  return { own, rest }
}

const required = (
  own: ReadonlyMap<number, Uint8Array>,
  type: number,
  { map, field }: { map: keyof Frame; field: string },
): Uint8Array => {
  const found = own.get(type)
  if (found !== undefined) return found
  const shapes: Shapes = SHAPES[map]
  throw psbtError('PSBT_ROW_MISSING', {
    field: `${field}.${shapes[type]?.name}`,
    expected: 'a row that version 2 requires',
    received: 'none',
  })
}

const GLOBAL_PLACE = { map: 'global', field: 'psbt.global' } as const

/**
 * How many maps the global one of a version 2 PSBT announces.
 *
 * @throws EscrowError `PSBT_ROW_OTHER_VERSION`, `PSBT_ROW_MISSING`, `PSBT_ROW_MALFORMED`
 */
export const version2Counts = (global: readonly Row[]): MapCounts => {
  if (global.some((row) => rowType(row) === GLOBAL.transaction))
    throw psbtError('PSBT_ROW_OTHER_VERSION', {
      field: 'psbt.global.transaction',
      expected: 'rows of version 2',
      received: 'the unsigned transaction of version 0',
    })
  const { own } = split(global, 'global', 'psbt.global')
  required(own, V2_GLOBAL.transactionVersion, GLOBAL_PLACE)
  const count = (type: number, name: string): number =>
    readCount(required(own, type, GLOBAL_PLACE), `psbt.global.${name}`)
  return {
    inputs: count(V2_GLOBAL.inputCount, 'inputCount'),
    outputs: count(V2_GLOBAL.outputCount, 'outputCount'),
  }
}

/** An empty scriptSig. */
const NO_SCRIPT = /* @__PURE__ */ Uint8Array.of(0)
/** BIP 370: the sequence of an input that says none. */
const SEQUENCE_FINAL = 0xffffffff

const locksOf = (own: ReadonlyMap<number, Uint8Array>, field: string): InputLocks => {
  const [time, height] = [own.get(V2_INPUT.requiredTime), own.get(V2_INPUT.requiredHeight)]
  return {
    ...(time && { time: readUint32(time, `${field}.requiredTime`) }),
    ...(height && { height: readUint32(height, `${field}.requiredHeight`) }),
  }
}

/** A version 2 PSBT in the rows of version 0, and what version 0 has no row for. */
export interface Translated {
  readonly frame: Frame
  /** The transaction modifiable flags, where they are said. */
  readonly modifiable?: number
}

/**
 * The rows of version 0 for a version 2 PSBT: the transaction put together from its parts, its locktime
 * determined, every other row as it stands.
 *
 * Source: BIP 370, "Specification" and "Determining Lock Time".
 *
 * @throws EscrowError `PSBT_ROW_OTHER_VERSION`, `PSBT_ROW_MISSING`, `PSBT_ROW_MALFORMED`, `PSBT_LOCK_TIMES_CONFLICT`
 */
export const fromVersion2 = ({ global, inputs, outputs }: Frame): Translated => {
  const { own, rest } = split(global, 'global', 'psbt.global')
  const locks: InputLocks[] = []
  const inputParts: Uint8Array[] = []
  const inputRows = inputs.map((rows, index) => {
    const place = { map: 'inputs', field: `psbt.inputs[${index}]` } as const
    const input = split(rows, 'inputs', place.field)
    locks.push(locksOf(input.own, place.field))
    inputParts.push(
      required(input.own, V2_INPUT.previousTxid, place),
      required(input.own, V2_INPUT.outputIndex, place),
      NO_SCRIPT,
      input.own.get(V2_INPUT.sequence) ?? uint32(SEQUENCE_FINAL),
    )
    return input.rest
  })
  const outputParts: Uint8Array[] = []
  const outputRows = outputs.map((rows, index) => {
    const place = { map: 'outputs', field: `psbt.outputs[${index}]` } as const
    const output = split(rows, 'outputs', place.field)
    const script = required(output.own, V2_OUTPUT.script, place)
    outputParts.push(required(output.own, V2_OUTPUT.amount, place), compactSize(script.length), script)
    return output.rest
  })
  const fallback = own.get(V2_GLOBAL.fallbackLockTime)
  const lockTime = lockTimeOf(locks, {
    fallback: fallback === undefined ? 0 : readUint32(fallback, 'psbt.global.fallbackLockTime'),
    field: 'psbt.inputs',
  })
  const transaction = joined([
    required(own, V2_GLOBAL.transactionVersion, GLOBAL_PLACE),
    compactSize(inputs.length),
    ...inputParts,
    compactSize(outputs.length),
    ...outputParts,
    uint32(lockTime),
  ])
  const [modifiable] = own.get(V2_GLOBAL.modifiable) ?? []
  return {
    frame: {
      global: [valueRow(GLOBAL.transaction, transaction), ...withoutVersion(rest)],
      inputs: inputRows,
      outputs: outputRows,
    },
    ...(modifiable !== undefined && { modifiable }),
  }
}

const withoutVersion = (rows: readonly Row[]): readonly Row[] =>
  rows.filter((row) => rowType(row) !== GLOBAL.version)

/**
 * The rows of version 2 for a frame of version 0, whose transaction is given read. The locktime is said as the
 * fallback of inputs that require none.
 *
 * Source: BIP 370, "Specification".
 */
export const toVersion2 = (
  { global, inputs, outputs }: Frame,
  { transaction, modifiable }: { transaction: UnsignedTransaction; modifiable: number | undefined },
): Frame => ({
  global: [
    valueRow(V2_GLOBAL.transactionVersion, uint32(transaction.version)),
    valueRow(V2_GLOBAL.fallbackLockTime, uint32(transaction.lockTime)),
    valueRow(V2_GLOBAL.inputCount, compactSize(transaction.inputs.length)),
    valueRow(V2_GLOBAL.outputCount, compactSize(transaction.outputs.length)),
    ...(modifiable === undefined ? [] : [valueRow(V2_GLOBAL.modifiable, Uint8Array.of(modifiable))]),
    valueRow(GLOBAL.version, uint32(2)),
    ...withoutVersion(global).filter((row) => rowType(row) !== GLOBAL.transaction),
  ],
  inputs: transaction.inputs.map(({ outpoint, sequence }, index) => [
    ...(inputs[index] ?? []),
    valueRow(V2_INPUT.previousTxid, txidBytes(outpoint.txid, `psbt.inputs[${index}].previousTxid`)),
    valueRow(V2_INPUT.outputIndex, uint32(outpoint.vout)),
    valueRow(V2_INPUT.sequence, uint32(sequence)),
  ]),
  outputs: transaction.outputs.map(({ amount, script }, index) => [
    ...(outputs[index] ?? []),
    valueRow(V2_OUTPUT.amount, uint64(amount)),
    valueRow(V2_OUTPUT.script, script),
  ]),
})
