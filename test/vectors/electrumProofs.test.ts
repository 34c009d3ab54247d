import { expect, it } from 'vitest'
import { fromHex } from '../../src/units/bytes.js'
import { hasItsWork, parseHeader } from '../../src/watch/header.js'
import { foldedRoot } from '../../src/watch/merkle.js'
import { describeVectors } from '../support/vectors.js'

interface Leaf {
  readonly txid: string
  readonly pos: number
  readonly merkle: readonly string[]
}

interface Vector {
  readonly name: string
  readonly header: string
  readonly txs?: readonly Leaf[]
  readonly fake?: Leaf
  readonly real?: Leaf
  readonly coinbase?: Leaf
}

interface Vectors {
  readonly vectors: readonly (Vector & Partial<Leaf>)[]
}

const headerOf = (vector: Vector) => parseHeader(fromHex(vector.header) ?? new Uint8Array())

const rootOf = ({ txid, pos, merkle }: Leaf) => foldedRoot({ txid, position: pos, branch: merkle })

describeVectors<Vectors>('electrum-proof-vectors.json', 'recorded Merkle proofs', ({ vectors }) => {
  it.each(vectors.filter(({ txs }) => txs !== undefined))(
    '$name: every proof folds to the root',
    (vector) => {
      const header = headerOf(vector)
      expect(header !== undefined && hasItsWork(header)).toBe(true)
      for (const leaf of vector.txs ?? []) expect(rootOf(leaf)).toBe(header?.merkleRoot)
    },
  )

  it.each(vectors.filter(({ txs }) => txs !== undefined))(
    '$name: at another position none folds',
    (vector) => {
      for (const leaf of vector.txs ?? [])
        for (let pos = 0; pos < 16; pos++)
          if (pos !== leaf.pos) expect(rootOf({ ...leaf, pos })).not.toBe(headerOf(vector)?.merkleRoot)
    },
  )

  it('refuses a position in the half that repeats the last leaf', () => {
    const ambiguous = vectors.find(({ name }) => name.includes('paired with itself'))
    expect(rootOf({ txid: '', pos: 0, merkle: [], ...ambiguous })).toBeUndefined()
  })

  it('folds the made-up leaf below a transaction of 64 bytes, which only the depth gives away', () => {
    const deep = vectors.find(({ fake }) => fake !== undefined)
    if (deep?.fake === undefined || deep.coinbase === undefined) throw new Error('the vectors hold it')
    expect(rootOf(deep.fake)).toBe(headerOf(deep)?.merkleRoot)
    expect(rootOf(deep.coinbase)).toBe(headerOf(deep)?.merkleRoot)
    expect(deep.fake.merkle.length).not.toBe(deep.coinbase.merkle.length)
  })
})
