import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../src/units/bytes.js'
import { bitsOf, hasItsWork, parseHeader, targetOf, workOf } from '../../../src/watch/header.js'

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()
/** The first block of mainnet. */
const GENESIS = `01000000${'00'.repeat(32)}3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c`

describe('a header', () => {
  it('is read as nodes print it', () => {
    expect(parseHeader(bytesOf(GENESIS))).toEqual({
      hash: '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f',
      previous: '00'.repeat(32),
      merkleRoot: '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b',
      time: 1231006505,
      bits: 0x1d00ffff,
    })
  })

  it.each([0, 79, 81])('is not read from %i bytes', (length) => {
    expect(parseHeader(new Uint8Array(length))).toBeUndefined()
  })

  it('has its work only where its hash is at most its target', () => {
    const header = parseHeader(bytesOf(GENESIS))
    if (header === undefined) throw new Error('the header is 80 bytes')
    const exact = bitsOf(BigInt(`0x${header.hash}`))
    expect(hasItsWork(header)).toBe(true)
    // compact forms cut the lower bits off, so the target of the hash's own form is just below the hash
    expect(hasItsWork({ ...header, bits: exact })).toBe(false)
    expect(hasItsWork({ ...header, bits: exact + 1 })).toBe(true)
    expect(hasItsWork({ hash: '00'.repeat(32), bits: 0 })).toBe(false)
  })
})

describe('a compact target', () => {
  // as Bitcoin Core's test of arith_uint256 expects them
  it.each([
    [0x00000000, undefined],
    [0x00123456, undefined],
    [0x01003456, undefined],
    [0x01123456, 0x12n],
    [0x02008000, 0x80n],
    [0x02123456, 0x1234n],
    [0x03123456, 0x123456n],
    [0x04123456, 0x12345600n],
    [0x04923456, undefined],
    [0x05009234, 0x92340000n],
    [0x20123456, 0x123456n << 232n],
    [0x207fffff, 0x7fffffn << 232n],
    [0x2100ffff, 0xffffn << 240n],
    [0x2200ffff, undefined],
    [0xff123456, undefined],
  ])('%i names a target or none', (bits, target) => {
    expect(targetOf(bits)).toBe(target)
  })

  it('comes back from every target that it can name', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 32 }),
        fc.integer({ min: 0x8000, max: 0x7fffff }),
        (size, word) => {
          const bits = size * 0x1000000 + word
          expect(bitsOf(targetOf(bits) ?? 0n)).toBe(bits)
        },
      ),
    )
    expect(bitsOf(0x80n)).toBe(0x02008000)
  })

  it('says how many hashes a block takes', () => {
    expect(workOf(0x1d00ffff)).toBe(0x100010001n)
    expect(workOf(0x207fffff)).toBe(2n)
    expect(workOf(0)).toBe(0n)
  })
})
