import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { base32nopad } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, type Collected, isPart, isWhole, partsOf, withPart } from '../../../src/page/bbqr.js'
import { scanned } from '../../../src/page/scan.js'
import { toBase64 } from '../../../src/psbt/base64.js'

/** One PSBT of the fixtures, as the package `bbqr` 1.2.0 of those who made the format splits it. */
const REFERENCE = {
  hex: [
    'B$HP030070736274FF01005E0200000001908981AA302FEBB7CCB18B36A496DC1EA0041E262777FE90FBAFA526A911F0' +
      '920000000000FDFFFFFF012A410F000000000022512055DC05D0DE0A3A66E82402EBCDB2D576B63D3D99549EE158A140' +
      'F0D26791BA3B000000000001012B40420F00000000002251207233FFB0A5CEF73990C9A7030F1EBC2B6DF27F9E31A2EA' +
      '7931C8AA34A1FCFB3F21163C4D84B02D85CD0BB7C6F823',
    'B$HP0301881ED83463B4561258D4D10DF88EE5814A1088B61100A0A7715A5700008001000080000000802116CA456567' +
      '236A148276CBDBDEB8F207730690A061C32BF332C5903400FA91F1C51100916165F65700008001000080000000802116' +
      'E1FACF7D54DF2DB77BEC8E00907628498DC699381CAD0F46A88BECA81AD022FB0D00E297F74200000000000000000117' +
      '20E1FACF7D54DF2DB77BEC8E00907628498DC699381CAD',
    'B$HP03020F46A88BECA81AD022FB01182044981BBFB08BFD59A3DE1326C5CCCA34886AF8ACF1D73661AE045ECB53DD65' +
      'E5221A02448DE7517229BEDFE9A872E04B3A14F74B69555F636DC15FB52772C014FCA62A4202CA456567236A148276CB' +
      'DBDEB8F207730690A061C32BF332C5903400FA91F1C5033C4D84B02D85CD0BB7C6F823881ED83463B4561258D4D10DF8' +
      '8EE5814A1088B60000',
  ],
  base32: [
    'B$2P0200OBZWE5H7AEAF4AQAAAAADEEJQGVDAL7LW7GLDCZWUSLNYHVAAQPCMJ3X72IPXL5FE2URD4ESAAAAAAAA7X7777YB' +
      'FJAQ6AAAAAAAAISREBK5YBOQ3YFDUZXIEQBOXTNS2V3LMPJ5TFKJ5YKYUFAPBUTHSG5DWAAAAAAAAAIBFNAEEDYAAAAAAABC' +
      'KEQHEM77WCS455ZZSDE2OAYPD26CW3PSP6PDDIXKPEY4RKRUUH6PWPZBCY6E3BFQFWC42C5XY34CHCA63A2GHNCWCJMNJUIN' +
      '7CHOLAKKCCELMEIAUCTXCWSXAAAIAAIAACAAAAAAQAQRNSSFMVTSG2QUQJ3MXW66XDZAO4YGSCQGDQZL6MZMLEBUAD5JD4OF' +
      'CEAJCYLF',
    'B$2P02016ZLQAAEAAEAABAAAAAAIAIIW4H5M67KU34W3O67MRYAJA5RIJGG4NGJYDSWQ6RVIRPWKQGWQEL5Q2AHCS73UEAAA' +
      'AAAAAAAAAAAROIHB7LHX2VG7FW3XX3EOACIHMKCJRXDJSOA4VUHUNKEL5SUBVUBC7MARQICETAN37MEL7VM2HXQTE3C4ZSRU' +
      'RBVPRLHR243GDLQEL3FVHXLF4URBUASERXTVC4RJX3P6TKDS4BFTUFHXJNUVKX3DNXAV7NJHOLABJ7FGFJBAFSSFMVTSG2QU' +
      'QJ3MXW66XDZAO4YGSCQGDQZL6MZMLEBUAD5JD4OFAM6E3BFQFWC42C5XY34CHCA63A2GHNCWCJMNJUIN7CHOLAKKCCELMAAA',
  ],
  deflated: [
    'B$ZP0200FMUE4KXZZ7EBBR6EYDAMAOFBWNYZLAP65PWWONTWTMWZS5SHNYAYXHE2PL436CN724XVKWZJ7BQREAYI7T6777Z7' +
      'UOLCGP4YUMKKQED2Q724EPJOVO2BOKSMV7HW5OS2W3G5M5TGZC6IOEILDU7FYSU7XDFRVLEOSFI5XQIJV2S4R6H7Q2S6PPS3' +
      'JY4LTHEZL5XI65XOU75HTBULLZKRVHSYMWZPBT3PPNCTCG67SYG3VLLHXG3R765B3QQXPQZEPFFZQUGESWF3YP72TY3HUCLU' +
      'NQJWIWFQXQYCVHEBUGARDCEBUY3CRCU5OJGU2V6O',
    'B$ZP0201CJUSUO357PPI4T7MYVWBGFRED3LP43DUOSBATQ5PREPY6CRSJRGEZ7MGVLT6DL7TWUQ7O5NXK676SY4YKCTODWL3' +
      'NSTILTC2P23RLXLPKZEF2UH2ZXF7A2H2O4TQMKDACRLSBJEBKFBMCZMG6T7A3XL7EML56E2WHN5ONFCJI7LI6NI7V6NSLLTD' +
      'RE5R27BX6WUZEFETJPX7HQBCZV67OX5OFB5OA3JF6LOTWMZUHY47OYH4K322EAZCP6LGSOJRCHZAYM5BCBRGAAAA',
  ],
}
const DIGEST = 'a6e5a42edb1c847761bfae7e2111f2af65aa126acefd933b3dbff7ce5ff9b847'

