import { Transaction } from 'bitcoinjs-lib'

/*
 * A second reader and writer of PSBTs, on Buffer and bitcoinjs-lib, that shares no code with the library. It knows
 * the maps, the transaction of both versions and the rows that say what is spent; it refuses only what has no
 * clear meaning. What is written may be as wrong as a test wants it.
 */

export interface RawRow {
  key: Buffer
  value: Buffer
}

export interface RawInput {
  /** As in the bytes, not as in the text. */
  txid: Buffer
  vout: number
  sequence: number
}

export interface RawOutput {
  amount: bigint
  script: Buffer
}

/** A PSBT with the parts of its transaction apart from the other rows; everything may be changed. */
export interface RawPsbt {
  psbtVersion: 0 | 2
  version: number
  lockTime: number
  spent: RawInput[]
  paid: RawOutput[]
  global: RawRow[]
  inputs: RawRow[][]
  outputs: RawRow[][]
}

class Reader {
  at = 0
  readonly bytes: Buffer
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new Error('the bytes end too early')
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  size(): number {
    const first = this.take(1).readUInt8()
    if (first < 0xfd) return first
    const width = { 253: 2, 254: 4, 255: 6 }[first] ?? 0
    const value = this.take(width).readUIntLE(0, width)
    if (first === 0xff && this.take(2).readUInt16LE() !== 0) throw new Error('a length beyond all bytes')
    if (value < { 253: 0xfd, 254: 2 ** 16, 255: 2 ** 32 }[first]!) throw new Error('a length spelled long')
    return value
  }

  map(): RawRow[] {
    const rows: RawRow[] = []
    for (let length = this.size(); length > 0; length = this.size()) {
      const key = this.take(length)
      rows.push({ key, value: this.take(this.size()) })
    }
    if (new Set(rows.map(({ key }) => key.toString('hex'))).size < rows.length)
      throw new Error('a key stands twice in a map')
    return rows
  }

  end(): void {
    if (this.at < this.bytes.length) throw new Error('more bytes than maps')
  }
}

const sizeOf = (length: number): Buffer => {
  const bytes = Buffer.alloc(length < 0xfd ? 1 : length < 0x10000 ? 3 : 5)
  if (bytes.length === 1) bytes.writeUInt8(length)
  else if (bytes.length === 3) bytes.writeUInt16LE(length, bytes.writeUInt8(0xfd))
  else bytes.writeUInt32LE(length, bytes.writeUInt8(0xfe))
  return bytes
}

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

export const u64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value))
  return bytes
}

/** A row whose key is its type and this key data. */
export const rawRow = (type: number, value: Uint8Array, keyData: Uint8Array = Buffer.alloc(0)): RawRow => ({
  key: Buffer.concat([Buffer.of(type), keyData]),
  value: Buffer.from(value),
})

const only = (rows: readonly RawRow[], type: number): Buffer | undefined =>
  rows.find(({ key }) => key.length === 1 && key[0] === type)?.value

const need = (rows: readonly RawRow[], type: number): Buffer => {
  const value = only(rows, type)
  if (value === undefined) throw new Error(`no row of type ${type}`)
  return value
}

const without = (rows: readonly RawRow[], types: readonly number[]): RawRow[] =>
  rows.filter(({ key }) => !types.includes(key[0]!))

/** BIP 370: heights before times; `undefined` where the inputs cannot agree. */
const lockTimeOf = (inputs: readonly (readonly RawRow[])[], fallback: number): number => {
  const locks = inputs
    .map((rows) => ({ time: only(rows, 0x11)?.readUInt32LE(), height: only(rows, 0x12)?.readUInt32LE() }))
    .filter(({ time, height }) => time !== undefined || height !== undefined)
  if (locks.length === 0) return fallback
  for (const kind of ['height', 'time'] as const)
    if (locks.every((lock) => lock[kind] !== undefined)) return Math.max(...locks.map((lock) => lock[kind]!))
  throw new Error('a height and a time')
}

/** The parts of a PSBT; throws a plain error where its bytes have no clear meaning. */
export const readRaw = (bytes: Uint8Array): RawPsbt => {
  const reader = new Reader(Buffer.from(bytes))
  if (reader.take(5).toString('hex') !== '70736274ff') throw new Error('no PSBT')
  const global = reader.map()
  if ((only(global, 0xfb)?.readUInt32LE() ?? 0) === 2) {
    const count = (type: number): number => new Reader(need(global, type)).size()
    const counts = [count(4), count(5)]
    if (counts[0]! + counts[1]! > bytes.length) throw new Error('more maps than bytes')
    const inputs = Array.from({ length: counts[0]! }, () => reader.map())
    const outputs = Array.from({ length: counts[1]! }, () => reader.map())
    reader.end()
    return {
      psbtVersion: 2,
      version: need(global, 2).readUInt32LE(),
      lockTime: lockTimeOf(inputs, only(global, 3)?.readUInt32LE() ?? 0),
      spent: inputs.map((rows) => ({
        txid: need(rows, 0x0e),
        vout: need(rows, 0x0f).readUInt32LE(),
        sequence: only(rows, 0x10)?.readUInt32LE() ?? 0xffffffff,
      })),
      paid: outputs.map((rows) => ({ amount: need(rows, 3).readBigUInt64LE(), script: need(rows, 4) })),
      global: without(global, [2, 3, 4, 5, 0xfb]),
      inputs: inputs.map((rows) => without(rows, [0x0e, 0x0f, 0x10, 0x11, 0x12])),
      outputs: outputs.map((rows) => without(rows, [3, 4])),
    }
  }
  const transaction = Transaction.fromBuffer(need(global, 0))
  const inputs = transaction.ins.map(() => reader.map())
  const outputs = transaction.outs.map(() => reader.map())
  reader.end()
  return {
    psbtVersion: 0,
    version: transaction.version,
    lockTime: transaction.locktime,
    spent: transaction.ins.map(({ hash, index, sequence }) => ({
      txid: Buffer.from(hash),
      vout: index,
      sequence,
    })),
    paid: transaction.outs.map(({ value, script }) => ({
      amount: BigInt(value),
      script: Buffer.from(script),
    })),
    global: without(global, [0, 0xfb]),
    inputs,
    outputs,
  }
}

