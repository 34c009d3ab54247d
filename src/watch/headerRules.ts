import type { NetworkName } from '../units/network.js'
import { bitsOf, hasItsWork, type ParsedHeader, targetOf } from './header.js'

/** The chains by their rules; `testnet` of an agreement is one of two. */
export type ChainName = 'mainnet' | 'testnet3' | 'testnet4' | 'signet' | 'regtest'

export const CHAINS: readonly ChainName[] = ['mainnet', 'testnet3', 'testnet4', 'signet', 'regtest']

/** The network whose agreements a chain carries. */
export const networkOfChain = (chain: ChainName): NetworkName =>
  chain === 'testnet3' || chain === 'testnet4' ? 'testnet' : chain

/** The chain of a network: of the two that testnet has, the newer one. */
export const chainOfNetwork = (network: NetworkName): ChainName =>
  network === 'testnet' ? 'testnet4' : network

/** The easiest target of each chain, in its compact form (Bitcoin Core, `kernel/chainparams.cpp`). */
const LIMIT: Readonly<Record<ChainName, number>> = {
  mainnet: 0x1d00ffff,
  testnet3: 0x1d00ffff,
  testnet4: 0x1d00ffff,
  signet: 0x1e0377ae,
  regtest: 0x207fffff,
}

/** Blocks of a period with one difficulty, and the seconds that they are to take. */
const PERIOD = 2016
const PERIOD_SECONDS = 1_209_600
/** Testnets take the easiest target for a block that comes so many seconds after the one before it. */
const LATE = 1200
/** BIP 113: a block's time is above the median of so many before it. */
const MEDIAN_BLOCKS = 11
/** Seconds that a block's time may be ahead of the clock. */
export const AHEAD = 7200
/** BIP 94: seconds that the first block of a period may lie before the last one of the period before. */
const WARP = 600

/** The height from which headers are needed to judge those above this one. */
export const contextOf = (height: number): number =>
  Math.max(0, Math.min(height - (height % PERIOD), height + 1 - MEDIAN_BLOCKS))

/** Which rule a header breaks. */
export type HeaderRule = 'LINK' | 'WORK' | 'TARGET' | 'TIME'

export interface HeaderFault {
  readonly rule: HeaderRule
  readonly expected: string
  readonly received: string
}

export interface HeaderPlace {
  readonly chain: ChainName
  readonly height: number
  /** The headers below, down to {@link contextOf} the one below. */
  readonly at: (height: number) => Pick<ParsedHeader, 'hash' | 'time' | 'bits'> | undefined
}

/**
 * The target, in its compact form, that a chain asks of a block at a height; `undefined` where headers below are
 * missing.
 *
 * Source: Bitcoin Core, `pow.cpp`; BIP 94, "Difficulty adjustment".
 */
export const requiredBits = ({ chain, height, at }: HeaderPlace, time: number): number | undefined => {
  const limit = LIMIT[chain]
  const last = at(height - 1)
  if (last === undefined) return undefined
  if (chain === 'regtest') return limit
  if (height % PERIOD !== 0) {
    if (chain !== 'testnet3' && chain !== 'testnet4') return last.bits
    if (time > last.time + LATE) return limit
    // the last block of the period that was not late
    let below = height - 1
    while (below % PERIOD !== 0 && at(below)?.bits === limit) below--
    return at(below)?.bits
  }
  const first = at(height - PERIOD)
  if (first === undefined) return undefined
  const seconds = Math.min(Math.max(last.time - first.time, PERIOD_SECONDS / 4), PERIOD_SECONDS * 4)
  // a late block's easiest target is not carried over
  const before = targetOf(chain === 'testnet4' ? first.bits : last.bits)
  const easiest = targetOf(limit)
  if (before === undefined || easiest === undefined) return undefined
  const next = (before * BigInt(seconds)) / BigInt(PERIOD_SECONDS)
  return bitsOf(next > easiest ? easiest : next)
}

/** The median time of the blocks up to a height (BIP 113); of fewer where the chain begins. */
const medianTimeAt = ({ at }: HeaderPlace, height: number): number | undefined => {
  const times: number[] = []
  for (let below = height; below > height - MEDIAN_BLOCKS && below >= 0; below--) {
    const header = at(below)
    if (header === undefined) return undefined
    times.push(header.time)
  }
  return times.sort((left, right) => left - right)[Math.floor(times.length / 2)]
}

/** No more than 32 bits in a header; a caller's clock may be anything. */
const isoTime = (seconds: number): string =>
  seconds >= 0 && seconds < 2 ** 33 ? new Date(seconds * 1000).toISOString().replace('.000', '') : 'no time'

/**
 * The first rule that a header breaks at its height: that it follows the one below, has the target that the chain
 * asks and the work for it, and a time above the median of the 11 below and at most two hours ahead of the clock.
 */
export const headerFault = (
  header: ParsedHeader,
  { now, ...place }: HeaderPlace & { /** Unix seconds. */ readonly now: number },
): HeaderFault | undefined => {
  const { chain, height, at } = place
  const last = at(height - 1)
  if (last?.hash !== header.previous)
    return {
      rule: 'LINK',
      expected: `a header that follows ${last?.hash ?? 'one that is there'}`,
      received: `one that follows ${header.previous}`,
    }
  const bits = requiredBits(place, header.time)
  if (bits !== header.bits)
    return {
      rule: 'TARGET',
      expected:
        bits === undefined ? 'the headers below that say the target' : `the target ${bits.toString(16)}`,
      received: bits === undefined ? 'too few' : header.bits.toString(16),
    }
  if (!hasItsWork(header))
    return {
      rule: 'WORK',
      expected: `a hash of at most the target ${header.bits.toString(16)}`,
      received: header.hash,
    }
  const median = medianTimeAt(place, height - 1)
  if (median === undefined || header.time <= median)
    return {
      rule: 'TIME',
      expected:
        median === undefined ? 'the headers below that say the time' : `a time after ${isoTime(median)}`,
      received: median === undefined ? 'too few' : isoTime(header.time),
    }
  if (chain === 'testnet4' && height % PERIOD === 0 && header.time < last.time - WARP)
    return {
      rule: 'TIME',
      expected: `a time from ${isoTime(last.time - WARP)} on, where a period begins`,
      received: isoTime(header.time),
    }
  // a clock that says nothing allows nothing
  if (!(header.time <= now + AHEAD))
    return {
      rule: 'TIME',
      expected: `a time at most two hours after ${isoTime(now)}`,
      received: isoTime(header.time),
    }
  return undefined
}
