import { describe, expect, it } from 'vitest'
import type { LeafPath } from '../../../src/paths/types.js'
import { leafFragment } from '../../../src/script/leaf.js'
import { formatMiniscript } from '../../../src/script/miniscript.js'

const path = (more: Partial<LeafPath>): LeafPath => ({
  name: 'employerAndWorker',
  number: 1,
  parties: ['employer', 'worker'],
  weight: 1,
  ...more,
})

const textOf = (more: Partial<LeafPath>, arbiters = 1): string =>
  formatMiniscript(
    leafFragment(path(more), {
      quorum: (role) =>
        role === 'arbiter'
          ? { threshold: 2, keys: ['A1', 'A2', 'A3'].slice(0, arbiters) }
          : { threshold: 1, keys: [role] },
      terms: 'T',
    }),
  )

describe('the Miniscript of a path', () => {
  it('is its parties in order', () => {
    expect(textOf({})).toBe('and_v(v:pk(employer),pk(worker))')
    expect(textOf({ parties: ['worker', 'employer'] })).toBe('and_v(v:pk(worker),pk(employer))')
    expect(textOf({ parties: ['worker'] })).toBe('pk(worker)')
  })

  it('names a list of keys with its threshold, and a single key alone', () => {
    expect(textOf({ parties: ['arbiter', 'worker'] }, 3)).toBe('and_v(v:multi_a(2,A1,A2,A3),pk(worker))')
    expect(textOf({ parties: ['arbiter'] }, 2)).toBe('multi_a(2,A1,A2)')
    expect(textOf({ parties: ['arbiter'] }, 1)).toBe('pk(A1)')
  })

  it('ends with the lock, relative or absolute', () => {
    expect(textOf({ parties: ['employer'], lock: { blocks: 144 } })).toBe('and_v(v:pk(employer),older(144))')
    expect(textOf({ parties: ['employer'], lock: { seconds: 1024 } })).toBe(
      'and_v(v:pk(employer),older(4194306))',
    )
    expect(textOf({ parties: ['employer'], lock: { height: 800_000 } })).toBe(
      'and_v(v:pk(employer),after(800000))',
    )
    expect(textOf({ lock: { time: 1_800_000_000 } })).toBe(
      'and_v(v:and_v(v:pk(employer),pk(worker)),after(1800000000))',
    )
  })

  it('ends with the hash of a secret, behind a lock', () => {
    const secretHash = new Uint8Array(32).fill(0xab)
    const hash = `sha256(${'ab'.repeat(32)})`
    expect(textOf({ parties: ['worker'], secretHash })).toBe(`and_v(v:pk(worker),${hash})`)
    expect(textOf({ parties: ['worker'], lock: { blocks: 1 }, secretHash })).toBe(
      `and_v(v:and_v(v:pk(worker),older(1)),${hash})`,
    )
  })

  it('of nobody is the key of the terms', () => {
    expect(textOf({ parties: [] })).toBe('pk(T)')
  })
})
