import { backend } from '#backend'
import { shown } from '../errors.js'
import { textOrBytes } from '../given/check.js'
import { compactSize, concat, fromHex, toHex, uint32, uint64 } from '../units/bytes.js'
import { formatOutpoint } from '../units/outpoint.js'
import { sats, sumSats } from '../units/sats.js'
import type { TransactionOutput, UnsignedInput, UnsignedTransaction } from '../units/transaction.js'
import { Cursor, joined } from './cursor.js'
import { psbtError } from './errors.js'
import { transactionBytes } from './forms.js'

/** Consensus: a block holds 4,000,000 weight units, and a byte is at least one of them. */
const MAX_TRANSACTION_BYTES = 4_000_000

/**
 * Consensus: an input takes at least 41 bytes outside the witness and an output 9, four weight units each.
 */
const MOST = {
  inputs: /* @__PURE__ */ Math.floor(MAX_TRANSACTION_BYTES / (4 * 41)),
  outputs: /* @__PURE__ */ Math.floor(MAX_TRANSACTION_BYTES / (4 * 9)),
} as const

/** BIP 144: what stands where the count of inputs would, and says that witnesses follow. */
const MARKER_AND_FLAG = /* @__PURE__ */ Uint8Array.of(0, 1)

export interface SignedInput extends UnsignedInput {
  /** scriptSig: empty where the input spends a Taproot output. */
  readonly scriptSig: Uint8Array
  /** The witness stack, bottom first. */
  readonly witness: readonly Uint8Array[]
}

/** A transaction as it stands on the network. */
export interface SignedTransaction extends UnsignedTransaction {
  readonly inputs: readonly SignedInput[]
}

export interface ParsedTransaction extends SignedTransaction {
  /** Computed when it is first asked for. */
  readonly txid: string
}

/** What {@link serializeTransaction} takes: an input without scriptSig or witness has empty ones. */
export interface SerializableTransaction extends UnsignedTransaction {
  readonly inputs: readonly (UnsignedInput & Partial<SignedInput>)[]
}

const malformed = (field: string, received: string, cause?: unknown): ReturnType<typeof psbtError> =>
  psbtError(
    'TRANSACTION_MALFORMED',
    { field, expected: 'a transaction in its network serialisation', received },
    cause,
  )

const bytesOf = (input: string | Uint8Array, field: string): Uint8Array => {
  const length = typeof input === 'string' ? input.length / 2 : input.length
  if (length > MAX_TRANSACTION_BYTES)
    throw psbtError('TRANSACTION_TOO_LARGE', {
      field,
      expected: `at most ${MAX_TRANSACTION_BYTES} bytes`,
      received: `${length} bytes`,
    })
  const bytes = transactionBytes(input)
  if (bytes === undefined) throw malformed(field, shown(input))
  return bytes
}

/**
 * The parts of a transaction, as views of its bytes: lengths in their shortest form, or the id would be another one,
 * and no more parts than a block holds.
 */
const read = (bytes: Uint8Array, field: string) => {
  const cursor = new Cursor(bytes, (problem, at) =>
    malformed(field, problem === 'truncated' ? 'one that is cut off' : `a longer length at byte ${at}`),
  )
  const count = (name: keyof typeof MOST): number => {
    const announced = cursor.compactSize()
    if (announced > MOST[name])
      throw psbtError('TRANSACTION_TOO_LARGE', {
        field: `${field}.${name}`,
        expected: `at most ${MOST[name]} ${name}`,
        received: `${announced}`,
      })
    return announced
  }
  const sized = (): Uint8Array => cursor.take(cursor.compactSize())
  const hasWitnesses = bytes[4] === MARKER_AND_FLAG[0] && bytes[5] === MARKER_AND_FLAG[1]
  const version = cursor.uint32()
  if (hasWitnesses) cursor.skip(MARKER_AND_FLAG.length)
  const bare = times(count('inputs'), () => ({
    outpoint: { txid: toHex(Uint8Array.from(cursor.take(32)).reverse()), vout: cursor.uint32() },
    scriptSig: sized(),
    sequence: cursor.uint32(),
  }))
  const outputs = times(count('outputs'), () => ({ value: signed64(cursor.take(8)), script: sized() }))
  const inputs = bare.map((input) => ({
    ...input,
    // consensus knows no cap here: transactions with half a million empty items were mined
    witness: hasWitnesses ? times(cursor.compactSize(), sized) : [],
  }))
  const lockTime = cursor.uint32()
  if (cursor.left > 0) throw malformed(field, `${cursor.left} more bytes`)
  if (hasWitnesses && inputs.every(({ witness }) => witness.length === 0))
    throw malformed(field, 'one with room for witnesses and none in it')
  return { version, lockTime, inputs, outputs }
}

/** What a call gives so many times; nothing is made before it is read, however many were announced. */
const times = <T>(count: number, make: () => T): readonly T[] => {
  const made: T[] = []
  while (made.length < count) made.push(make())
  return made
}

/** Consensus reads amounts as signed numbers, little end first. */
const signed64 = (bytes: Uint8Array): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getBigInt64(0, true)

