import type { NetworkName } from '../units/network.js'
import { sourceError } from './errors.js'

/** The hash of block 0; testnet has two chains, testnet3 and testnet4 (BIP 94). */
const GENESIS: Readonly<Record<NetworkName, readonly string[]>> = {
  mainnet: ['000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f'],
  testnet: [
    '000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943',
    '00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043',
  ],
  signet: ['00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6'],
  regtest: ['0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206'],
}

/**
 * Refuses a source whose chain starts with another block than the network's.
 *
 * @throws EscrowError `SOURCE_NETWORK`
 */
export const checkGenesis = (
  hash: string,
  { name, network }: { name: string; network: NetworkName },
): void => {
  if (GENESIS[network].includes(hash)) return
  throw sourceError('SOURCE_NETWORK', {
    field: 'source',
    expected: `the chain of ${network}, at ${name}`,
    received: `a chain that starts with block ${hash}`,
    source: name,
  })
}
