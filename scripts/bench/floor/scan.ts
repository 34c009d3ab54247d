import type { ScanWork } from '../scanWork.js'

/**
 * The least that a scan can cost in JavaScript: one function that steps over the block and believes every length,
 * beside two bare tables that never change and know how many they hold. It says which transactions concern what is
 * watched, and nothing about them.
 */
export const floorScan = ({ keys, txids }: Pick<ScanWork, 'keys' | 'txids'>) => {
  const scripts = tableOf(keys)
  const outpoints = tableOf(txids)
  return (block: Uint8Array): readonly number[] => {
    const view = new DataView(block.buffer, block.byteOffset, block.length)
    const found: number[] = []
    let at = 80
    const size = (): number => {
      const first = block[at++] ?? 0
      if (first < 0xfd) return first
      at += first === 0xfd ? 2 : 4
      return first === 0xfd ? view.getUint16(at - 2, true) : view.getUint32(at - 4, true)
    }
    const count = size()
    for (let position = 0; position < count; position++) {
      let hit = false
      at += 4
      const witnesses = block[at] === 0
      if (witnesses) at += 2
      const inputs = size()
      for (let input = 0; input < inputs; input++) {
        if (has(outpoints, view, at)) hit = true
        at += 36
        const script = size()
        at += script + 4
      }
      const outputs = size()
      for (let output = 0; output < outputs; output++) {
        at += 8
        const length = size()
        if (length === 34 && view.getUint16(at) === 0x5120 && has(scripts, view, at + 2)) hit = true
        at += length
      }
      if (witnesses)
        for (let input = 0; input < inputs; input++)
          for (let items = size(); items > 0; items--) {
            const length = size()
            at += length
          }
      at += 4
      if (hit) found.push(position)
    }
    return found
  }
}

interface Table {
  readonly slots: Int32Array
  readonly keys: DataView
}

/** Slots of two words, the key's first and its place, so that one look tells almost all. */
const tableOf = (bytes: Uint8Array): Table => {
  const count = bytes.length / 32
  const slots = new Int32Array(2 * 2 ** Math.ceil(Math.log2(2 * count)))
  const keys = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const mask = slots.length / 2 - 1
  for (let key = 0; key < count; key++) {
    let place = keys.getInt32(32 * key + 4, true) & mask
    while (slots[2 * place + 1] !== 0) place = (place + 1) & mask
    slots[2 * place] = keys.getInt32(32 * key, true)
    slots[2 * place + 1] = key + 1
  }
  return { slots, keys }
}

const has = ({ slots, keys }: Table, view: DataView, at: number): boolean => {
  const mask = slots.length / 2 - 1
  const first = view.getInt32(at, true)
  for (let place = view.getInt32(at + 4, true) & mask; ; place = (place + 1) & mask) {
    const key = slots[2 * place + 1] ?? 0
    if (key === 0) return false
    if (slots[2 * place] === first && isSame(keys, 32 * key - 32, view, at)) return true
  }
}

const isSame = (left: DataView, from: number, right: DataView, at: number): boolean => {
  for (let word = 0; word < 32; word += 4)
    if (left.getInt32(from + word, true) !== right.getInt32(at + word, true)) return false
  return true
}
