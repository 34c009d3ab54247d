import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../src/units/bytes.js'
import type { Lock } from '../../../src/units/lock.js'
import { parseHeader } from '../../../src/watch/header.js'
import { openingsOf } from '../../../src/watch/openings.js'
import { statusOf } from '../../../src/watch/status.js'
import { emptyView, extended } from '../../../src/watch/view.js'
import { mainnetContract } from '../../support/mainnetContract.js'
import { AROUND_CHANGE, PERIOD_START } from '../../support/mainnetHeaders.js'

const { from, hex } = AROUND_CHANGE
const bytes = hex.map((text) => fromHex(text) ?? new Uint8Array())
const headers = bytes.map((one) => parseHeader(one)!)
const top = from + headers.length - 1
const start = emptyView({ network: 'mainnet', checkpoint: { height: from - 1, hash: headers[0]!.previous } })

/** When a path with this lock is said to open, from the tip of the first so many headers. */
const aboutFrom = (count: number, after: Lock): number | undefined => {
  const contract = mainnetContract({ silence: { pays: 'employer', after } })
  const { at } = statusOf(contract, extended(start, bytes.slice(0, count)))
  const opening = openingsOf(contract, at).find(({ path }) => path.name === 'employerAlone')
  return opening?.kind === 'waiting' ? opening.about : undefined
}

/** Blocks are found by chance: so many take ten minutes each, give or take ten minutes times the root of their number. */
const spread = (blocks: number): number => 600 * Math.sqrt(blocks)

describe('an approximate date on mainnet', () => {
  it('of a height is off by what chance does to so many blocks', () => {
    const off: number[] = []
    for (let count = 1; count < headers.length; count++) {
      const left = headers.length - count
      const about = aboutFrom(count, { height: top })
      off.push(Math.abs(about! - headers.at(-1)!.time) / spread(left))
    }
    expect(Math.max(...off)).toBeLessThan(3)
    // it is no appointment either
    expect(Math.max(...off)).toBeGreaterThan(0.2)
  })

  it('of a time is off by what chance does to the eleven blocks whose median counts', () => {
    const views = bytes.map((_, at) => extended(start, bytes.slice(0, at + 1)))
    const medians = views.map(({ chain }) => chain.headers.at(-1)?.medianTime)
    const time = medians.at(-1)! - 1
    const reached = headers[medians.findIndex((median) => median !== undefined && median > time)]!.time
    let told = 0
    for (const [at, median] of medians.entries()) {
      const about = aboutFrom(at + 1, { time })
      if (median === undefined || median > time) expect(about).toBeUndefined()
      else {
        told++
        expect(Math.abs(about! - reached)).toBeLessThan(3 * spread(11))
      }
    }
    expect(told).toBeGreaterThan(5)
  })

  it('two weeks ahead is off by as much as miners came and went, a day or two', () => {
    const { time } = parseHeader(fromHex(PERIOD_START.hex) ?? new Uint8Array())!
    const contract = mainnetContract({ silence: { pays: 'employer', after: { height: from } } })
    const opening = openingsOf(contract, { height: PERIOD_START.height, time }).find(
      ({ path }) => path.name === 'employerAlone',
    )
    const about = opening?.kind === 'waiting' ? opening.about! : 0
    const days = (headers[0]!.time - about) / 86_400
    expect(days).toBeGreaterThan(1)
    expect(days).toBeLessThan(2)
  })
})
