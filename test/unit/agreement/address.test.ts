import { bech32, bech32m } from 'bech32'
import { describe, expect, it } from 'vitest'
import { dustOf, parseAddress, parseGivenAddress } from '../../../src/agreement/address.js'
import { fromHex, toHex } from '../../../src/units/bytes.js'
import { NETWORKS } from '../../../src/units/network.js'
import { ADDRESS_KINDS, addressOf } from '../../support/holders.js'

const HASH = new Uint8Array(20).fill(7)

const codeOf = (text: string, network: (typeof NETWORKS)[number] = 'regtest'): string => {
  try {
    parseAddress(text, { network })
    return 'fine'
  } catch (error) {
    return (error as { code: string }).code
  }
}

/** An address with a valid checksum and any content. */
const made = (codec: typeof bech32, version: number, program: Uint8Array): string =>
  codec.encode('bcrt', [version, ...codec.toWords(program)])

describe('an address', () => {
  it.each([
    ['p2tr', /^5120[0-9a-f]{64}$/, 330n],
    ['p2wpkh', /^0014[0-9a-f]{40}$/, 294n],
    ['p2wsh', /^0020[0-9a-f]{64}$/, 330n],
    ['p2pkh', /^76a914[0-9a-f]{40}88ac$/, 546n],
    ['p2sh', /^a914[0-9a-f]{40}87$/, 540n],
  ] as const)('of kind %s has its script and its dust limit on every chain', (kind, script, dust) => {
    for (const network of NETWORKS) {
      const address = parseAddress(addressOf(1, { kind, network }), { network })
      expect(toHex(address.script)).toMatch(script)
      expect(address.dust).toBe(dust)
    }
  })

  it('of one test chain is one of another where their prefixes are the same', () => {
    expect(codeOf(addressOf(1, { network: 'testnet' }), 'signet')).toBe('fine')
    expect(codeOf(addressOf(1, { kind: 'p2sh', network: 'regtest' }), 'testnet')).toBe('fine')
  })

  it('of another network is refused', () => {
    for (const kind of ADDRESS_KINDS) {
      expect(codeOf(addressOf(1, { kind, network: 'mainnet' }))).toBe('ADDRESS_OTHER_NETWORK')
      expect(codeOf(addressOf(1, { kind }), 'mainnet')).toBe('ADDRESS_OTHER_NETWORK')
    }
    expect(codeOf(addressOf(1), 'testnet')).toBe('ADDRESS_OTHER_NETWORK')
  })

  it('with the checksum of another encoding is refused', () => {
    const { script } = parseAddress(addressOf(1), { network: 'regtest' })
    expect(codeOf(made(bech32, 1, script.subarray(2)))).toBe('ADDRESS_BECH32_FOR_BECH32M')
    expect(codeOf(made(bech32m, 0, HASH))).toBe('ADDRESS_BECH32M_FOR_BECH32')
  })

  it('of a witness version to come is refused', () => {
    expect(codeOf(made(bech32m, 2, HASH))).toBe('ADDRESS_WITNESS_VERSION_UNKNOWN')
    expect(codeOf(made(bech32m, 16, HASH))).toBe('ADDRESS_WITNESS_VERSION_UNKNOWN')
  })

  it('of a length that its version does not have is refused', () => {
    expect(codeOf(made(bech32m, 1, HASH))).toBe('ADDRESS_PROGRAM_LENGTH')
    // pay to anchor: two bytes, anybody's money
    expect(codeOf(made(bech32m, 1, Uint8Array.of(0x4e, 0x73)))).toBe('ADDRESS_PROGRAM_LENGTH')
    expect(codeOf(made(bech32, 0, new Uint8Array(21)))).toBe('ADDRESS_PROGRAM_LENGTH')
    expect(codeOf(made(bech32m, 1, new Uint8Array(41)))).toBe('ADDRESS_PROGRAM_LENGTH')
  })

  it('of a Taproot key that is off the curve is refused', () => {
    expect(codeOf(made(bech32m, 1, new Uint8Array(32).fill(0xff)))).toBe('ADDRESS_OFF_CURVE')
  })

  it('in upper case is right, but not its one spelling', () => {
    expect(codeOf(addressOf(1).toUpperCase())).toBe('ADDRESS_NOT_NORMAL')
  })

  it('in capitals is the same one where people give it, given back in lower case; in mixed case it is none', () => {
    for (const network of NETWORKS)
      for (const kind of ['p2tr', 'p2wpkh', 'p2wsh'] as const) {
        const text = addressOf(1, { kind, network })
        for (const given of [text, text.toUpperCase()])
          expect(parseGivenAddress(given, { network })).toEqual(parseAddress(text, { network }))
        const mixed = text.toUpperCase().replace(/Q|P/, (letter) => letter.toLowerCase())
        expect(() => parseGivenAddress(mixed, { network })).toThrow(
          expect.objectContaining({ code: 'ADDRESS_CHECKSUM' }),
        )
      }
    const base58 = addressOf(1, { kind: 'p2sh' })
    expect(() => parseGivenAddress(base58.toUpperCase(), { network: 'regtest' })).toThrow()
    expect(() => parseGivenAddress(1 as never, { network: 'regtest' })).toThrow(
      expect.objectContaining({ code: 'ADDRESS_MALFORMED' }),
    )
  })

  it('with a slip of the pen is refused', () => {
    for (const kind of ADDRESS_KINDS) {
      const text = addressOf(1, { kind })
      const slipped = text.slice(0, -1) + (text.endsWith('q') ? 'p' : 'q')
      expect(codeOf(slipped)).toBe('ADDRESS_CHECKSUM')
    }
  })

  it.each(['', 'bcrt1', 'hello', 'x'.repeat(91), 'x'.repeat(100_000), '1', 'bcrt1Pmixed'])(
    'is not %j',
    (text) => {
      expect(codeOf(text)).toBe('ADDRESS_MALFORMED')
    },
  )
})

describe('the dust limit', () => {
  it('of any witness version is that of an input with a witness', () => {
    expect(dustOf(fromHex('51024e73')!)).toBe(240n)
    expect(dustOf(fromHex(`6028${'00'.repeat(40)}`)!)).toBe(354n)
  })
})
