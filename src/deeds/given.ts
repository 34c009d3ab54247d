import { EscrowError } from '../errors.js'
import { anObject, anything, aText, type Check, membersOf } from '../given/check.js'
import { transactionBytes } from '../psbt/forms.js'
import { type ParsedTransaction, parseTransaction } from '../psbt/transaction.js'
import { fromHex, toHex } from '../units/bytes.js'
import { formatOutpoint, type Outpoint, parseOutpoint } from '../units/outpoint.js'
import { sats } from '../units/sats.js'
import type { TransactionOutput } from '../units/transaction.js'
import { deedError } from './errors.js'

/** An output that is spent, where its transaction is not at hand. */
export interface Prevout {
  readonly outpoint: Outpoint
  /** Satoshis. */
  readonly amount: bigint
  /** The output script in hex. */
  readonly script: string
}

/** The values are judged where they are read. */
export const aPrevout: Check = (value, field) => {
  membersOf<Prevout>({ outpoint: anObject, amount: anything, script: aText })(value, field)
}

/** A transaction that was given, read. */
export interface GivenTransaction {
  readonly parsed: ParsedTransaction
  readonly hex: string
}

/** What was given and is no transaction. */
export interface Refused {
  readonly position: number
  readonly code: string
  readonly text: string
}

/** What was given, in an order in which parents come before children, and the outputs that it knows. */
export interface Given {
  readonly transactions: readonly GivenTransaction[]
  readonly refused: readonly Refused[]
  readonly output: (outpoint: Outpoint) => TransactionOutput | undefined
  /** Which of the transactions spends an output. */
  readonly spender: (outpoint: Outpoint) => string | undefined
}

/**
 * Reads what was given; the same transaction twice counts once.
 *
 * @throws EscrowError `AUDIT_PREVOUT`, `OUTPOINT_MALFORMED`, `AMOUNT_…` about what the caller says of outputs
 */
export const readGiven = (
  transactions: readonly (string | Uint8Array)[],
  prevouts: readonly Prevout[],
): Given => {
  const byId = new Map<string, GivenTransaction>()
  const refused: Refused[] = []
  for (const [position, text] of transactions.entries())
    try {
      const parsed = parseTransaction(text, `transactions[${position}]`)
      if (!byId.has(parsed.txid))
        byId.set(parsed.txid, { parsed, hex: toHex(transactionBytes(text) ?? new Uint8Array()) })
    } catch (error) {
      if (!(error instanceof EscrowError)) throw error
      refused.push({ position, code: error.code, text: error.message })
    }
  const outputs = new Map(prevouts.map(prevoutEntry))
  const spenders = new Map<string, string>()
  for (const { parsed } of byId.values()) {
    // of two claims about one output the transaction that makes it is right
    parsed.outputs.forEach((output, vout) => {
      outputs.set(formatOutpoint({ txid: parsed.txid, vout }), output)
    })
    for (const { outpoint } of parsed.inputs) spenders.set(formatOutpoint(outpoint), parsed.txid)
  }
  return {
    transactions: parentsFirst(byId),
    refused,
    output: (outpoint) => outputs.get(formatOutpoint(outpoint)),
    spender: (outpoint) => spenders.get(formatOutpoint(outpoint)),
  }
}

const prevoutEntry = (
  { outpoint, amount, script }: Prevout,
  position: number,
): readonly [string, TransactionOutput] => {
  const field = `prevouts[${position}]`
  const bytes = fromHex(script)
  if (bytes === undefined)
    throw deedError('AUDIT_PREVOUT', {
      field: `${field}.script`,
      expected: 'an output script in hex',
      received: `text of ${script.length} characters`,
    })
  const text = formatOutpoint(parseOutpoint(outpoint, `${field}.outpoint`))
  return [text, { script: bytes, amount: sats(amount, `${field}.amount`) }]
}

/** Of transactions that do not depend on each other those come first that were given first. */
const parentsFirst = (byId: ReadonlyMap<string, GivenTransaction>): readonly GivenTransaction[] => {
  const waiting = new Map<string, number>()
  const children = new Map<string, string[]>()
  for (const [txid, { parsed }] of byId) {
    const parents = new Set(parsed.inputs.map(({ outpoint }) => outpoint.txid).filter((id) => byId.has(id)))
    waiting.set(txid, parents.size)
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), txid])
  }
  const ready = [...byId.keys()].filter((txid) => waiting.get(txid) === 0)
  // grows while it is walked: a child joins when its last parent has been visited
  for (const txid of ready)
    for (const child of children.get(txid) ?? []) {
      const left = (waiting.get(child) ?? 0) - 1
      waiting.set(child, left)
      if (left === 0) ready.push(child)
    }
  return ready.flatMap((txid) => byId.get(txid) ?? [])
}
