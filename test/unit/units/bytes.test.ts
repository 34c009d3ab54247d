import { describe, expect, it } from 'vitest'
import {
  compactSize,
  compactSizeLength,
  compareBytes,
  concat,
  equalBytes,
  fromHex,
  toHex,
  uint32,
  uint64,
  utf8,
} from '../../../src/units/bytes.js'

describe('hex', () => {
  it('of every byte reads back', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    expect(fromHex(toHex(all))).toEqual(all)
    expect(toHex(all.subarray(250))).toBe('fafbfcfdfeff')
  })

  it('is read in either case and never guessed', () => {
    expect(fromHex('FfA0')).toEqual(Uint8Array.of(0xff, 0xa0))
    expect(fromHex('')).toEqual(new Uint8Array(0))
    for (const text of ['0', 'abc', '0x00', 'zz', '00 ', ' 00', '00\n', '+1', '１１'])
      expect(fromHex(text)).toBeUndefined()
  })
})

describe('a compact size', () => {
  it.each([
    [0, '00'],
    [252, 'fc'],
    [253, 'fdfd00'],
    [65_535, 'fdffff'],
    [65_536, 'fe00000100'],
    [0xffffffff, 'feffffffff'],
  ])('of %i is %s, in as many bytes as promised', (value, hex) => {
    expect(toHex(compactSize(value))).toBe(hex)
    expect(compactSizeLength(value)).toBe(hex.length / 2)
  })

  it('above four bytes takes nine', () => {
    expect(compactSizeLength(2 ** 32)).toBe(9)
  })
})

describe('numbers in bytes', () => {
  it('are little endian to the last bit', () => {
    expect(toHex(uint32(0xfffffffd))).toBe('fdffffff')
    expect(toHex(uint32(1))).toBe('01000000')
    expect(toHex(uint64(2_100_000_000_000_000n))).toBe('0040075af0750700')
  })
})

describe('bytes', () => {
  const of = (hex: string) => fromHex(hex)!

  it('compare like words in a dictionary', () => {
    expect(compareBytes(of('00ff'), of('0100'))).toBeLessThan(0)
    expect(compareBytes(of('80'), of('7f'))).toBeGreaterThan(0)
    expect(compareBytes(of('01'), of('0100'))).toBeLessThan(0)
    expect(compareBytes(of('01'), of('01'))).toBe(0)
  })

  it('are equal only in full', () => {
    expect(equalBytes(of('0102'), of('0102'))).toBe(true)
    expect(equalBytes(of('0102'), of('01'))).toBe(false)
    expect(equalBytes(of(''), of(''))).toBe(true)
  })

  it('join in order, and text is UTF-8', () => {
    expect(toHex(concat(of('01'), of(''), of('0203')))).toBe('010203')
    expect(concat()).toEqual(new Uint8Array(0))
    expect(toHex(utf8('ä'))).toBe('c3a4')
  })
})
