import { compactSize, concat, fromHex, toHex, uint32, uint64 } from '../units/bytes.js'
import { sats } from '../units/sats.js'
import type { TransactionOutput } from '../units/transaction.js'
import { Cursor, joined } from './cursor.js'
import type { MusigParticipants, MusigSigner, Row, TapDerivation, TapTreeLeaf } from './model.js'
import { looksLikePoint, rowError } from './shapes.js'

/** Reads a value whose lengths stand inside it: to its end, and not past it. */
const readWhole = <T>(value: Uint8Array, field: string, read: (cursor: Cursor) => T): T => {
  const cursor = new Cursor(value, (problem, at) =>
    rowError(
      field,
      problem === 'truncated' ? 'a value as long as its lengths say' : 'lengths in their shortest form',
      problem === 'truncated' ? `its end at byte ${at}` : `a longer one at byte ${at}`,
    ),
  )
  const result = read(cursor)
  if (cursor.left > 0)
    throw rowError(field, 'a value as long as its lengths say', `${cursor.left} more bytes`)
  return result
}

const row = (type: number, keyData: readonly Uint8Array[], value: Uint8Array): Row => ({
  key: concat(Uint8Array.of(type), ...keyData),
  value,
})

/** The key data of a row whose type takes one byte. */
export const keyDataOf = ({ key }: Row): Uint8Array => key.subarray(1)

export const valueRow = (type: number, value: Uint8Array): Row => row(type, [], value)

export const keyedRow = (type: number, keyData: Uint8Array, value: Uint8Array): Row =>
  row(type, [keyData], value)

/** An output as transactions spell it: amount, script. */
export const readOutput = (value: Uint8Array, field: string): TransactionOutput =>
  readWhole(value, field, (cursor) => {
    const low = cursor.uint32()
    const high = cursor.uint32()
    const amount = sats((BigInt(high) << 32n) | BigInt(low), `${field}.amount`)
    return { script: cursor.take(cursor.compactSize()), amount }
  })

export const writeOutput = ({ script, amount }: TransactionOutput): Uint8Array =>
  concat(uint64(amount), compactSize(script.length), script)

export const readUint32 = (value: Uint8Array, field: string): number =>
  readWhole(value, field, (cursor) => cursor.uint32())

/** A count that is a value of its own: a compact size. */
export const readCount = (value: Uint8Array, field: string): number =>
  readWhole(value, field, (cursor) => cursor.compactSize())

/** A witness stack: the number of items, then each with its length. */
export const readStack = (value: Uint8Array, field: string): readonly Uint8Array[] =>
  readWhole(value, field, (cursor) => {
    const count = cursor.compactSize()
    const items: Uint8Array[] = []
    // each item takes a byte at least, so a count that lies ends at the end of the bytes
    for (let index = 0; index < count; index++) items.push(cursor.take(cursor.compactSize()))
    return items
  })

export const writeStack = (items: readonly Uint8Array[]): Uint8Array =>
  joined([compactSize(items.length), ...items.flatMap((item) => [compactSize(item.length), item])])

/** BIP 371: the number of leaf hashes, the hashes, then fingerprint and steps as in BIP 174. */
export const readTapDerivation = (source: Row, field: string): TapDerivation =>
  readWhole(source.value, field, (cursor) => {
    const count = cursor.compactSize()
    const leafHashes: Uint8Array[] = []
    for (let index = 0; index < count; index++) leafHashes.push(cursor.take(32))
    const fingerprint = toHex(cursor.take(4))
    const path: number[] = []
    while (cursor.left > 0) path.push(cursor.uint32())
    return { xOnly: keyDataOf(source), leafHashes, fingerprint, path }
  })

export const tapDerivationRow = (type: number, derivation: TapDerivation, field: string): Row => {
  const { xOnly, leafHashes, path } = derivation
  const fingerprint = fromHex(derivation.fingerprint)
  if (fingerprint?.length !== 4) throw rowError(field, 'a fingerprint of 8 hex digits', 'something else')
  if (!leafHashes.every((hash) => hash.length === 32))
    throw rowError(field, 'leaf hashes of 32 bytes', 'another length')
  return keyedRow(
    type,
    xOnly,
    concat(compactSize(leafHashes.length), ...leafHashes, fingerprint, ...path.map(uint32)),
  )
}

const MAX_DEPTH = 128

/**
 * BIP 371: leaves depth first, each with its depth, version and script; together they fill one whole tree. Of a change
 * output without leaves some wallets write a row without any.
 */
export const readTapTree = (value: Uint8Array, field: string): readonly TapTreeLeaf[] =>
  readWhole(value, field, (cursor) => {
    const leaves: TapTreeLeaf[] = []
    while (cursor.left > 0) {
      const depth = cursor.byte()
      const leafVersion = cursor.byte()
      if (depth > MAX_DEPTH) throw rowError(field, `leaves no deeper than ${MAX_DEPTH}`, `depth ${depth}`)
      if (leafVersion % 2 !== 0) throw rowError(field, 'an even leaf version', `${leafVersion}`)
      leaves.push({ depth, leafVersion, script: cursor.take(cursor.compactSize()) })
    }
    if (leaves.length > 0 && !isWholeTree(leaves))
      throw rowError(field, 'leaves that form one whole tree', 'other depths')
    return leaves
  })

/** Joins two neighbours of one depth to a branch above them until nothing joins: one node at depth 0 is a tree. */
const isWholeTree = (leaves: readonly TapTreeLeaf[]): boolean => {
  const open: number[] = []
  for (const { depth } of leaves) {
    let joinedDepth = depth
    while (open[open.length - 1] === joinedDepth) {
      open.pop()
      joinedDepth -= 1
    }
    open.push(joinedDepth)
  }
  return open.length === 1 && open[0] === 0
}

export const writeTapTree = (leaves: readonly TapTreeLeaf[]): Uint8Array =>
  joined(
    leaves.flatMap(({ depth, leafVersion, script }) => [
      Uint8Array.of(depth, leafVersion),
      compactSize(script.length),
      script,
    ]),
  )

/** BIP 373: keyed by the aggregate, the participants one after the other. */
export const readParticipants = (source: Row, field: string): MusigParticipants => {
  const participants: Uint8Array[] = []
  for (let at = 0; at < source.value.length; at += 33) participants.push(source.value.subarray(at, at + 33))
  if (!participants.every(looksLikePoint)) throw rowError(field, 'compressed public keys', 'other bytes')
  return { aggregate: keyDataOf(source), participants }
}

export const participantsRow = (type: number, { aggregate, participants }: MusigParticipants): Row =>
  keyedRow(type, aggregate, joined(participants))

/** BIP 373: participant, aggregate, and the leaf hash on the script path. */
export const readMusigSigner = ({ key }: Row): MusigSigner => ({
  participant: key.subarray(1, 34),
  aggregate: key.subarray(34, 67),
  ...(key.length > 67 && { leafHash: key.subarray(67) }),
})

export const musigSignerRow = (
  type: number,
  { participant, aggregate, leafHash }: MusigSigner,
  value: Uint8Array,
): Row => row(type, [participant, aggregate, ...(leafHash === undefined ? [] : [leafHash])], value)
