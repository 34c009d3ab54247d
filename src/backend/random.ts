import { backendError } from './errors.js'

/**
 * 32 bytes of the system's randomness.
 *
 * Source: Web Crypto, `getRandomValues`, the one source that every runtime has or can be given.
 *
 * @throws EscrowError `RANDOMNESS_MISSING`
 */
export const randomBytes32 = (): Uint8Array => {
  // the types promise it, and React Native's engine does not have it
  const { crypto }: { readonly crypto?: Partial<typeof globalThis.crypto> } = globalThis
  if (typeof crypto?.getRandomValues !== 'function')
    throw backendError('RANDOMNESS_MISSING', {
      field: 'globalThis.crypto',
      expected:
        'Web Crypto with getRandomValues: in React Native import the package react-native-get-random-values first',
      received: 'none',
    })
  return crypto.getRandomValues(new Uint8Array(32))
}