const mapBytes = (rows: readonly RawRow[]): Buffer =>
  Buffer.concat([
    ...rows.flatMap(({ key, value }) => [sizeOf(key.length), key, sizeOf(value.length), value]),
    Buffer.of(0),
  ])

const transactionBytes = ({ version, lockTime, spent, paid }: RawPsbt): Buffer =>
  Buffer.concat([
    u32(version),
    sizeOf(spent.length),
    ...spent.flatMap(({ txid, vout, sequence }) => [txid, u32(vout), Buffer.of(0), u32(sequence)]),
    sizeOf(paid.length),
    ...paid.flatMap(({ amount, script }) => [u64(amount), sizeOf(script.length), script]),
    u32(lockTime),
  ])

/** The bytes of the parts, right or wrong, in the order in which they are given. */
export const writeRaw = (psbt: RawPsbt): Buffer => {
  const { psbtVersion, spent, paid, global, inputs, outputs } = psbt
  const whole =
    psbtVersion === 0
      ? [[rawRow(0, transactionBytes(psbt)), ...global], ...inputs, ...outputs]
      : [
          [
            rawRow(2, u32(psbt.version)),
            rawRow(3, u32(psbt.lockTime)),
            rawRow(4, sizeOf(spent.length)),
            rawRow(5, sizeOf(paid.length)),
            ...global,
            rawRow(0xfb, u32(2)),
          ],
          ...inputs.map((rows, at) => {
            const one = spent[at]
            if (one === undefined) return rows
            return [
              ...rows,
              rawRow(0x0e, one.txid),
              rawRow(0x0f, u32(one.vout)),
              rawRow(0x10, u32(one.sequence)),
            ]
          }),
          ...outputs.map((rows, at) => {
            const one = paid[at]
            return one === undefined ? rows : [...rows, rawRow(3, u64(one.amount)), rawRow(4, one.script)]
          }),
        ]
  return Buffer.concat([Buffer.from('70736274ff', 'hex'), ...whole.map(mapBytes)])
}

/** What a signature commits to, as text that can be compared. */
export interface Meaning {
  readonly version: number
  readonly lockTime: number
  readonly inputs: readonly {
    readonly outpoint: string
    readonly sequence: number
    /** `amount script`; `unsaid` where no row says what is spent. */
    readonly previous: string
    /** `script controlBlock` of each leaf that is revealed. */
    readonly leaves: readonly string[]
  }[]
  /** `amount script` of each. */
  readonly outputs: readonly string[]
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export const outputText = (amount: bigint, script: Uint8Array): string => `${amount} ${hex(script)}`

const txidText = (txid: Buffer): string => hex(Buffer.from(txid).reverse())

/** The output that an input's rows say it spends, if any does; two rows must say the same. */
const previousOf = (rows: readonly RawRow[], { txid, vout }: RawInput): string => {
  const witness = only(rows, 1)
  const whole = only(rows, 0)
  const found: string[] = []
  if (witness !== undefined) {
    const reader = new Reader(witness)
    const amount = reader.take(8).readBigUInt64LE()
    found.push(outputText(amount, reader.take(reader.size())))
    reader.end()
  }
  if (whole !== undefined) {
    const previous = Transaction.fromBuffer(whole)
    const output = previous.outs[vout]
    if (previous.getId() !== txidText(txid) || output === undefined) throw new Error('another transaction')
    found.push(outputText(BigInt(output.value), output.script))
  }
  if (new Set(found).size > 1) throw new Error('two previous outputs')
  return found[0] ?? 'unsaid'
}

/** The meaning of a PSBT's bytes; throws a plain error where they have none. */
export const meaningOf = (bytes: Uint8Array): Meaning => {
  const { version, lockTime, spent, paid, inputs } = readRaw(bytes)
  return {
    version,
    lockTime,
    inputs: spent.map((one, at) => ({
      outpoint: `${txidText(one.txid)}:${one.vout}`,
      sequence: one.sequence,
      previous: previousOf(inputs[at]!, one),
      leaves: inputs[at]!.filter(({ key }) => key[0] === 0x15).map(
        ({ key, value }) => `${hex(value)} ${hex(key.subarray(1))}`,
      ),
    })),
    outputs: paid.map(({ amount, script }) => outputText(amount, script)),
  }
}
