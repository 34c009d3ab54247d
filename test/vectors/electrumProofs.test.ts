import { expect, it } from 'vitest'
import { fromHex } from '../../src/units/bytes.js'
import { hasItsWork, parseHeader } from '../../src/watch/header.js'
import { provenTransaction } from '../../src/watch/inclusion.js'
import { foldedRoot } from '../../src/watch/merkle.js'
import { describeVectors } from '../support/vectors.js'

interface Leaf {
  readonly txid: string
  readonly raw?: string
  readonly pos: number
  readonly merkle: readonly string[]
}

interface Vector {
  readonly name: string
  readonly height?: number
  readonly header: string
  readonly txs?: readonly Leaf[]
  readonly fake?: Leaf
  readonly real?: Leaf
  readonly coinbase?: Leaf
}

const bytesOf = (hex = ''): Uint8Array => fromHex(hex) ?? new Uint8Array()

const shownBy = (leaf: Leaf, coinbase: Leaf, root: string) => {
  const shown = provenTransaction(
    {
      transaction: bytesOf(leaf.raw),
      position: leaf.pos,
      branch: leaf.merkle,
      coinbase: { transaction: bytesOf(coinbase.raw), branch: coinbase.merkle },
    },
    root,
  )
  return 'rule' in shown ? shown.rule : shown.txid
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

  it('proves every transaction of every block, and none at the depth of another', () => {
    for (const { txs = [], ...vector } of vectors) {
      const root = headerOf({ ...vector })?.merkleRoot ?? ''
      const [coinbase] = txs
      if (coinbase === undefined) continue
      for (const leaf of txs) {
        expect(shownBy(leaf, coinbase, root)).toBe(leaf.txid)
        expect(shownBy({ ...leaf, merkle: [...leaf.merkle, root] }, coinbase, root)).toBe('DEPTH')
        if (leaf !== coinbase) expect(shownBy(leaf, { ...leaf, pos: 0 }, root)).toBe('COINBASE')
      }
    }
  })

  it('refuses the three false proofs that fold to the root', () => {
    const ambiguous = vectors.find(({ name }) => name.includes('paired with itself'))
    const inner = vectors.find(({ name }) => name.startsWith('inner node'))
    const deep = vectors.find(({ fake }) => fake !== undefined)
    const block = vectors.find(({ height, txs }) => height === ambiguous?.height && txs !== undefined)
    const first = block?.txs?.[0]
    const last = block?.txs?.find(({ txid }) => txid === ambiguous?.txid)
    if (!ambiguous || !inner?.coinbase || !deep?.real || !deep.fake || !deep.coinbase || !first || !last)
      throw new Error('the vectors hold them')
    expect(shownBy({ ...last, pos: 3 }, first, headerOf(ambiguous)?.merkleRoot ?? '')).toBe('BRANCH')
    const node = { txid: '', pos: 0, merkle: [], ...inner }
    expect(shownBy(node, inner.coinbase, headerOf(inner)?.merkleRoot ?? '')).toBe('TRANSACTION')
    // even the real one of 64 bytes proves nothing
    const root = headerOf(deep)?.merkleRoot ?? ''
    expect(shownBy({ ...deep.real }, deep.coinbase, root)).toBe('TRANSACTION')
    // the made-up one has no bytes at all; with others it stands too deep
    expect(
      shownBy({ ...deep.fake, raw: last.raw ?? '' }, { ...deep.coinbase, raw: first.raw ?? '' }, root),
    ).toBe('DEPTH')
  })

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
