import { bech32m } from 'bech32'
import { expect, it } from 'vitest'
import { parseAddress } from '../../src/agreement/address.js'
import { EscrowError } from '../../src/errors.js'
import { toHex } from '../../src/units/bytes.js'
import { NETWORKS, networkOf } from '../../src/units/network.js'
import { describeVectors } from '../support/vectors.js'

interface Vectors {
  readonly bech32mValid: readonly string[]
  readonly bech32mInvalid: readonly { readonly string: string }[]
  readonly addressValid: readonly { readonly address: string; readonly scriptPubKey: string }[]
  readonly addressInvalid: readonly { readonly address: string; readonly reason: string }[]
}

describeVectors<Vectors>('bip350-bech32m.json', 'BIP 350', (vectors) => {
  const networkFor = (address: string) => {
    const name = NETWORKS.find((network) => address.toLowerCase().startsWith(`${networkOf(network).hrp}1`))
    return name ?? 'mainnet'
  }

  it.each(vectors.bech32mValid)('the bech32m text %j decodes', (text) => {
    expect(bech32m.decodeUnsafe(text)).toBeDefined()
  })

  it.each(vectors.bech32mInvalid)('the text $string is no bech32m', ({ string }) => {
    expect(bech32m.decodeUnsafe(string)).toBeUndefined()
  })

  const known = vectors.addressValid.filter(({ scriptPubKey }) =>
    /^(0014.{40}|(00|51)20.{64})$/.test(scriptPubKey),
  )
  const future = vectors.addressValid.filter((vector) => !known.includes(vector))

  it.each(known)('$address stands for its script, in lower case', ({ address, scriptPubKey }) => {
    const network = networkFor(address)
    expect(toHex(parseAddress(address.toLowerCase(), { network }).script)).toBe(scriptPubKey)
    if (address !== address.toLowerCase())
      expect(() => parseAddress(address, { network })).toThrow(
        expect.objectContaining({ code: 'ADDRESS_NOT_NORMAL' }),
      )
  })

  it.each(future)('$address is right, but nothing that an agreement pays', ({ address }) => {
    expect(() => parseAddress(address, { network: networkFor(address) })).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/^ADDRESS_(WITNESS_VERSION_UNKNOWN|PROGRAM_LENGTH)$/),
      }),
    )
  })

  it('holds both kinds', () => {
    expect([known.length, future.length]).toEqual([5, 3])
  })

  it.each(vectors.addressInvalid)('$address is refused: $reason', ({ address }) => {
    for (const network of NETWORKS) expect(() => parseAddress(address, { network })).toThrow(EscrowError)
  })
})
