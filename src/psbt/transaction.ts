import { Transaction } from 'bitcoinjs-lib/src/transaction'
import { backend } from '#backend'
import { shown } from '../errors.js'
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
 * Walks over the bytes before anything is built from them: lengths in their shortest form, or the id would be
 * another one, and no more parts than a block holds.
 */
const walk = (bytes: Uint8Array, field: string): void => {
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
  const hasWitnesses = bytes[4] === 0 && bytes[5] === 1
  cursor.skip(hasWitnesses ? 6 : 4)
  const inputs = count('inputs')
  for (let index = 0; index < inputs; index++) {
    cursor.skip(36)
    cursor.skip(cursor.compactSize())
    cursor.skip(4)
  }
  const outputs = count('outputs')
  for (let index = 0; index < outputs; index++) {
    cursor.skip(8)
    cursor.skip(cursor.compactSize())
  }
  for (let index = 0; hasWitnesses && index < inputs; index++) {
    // consensus knows no cap here: transactions with half a million empty items were mined
    const items = cursor.compactSize()
    for (let item = 0; item < items; item++) cursor.skip(cursor.compactSize())
  }
  cursor.skip(4)
  if (cursor.left > 0) throw malformed(field, `${cursor.left} more bytes`)
}

const read = (bytes: Uint8Array, field: string): Transaction => {
  walk(bytes, field)
  try {
    return Transaction.fromBuffer(bytes)
  } catch (error) {
    // it is the right length, so only empty witnesses are left to be wrong
    throw malformed(field, 'one with room for witnesses and none in it', error)
  }
}

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
  const parsed = read(bytesOf(input, field), field)
  const inputs = parsed.ins.map(({ hash, index, script, sequence, witness }) => ({
    outpoint: { txid: toHex(hash.reverse()), vout: index },
    sequence,
    scriptSig: script,
    witness,
  }))
  const outputs = parsed.outs.map(({ script, value }, index) => ({
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
  const transaction = { version: parsed.version, lockTime: parsed.locktime, inputs, outputs }
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
/** BIP 144: what stands where the count of inputs would, and says that witnesses follow. */
const MARKER_AND_FLAG = /* @__PURE__ */ Uint8Array.of(0, 1)

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
