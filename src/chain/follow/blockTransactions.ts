import { Cursor } from '../../psbt/cursor.js'
import { HEADER_BYTES } from '../../watch/header.js'
import { sourceError } from '../errors.js'

/** The transactions of a block as views of its bytes, in their order (BIP 144, "Serialization"). */
export const blockTransactions = (block: Uint8Array, source: string): readonly Uint8Array[] => {
  const cursor = new Cursor(block, (problem, at) => {
    throw sourceError('SOURCE_MALFORMED', {
      field: 'source.block',
      expected: 'a block in its network serialisation',
      received: `one that is ${problem} at byte ${at}`,
      source,
    })
  })
  const position = () => block.length - cursor.left
  const skipSized = () => cursor.skip(cursor.compactSize())
  const times = (count: number, step: () => void) => {
    for (let left = count; left > 0; left--) step()
  }
  cursor.skip(HEADER_BYTES)
  const transactions: Uint8Array[] = []
  for (let left = cursor.compactSize(); left > 0; left--) {
    const start = position()
    cursor.skip(4)
    const marked = block[start + 4] === 0
    if (marked) cursor.skip(2)
    const inputs = cursor.compactSize()
    times(inputs, () => {
      cursor.skip(36)
      skipSized()
      cursor.skip(4)
    })
    times(cursor.compactSize(), () => {
      cursor.skip(8)
      skipSized()
    })
    if (marked) times(inputs, () => times(cursor.compactSize(), skipSized))
    cursor.skip(4)
    transactions.push(block.subarray(start, position()))
  }
  return transactions
}
