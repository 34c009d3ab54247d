import { expect, it } from 'vitest'
import { aggregateKeys, aggregateNode } from '../../src/keys/aggregate.js'
import { encodeExtendedPublicKey } from '../../src/keys/extendedKey.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { describeVectors } from '../support/vectors.js'

interface Vector {
  readonly aggregate_pubkey: string
  readonly keys: readonly string[]
  readonly xpub: string
}

describeVectors<Vector[]>('bip328-vectors.json', 'BIP 328', (vectors) => {
  it.each(vectors)('writes the aggregate $aggregate_pubkey as an extended key', (vector) => {
    const aggregate = aggregateKeys(vector.keys.map((key) => fromHex(key)!))
    expect(toHex(aggregate)).toBe(vector.aggregate_pubkey)
    expect(encodeExtendedPublicKey({ node: aggregateNode(aggregate), network: 'mainnet' })).toBe(vector.xpub)
  })
})
