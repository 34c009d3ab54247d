import { joined } from '../../src/psbt/cursor.js'
import { compactSize, concat, uint32, uint64 } from '../../src/units/bytes.js'

/*
 * A block of strangers' transactions with a few that pay or spend what is watched. By weight it is more than any block
 * may hold: there are as many inputs and outputs to look at as four million bytes can say.
 */

export const BLOCK_BYTES = 4_000_000
export const SCRIPTS = 1_000_000
export const OUTPOINTS = 250_000
/** One in so many transactions concerns what is watched. */
const RARE = 1000

/** Numbers that look random and are the same in every run (xorshift). */
const dice = (seed: number) => {
  let state = seed
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  return {
    below: (limit: number): number => next() % limit,
    fill: (bytes: Uint8Array): Uint8Array => {
      for (let at = 0; at < bytes.length; at++) bytes[at] = next() & 0xff
      return bytes
    },
  }
}

/** What is watched, packed: a caller's own rows. */
export interface ScanWork {
  readonly name: string
  readonly block: Uint8Array
  /** Output keys, 32 bytes each. */
  readonly keys: Uint8Array
  /** Txids as transactions hold them, 32 bytes each; output 0 of the nth pays the nth key. */
  readonly txids: Uint8Array
  /** A stranger's transaction, the first behind the coinbase. */
  readonly stranger: Uint8Array
  /** Positions of the transactions that concern what is watched. */
  readonly expected: readonly number[]
}

type Dice = ReturnType<typeof dice>

const taproot = (key: Uint8Array): Uint8Array => concat(Uint8Array.of(0x51, 32), key)

interface Parts {
  readonly inputs: readonly Uint8Array[]
  readonly scripts: readonly Uint8Array[]
  /** The items of each input's witness; none in a transaction of the old kind. */
  readonly witness: readonly number[]
}

const transactionOf = ({ inputs, scripts, witness }: Parts, { below, fill }: Dice): Uint8Array => {
  const items = witness.map((length) => concat(compactSize(length), fill(new Uint8Array(length))))
  return joined([
    uint32(2),
    ...(witness.length === 0 ? [] : [Uint8Array.of(0, 1)]),
    compactSize(inputs.length),
    ...inputs.flatMap((outpoint) => [
      outpoint,
      ...(witness.length === 0 ? [compactSize(107), fill(new Uint8Array(107))] : [Uint8Array.of(0)]),
      uint32(0xfffffffd),
    ]),
    compactSize(scripts.length),
    ...scripts.flatMap((script) => [uint64(BigInt(below(1e9))), compactSize(script.length), script]),
    ...(witness.length === 0 ? [] : inputs.flatMap(() => [compactSize(items.length), ...items])),
    uint32(0),
  ])
}

export const scanWork = (): ScanWork => {
  const random = dice(20_261_129)
  const { below, fill } = random
  const keys = fill(new Uint8Array(32 * SCRIPTS))
  const txids = fill(new Uint8Array(32 * OUTPOINTS))
  const outpoint = () => concat(fill(new Uint8Array(32)), uint32(below(3)))
  const ours = () => {
    const at = 32 * below(OUTPOINTS)
    return concat(txids.subarray(at, at + 32), uint32(0))
  }
  const key = () => taproot(fill(new Uint8Array(32)))
  const wpkh = () => concat(Uint8Array.of(0, 20), fill(new Uint8Array(20)))
  const pkh = () => concat(Uint8Array.of(0x76, 0xa9, 20), fill(new Uint8Array(20)), Uint8Array.of(0x88, 0xac))
  const watched = () => {
    const at = 32 * below(SCRIPTS)
    return taproot(keys.subarray(at, at + 32))
  }
  const kinds: readonly (() => Parts)[] = [
    () => ({ inputs: [outpoint(), outpoint()], scripts: [key(), key()], witness: [64] }),
    () => ({ inputs: [outpoint()], scripts: [key(), wpkh()], witness: [71, 33] }),
    () => ({ inputs: [outpoint()], scripts: [pkh(), pkh()], witness: [] }),
    () => ({ inputs: [outpoint()], scripts: Array.from({ length: 20 }, key), witness: [64] }),
    () => ({ inputs: [outpoint()], scripts: [key()], witness: [64, 34 + below(600), 65] }),
  ]
  const transactions: Uint8Array[] = []
  const expected: number[] = []
  let left = BLOCK_BYTES - 80 - 3
  for (;;) {
    const position = transactions.length
    const parts = (kinds[below(kinds.length)] ?? kinds[0])?.()
    if (parts === undefined) throw new Error('no kind of transaction')
    const rare = position % RARE === RARE / 2
    const pays = rare && position % (2 * RARE) === RARE / 2
    const one = transactionOf(
      {
        ...parts,
        ...(rare && !pays ? { inputs: [ours(), ...parts.inputs.slice(1)] } : {}),
        ...(pays ? { scripts: [watched(), ...parts.scripts.slice(1)] } : {}),
      },
      random,
    )
    if (one.length > left) break
    if (rare) expected.push(position)
    left -= one.length
    transactions.push(one)
  }
  const block = joined([new Uint8Array(80), compactSize(transactions.length), ...transactions])
  const [, stranger] = transactions
  if (stranger === undefined) throw new Error('an empty block')
  return {
    name: `scan a block of ${block.length} bytes for ${SCRIPTS} scripts`,
    block,
    keys,
    txids,
    stranger,
    expected,
  }
}
