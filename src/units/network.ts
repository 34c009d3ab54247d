import { shown } from '../errors.js'
import type { Check } from '../given/check.js'
import { unitError } from './errors.js'

/** The chains that an agreement can name. */
export const NETWORKS = ['mainnet', 'testnet', 'signet', 'regtest'] as const
export type NetworkName = (typeof NETWORKS)[number]

/** What a chain's addresses and keys start with (BIP 32, "Serialization format"; BIP 173). */
export interface Network {
  readonly name: NetworkName
  /** Human-readable part of segwit addresses. */
  readonly hrp: string
  readonly p2pkhVersion: number
  readonly p2shVersion: number
  readonly wifVersion: number
  readonly extendedPublicVersion: number
  readonly extendedPrivateVersion: number
}

const testPrefixes = {
  hrp: 'tb',
  p2pkhVersion: 0x6f,
  p2shVersion: 0xc4,
  wifVersion: 0xef,
  extendedPublicVersion: 0x043587cf,
  extendedPrivateVersion: 0x04358394,
}

const networks: Readonly<Record<NetworkName, Network>> = {
  mainnet: {
    name: 'mainnet',
    hrp: 'bc',
    p2pkhVersion: 0x00,
    p2shVersion: 0x05,
    wifVersion: 0x80,
    extendedPublicVersion: 0x0488b21e,
    extendedPrivateVersion: 0x0488ade4,
  },
  testnet: { name: 'testnet', ...testPrefixes },
  signet: { name: 'signet', ...testPrefixes },
  regtest: { name: 'regtest', ...testPrefixes, hrp: 'bcrt' },
}

/** The parameters of a chain. */
export const networkOf = (name: NetworkName): Network => networks[name]

/** The name of a chain. */
export const aNetwork: Check = (value, field) => {
  parseNetworkName(value, field)
}

/**
 * Checks the name of a chain.
 *
 * @throws EscrowError `NETWORK_UNKNOWN`
 */
export const parseNetworkName = (input: unknown, field = 'network'): NetworkName => {
  const name = NETWORKS.find((candidate) => candidate === input)
  if (name === undefined)
    throw unitError('NETWORK_UNKNOWN', {
      field,
      expected: `one of ${NETWORKS.join(', ')}`,
      received: shown(input),
    })
  return name
}
