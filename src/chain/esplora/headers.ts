import { concat, fromHex, uint32 } from '../../units/bytes.js'
import { hash256, hashText } from '../../watch/header.js'
import { sourceError } from '../errors.js'
import type { Http } from './http.js'
import * as shapes from './shapes.js'

/** How often they are read again where the chain changes under the hands. */
const TRIES = 5
const ZERO = '00'.repeat(32)

/**
 * Headers of the best chain. They are put together from lists of ten blocks or so, which is a tenth of the requests
 * that one for each header takes, and believed only where they hash to the blocks' ids.
 */
export const headersOver = async (
  http: Http,
  options: { readonly from: number; readonly count: number; readonly name: string },
): Promise<readonly Uint8Array[]> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const headers = await linked(http, options)
    if (headers !== undefined) return headers
  }
  throw sourceError('SOURCE_UNSETTLED', {
    field: 'source.headers',
    expected: 'a chain that stands still for a moment',
    received: `${TRIES} changes while headers from ${options.from} on were read`,
    source: options.name,
  })
}

/** From the highest down; `undefined` where two lists do not link. */
const linked = async (
  http: Http,
  { from, count }: { from: number; count: number },
): Promise<readonly Uint8Array[] | undefined> => {
  if (count < 1) return []
  const newest = await http.json('/blocks', shapes.blocks)
  if (newest === undefined) return undefined
  const [highest] = newest
  if (highest === undefined) throw http.malformed('/blocks', 'no blocks')
  const headers: Uint8Array[] = []
  let wanted: string | undefined
  let height = Math.min(from + count - 1, highest.height)
  while (height >= from) {
    const path = `/blocks/${height}`
    const list = await http.json(path, shapes.blocks)
    if (list === undefined) return undefined
    if (list.length === 0) throw http.malformed(path, 'no blocks')
    for (const block of list) {
      if (height < from) break
      if (block.height !== height) throw http.malformed(path, 'blocks in another order')
      if (wanted !== undefined && block.id !== wanted) return undefined
      const header = headerOf(block)
      if (header === undefined || hashText(hash256(header)) !== block.id)
        throw http.malformed(path, 'a header that does not hash to its id')
      headers.unshift(header)
      wanted = block.previousblockhash ?? undefined
      height--
    }
  }
  return headers
}

const headerOf = (block: shapes.ListedBlock): Uint8Array | undefined => {
  const previous = fromHex(block.previousblockhash ?? ZERO)?.reverse()
  const root = fromHex(block.merkle_root)?.reverse()
  const numbers = [block.timestamp, block.bits, block.nonce]
  if (previous === undefined || root === undefined || numbers.some((number) => number > 0xffffffff))
    return undefined
  return concat(uint32(block.version >>> 0), previous, root, ...numbers.map(uint32))
}
