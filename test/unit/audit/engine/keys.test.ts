import { HDKey } from '@scure/bip32'
import { keyAggregate, sortKeys } from '@scure/btc-signer/musig2.js'
import { expect, it } from 'vitest'
import type { SecondDocument } from '../../../../src/audit/engine/document.js'
import {
  aggregateAccount,
  branchOf,
  childKey,
  childrenOf,
  closedAccount,
  holdersOf,
  termsAccount,
} from '../../../../src/audit/engine/keys.js'
import { Multiples } from '../../../../src/audit/engine/multiples.js'

const VERSIONS = {
  mainnet: { public: 0x0488b21e, private: 0x0488ade4 },
  regtest: { public: 0x043587cf, private: 0x04358394 },
}
const NETWORKS = ['mainnet', 'regtest'] as const

const documentOf = (
  network: SecondDocument['network'],
  keyPath: SecondDocument['keyPath'],
): SecondDocument => ({
  network,
  keyPath,
  index: 0,
  employer: { threshold: 1, keys: [] },
  worker: { threshold: 1, keys: [] },
  milestones: [],
})

const node = (label: number, network: 'mainnet' | 'regtest'): HDKey =>
  HDKey.fromMasterSeed(new Uint8Array(32).fill(label), VERSIONS[network]).derive("m/87'/1'")

const publicOf = ({ publicKey, chainCode }: HDKey) => ({ publicKey: publicKey!, chainCode: chainCode! })

const textOf = (root: { publicKey: Uint8Array; chainCode: Uint8Array }, network: 'mainnet' | 'regtest') =>
  new HDKey({ ...root, versions: VERSIONS[network] }).publicExtendedKey

it('children of the second engine are those of the package for BIP 32', () => {
  for (let label = 0; label < 20; label++) {
    const account = node(label, 'regtest')
    const branch = branchOf(publicOf(account), 2 * label)
    const expected = account.deriveChild(2 * label)
    expect(branch).toMatchObject(publicOf(expected))
    const [children] = childrenOf([{ branches: [branch], index: 7 }], new Multiples())
    expect(childKey(children!, branch)).toEqual(expected.deriveChild(7).publicKey!.slice(1))
  }
})

it('accounts are read and written as the package for BIP 32 does it', () => {
  for (const network of NETWORKS) {
    const account = node(1, network)
    const [holder] = holdersOf({ threshold: 1, keys: [`[0725533b/87h/1h]${account.publicExtendedKey}`] })
    expect(holder).toMatchObject({ account: publicOf(account), origin: '0725533b/87h/1h' })
    for (const keyPath of ['musig2', 'closed'] as const) {
      const document = documentOf(network, keyPath)
      const roots = [
        termsAccount(new Uint8Array(32).fill(3), document),
        closedAccount([account.publicKey!], document),
        aggregateAccount([account, node(2, network)].map(publicOf), document),
      ]
      for (const root of roots) expect(root.text).toBe(textOf(root, network))
    }
  }
})

it('aggregates are those of the package for BIP 327, in any order, of equal keys too', () => {
  const document = documentOf('regtest', 'musig2')
  const keysOf = (labels: readonly number[]) => labels.map((label) => publicOf(node(label, 'regtest')))
  const groups = [
    [1, 2],
    [2, 1],
    [3, 9],
    [5, 5],
    [4, 4, 8],
    [8, 4, 4],
    [1, 2, 3, 4],
  ]
  for (const keys of groups.map(keysOf)) {
    const expected = keyAggregate(sortKeys(keys.map(({ publicKey }) => publicKey))).aggPublicKey
    expect(aggregateAccount(keys, document).publicKey).toEqual(expected.toBytes(true))
  }
})

it('an account whose checksum does not fit is refused', () => {
  const text = node(1, 'regtest').publicExtendedKey
  const wrong = `${text.slice(0, -1)}${text.endsWith('1') ? '2' : '1'}`
  expect(() => holdersOf({ threshold: 1, keys: [`[0725533b/87h/1h]${wrong}`] })).toThrow()
})
