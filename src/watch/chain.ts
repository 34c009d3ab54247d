import { counted, shown } from '../errors.js'
import { watchError } from './errors.js'
import { HEADER_BYTES, hasItsWork, type ParsedHeader, parseHeader, workOf } from './header.js'
import type { BlockPlace, Chain, Checkpoint, Header } from './types.js'

/** How many headers are kept: two weeks, which is a period of the difficulty. */
const KEPT_HEADERS = 2016

/** BIP 113: the median of this many blocks. */
const MEDIAN_BLOCKS = 11

export const emptyChain = (checkpoint: Checkpoint): Chain => ({ base: checkpoint, headers: [], left: [] })

/** Height of the last block. */
export const tipHeight = ({ base, headers }: Chain): number => base.height + headers.length

/** The block at a height, where it is kept. */
export const headerAt = ({ base, headers }: Chain, height: number): Header | undefined =>
  headers[height - base.height - 1]

/** Whether a block is in the chain; what lies below those that are kept is believed. */
export const inChain = (
  chain: Chain,
  { blockHash, height }: Pick<BlockPlace, 'blockHash' | 'height'>,
): boolean =>
  height < chain.base.height ||
  (height === chain.base.height ? chain.base.hash : headerAt(chain, height)?.hash) === blockHash

/** How many blocks the chain holds from this height on, the block itself counted. */
export const depthAt = (chain: Chain, height: number): number => tipHeight(chain) - height + 1

/** How often a block was the best chain's and then not any more. */
export const timesLeft = (
  { left }: Chain,
  { blockHash, height }: Pick<BlockPlace, 'blockHash' | 'height'>,
): number => left.filter(({ fork, headers }) => headers[height - fork - 1]?.hash === blockHash).length

/**
 * The chain as it was before it left the branches from this one on: its tip is the branch's, as high as it ever was.
 */
export const chainBefore = ({ base, headers, left }: Chain, branch: number): Chain => {
  let past = { base, headers }
  for (let at = left.length - 1; at >= branch; at--) {
    const { fork, headers: above } = left[at] ?? { fork: 0, headers: [] }
    past =
      fork < past.base.height
        ? // what lies below is the same in both, and believed
          { base: { height: fork, hash: '' }, headers: above }
        : { base: past.base, headers: [...past.headers.slice(0, fork - past.base.height), ...above] }
  }
  return { ...past, left: left.slice(0, branch) }
}

const readHeader = (bytes: Uint8Array, field: string): ParsedHeader => {
  const header = bytes instanceof Uint8Array ? parseHeader(bytes) : undefined
  if (header === undefined)
    throw watchError('VIEW_HEADER_MALFORMED', {
      field,
      expected: `a block header of ${HEADER_BYTES} bytes`,
      received: shown(bytes),
    })
  if (!hasItsWork(header))
    throw watchError('VIEW_HEADER_WORK', {
      field,
      expected: `a hash of at most the target that its bits name, ${header.bits.toString(16)}`,
      received: header.hash,
    })
  return header
}

const linked = (headers: readonly Uint8Array[]): readonly ParsedHeader[] => {
  const read = headers.map((bytes, at) => readHeader(bytes, `headers[${at}]`))
  for (const [at, { previous }] of read.entries()) {
    const before = read[at - 1]
    if (before !== undefined && before.hash !== previous)
      throw watchError('VIEW_HEADERS_UNLINKED', {
        field: `headers[${at}]`,
        expected: `one that follows ${before.hash}`,
        received: `one that follows ${previous}`,
      })
  }
  return read
}

const heightOf = ({ base, headers }: Chain, hash: string): number | undefined => {
  for (let at = headers.length - 1; at >= 0; at--) if (headers[at]?.hash === hash) return base.height + 1 + at
  return hash === base.hash ? base.height : undefined
}

const sumOfWork = (headers: readonly Pick<Header, 'bits'>[]): bigint =>
  headers.reduce((sum, header) => sum + workOf(header.bits), 0n)

const medianOf = (times: readonly number[]): number | undefined =>
  [...times].sort((left, right) => left - right)[(MEDIAN_BLOCKS - 1) / 2]

/** Headers on top of others, each with its median time where enough of those below are known. */
const stacked = (below: readonly Header[], above: readonly ParsedHeader[]): readonly Header[] => {
  const headers = [...below]
  for (const { hash, time, bits } of above) {
    const times = [...headers.slice(1 - MEDIAN_BLOCKS).map((header) => header.time), time]
    const medianTime = times.length < MEDIAN_BLOCKS ? undefined : medianOf(times)
    headers.push({ hash, time, bits, ...(medianTime === undefined ? {} : { medianTime }) })
  }
  return headers
}

/**
 * The chain with these headers, if they have more work than what they replace, which is left at this reading of the
 * view's clock; else the chain as it was.
 *
 * @throws EscrowError `VIEW_TOO_OLD`, `VIEW_HEADERS_UNLINKED`, `VIEW_HEADER_MALFORMED`, `VIEW_HEADER_WORK`
 */
export const extendedChain = (
  chain: Chain,
  { headers, clock }: { readonly headers: readonly Uint8Array[]; readonly clock: number },
): Chain => {
  const given = linked(headers)
  const start = given.findIndex(({ previous }) => heightOf(chain, previous) !== undefined)
  const [first] = given
  if (first === undefined || given.every(({ hash }) => heightOf(chain, hash) !== undefined)) return chain
  const parent = given[start]?.previous
  let fork = parent === undefined ? undefined : heightOf(chain, parent)
  if (fork === undefined)
    throw watchError('VIEW_TOO_OLD', {
      field: 'headers',
      expected: `one that follows a block of the view, from height ${chain.base.height} to ${tipHeight(chain)}`,
      received: `${counted(given.length, 'header')}, the first of which follows ${first.previous}`,
    })
  let branch = given.slice(start)
  while (branch[0] !== undefined && branch[0].hash === headerAt(chain, fork + 1)?.hash) {
    branch = branch.slice(1)
    fork++
  }
  const stays = fork - chain.base.height
  const left = chain.headers.slice(stays)
  if (branch.length === 0 || (left.length > 0 && sumOfWork(branch) <= sumOfWork(left))) return chain
  return {
    base: chain.base,
    headers: stacked(chain.headers.slice(0, stays), branch),
    left: left.length === 0 ? chain.left : [...chain.left, { fork, headers: left, clock }],
  }
}

/** The chain without the headers that are older than those that are kept. */
export const trimmedChain = (chain: Chain): Chain => {
  const surplus = chain.headers.length - KEPT_HEADERS
  const last = surplus > 0 ? chain.headers[surplus - 1] : undefined
  if (last === undefined) return chain
  return {
    ...chain,
    base: { height: chain.base.height + surplus, hash: last.hash },
    headers: chain.headers.slice(surplus),
  }
}
