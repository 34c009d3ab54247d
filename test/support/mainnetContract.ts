import type { Contract } from '../../src/contract/contract.js'
import { made } from './contracts.js'
import { type Json, plainDocument } from './documents.js'
import { addressOf, extendedHolder } from './holders.js'

/** A contract of mainnet, with keys that everybody knows. */
export const mainnetContract = (changes: Json = {}): Contract => {
  const key = (seed: number) => extendedHolder(seed, 'mainnet').text
  const address = (seed: number) => addressOf(seed, { network: 'mainnet' })
  const [contract] = made({
    ...plainDocument(),
    network: 'mainnet',
    employer: { threshold: 1, keys: [key(1)], address: address(1) },
    worker: { threshold: 1, keys: [key(2)], payees: [{ address: address(2), share: 10_000 }] },
    ...changes,
  }).contracts
  if (contract === undefined) throw new Error('the document has a milestone')
  return contract
}
