import type { EscrowError } from '../errors.js'
import { concat } from '../units/bytes.js'

/** What can go wrong while reading forward. */
export type ReadProblem = 'truncated' | 'notMinimal'

/** Reads bytes forward, once, and never past their end. What it hands out are views, not copies. */
export class Cursor {
  readonly #bytes: Uint8Array
  readonly #fail: (problem: ReadProblem, at: number) => EscrowError
  #at = 0

  constructor(bytes: Uint8Array, fail: (problem: ReadProblem, at: number) => EscrowError) {
    this.#bytes = bytes
    this.#fail = fail
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw this.#fail('truncated', this.#at)
    const start = this.#at
    this.#at += length
    return this.#bytes.subarray(start, this.#at)
  }

  skip(length: number): void {
    if (length > this.left) throw this.#fail('truncated', this.#at)
    this.#at += length
  }

  byte(): number {
    const value = this.#bytes[this.#at]
    if (value === undefined) throw this.#fail('truncated', this.#at)
    this.#at += 1
    return value
  }

  /** Little endian. */
  uint32(): number {
    return this.#littleEndian(4)
  }

  /** A length in its shortest form. Lengths past what a number holds exactly are past the end of the bytes too. */
  compactSize(): number {
    const start = this.#at
    const first = this.byte()
    if (first < 0xfd) return first
    const width = first === 0xfd ? 2 : first === 0xfe ? 4 : 8
    const value = this.#littleEndian(width)
    const least = width === 2 ? 0xfd : width === 4 ? 0x1_0000 : 0x1_0000_0000
    if (value < least) throw this.#fail('notMinimal', start)
    return value
  }

  #littleEndian(width: number): number {
    const start = this.#at
    if (width > this.left) throw this.#fail('truncated', start)
    this.#at += width
    let value = 0
    for (let at = start + width - 1; at >= start; at--) value = value * 256 + (this.#bytes[at] ?? 0)
    return value
  }
}

/** All parts in one array; for lists too long to be spread into arguments. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  if (parts.length < 1000) return concat(...parts)
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