const collect = (parts: readonly string[]): Collected =>
  parts.reduce<Collected | undefined>((before, part) => withPart(part, before), undefined)!

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const code = (expected: string) => expect.objectContaining({ code: expected })

describe('parts of a series', () => {
  it.each(Object.entries(REFERENCE))(
    'that another library made in %s are joined, in whatever order',
    async (_, parts) => {
      for (const order of [parts, [...parts].reverse(), [...parts, ...parts]]) {
        const collected = collect(order)
        expect(isWhole(collected)).toBe(true)
        expect(digest(await bytesOf(collected))).toBe(DIGEST)
      }
      expect(isWhole(collect(parts.slice(1)))).toBe(false)
      expect(await scanned(parts[0]!, collect(parts.slice(1)))).toMatchObject({
        kind: 'given',
        given: { kind: 'psbt' },
      })
      expect(await scanned(parts[0]!)).toMatchObject({ kind: 'part', collected: { total: parts.length } })
    },
  )

  it('give back what they were made of, of every length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 3000 }), async (bytes) => {
        const parts = partsOf(bytes, 'T')
        expect(new Set(parts.slice(0, -1).map(({ length }) => length)).size).toBeLessThan(2)
        // alphanumeric in a code of version 15 (ISO/IEC 18004, table 7)
        for (const part of parts) expect(part).toMatch(/^B\$2T[0-9A-Z]{4,754}$/)
        expect(await bytesOf(collect([...parts].reverse()))).toEqual(bytes)
      }),
      { numRuns: 40 },
    )
    expect(partsOf(new Uint8Array(465), 'P')).toHaveLength(1)
    expect(partsOf(new Uint8Array(466), 'P')).toHaveLength(2)
    expect(() => partsOf(new Uint8Array(465 * 1295 + 1), 'P')).toThrow(code('QR_PARTS_TOO_LARGE'))
  })

  it.each([
    'B$',
    'B$2P0200',
    'B$QP0200AAAAAAAA',
    'B$2X0200AAAAAAAA',
    'B$2P0202AAAAAAAA',
    'B$2P0000AAAAAAAA',
    'B$2P02-1AAAAAAAA',
    'b$2P0200AAAAAAAA',
    'B$2P0200aaaaaaaa',
    'B$2P0200AAAA AAAA',
    `B$2P0200${'A'.repeat(4300)}`,
  ])('are refused where one is none: %s', (text) => {
    expect(() => withPart(text)).toThrow(code('QR_PART_MALFORMED'))
  })

  it('are refused where they are of several series, or say two things in one place', () => {
    const before = withPart('B$2P0300AAAAAAAA')
    for (const other of ['B$HP0301AAAAAAAA', 'B$2T0301AAAAAAAA', 'B$2P0401AAAAAAAA', 'B$2P0300AAAAAAAB'])
      expect(() => withPart(other, before)).toThrow(code('QR_PART_OTHER'))
    // what was read before stays
    expect(withPart('B$2P0301BBBBBBBB', before).parts.size).toBe(2)
  })

  it('are equally long but for the last, which is no longer', () => {
    const before = withPart('B$2P0300AAAAAAAA')
    for (const other of ['B$2P0301AAAAAAAAAAAAAAAA', 'B$2P0301AA', 'B$2P0302AAAAAAAAAA'])
      expect(() => withPart(other, before)).toThrow(code('QR_PART_MALFORMED'))
    const last = withPart('B$2P0302AA')
    expect(withPart('B$2P0300AAAAAAAA', last).parts.size).toBe(2)
  })

  it('are refused where they would be more than anything that is audited, before all are read', () => {
    expect(() => withPart(`B$2PZZ00${'A'.repeat(1600)}`)).toThrow(code('QR_PARTS_TOO_LARGE'))
    expect(withPart(`B$2PZZ00${'A'.repeat(1528)}`).total).toBe(1295)
  })

  it.each([
    ['hex that is none', 'B$HP0100ABZZ'],
    ['half a byte', 'B$HP0100ABC'],
    ['base32 that is none', 'B$2P010001018888'],
    ['base32 with bits to spare', 'B$2P0100AB'],
    ['nothing that was deflated', 'B$ZP0100AAAAAAAA'],
  ])('are refused where they hold %s', async (_, text) => {
    await expect(bytesOf(withPart(text))).rejects.toThrow(code('QR_PARTS_MALFORMED'))
  })

  it('are inflated no further than anything that is audited', async () => {
    const bomb = base32nopad.encode(deflateRawSync(new Uint8Array(9_000_000)))
    const size = 8 * Math.ceil(bomb.length / 8 / 8)
    const count = Math.ceil(bomb.length / size)
    const parts = Array.from(
      { length: count },
      (_, at) => `B$ZP0${count}0${at}${bomb.slice(at * size, (at + 1) * size)}`,
    )
    await expect(bytesOf(collect(parts))).rejects.toThrow(code('QR_PARTS_TOO_LARGE'))
  })
})

