import { compactSizeLength } from '../units/bytes.js'
import type { PackedTable } from './packed.js'

/** What is looked for. */
export interface Watched {
  /** Output keys. */
  readonly scripts: PackedTable
  /** Txids as transactions hold them, each with an output's position. */
  readonly outpoints: PackedTable
}

/** Where a transaction ends, and whether it pays or spends anything watched. */
export interface Walked {
  end: number
  hit: boolean
}

/** More than any array of bytes holds, and a small number to engines still. */
const TOO_LONG = 0x3fff_ffff

const INPUT_BYTES = 41
const TXID_BYTES = 32
const OUTPOINT_BYTES = 36
const SEQUENCE_BYTES = 4
const AMOUNT_BYTES = 8
const LOCKTIME_BYTES = 4
/** Version, one count, and a byte more. */
const HEAD_BYTES = 6
/** BIP 341: `OP_1` and a push of 32 bytes. */
const TAPROOT_BYTES = 34
const TAPROOT_HEAD = 0x5120
/** BIP 144. */
const MARKER_AND_FLAG = 0x0001

/** A length in its shortest form; {@link TOO_LONG} where it is cut off, not the shortest, or more than that. */
export const sizeAt = (view: DataView, at: number): number => {
  if (at >= view.byteLength) return TOO_LONG
  const first = view.getUint8(at)
  return first < 0xfd ? first : longSizeAt(view, at + 1, first)
}

const longSizeAt = (view: DataView, at: number, first: number): number => {
  const left = view.byteLength - at
  if (first === 0xfd) {
    const size = left < 2 ? 0 : view.getUint16(at, true)
    return size < 0xfd ? TOO_LONG : size
  }
  // eight bytes say more than any array of bytes holds
  const size = left < 4 || first === 0xff ? 0 : view.getUint32(at, true)
  return size <= 0xffff ? TOO_LONG : Math.min(size, TOO_LONG)
}

/**
 * Steps over a transaction and looks at the outpoints that it spends and the scripts that it pays, nothing else. Says
 * `false` where the bytes are none: lengths are those of the bytes that are there, and none is believed before.
 *
 * Source: BIP 144, "Serialization".
 */
export const walkTransaction = (
  view: DataView,
  start: number,
  { scripts, outpoints }: Watched,
  walked: Walked,
): boolean => {
  const end = view.byteLength
  if (start + HEAD_BYTES > end) return false
  const hasWitnesses = view.getUint16(start + 4) === MARKER_AND_FLAG
  let hit = false
  let at = start + (hasWitnesses ? 6 : 4)
  const inputs = sizeAt(view, at)
  if (inputs > end) return false
  at += compactSizeLength(inputs)
  for (let input = 0; input < inputs; input++) {
    if (at + INPUT_BYTES > end) return false
    if (outpoints.find(view, at, view.getInt32(at + TXID_BYTES, true)) >= 0) hit = true
    at += OUTPOINT_BYTES
    const script = sizeAt(view, at)
    if (script > end) return false
    at += compactSizeLength(script) + script + SEQUENCE_BYTES
  }
  const outputs = sizeAt(view, at)
  if (outputs > end) return false
  at += compactSizeLength(outputs)
  for (let output = 0; output < outputs; output++) {
    at += AMOUNT_BYTES
    const script = sizeAt(view, at)
    if (script > end) return false
    at += compactSizeLength(script)
    if (script === TAPROOT_BYTES && at + TAPROOT_BYTES <= end && view.getUint16(at) === TAPROOT_HEAD)
      if (scripts.find(view, at + 2) >= 0) hit = true
    at += script
  }
  if (hasWitnesses) {
    at = behindWitnesses(view, at, inputs)
    if (at > end) return false
  }
  walked.end = at + LOCKTIME_BYTES
  walked.hit = hit
  return walked.end <= end
}

/** Where so many witness stacks end; {@link TOO_LONG} where they do not, or all of them are empty. */
const behindWitnesses = (view: DataView, start: number, inputs: number): number => {
  const end = view.byteLength
  let at = start
  let all = 0
  for (let input = 0; input < inputs; input++) {
    const items = sizeAt(view, at)
    if (items > end) return TOO_LONG
    at += compactSizeLength(items)
    all += items
    for (let item = 0; item < items; item++) {
      const size = sizeAt(view, at)
      if (size > end) return TOO_LONG
      at += compactSizeLength(size) + size
    }
  }
  return all === 0 ? TOO_LONG : at
}
