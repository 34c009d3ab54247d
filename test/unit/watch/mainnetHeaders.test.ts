import { describe, expect, it } from 'vitest'
import type { IndexedSource } from '../../../src/chain/source.js'
import { verified } from '../../../src/chain/verified.js'
import { fromHex, toHex } from '../../../src/units/bytes.js'
import { type FundingProof, verifyFunding } from '../../../src/watch/fundingProof.js'
import { type ParsedHeader, parseHeader } from '../../../src/watch/header.js'
import { contextOf, headerFault, requiredBits } from '../../../src/watch/headerRules.js'
import { mainnetContract } from '../../support/mainnetContract.js'
import { AROUND_CHANGE, PERIOD_START } from '../../support/mainnetHeaders.js'
import { payment } from '../../support/minedChain.js'

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()
const parsed = (bytes: Uint8Array): ParsedHeader => {
  const header = parseHeader(bytes)
  if (header === undefined) throw new Error('a header has 80 bytes')
  return header
}

const { from, change, hex } = AROUND_CHANGE
const headers = hex.map((text) => parsed(bytesOf(text)))
const top = from + headers.length - 1
const [lowest] = headers
const last = headers.at(-1)
if (lowest === undefined || last === undefined) throw new Error('there are headers')

/** What is recorded, by height; of the block below only the hash is, so that it gets the time that a test says. */
const at =
  (timeBelow: number) =>
  (height: number): Pick<ParsedHeader, 'hash' | 'time' | 'bits'> | undefined => {
    if (height === PERIOD_START.height) return parsed(bytesOf(PERIOD_START.hex))
    if (height === from - 1) return { hash: lowest.previous, time: timeBelow, bits: lowest.bits }
    return headers[height - from]
  }
const place = { chain: 'mainnet', at: at(lowest.time), now: last.time } as const

describe('headers of mainnet around a change of difficulty', () => {
  it('are right, the first with the new target too, whatever the time of the one before them', () => {
    for (let height = change; height <= top; height++)
      expect(headerFault(headers[height - from]!, { ...place, height })).toBeUndefined()
    const first = headers[change - from]!
    expect(first.bits).not.toBe(headers[change - from - 1]!.bits)
    for (const time of [0, 2 ** 32 - 1])
      expect(headerFault(first, { ...place, at: at(time), height: change })).toBeUndefined()
    expect(requiredBits({ ...place, height: change }, first.time)).toBe(first.bits)
  })

  it.each([
    ['the old target', { bits: headers[change - from - 1]!.bits }, 'TARGET'],
    ['an easier target', { bits: headers[change - from]!.bits + 1 }, 'TARGET'],
    ['a harder target', { bits: headers[change - from]!.bits - 1 }, 'TARGET'],
    ['another hash', { hash: `00${'ff'.repeat(31)}` }, 'WORK'],
    ['another block below', { previous: lowest.previous }, 'LINK'],
    ['the median time of those below', { time: 1_545_174_730 }, undefined],
    ['a time too far back', { time: 1_545_172_682 }, 'TIME'],
    ['a time too far ahead', { time: last.time + 7201 }, 'TIME'],
  ])('the first with the new target is another with %s', (_, other, rule) => {
    const first = { ...headers[change - from]!, ...other }
    expect(headerFault(first, { ...place, height: change })?.rule).toBe(rule)
  })

  it('say another target where the period took other seconds', () => {
    const shifted = (seconds: number) => (height: number) => {
      const header = place.at(height)
      return header !== undefined && height === PERIOD_START.height
        ? { ...header, time: header.time + seconds }
        : header
    }
    const first = headers[change - from]!
    for (const seconds of [-600, 600])
      expect(headerFault(first, { ...place, at: shifted(seconds), height: change })).toMatchObject({
        rule: 'TARGET',
      })
  })
})

const contract = mainnetContract()

/** A deposit that is in none of these blocks, with their headers: who verifies comes to the Merkle branch. */
const proof: FundingProof = {
  format: 'taproot-escrow/inclusion',
  version: 1,
  chain: 'mainnet',
  transaction: toHex(payment(1, contract.outputScript, contract.amount)),
  vout: 0,
  height: change + 1,
  position: 1,
  branch: ['11'.repeat(32)],
  coinbase: { transaction: toHex(payment(2, contract.outputScript)), branch: ['22'.repeat(32)] },
  headers: { from, hex: hex.join('') },
}
const checkpointAt = (height: number) => ({ height, hash: headers[height - from]!.hash })

interface Told {
  readonly proof?: Partial<FundingProof>
  readonly checkpoint?: number
  readonly now?: number
}

