import { backend } from '#backend'
import { toHex } from '../units/bytes.js'

/** What a block's header says (Bitcoin's developer reference, "Block headers"); hashes in hex, as nodes print them. */
export interface ParsedHeader {
  readonly hash: string
  readonly previous: string
  readonly merkleRoot: string
  /** Unix seconds, as its miner wrote them. */
  readonly time: number
  /** The target in its compact form. */
  readonly bits: number
}

export const HEADER_BYTES = 80

/** Two rounds of SHA-256. */
export const hash256 = (bytes: Uint8Array): Uint8Array => backend.sha256(backend.sha256(bytes))

/** A hash as nodes print it: the last byte first. */
export const hashText = (bytes: Uint8Array): string =>
  // a copy: `slice` of Node's buffers is none
  toHex(Uint8Array.from(bytes).reverse())

/** Reads the 80 bytes of a header; `undefined` where they are not 80. */
export const parseHeader = (bytes: Uint8Array): ParsedHeader | undefined => {
  if (bytes.length !== HEADER_BYTES) return undefined
  const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return {
    hash: hashText(hash256(bytes)),
    previous: hashText(bytes.subarray(4, 36)),
    merkleRoot: hashText(bytes.subarray(36, 68)),
    time: fields.getUint32(68, true),
    bits: fields.getUint32(72, true),
  }
}

/**
 * The target that a compact form names (Bitcoin Core, `arith_uint256::SetCompact`); `undefined` where it names none:
 * zero, negative, or more than 256 bits.
 */
export const targetOf = (bits: number): bigint | undefined => {
  const size = bits >>> 24
  const word = BigInt(bits & 0x7fffff)
  const target = size <= 3 ? word >> BigInt(8 * (3 - size)) : word << BigInt(8 * (size - 3))
  const negative = (bits & 0x800000) !== 0 && word !== 0n
  return target === 0n || negative || target >= TWO_256 ? undefined : target
}

const TWO_256 = /* @__PURE__ */ BigInt(`0x1${'0'.repeat(64)}`)

/** The compact form of a target, which keeps its upper 16 to 24 bits (`arith_uint256::GetCompact`). */
export const bitsOf = (target: bigint): number => {
  const length = Math.ceil(target.toString(16).length / 2)
  const word = Number(length <= 3 ? target << BigInt(8 * (3 - length)) : target >> BigInt(8 * (length - 3)))
  // the highest bit of the three bytes is a sign, so what would set it moves one byte down
  return word > 0x7fffff ? (length + 1) * 0x1000000 + (word >>> 8) : length * 0x1000000 + word
}

/** How many hashes a block takes on average (`GetBlockProof`); 0 where its bits name no target. */
export const workOf = (bits: number): bigint => {
  const target = targetOf(bits)
  return target === undefined ? 0n : TWO_256 / (target + 1n)
}

/** Whether the hash is at most the target that the header itself names. */
export const hasItsWork = ({ hash, bits }: Pick<ParsedHeader, 'hash' | 'bits'>): boolean => {
  const target = targetOf(bits)
  return target !== undefined && BigInt(`0x${hash}`) <= target
}
