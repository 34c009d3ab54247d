import { describe, expect, it } from 'vitest'
import { liftScript } from '../../../src/script/lift.js'
import {
  compileFragment,
  type Fragment,
  formatMiniscript,
  keysOf,
  mapKeys,
} from '../../../src/script/miniscript.js'
import { parseMiniscript } from '../../../src/script/parse.js'
import { concat, toHex } from '../../../src/units/bytes.js'
import { thrown } from '../../support/thrown.js'

const key = (number: number): Uint8Array => new Uint8Array(32).fill(number)
const K1 = `20${'01'.repeat(32)}`
const K2 = `20${'02'.repeat(32)}`
const K3 = `20${'03'.repeat(32)}`

const scriptOf = (fragment: Fragment<Uint8Array>): string => toHex(compileFragment(fragment))

const pk = (number: number): Fragment<Uint8Array> => ({ type: 'pk', key: key(number) })
const multi = (threshold: number, count: number): Fragment<Uint8Array> => ({
  type: 'multi_a',
  threshold,
  keys: Array.from({ length: count }, (_, at) => key(at + 1)),
})
const both = (left: Fragment<Uint8Array>, right: Fragment<Uint8Array>): Fragment<Uint8Array> => ({
  type: 'and_v',
  left,
  right,
})
const sha256: Fragment<Uint8Array> = { type: 'sha256', hash: key(0xaa) }

describe('a fragment in bytes', () => {
  it.each<[string, Fragment<Uint8Array>, string]>([
    ['pk', pk(1), `${K1}ac`],
    ['multi_a', multi(2, 3), `${K1}ac${K2}ba${K3}ba529c`],
    ['a list of one', multi(1, 1), `${K1}ac519c`],
    ['sha256', sha256, `82012088a820${'aa'.repeat(32)}87`],
    ['older', { type: 'older', value: 144 }, '029000b2'],
    ['after', { type: 'after', value: 144 }, '029000b1'],
    ['two keys', both(pk(1), pk(2)), `${K1}ad${K2}ac`],
    ['a list, then a key', both(multi(1, 2), pk(3)), `${K1}ac${K2}ba519d${K3}ac`],
    ['a hash, then a key', both(sha256, pk(1)), `82012088a820${'aa'.repeat(32)}88${K1}ac`],
    ['a lock, then a key', both({ type: 'older', value: 1 }, pk(1)), `51b269${K1}ac`],
    ['an absolute lock, then a key', both({ type: 'after', value: 17 }, pk(1)), `0111b169${K1}ac`],
    ['three', both(pk(1), both(pk(2), { type: 'older', value: 16 })), `${K1}ad${K2}ad60b2`],
  ])('%s', (_, fragment, hex) => {
    expect(scriptOf(fragment)).toBe(hex)
  })

  it.each([
    [1, '51'],
    [2, '52'],
    [16, '60'],
    [17, '0111'],
    [127, '017f'],
    [128, '028000'],
    [144, '029000'],
    [255, '02ff00'],
    [256, '020001'],
    [32_767, '02ff7f'],
    [32_768, '03008000'],
    [65_535, '03ffff00'],
    [0x400001, '03010040'],
    [0x40ffff, '03ffff40'],
  ])('older(%i) pushes %s', (value, push) => {
    expect(scriptOf({ type: 'older', value })).toBe(`${push}b2`)
  })

  it.each([
    [1, '51'],
    [65_535, '03ffff00'],
    [65_536, '03000001'],
    [8_388_607, '03ffff7f'],
    [8_388_608, '0400008000'],
    [16_777_215, '04ffffff00'],
    [16_777_216, '0400000001'],
    [499_999_999, '04ff64cd1d'],
    [500_000_000, '040065cd1d'],
    [2_147_483_647, '04ffffff7f'],
  ])('after(%i) pushes %s', (value, push) => {
    expect(scriptOf({ type: 'after', value })).toBe(`${push}b1`)
  })

  it.each([
    [16, 20, '60'],
    [17, 20, '0111'],
    [20, 20, '0114'],
    [128, 128, '028000'],
  ])('a threshold of %i among %i pushes %s', (threshold, count, push) => {
    expect(scriptOf(multi(threshold, count)).endsWith(`ba${push}9c`)).toBe(true)
  })
})

