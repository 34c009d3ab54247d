import { encodeBech32, wordsOfBytes } from '../units/bech32.js'
import { type NetworkName, networkOf } from '../units/network.js'

/** The address of a 32-byte x-only output key: witness version 1 in bech32m (BIP 350). */
export const encodeTaprootAddress = (outputKey: Uint8Array, network: NetworkName): string =>
  encodeBech32({
    prefix: networkOf(network).hrp,
    words: [1, ...wordsOfBytes(outputKey)],
    encoding: 'bech32m',
  })