/**
 * Reads a transaction in its network serialisation, with or without witnesses, from bytes, hex or what a node prints
 * around it (`gettransaction`). One without inputs and with a single output cannot be told from one with witnesses and is refused.
 *
 * Source: BIP 144, "Serialization".
 *
 * @throws EscrowError `TRANSACTION_MALFORMED`, `TRANSACTION_TOO_LARGE`, `TRANSACTION_DUPLICATE_INPUT`,
 * `AMOUNT_NEGATIVE`, `AMOUNT_OVER_SUPPLY` (one output, or all together)
 * @example
 * const { txid, outputs } = parseTransaction(hex)
 */
export const parseTransaction = (input: string | Uint8Array, field = 'transaction'): ParsedTransaction => {
  textOrBytes(input, field)
  const { inputs, outputs: paid, ...rest } = read(Uint8Array.from(bytesOf(input, field)), field)
  const outputs = paid.map(({ script, value }, index) => ({
    script,
    amount: sats(value, `${field}.outputs[${index}].amount`),
  }))
  sumSats(
    outputs.map(({ amount }) => amount),
    `${field}.outputs`,
  )
  const repeated = repeatedInput(inputs)
  if (repeated !== undefined)
    throw psbtError('TRANSACTION_DUPLICATE_INPUT', {
      field: `${field}.inputs[${repeated}]`,
      expected: 'an outpoint that no other input spends',
      received: 'the same one again',
    })
  const transaction = { ...rest, inputs, outputs }
  let txid: string | undefined
  return {
    ...transaction,
    get txid() {
      txid ??= transactionId(transaction)
      return txid
    },
  }
}

/** The position of the first input that spends what one before it spends. */
const repeatedInput = (inputs: readonly UnsignedInput[]): number | undefined => {
  const seen = new Set<string>()
  for (const [index, { outpoint }] of inputs.entries()) {
    seen.add(formatOutpoint(outpoint))
    if (seen.size === index) return index
  }
  return undefined
}

const NOTHING = /* @__PURE__ */ new Uint8Array(0)

/** The bytes of an id in the order in which transactions and PSBTs hold them, which is not the one of its text. */
export const txidBytes = (txid: string, field: string): Uint8Array => {
  const bytes = fromHex(txid)
  if (bytes?.length !== 32) throw malformed(field, shown(txid))
  return bytes.reverse()
}

const inputBytes = (
  { outpoint, sequence, scriptSig = NOTHING }: SerializableTransaction['inputs'][number],
  index: number,
): readonly Uint8Array[] => {
  const hash = txidBytes(outpoint.txid, `transaction.inputs[${index}].outpoint.txid`)
  return [hash, uint32(outpoint.vout), compactSize(scriptSig.length), scriptSig, uint32(sequence)]
}

const outputBytes = ({ script, amount }: TransactionOutput): readonly Uint8Array[] => [
  uint64(amount),
  compactSize(script.length),
  script,
]

const stackBytes = (items: readonly Uint8Array[]): readonly Uint8Array[] => [
  compactSize(items.length),
  ...items.flatMap((item) => [compactSize(item.length), item]),
]

interface Serialised {
  /** Without witnesses: what the id is the hash of. */
  readonly stripped: Uint8Array
  /** With them, where there are any. */
  readonly whole: Uint8Array
}

const serialise = ({ version, lockTime, inputs, outputs }: SerializableTransaction): Serialised => {
  const [head, tail] = [uint32(version), uint32(lockTime)]
  const body = joined([
    compactSize(inputs.length),
    ...inputs.flatMap(inputBytes),
    compactSize(outputs.length),
    ...outputs.flatMap(outputBytes),
  ])
  const stripped = concat(head, body, tail)
  const hasWitnesses = inputs.some(({ witness = [] }) => witness.length > 0)
  if (!hasWitnesses) return { stripped, whole: stripped }
  const stacks = inputs.flatMap(({ witness = [] }) => stackBytes(witness))
  return { stripped, whole: joined([head, MARKER_AND_FLAG, body, ...stacks, tail]) }
}

const weightOf = ({ stripped, whole }: Serialised): number => 3 * stripped.length + whole.length

const idOf = ({ stripped }: Serialised): string => toHex(backend.sha256(backend.sha256(stripped)).reverse())

/** The network serialisation (BIP 144): with witnesses where any input has one. */
export const serializeTransaction = (transaction: SerializableTransaction): Uint8Array =>
  serialise(transaction).whole

/** The weight (BIP 141): three times the size without witnesses, plus the size with them. */
export const transactionWeight = (transaction: SerializableTransaction): number =>
  weightOf(serialise(transaction))

/** The id as nodes print it: of the transaction without its witnesses. */
export const transactionId = (transaction: SerializableTransaction): string => idOf(serialise(transaction))

/** All of the above at once, for the price of one serialisation. */
export const extractTransaction = (
  transaction: SerializableTransaction,
): { readonly bytes: Uint8Array; readonly txid: string; readonly weight: number } => {
  const serialised = serialise(transaction)
  return { bytes: serialised.whole, txid: idOf(serialised), weight: weightOf(serialised) }
}
