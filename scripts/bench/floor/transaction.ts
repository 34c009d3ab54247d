import type { Spent } from '../contender.js'
import { FEE_RATE, SEQUENCE, type SpendWork } from '../works.js'
import { sha256, TAG_LENGTH, tagged } from './bytes.js'

const OUTPOINT = 36
const INPUT = 41
const SCRIPT = 34

const varint = (value: number): Buffer =>
  value < 0xfd ? Buffer.from([value]) : Buffer.from([0xfd, value & 0xff, value >> 8])

/** BIP 141: the weight of the transaction, from the sizes of its parts. */
const weightOf = (work: SpendWork, witness: number): number => {
  const stripped = 4 + varint(work.count).length + work.count * INPUT + 1 + 8 + 1 + SCRIPT + 4
  return 4 * stripped + 2 + work.count * witness
}

/** A transaction without its witnesses. */
export interface Built {
  readonly inputs: Buffer
  readonly outputs: Buffer
  /** One buffer of 32 bytes an input. */
  readonly hashes: readonly Buffer[]
}

/**
 * BIP 341, "Common signature message", and for a leaf BIP 342's extension: shared parts hashed once, then 175 or 212
 * bytes an input. `witness` is the size of an input's.
 */
export const build = (work: SpendWork, witness: number): Built => {
  const { count, funded, amount } = work
  const txid = Buffer.from(work.fundingTxid, 'hex').reverse()
  const prevouts = Buffer.allocUnsafe(count * OUTPOINT)
  const amounts = Buffer.allocUnsafe(count * 8)
  const scripts = Buffer.allocUnsafe(count * (1 + SCRIPT))
  const sequences = Buffer.allocUnsafe(count * 4)
  const inputs = Buffer.alloc(count * INPUT)
  for (const [at, { vout, outputScript }] of funded.entries()) {
    prevouts.set(txid, at * OUTPOINT)
    prevouts.writeUInt32LE(vout, at * OUTPOINT + 32)
    amounts.writeBigUInt64LE(amount, at * 8)
    scripts[at * (1 + SCRIPT)] = SCRIPT
    scripts.set(outputScript, at * (1 + SCRIPT) + 1)
    sequences.writeUInt32LE(SEQUENCE, at * 4)
    prevouts.copy(inputs, at * INPUT, at * OUTPOINT, (at + 1) * OUTPOINT)
    inputs.writeUInt32LE(SEQUENCE, at * INPUT + 37)
  }
  const fee = BigInt(Math.ceil(weightOf(work, witness) / 4)) * FEE_RATE
  const outputs = Buffer.alloc(8 + 1 + SCRIPT)
  outputs.writeBigUInt64LE(amount * BigInt(count) - fee)
  outputs[8] = SCRIPT
  outputs.set(work.payoutScript, 9)

  const isLeaf = work.path !== 'key'
  const message = tagged('TapSighash', isLeaf ? 212 : 175)
  const head = TAG_LENGTH
  message[head + 2] = 2
  for (const [at, part] of [prevouts, amounts, scripts, sequences, outputs].entries())
    message.set(sha256(part), head + 10 + 32 * at)
  if (isLeaf) {
    message[head + 170] = 2
    message.fill(0xff, head + 208)
  }
  const hashes = funded.map(({ leafHash }, at) => {
    message.writeUInt32LE(at, head + 171)
    if (isLeaf) message.set(leafHash, head + 175)
    return sha256(message)
  })
  return { inputs, outputs, hashes }
}

/** A row of a PSBT, in pieces. */
export const row = (type: number, key: readonly Uint8Array[], value: readonly Uint8Array[]): Uint8Array[] => {
  const size = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0)
  return [Buffer.from([1 + size(key), type]), ...key, varint(size(value)), ...value]
}

const END = Buffer.from([0])
const PSBT_MAGIC = Buffer.from('70736274ff', 'hex')
const VERSION = Buffer.from([2, 0, 0, 0])
const LOCKTIME = Buffer.alloc(4)

const bodyOf = (work: SpendWork, built: Built): readonly Uint8Array[] => [
  varint(work.count),
  built.inputs,
  Buffer.from([1]),
  built.outputs,
]

/** BIP 174 and 371: the rows that a signer and a finalizer cannot do without, with all signatures. */
const psbtOf = (
  work: SpendWork,
  unsigned: Buffer,
  signatureRows: (position: number) => readonly Uint8Array[],
): string => {
  const amount = Buffer.alloc(8)
  amount.writeBigUInt64LE(work.amount)
  const size = varint(unsigned.length)
  const long = Buffer.alloc(5)
  long[0] = 0xfe
  long.writeUInt32LE(unsigned.length, 1)
  const parts: Uint8Array[] = [
    PSBT_MAGIC,
    Buffer.from([1, 0]),
    unsigned.length > 0xffff ? long : size,
    unsigned,
    END,
  ]
  for (const [at, contract] of work.funded.entries())
    parts.push(
      ...row(0x01, [], [amount, Buffer.from([SCRIPT]), contract.outputScript]),
      ...signatureRows(at),
      ...row(0x17, [], [contract.internalKey]),
      ...row(0x18, [], [contract.merkleRoot]),
      END,
    )
  parts.push(END)
  return Buffer.concat(parts).toString('base64')
}

/** What a spend leaves behind, from the rows and witnesses of its inputs. */
export const spent = (
  work: SpendWork,
  built: Built,
  of: {
    readonly signatureRows: (position: number) => readonly Uint8Array[]
    readonly witness: (position: number) => readonly Uint8Array[]
  },
): Spent => {
  const body = bodyOf(work, built)
  const witnesses = work.funded.flatMap((_, at) => of.witness(at))
  return {
    psbt: psbtOf(work, Buffer.concat([VERSION, ...body, LOCKTIME]), of.signatureRows),
    transaction: Buffer.concat([VERSION, Buffer.from([0, 1]), ...body, ...witnesses, LOCKTIME]).toString(
      'hex',
    ),
  }
}
