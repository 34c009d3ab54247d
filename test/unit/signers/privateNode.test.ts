import { BIP32Factory } from 'bip32'
import fc from 'fast-check'
import * as tiny from 'tiny-secp256k1'
import { describe, expect, it } from 'vitest'
import { HARDENED } from '../../../src/keys/extendedKey.js'
import { type PrivateNode, privateChild, privateNode } from '../../../src/signers/privateNode.js'

const bip32 = BIP32Factory(tiny)

const masterOf = (seed: Uint8Array) => {
  const { privateKey, chainCode } = bip32.fromSeed(seed)
  return privateNode({ privateKey: privateKey!, chainCode })
}

describe('private nodes', () => {
  it('derive what the package bip32 derives, hardened or not', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.array(fc.nat({ max: 2 * HARDENED - 1 }), { minLength: 1, maxLength: 4 }),
        (seed, steps) => {
          const theirs = steps.reduce((node, step) => node.derive(step), bip32.fromSeed(seed))
          const ours = steps.reduce<PrivateNode>((node, step) => privateChild(node, step)!, masterOf(seed))
          expect(ours.privateKey).toEqual(theirs.privateKey)
          expect(ours.chainCode).toEqual(theirs.chainCode)
          expect(ours.publicKey).toEqual(theirs.publicKey)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('keep the public key that they were given', () => {
    const { privateKey, chainCode } = masterOf(new Uint8Array(32).fill(7))
    const publicKey = tiny.pointFromScalar(privateKey)!
    expect(privateNode({ privateKey, chainCode, publicKey }).publicKey).toBe(publicKey)
  })

  it('have no child where the sum of the secrets is zero', () => {
    const [one, chainCode] = [new Uint8Array(32).fill(1), new Uint8Array(32)]
    const publicKey = tiny.pointFromScalar(one)!
    const child = privateChild(privateNode({ privateKey: one, chainCode }), 0)!
    // what is added depends on the public key alone, so another secret behind the same one can cancel it
    const cancelling = tiny.privateNegate(tiny.privateSub(child.privateKey, one)!)
    expect(privateChild(privateNode({ privateKey: cancelling, chainCode, publicKey }), 0)).toBeUndefined()
  })
})
