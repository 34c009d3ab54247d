import { describe, expect, it } from 'vitest'
import { NETWORKS, networkOf, parseNetworkName } from '../../../src/units/network.js'
import { codeOf } from '../../support/thrown.js'

describe('a network', () => {
  it.each(NETWORKS)('%s is known by its name', (name) => {
    expect(parseNetworkName(name)).toBe(name)
    expect(networkOf(name).name).toBe(name)
  })

  it.each(['bitcoin', 'Mainnet', '', 'testnet4', 'toString', '__proto__', null, 1, ['mainnet']])(
    '%j is none',
    (name) => {
      expect(codeOf(() => parseNetworkName(name))).toBe('NETWORK_UNKNOWN')
    },
  )

  it('of the main chain shares no prefix with any other', () => {
    const { name: _, ...main } = networkOf('mainnet')
    for (const name of ['testnet', 'signet', 'regtest'] as const)
      for (const [prefix, value] of Object.entries(main))
        expect(Object.entries(networkOf(name))).not.toContainEqual([prefix, value])
  })

  it('of regtest shows in its addresses', () => {
    expect(new Set(NETWORKS.map((name) => networkOf(name).hrp))).toEqual(new Set(['bc', 'tb', 'bcrt']))
  })
})
