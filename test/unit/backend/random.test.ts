import { afterEach, describe, expect, it, vi } from 'vitest'
import { backendError } from '../../../src/backend/errors.js'
import { randomBytes32 } from '../../../src/backend/random.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('randomness', () => {
  it('is 32 bytes, others each time', () => {
    expect(randomBytes32()).toHaveLength(32)
    expect(randomBytes32()).not.toEqual(randomBytes32())
  })

  it.each([
    ['no crypto', undefined],
    ['a crypto without getRandomValues', {}],
  ])('is refused with what to add where there is %s', (_, crypto) => {
    vi.stubGlobal('crypto', crypto)
    expect(randomBytes32).toThrow(
      'globalThis.crypto: expected Web Crypto with getRandomValues: in React Native import the package react-native-get-random-values first, received none',
    )
  })
})

it('the codes of the backend keep their names and kinds', () => {
  expect(backendError.codes).toEqual({ RANDOMNESS_MISSING: 'state' })
})
