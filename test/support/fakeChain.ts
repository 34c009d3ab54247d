import { createHash } from 'node:crypto'
import { fromHex, toHex } from '../../src/units/bytes.js'

/** Headers of regtest's difficulty that were mined here, for tests without a node. */
export interface FakeBlock {
  readonly header: Uint8Array
  readonly hash: string
  readonly time: number
}

const REGTEST_BITS = 0x207fffff

const hash256 = (bytes: Uint8Array): Uint8Array =>
  createHash('sha256').update(createHash('sha256').update(bytes).digest()).digest()

const mined = ({ previous, time, salt, bits }: Required<Tip> & { salt: number; bits: number }): FakeBlock => {
  const header = new Uint8Array(80)
  const view = new DataView(header.buffer)
  view.setUint32(0, 0x20000000, true)
  header.set(fromHex(previous)!.reverse(), 4)
  view.setUint32(36, salt, true)
  view.setUint32(68, time, true)
  view.setUint32(72, bits, true)
  for (let nonce = 0; ; nonce++) {
    view.setUint32(76, nonce, true)
    const hash = toHex(hash256(header).reverse())
    if (hash < '7fffff') return { header, hash, time }
  }
}

interface Tip {
  readonly previous: string
  readonly time: number
}

/** So many blocks on top of one, each ten minutes after the one before; another salt gives other blocks. */
export const fakeBlocks = (
  count: number,
  {
    previous,
    time = 1_800_000_000,
    step = 600,
    salt = 0,
    bits = REGTEST_BITS,
  }: { previous: string; time?: number; step?: number; salt?: number; bits?: number },
): readonly FakeBlock[] => {
  const blocks: FakeBlock[] = []
  for (let at = 0; at < count; at++) {
    const before = blocks.at(-1)
    blocks.push(
      mined({ previous: before?.hash ?? previous, time: (before?.time ?? time - step) + step, salt, bits }),
    )
  }
  return blocks
}
