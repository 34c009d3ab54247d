import { bech32m } from 'bech32'
import { type NetworkName, networkOf } from '../units/network.js'

/** The address of a 32-byte x-only output key: witness version 1 in bech32m (BIP 350). */
export const encodeTaprootAddress = (outputKey: Uint8Array, network: NetworkName): string =>
  bech32m.encode(networkOf(network).hrp, [1, ...bech32m.toWords(outputKey)])
