import { describe, expect, it } from 'vitest'
import { backend } from '#backend'
import { isUnspendable, unspendableNode, unspendablePoint } from '../../../src/keys/unspendable.js'
import { concat, fromHex, toHex } from '../../../src/units/bytes.js'
import { master } from '../../support/accounts.js'

const G =
  '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8'

describe('the unspendable point', () => {
  it('has the hash of the generator as its x, so nobody chose it', () => {
    const hash = backend.sha256(concat(Uint8Array.of(4), fromHex(G)!))
    expect(toHex(unspendablePoint())).toBe(`02${toHex(hash)}`)
    expect(backend.isPoint(unspendablePoint())).toBe(true)
  })

  it('is recognised in every form', () => {
    const x = unspendablePoint().subarray(1)
    for (const form of [x, concat(Uint8Array.of(2), x), concat(Uint8Array.of(3), x)])
      expect(isUnspendable(form)).toBe(true)
    expect(isUnspendable(master(6).publicKey)).toBe(false)
  })

  it('is a node under any chain code', () => {
    const chainCode = new Uint8Array(32).fill(7)
    expect(unspendableNode(chainCode)).toEqual({ publicKey: unspendablePoint(), chainCode })
  })
})
