import { expect, it } from 'vitest'
import { childNode } from '../../src/keys/derivation.js'
import { decodeExtendedPublicKey, encodeExtendedPublicKey } from '../../src/keys/extendedKey.js'
import { parseKeyExpression } from '../../src/keys/keyExpression.js'
import { signerFromExtendedKey } from '../../src/signers/extendedKey.js'
import { masterNode, readExtendedPrivateKey } from '../../src/signers/extendedPrivateKey.js'
import { privateChild, privateNode } from '../../src/signers/privateNode.js'
import { fromHex } from '../../src/units/bytes.js'
import { thrown } from '../support/thrown.js'
import { describeVectors } from '../support/vectors.js'

interface Vector {
  readonly vector: number
  readonly seedHex?: string
  readonly chains: readonly { readonly path: string; readonly xpub: string; readonly xprv: string }[]
  readonly invalidKeys?: readonly { readonly key: string; readonly reason: string }[]
}

const privateKeyOf = (key: string) => readExtendedPrivateKey(key, { network: 'mainnet', field: 'key' })

describeVectors<Vector[]>('bip32-vectors.json', 'BIP 32', (vectors) => {
  const chains = vectors.flatMap(({ vector, chains }) =>
    chains.map((chain, at) => ({ ...chain, vector, parent: chains[at - 1]?.xpub })),
  )
  const invalid = vectors.flatMap(({ invalidKeys = [] }) => invalidKeys)

  it('has 17 chains and 16 invalid keys', () => {
    expect([chains.length, invalid.length]).toEqual([17, 16])
  })

  it.each(chains)('vector $vector: the key of $path is written as it was read', ({ xpub }) => {
    const key = decodeExtendedPublicKey(xpub)
    expect(encodeExtendedPublicKey({ ...key, node: key, network: 'mainnet' })).toBe(xpub)
  })

  const derived = chains.filter(({ path, parent }) => parent !== undefined && !path.endsWith("'"))
  it.each(derived)('vector $vector: $path derives from its public parent', ({ xpub, parent }) => {
    const { publicKey, chainCode, childNumber } = decodeExtendedPublicKey(xpub)
    expect(childNode(decodeExtendedPublicKey(parent!), childNumber)).toMatchObject({ publicKey, chainCode })
  })

  it('derives publicly wherever the last step is not hardened', () => {
    expect(derived.map(({ path }) => path)).toEqual([
      "m/0'/1",
      "m/0'/1/2'/2",
      "m/0'/1/2'/2/1000000000",
      'm/0',
      "m/0/2147483647'/1",
      "m/0/2147483647'/1/2147483646'/2",
    ])
  })

  const hardened = chains.filter(({ path, parent }) => parent !== undefined && path.endsWith("'"))
  it.each(hardened)(
    'vector $vector: the hardened $path is refused below a public key',
    ({ xpub, parent }) => {
      const { childNumber } = decodeExtendedPublicKey(xpub)
      expect(() => childNode(decodeExtendedPublicKey(parent!), childNumber)).toThrow(
        expect.objectContaining({ code: 'KEY_HARDENED' }),
      )
    },
  )

  it.each(chains)('vector $vector: the private key of $path is refused', ({ xprv }) => {
    expect(() => parseKeyExpression(xprv)).toThrow(expect.objectContaining({ code: 'KEY_PRIVATE' }))
  })

  it.each(vectors.filter(({ seedHex }) => seedHex !== undefined))(
    'vector $vector: signers make the master key of the seed',
    ({ seedHex, chains: [master] }) => {
      expect(masterNode(fromHex(seedHex!)!)).toEqual(privateKeyOf(master!.xprv))
    },
  )

  it.each(chains)('vector $vector: signers read the private key of $path', ({ xprv, xpub }) => {
    const { publicKey, chainCode, depth, index, parentFingerprint } = privateKeyOf(xprv)
    expect(
      encodeExtendedPublicKey({
        node: { publicKey, chainCode },
        network: 'mainnet',
        depth,
        childNumber: index,
        parentFingerprint: parentFingerprint.toString(16).padStart(8, '0'),
      }),
    ).toBe(xpub)
  })

  const ofPrivate = vectors.flatMap(({ vector, chains }) =>
    chains.slice(1).map((chain, at) => ({ ...chain, vector, parent: chains[at]!.xprv })),
  )
  it.each(ofPrivate)('vector $vector: signers derive $path from its private parent', ({ xprv, parent }) => {
    const { privateKey, publicKey, chainCode, index } = privateKeyOf(xprv)
    expect(privateChild(privateNode(privateKeyOf(parent)), index)).toMatchObject({
      privateKey,
      publicKey,
      chainCode,
    })
  })

  it.each(invalid)('vector 5: signers refuse: $reason ($key)', ({ key, reason }) => {
    const code = key.startsWith('xpub') ? 'EXTENDED_PRIVATE_KEY_PUBLIC' : 'EXTENDED_PRIVATE_KEY_MALFORMED'
    expect(thrown(() => signerFromExtendedKey(key, { network: 'mainnet' })).code).toBe(
      reason.includes('not in 1..n-1') ? 'SECRET_KEY_OUT_OF_RANGE' : code,
    )
  })

  // a private key is refused for being one, right or wrong
  const code = (reason: string, key: string): string => {
    if (key.startsWith('xprv')) return 'KEY_PRIVATE'
    if (reason.includes('version')) return reason.includes('unknown') ? 'KEY_VERSION' : 'KEY_NOT_ON_CURVE'
    return reason.includes('zero depth') ? 'KEY_ROOT_WITH_PARENT' : 'KEY_NOT_ON_CURVE'
  }
  it.each(invalid)('vector 5: $reason is refused ($key)', ({ key, reason }) => {
    expect(() => parseKeyExpression(key)).toThrow(expect.objectContaining({ code: code(reason, key) }))
  })

  it.each(invalid.filter(({ key }) => key.startsWith('xprv')))(
    'vector 5: $reason is refused by the codec too ($key)',
    ({ key, reason }) => {
      const expected = reason.includes('checksum') ? 'KEY_CHECKSUM' : 'KEY_PRIVATE'
      expect(() => decodeExtendedPublicKey(key)).toThrow(expect.objectContaining({ code: expected }))
    },
  )
})