const codeOf = ({ proof: changes, checkpoint = change, now = last.time }: Told = {}): string => {
  try {
    verifyFunding({ ...proof, ...changes }, { contract, checkpoint: checkpointAt(checkpoint), now })
    return 'shown'
  } catch (error) {
    return Object(error).code
  }
}

/** The headers with another value in the four bytes at an offset of the one at a height. */
const changed = (height: number, offset: number, value: number): Partial<FundingProof> => {
  const bytes = bytesOf(hex.join(''))
  new DataView(bytes.buffer).setUint32((height - from) * 80 + offset, value, true)
  return { headers: { from, hex: toHex(bytes) } }
}
const [TIME, BITS, NONCE] = [68, 72, 76]

describe('a proof of funding on headers of mainnet', () => {
  it('is judged by its Merkle branch, and by nothing earlier, where the headers are the chain', () => {
    // a coinbase that is none comes first
    expect(codeOf()).toBe('PROOF_COINBASE')
    expect(codeOf({ now: last.time - 7200 })).toBe('PROOF_COINBASE')
  })

  it.each<[string, Told, string]>([
    [
      'easier bits after the change',
      { proof: changed(change + 1, BITS, headers[0]!.bits) },
      'PROOF_HEADER_TARGET',
    ],
    ['the easiest bits of all', { proof: changed(top, BITS, 0x1d00ffff) }, 'PROOF_HEADER_TARGET'],
    ['another time', { proof: changed(top, TIME, last.time + 1) }, 'PROOF_HEADER_WORK'],
    ['another nonce', { proof: changed(top, NONCE, 0) }, 'PROOF_HEADER_WORK'],
    ['work that the next one does not follow', { proof: changed(change, NONCE, 0) }, 'PROOF_CHECKPOINT'],
    ['a clock that is two hours and a second behind', { now: last.time - 7201 }, 'PROOF_HEADER_TIME'],
    ['a change whose period is not among them', { checkpoint: change - 1 }, 'PROOF_HEADER_TARGET'],
    [
      'a header left out',
      { proof: { headers: { from, hex: [...hex.slice(0, -2), ...hex.slice(-1)].join('') } } },
      'PROOF_HEADER_LINK',
    ],
  ])('is refused with %s', (_, told, code) => {
    expect(codeOf(told)).toBe(code)
  })
})

describe('a verified server of mainnet', () => {
  const served = (texts: readonly string[]): Partial<IndexedSource> => ({
    network: 'mainnet',
    tip: async () => {
      const tip = parsed(bytesOf(texts.at(-1)!))
      return { hash: tip.hash, height: from + texts.length - 1 }
    },
    headers: async ({ from: start, count }) =>
      texts.slice(Math.max(0, start - from), start - from + count).map(bytesOf),
  })
  const asked = async (
    texts: readonly string[],
    { checkpoint = change, now = last.time }: { checkpoint?: number; now?: number } = {},
  ) => {
    const unused = () => Promise.reject(new Error('nobody asks that'))
    const source = verified(
      {
        ...{ kind: 'index', name: 'a server', network: 'mainnet', tip: unused, headers: unused },
        ...{ transaction: unused, broadcast: unused, feeRate: unused, history: unused, proof: unused },
        coinbase: unused,
        ...served(texts),
      },
      { checkpoint: checkpointAt(checkpoint), now: () => now },
    )
    return source.tip().catch((error: unknown) => String(Object(error).code))
  }
  const other = (height: number, offset: number, value: number): readonly string[] =>
    changed(height, offset, value).headers!.hex.match(/.{160}/g)!

  it('is believed where its headers are the chain from the checkpoint on', async () => {
    expect(contextOf(change)).toBe(from)
    expect(await asked(hex)).toEqual({ hash: last.hash, height: top })
  })

  it.each<[string, readonly string[], { checkpoint?: number; now?: number }, string]>([
    ['other bits', other(top, BITS, 0x1d00ffff), {}, 'SOURCE_HEADER_TARGET'],
    ['another time', other(top, TIME, last.time + 1), {}, 'SOURCE_HEADER_WORK'],
    ['no work', other(top, NONCE, 0), {}, 'SOURCE_HEADER_WORK'],
    ['a time ahead of the clock', hex, { now: last.time - 7201 }, 'SOURCE_HEADER_TIME'],
    ['a tip of three hours ago', hex, { now: last.time + 10_801 }, 'SOURCE_TIP_OLD'],
    ['another block at the checkpoint', other(change, NONCE, 0), {}, 'SOURCE_CHECKPOINT'],
  ])('is not believed with %s', async (_, texts, options, code) => {
    expect(await asked(texts, options)).toBe(code)
  })
})
