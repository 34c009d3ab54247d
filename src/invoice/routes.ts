import { backend } from '#backend'
import { toHex } from '../units/bytes.js'
import { invoiceError } from './errors.js'
import type { InvoiceHop } from './types.js'
import { bytesOf } from './words.js'

/** 33 bytes of a key, 8 of a channel, 4 and 4 of fees, 2 of blocks. */
const HOP_LENGTH = 51

/** The hops of one field `r`. */
export const routeOf = (words: readonly number[]): readonly InvoiceHop[] => {
  const field = 'invoice.r'
  const bytes = bytesOf(words, field)
  if (bytes.length === 0 || bytes.length % HOP_LENGTH !== 0)
    throw invoiceError('INVOICE_FIELD_MALFORMED', {
      field,
      expected: `hops of ${HOP_LENGTH} bytes`,
      received: `${bytes.length} bytes`,
    })
  return Array.from({ length: bytes.length / HOP_LENGTH }, (_, at) =>
    hopOf(bytes.subarray(at * HOP_LENGTH, (at + 1) * HOP_LENGTH), field),
  )
}

const hopOf = (bytes: Uint8Array, field: string): InvoiceHop => {
  const node = bytes.subarray(0, 33)
  if (!backend.isPoint(node))
    throw invoiceError('INVOICE_FIELD_MALFORMED', {
      field,
      expected: 'the id of a node, a point on the curve',
      received: toHex(node),
    })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  // 3 bytes of the block, 3 of the transaction in it, 2 of its output
  const [block, position, output] = [view.getUint32(33) >>> 8, view.getUint32(36) >>> 8, view.getUint16(39)]
  return {
    node: toHex(node),
    channel: `${block}x${position}x${output}`,
    feeBaseMsat: view.getUint32(41),
    feeMillionths: view.getUint32(45),
    cltvDelta: view.getUint16(49),
  }
}
