import { address, addScalar, lifted, sha256, TAG_LENGTH, tagged } from './bytes.js'

const LEAF_VERSION = 0xc0
const PUSH_32 = 0x20
const CHECKSIG = 0xac
const CHECKSIGVERIFY = 0xad
const CHECKSEQUENCEVERIFY = 0xb2

const SCRIPT_AT = TAG_LENGTH + 2

const leaf = (length: number): Buffer => {
  const buffer = tagged('TapLeaf', 2 + length)
  buffer[TAG_LENGTH] = LEAF_VERSION
  buffer[TAG_LENGTH + 1] = length
  return buffer
}

const twoKeys = leaf(68)
twoKeys[SCRIPT_AT] = PUSH_32
twoKeys[SCRIPT_AT + 33] = CHECKSIGVERIFY
twoKeys[SCRIPT_AT + 34] = PUSH_32
twoKeys[SCRIPT_AT + 67] = CHECKSIG

/** The leaf hash of `and_v(v:pk(first),pk(second))`. */
export const twoKeysLeaf = (first: Uint8Array, second: Uint8Array): Buffer => {
  twoKeys.set(first, SCRIPT_AT + 1)
  twoKeys.set(second, SCRIPT_AT + 35)
  return sha256(twoKeys)
}

/** The script of `and_v(v:pk(first),pk(second))`. */
export const twoKeysScript = (first: Uint8Array, second: Uint8Array): Buffer => {
  twoKeysLeaf(first, second)
  return Buffer.from(twoKeys.subarray(SCRIPT_AT))
}

const oneKey = leaf(34)
oneKey[SCRIPT_AT] = PUSH_32
oneKey[SCRIPT_AT + 33] = CHECKSIG

/** The leaf hash of `pk(key)`. */
export const oneKeyLeaf = (key: Uint8Array): Buffer => {
  oneKey.set(key, SCRIPT_AT + 1)
  return sha256(oneKey)
}

/** The leaf hashes of `and_v(v:pk(key),older(blocks))`, for a number that takes two bytes. */
export const olderLeaf = (blocks: number): ((key: Uint8Array) => Buffer) => {
  const buffer = leaf(38)
  buffer[SCRIPT_AT] = PUSH_32
  buffer[SCRIPT_AT + 33] = CHECKSIGVERIFY
  buffer[SCRIPT_AT + 34] = 2
  buffer.writeUInt16LE(blocks, SCRIPT_AT + 35)
  buffer[SCRIPT_AT + 37] = CHECKSEQUENCEVERIFY
  return (key) => {
    buffer.set(key, SCRIPT_AT + 1)
    return sha256(buffer)
  }
}

const pair = tagged('TapBranch', 64)

/** The hash of a branch over two nodes (BIP 341, lexicographic order). */
export const branch = (left: Buffer, right: Buffer): Buffer => {
  const swapped = Buffer.compare(left, right) > 0
  pair.set(swapped ? right : left, TAG_LENGTH)
  pair.set(swapped ? left : right, TAG_LENGTH + 32)
  return sha256(pair)
}

const tweak = tagged('TapTweak', 64)

/** The output key as 33 bytes, from an internal key with even y as 65 or 33 bytes. */
export const outputKey = (internal: Uint8Array, root: Buffer): Uint8Array => {
  tweak.set(internal.subarray(1, 33), TAG_LENGTH)
  tweak.set(root, TAG_LENGTH + 32)
  return addScalar(internal, sha256(tweak), true)
}

export const addressOf = (internal: Uint8Array, root: Buffer): string =>
  address(outputKey(lifted(internal), root).subarray(1))
