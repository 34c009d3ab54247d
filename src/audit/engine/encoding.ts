import { schnorr } from '@noble/curves/secp256k1.js'
import { concatBytes } from '@noble/hashes/utils.js'

/** BIP 340, "Design". */
export const taggedHash = (tag: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  schnorr.utils.taggedHash(tag, ...parts)

/** The order of bytes of one length. */
export const compareBytes = (left: Uint8Array, right: Uint8Array): number => {
  const at = left.findIndex((byte, position) => byte !== right[position])
  return (left[at] ?? 0) - (right[at] ?? 0)
}

/** An output that a transaction makes, or spends. */
export interface SecondPrevout {
  readonly script: Uint8Array
  readonly amount: bigint
}

/** An input of a transaction, its outpoint as 36 bytes. */
export interface SecondInput {
  readonly outpoint: Uint8Array
  readonly scriptSig: Uint8Array
  readonly sequence: number
}

/** A transaction in its parts. */
export interface SecondParts {
  readonly version: number
  readonly lockTime: number
  readonly inputs: readonly SecondInput[]
  readonly outputs: readonly SecondPrevout[]
  /** Of each input, from the bottom. */
  readonly witnesses: readonly (readonly Uint8Array[])[]
}

/** Four bytes, little endian; a negative version as its complement. */
export const uint32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}

/** Eight bytes, little endian. */
export const uint64 = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value, true)
  return bytes
}

const compactSize = (value: number): Uint8Array => {
  if (value < 0xfd) return Uint8Array.of(value)
  return value <= 0xffff
    ? concatBytes(Uint8Array.of(0xfd), uint32(value).subarray(0, 2))
    : concatBytes(Uint8Array.of(0xfe), uint32(value))
}

/** Bytes behind their length. */
export const withLength = (bytes: Uint8Array): Uint8Array => concatBytes(compactSize(bytes.length), bytes)

/** An output as transactions hold it. */
export const outputBytes = ({ amount, script }: SecondPrevout): Uint8Array =>
  concatBytes(uint64(amount), withLength(script))

/** A transaction without its witnesses: what its id is the hash of. */
export const strippedBytes = ({ version, lockTime, inputs, outputs }: SecondParts): Uint8Array =>
  concatBytes(
    uint32(version),
    compactSize(inputs.length),
    ...inputs.flatMap(({ outpoint, scriptSig, sequence }) => [
      outpoint,
      withLength(scriptSig),
      uint32(sequence),
    ]),
    compactSize(outputs.length),
    ...outputs.map(outputBytes),
    uint32(lockTime),
  )

class Reader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  /** What a view reads where the reader stands; it throws behind the end. */
  number<Value>(width: number, read: (view: DataView, at: number) => Value): Value {
    const value = read(this.#view, this.#at)
    this.#at += width
    return value
  }

  bytes(length: number): Uint8Array {
    if (length > this.left) throw new Error('a transaction that is cut off')
    this.#at += length
    return this.#bytes.slice(this.#at - length, this.#at)
  }

  size(): number {
    const first = this.number(1, (view, at) => view.getUint8(at))
    if (first < 0xfd) return first
    if (first === 0xfd) return this.number(2, (view, at) => view.getUint16(at, true))
    if (first === 0xfe) return this.uint32()
    throw new Error('a length past every transaction')
  }

  uint32(): number {
    return this.number(4, (view, at) => view.getUint32(at, true))
  }

  list<Value>(length: number, read: () => Value): readonly Value[] {
    const list: Value[] = []
    while (list.length < length) list.push(read())
    return list
  }
}

/** Reads a transaction, with its witnesses (BIP 144) or without. */
export const partsOf = (bytes: Uint8Array): SecondParts => {
  const reader = new Reader(bytes)
  const version = reader.number(4, (view, at) => view.getInt32(at, true))
  const segwit = bytes[4] === 0 && bytes[5] === 1
  if (segwit) reader.bytes(2)
  const inputs = reader.list(reader.size(), () => ({
    outpoint: reader.bytes(36),
    scriptSig: reader.bytes(reader.size()),
    sequence: reader.uint32(),
  }))
  const outputs = reader.list(reader.size(), () => ({
    amount: reader.number(8, (view, at) => view.getBigUint64(at, true)),
    script: reader.bytes(reader.size()),
  }))
  const witnesses = inputs.map(() =>
    segwit ? reader.list(reader.size(), () => reader.bytes(reader.size())) : [],
  )
  const lockTime = reader.uint32()
  if (reader.left > 0) throw new Error('bytes behind a transaction')
  return { version, lockTime, inputs, outputs, witnesses }
}
