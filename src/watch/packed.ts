import { randomBytes32 } from '../backend/random.js'

/** 32-bit words of the 32 bytes that every key begins with. */
const KEY_WORDS = 8
/** Slots are kept emptier than this, so that what is not there is found missing after a look or two. */
const MOST_FULL = 0.6
const LEAST_SLOTS = 16
/** Room for entries grows by an eighth: copying them is cheap, and memory is what counts. */
const GROWTH = 8

/** What an entry has besides the 32 bytes: words that tell it from others with the same bytes, and words to remember. */
export interface PackedShape {
  /** 1 where a number stands beside the 32 bytes, as the position of an output does; else 0. */
  readonly numbers: 0 | 1
  /** Words that are no part of the key. */
  readonly values: 0 | 1
}

/**
 * A set of 32-byte keys, each perhaps with a number, in typed arrays: open addressing with linear probing. A slot is a
 * word: the place of an entry in its low bits, and the hash's high bits above them, so that the entry itself is looked
 * at only where it is most likely the one. Entries keep their numbers until they are deleted.
 *
 * The hash is keyed anew for every table: whoever chooses keys cannot choose them to collide.
 */
export class PackedTable {
  readonly #numbers: 0 | 1
  readonly #stride: number
  readonly #firstSeed: number
  readonly #secondSeed: number
  readonly #free: number[] = []
  #slots = new Int32Array(LEAST_SLOTS)
  #mask = LEAST_SLOTS - 1
  #entries = new Int32Array(0)
  /** Entries that were ever in use. */
  #used = 0

  constructor({ numbers, values }: PackedShape) {
    this.#numbers = numbers
    this.#stride = KEY_WORDS + numbers + values
    const random = new DataView(randomBytes32().buffer)
    this.#firstSeed = random.getInt32(0)
    this.#secondSeed = random.getInt32(4)
  }

  get size(): number {
    return this.#used - this.#free.length
  }

  /** The entry of the key at a place among bytes; -1 where there is none. */
  find(bytes: DataView, at: number, number = 0): number {
    const mask = this.#mask
    const slots = this.#slots
    const hash = this.#hash(bytes.getInt32(at, true), bytes.getInt32(at + 4, true), number)
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const slot = slots[place] ?? 0
      if (slot === 0) return -1
      // above the mask both are bits of hashes
      if (((slot ^ hash) & ~mask) === 0 && this.#isAt((slot & mask) - 1, bytes, at, number))
        return (slot & mask) - 1
    }
  }

  /** The entry of a key, which is made where there is none. */
  put(bytes: DataView, at: number, number = 0): number {
    const known = this.find(bytes, at, number)
    if (known >= 0) return known
    this.reserve(1)
    const entry = this.#free.pop() ?? this.#used++
    const start = entry * this.#stride
    for (let word = 0; word < KEY_WORDS; word++)
      this.#entries[start + word] = bytes.getInt32(at + 4 * word, true)
    if (this.#numbers === 1) this.#entries[start + KEY_WORDS] = number
    this.#place(entry)
    return entry
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    const wanted = this.size + more
    if (wanted * this.#stride > this.#entries.length) {
      const room = Math.max(wanted, this.size + Math.ceil(this.size / GROWTH))
      const entries = new Int32Array(room * this.#stride)
      entries.set(this.#entries)
      this.#entries = entries
    }
    if (wanted <= MOST_FULL * this.#slots.length) return
    const before = this.#slots
    const mask = this.#mask
    let length = before.length
    while (wanted > MOST_FULL * length) length *= 2
    this.#slots = new Int32Array(length)
    this.#mask = length - 1
    for (const slot of before) if (slot !== 0) this.#place((slot & mask) - 1)
  }

  delete(entry: number): void {
    const mask = this.#mask
    const slots = this.#slots
    let hole = this.#hashOf(entry) & mask
    while (((slots[hole] ?? 0) & mask) - 1 !== entry) hole = (hole + 1) & mask
    // whatever was pushed behind moves up, so that no search ends too early
    for (let place = (hole + 1) & mask; ; place = (place + 1) & mask) {
      const slot = slots[place] ?? 0
      if (slot === 0) break
      const home = this.#hashOf((slot & mask) - 1) & mask
      if (((place - home) & mask) < ((place - hole) & mask)) continue
      slots[hole] = slot
      hole = place
    }
    slots[hole] = 0
    this.#free.push(entry)
  }

  /** What an entry remembers. */
  valueOf(entry: number): number {
    return this.#entries[(entry + 1) * this.#stride - 1] ?? 0
  }

  remember(entry: number, value: number): void {
    this.#entries[(entry + 1) * this.#stride - 1] = value
  }

  /** Deletes all that remember such a value, in one pass. */
  deleteWhere(isGone: (value: number) => boolean): void {
    const gone: number[] = []
    for (const slot of this.#slots)
      if (slot !== 0 && isGone(this.valueOf((slot & this.#mask) - 1))) gone.push((slot & this.#mask) - 1)
    for (const entry of gone) this.delete(entry)
  }

  #isAt(entry: number, bytes: DataView, at: number, number: number): boolean {
    const entries = this.#entries
    const start = entry * this.#stride
    for (let word = 0; word < KEY_WORDS; word++)
      if (entries[start + word] !== bytes.getInt32(at + 4 * word, true)) return false
    return this.#numbers === 0 || entries[start + KEY_WORDS] === number
  }

  #place(entry: number): void {
    const hash = this.#hashOf(entry)
    let place = hash & this.#mask
    while (this.#slots[place] !== 0) place = (place + 1) & this.#mask
    this.#slots[place] = (hash & ~this.#mask) | (entry + 1)
  }

  #hashOf(entry: number): number {
    const start = entry * this.#stride
    const number = this.#numbers === 1 ? (this.#entries[start + KEY_WORDS] ?? 0) : 0
    return this.#hash(this.#entries[start] ?? 0, this.#entries[start + 1] ?? 0, number)
  }

  /** Keys are hashes and points, so two of their words are as good as all. */
  #hash(first: number, second: number, number: number): number {
    let hash = Math.imul(first ^ this.#firstSeed, 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ second ^ number ^ this.#secondSeed, 0x85ebca77)
    return hash ^ (hash >>> 16)
  }
}
