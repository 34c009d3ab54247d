import { afterEach, describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { aggregateKeys } from '../../../src/keys/aggregate.js'
import { childNode } from '../../../src/keys/derivation.js'
import { master } from '../../support/accounts.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const count = (work: () => unknown): Record<string, number> => {
  const names = ['isPoint', 'pointAdd', 'pointAddScalar', 'pointMultiply', 'hmacSha512'] as const
  const spies = names.map((name) => [name, vi.spyOn(backend, name)] as const)
  work()
  return Object.fromEntries(
    spies.flatMap(([name, spy]) => (spy.mock.calls.length > 0 ? [[name, spy.mock.calls.length]] : [])),
  )
}

describe('work on the curve', () => {
  it('for a child key is one HMAC and one addition', () => {
    const node = master(21)
    expect(count(() => childNode(node, 7))).toEqual({ pointAddScalar: 1, hmacSha512: 1 })
  })

  it('for the aggregate of two keys is one multiplication and one addition', () => {
    const keys = [master(22).publicKey, master(23).publicKey]
    expect(count(() => aggregateKeys(keys))).toEqual({ isPoint: 2, pointAdd: 1, pointMultiply: 1 })
  })
})