describe('a code that is scanned', () => {
  it('is an address, alone or in a payment, in capitals or not', async () => {
    for (const text of [
      'BCRT1PZUSN42A5',
      'bcrt1pzusn42a5',
      'bitcoin:bcrt1pzusn42a5?amount=1',
      'BITCOIN:BCRT1PZUSN42A5',
    ])
      expect(await scanned(text)).toEqual({ kind: 'address', address: 'bcrt1pzusn42a5' })
  })

  it('is no address in mixed case', async () => {
    for (const text of ['bcrt1pZusn42a5', 'BCRT1pzusn42a5', 'bitcoin:Bcrt1pzusn42a5'])
      expect(await scanned(text)).toEqual({ kind: 'unknown' })
  })

  it('is whatever can be pasted', async () => {
    expect(await scanned('{"format":"taproot-escrow/view"}')).toMatchObject({ given: { kind: 'view' } })
    expect(await scanned('cHNidP8BAAAAAAAAAAA=')).toMatchObject({ given: { kind: 'psbt' } })
  })

  it('is nothing that is known, or of another kind of parts', async () => {
    expect(await scanned('hello')).toEqual({ kind: 'unknown' })
    expect(await scanned('UR:CRYPTO-PSBT/1-2/LPADAOCS')).toEqual({ kind: 'ur' })
  })

  it('is refused where it says PSBT and holds none, or nothing that can be audited', async () => {
    const [psbt] = partsOf(new TextEncoder().encode('{"format":1} '), 'P')
    await expect(scanned(psbt!)).rejects.toThrow(code('QR_PARTS_MALFORMED'))
    await expect(scanned('B$HB0100FFFFFFFFFF')).rejects.toThrow(code('QR_PARTS_MALFORMED'))
    const text = Buffer.from('{"format":1}').toString('hex').toUpperCase()
    expect(await scanned(`B$HJ0100${text}`)).toEqual({
      kind: 'given',
      given: { kind: 'agreement', text: '{"format":1}' },
    })
    expect(isPart('B$')).toBe(true)
  })

  it('is the PSBT of which its parts were made', async () => {
    const bytes = Uint8Array.from([
      0x70,
      0x73,
      0x62,
      0x74,
      0xff,
      ...Array.from({ length: 900 }, (_, at) => at % 256),
    ])
    let before: Collected | undefined
    for (const part of partsOf(bytes, 'P')) {
      const found = await scanned(part, before)
      if (found.kind === 'part') before = found.collected
      else expect(found).toEqual({ kind: 'given', given: { kind: 'psbt', text: toBase64(bytes) } })
    }
  })
})
