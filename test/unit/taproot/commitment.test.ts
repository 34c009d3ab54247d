import * as btc from '@scure/btc-signer'
import { tapLeafHash } from '@scure/btc-signer/payment.js'
import { describe, expect, it } from 'vitest'
import {
  branchHash,
  controlBlock,
  controlBlockLength,
  leafHash,
  merkleize,
  outputScript,
  tweakInternalKey,
} from '../../../src/taproot/commitment.js'
import type { ScriptTree } from '../../../src/taproot/tree.js'
import { compareBytes, fromHex, toHex } from '../../../src/units/bytes.js'
import { thrown } from '../../support/thrown.js'

const G = fromHex('79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798')!
/** `pk` of some key; the second engine wants scripts that parse. */
const script = (number: number): Uint8Array => Uint8Array.of(0x20, ...new Uint8Array(32).fill(number), 0xac)

type Leaf = { readonly script: Uint8Array }
const leaf = (number: number): ScriptTree<Leaf> => ({ leaf: { script: script(number) } })
const pair = (left: ScriptTree<Leaf>, right: ScriptTree<Leaf>): ScriptTree<Leaf> => ({ left, right })

describe('a Taproot commitment', () => {
  const tree = pair(leaf(1), pair(pair(leaf(2), leaf(3)), leaf(4)))
  const { hash, places } = merkleize(tree)

  it('has the root and the output key that another engine computes', () => {
    const other = (number: number) => ({ script: script(number), leafVersion: 0xc0 })
    const theirs = btc.p2tr(G, [other(1), [[other(2), other(3)], other(4)]], undefined, true)
    expect(toHex(hash)).toBe(toHex(theirs.tapMerkleRoot!))
    expect(toHex(tweakInternalKey({ xOnly: G }, hash).outputKey)).toBe(toHex(theirs.tweakedPubkey))
  })

  it('leads from every leaf to one root by its siblings, nearest first', () => {
    for (const place of places) {
      const root = place.merklePath.reduce(
        (node, sibling) => branchHash(node, sibling),
        leafHash(place.leaf.script),
      )
      expect(toHex(root)).toBe(toHex(hash))
    }
    expect(places.map(({ merklePath }) => merklePath.length)).toEqual([1, 3, 3, 2])
    expect(places.map((place) => place.leaf.script[1])).toEqual([1, 2, 3, 4])
  })

  it('hashes two branches alike whichever stands left', () => {
    const [left, right] = [leafHash(script(1)), leafHash(script(2))]
    expect(branchHash(left, right)).toEqual(branchHash(right, left))
    expect(compareBytes(left, right)).not.toBe(0)
  })

  it('hashes a long script with a long length', () => {
    const nops = (length: number) => new Uint8Array(length).fill(0x61)
    for (const length of [252, 253, 65_535, 65_536])
      expect(toHex(leafHash(nops(length)))).toBe(toHex(tapLeafHash(nops(length))))
  })

  it('commits to another hash for another leaf version', () => {
    expect(toHex(leafHash(script(1), 0xc2))).not.toBe(toHex(leafHash(script(1))))
  })

  it('of no script at all is a key with a tweak', () => {
    expect(outputScript(tweakInternalKey({ xOnly: G }, undefined).outputKey)).toEqual(
      btc.p2tr(G, undefined, undefined, true).script,
    )
  })

  it.each([0, 1, 2, 7, 128])('is revealed by a control block of the right size at depth %i', (depth) => {
    const block = controlBlock({
      internalKey: G,
      parity: 1,
      merklePath: Array.from({ length: depth }, (_, at) => new Uint8Array(32).fill(at)),
    })
    expect(block.length).toBe(controlBlockLength(depth))
    expect(block[0]).toBe(0xc1)
    expect(block.subarray(1, 33)).toEqual(G)
    if (depth > 0) expect(block[33]).toBe(0)
  })

  it('of an internal key that is no point is refused', () => {
    for (const key of [new Uint8Array(32), new Uint8Array(32).fill(0xff), G.subarray(1)]) {
      const error = thrown(() => tweakInternalKey({ xOnly: key }, hash))
      expect([error.code, error.kind]).toEqual(['INTERNAL_KEY_INVALID', 'input'])
      expect(error.message).toBe(
        'internalKey: expected the x coordinate of a point, received a value that is none',
      )
    }
  })
})