describe('a fragment', () => {
  const fragment = both(both(both(pk(9), multi(2, 3)), { type: 'older', value: 144 }), sha256)

  it('names its keys from left to right', () => {
    expect(keysOf(fragment).map((one) => one[0])).toEqual([9, 1, 2, 3])
  })

  it('keeps everything else where keys are replaced', () => {
    expect(formatMiniscript(mapKeys(fragment, (one) => `K${one[0]}`))).toBe(
      `and_v(v:and_v(v:and_v(v:pk(K9),multi_a(2,K1,K2,K3)),older(144)),sha256(${'aa'.repeat(32)}))`,
    )
  })

  it('reads back from its text', () => {
    const text = formatMiniscript(mapKeys(fragment, toHex))
    expect(formatMiniscript(parseMiniscript(text))).toBe(text)
  })

  const older: Fragment<Uint8Array> = { type: 'older', value: 144 }
  const after: Fragment<Uint8Array> = { type: 'after', value: 812_000 }
  it.each<[string, Fragment<Uint8Array>]>([
    ['of several parts', fragment],
    ['of one key', pk(1)],
    ['of one key behind another', both(pk(1), pk(2))],
    ['of one key behind a list', both(multi(1, 1), pk(2))],
    ['of one key behind a lock and a hash', both(both(both(pk(1), older), sha256), pk(2))],
    ['of a list', multi(2, 3)],
    ['of a list of whom all sign, behind another', both(multi(1, 2), multi(17, 17))],
    ['of locks behind a list', both(both(multi(3, 3), after), older)],
    [
      'of the first and the last number that an opcode pushes',
      both({ ...older, value: 1 }, { ...after, value: 16 }),
    ],
    ['of one lock', { ...after, value: 2_147_483_647 }],
    ['of a hash before a lock', both(both(pk(1), sha256), after)],
  ])('%s reads back from its script', (_, one) => {
    expect(liftScript(compileFragment(one))).toEqual(one)
  })
})

describe('a script', () => {
  const good = compileFragment(both(pk(1), { type: 'older', value: 144 }))
  const refused = (script: Uint8Array) => () => liftScript(script)
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

  it.each([
    ['nothing', ''],
    ['a lone key', K1],
    ['an opcode', 'ac'],
    ['OP_TRUE', '51'],
    ['a 33-byte key, which anybody may spend', `21${'02'.repeat(33)}ac`],
    ['a 31-byte key', `1f${'02'.repeat(31)}ac`],
    ['two closed fragments', `${K1}ac${K2}ac`],
    ['a verify at the end', `${K1}ad`],
    ['a number that is not minimal', `${K1}ad03900000b2`],
    ['OP_16 spelt as a push', `${K1}ad0110b2`],
    ['a negative lock', `${K1}ad0181b2`],
    ['a lock of zero', `${K1}ad00b2`],
    ['a relative lock that locks nothing', `${K1}ad03000001b2`],
    ['a relative lock with the disable bit', `${K1}ad050100008000b2`],
    ['an absolute lock beyond the range', `${K1}ad050000008000b1`],
    ['a dropped push', `${K1}ad0111b275`],
    ['an IF', `63${K1}ac67${K2}ac68`],
    ['a list with threshold 0', `${K1}ac${K2}ba009c`],
    ['a list with threshold 3 of 2', `${K1}ac${K2}ba539c`],
    ['a list without its end', `${K1}ac${K2}ba`],
    ['a list compared otherwise', `${K1}ac${K2}ba52a2`],
    ['a list without its threshold', `${K1}ac${K2}ba9c`],
    ['a list with a threshold of 33 bytes', `${K1}ac${K2}ba21${'01'.repeat(33)}9c`],
    ['a key that is added to nothing', `${K1}ba`],
    ['a list whose first key is added', `${K1}ba${K2}ba529c`],
    ['a list whose second key is not added', `${K1}ac${K2}ac529c`],
    ['the size of something', '82'],
    ['a hash that is cut off', '82012088a8'],
    ['a push that is cut off', K1.slice(0, -2)],
    ['a hash of another size', `82011488a814${'aa'.repeat(20)}87`],
    ['a hash without the size check', `a820${'aa'.repeat(32)}87`],
    ['a hash of a secret of another size', `82012188a820${'aa'.repeat(32)}87`],
    ['a push beyond the end', '20aabb'],
    ['OP_PUSHDATA1', `4c20${'01'.repeat(32)}ac`],
    ['an OP_SUCCESS', `${K1}ad50`],
  ])('of %s is none of ours', (_, hex) => {
    const { code, kind, message } = thrown(refused(bytes(hex)))
    expect([code, kind]).toEqual(['SCRIPT_NOT_MINISCRIPT', 'mismatch'])
    expect(message).toBe(
      `script: expected a script of pk, multi_a, and_v, older, after and sha256, received ${hex.length / 2} bytes of another script`,
    )
  })

  it('with any one byte more or less is none of ours', () => {
    expect(refused(good.subarray(0, -1))).toThrow()
    expect(refused(good.subarray(1))).toThrow()
    expect(refused(concat(good, Uint8Array.of(0x61)))).toThrow()
    expect(refused(concat(Uint8Array.of(0x61), good))).toThrow()
  })

  it('that is read compiles to the same bytes, whatever byte was changed', () => {
    for (let at = 0; at < good.length; at++)
      for (const flip of [1, 0x80, 0xff]) {
        const script = Uint8Array.from(good)
        script[at]! ^= flip
        try {
          expect(compileFragment(liftScript(script))).toEqual(script)
        } catch (error) {
          expect(error).toMatchObject({ code: 'SCRIPT_NOT_MINISCRIPT' })
        }
      }
  })
})
