import { MATRIX_BOUNDS, matrixOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import {
  blocks,
  cellsOf,
  coalitionText,
  digestOf,
  height,
  type LeafPlan,
  outputWith,
  preimage,
  seconds,
  signed,
  time,
  way,
} from '../../support/auditedOutputs.js'

/** 2 of 2 at once, one of them alone after a time: a well-known design. */
const withTimelock = (name = 'refund'): readonly LeafPlan[] => [
  { name: 'both', ways: [way(signed('A0'), signed('B0'))] },
  { name, ways: [way(signed('A0'), blocks(144))] },
]

describe('a matrix of two parties', () => {
  const matrix = matrixOf(
    outputWith({
      parties: ['A', 'B'],
      internal: { kind: 'aggregate', parties: ['A', 'B'] },
      leaves: withTimelock(),
    }),
  )

  it('has every coalition, smaller ones first', () => {
    expect(matrix.coalitions.map(coalitionText)).toEqual(['nobody', 'A', 'B', 'A B'])
  })

  it('begins at the funding, and anew where something opens', () => {
    expect(matrix.stretches).toEqual([{}, { from: { blocks: 144 } }])
  })

  it('says who can move the money, the cheapest way first', () => {
    expect(cellsOf(matrix)).toEqual({ A: ['', 'refund'], 'A B': ['key both', 'key refund both'] })
  })

  it('knows the sizes of a transaction with one input and one output', () => {
    const both = matrix.moves[3]![0]!
    // docs: 111 vB through the key path; a leaf: 41 and 34 + 9 bytes, items with their lengths, 65 of control block
    expect(both).toEqual([
      { by: 'key', weight: 444, vsize: 111 },
      { by: 'both', weight: 4 * 94 + 2 + 1 + 2 * 65 + 41 + 66, vsize: 154 },
    ])
  })

  it('is complete', () => {
    expect([matrix.unknown, matrix.omitted]).toEqual([[], { coalitions: 0, stretches: 0 }])
  })
})

describe('quorums', () => {
  it('take part by count, with the counts alone that make a difference', () => {
    const matrix = matrixOf(
      outputWith({
        parties: [
          { name: 'A', size: 5 },
          { name: 'B', size: 1 },
        ],
        leaves: [
          { name: 'panel', ways: [way(signed('A0 A1 A2 A3 A4', 3), signed('B0'))] },
          { name: 'later', ways: [way(signed('A0 A1 A2 A3 A4', 2), blocks(10))] },
        ],
      }),
    )
    expect(matrix.coalitions.map(coalitionText)).toEqual(['nobody', '2A', 'B', '3A', '2A B', '3A B'])
    expect(cellsOf(matrix)).toEqual({
      '2A': ['', 'later'],
      '3A': ['', 'later'],
      '2A B': ['', 'later'],
      '3A B': ['panel', 'later panel'],
    })
  })

  it('of several parties in one list need so many keys of any of them', () => {
    const matrix = matrixOf(
      outputWith({ parties: ['A', 'B', 'C'], leaves: [{ name: 'any', ways: [way(signed('A0 B0 C0', 2))] }] }),
    )
    expect(cellsOf(matrix)).toEqual({ 'A B': ['any'], 'A C': ['any'], 'B C': ['any'], 'A B C': ['any'] })
  })

  it('whose keys stand in several demands of one leaf are counted with the best choice of keys', () => {
    const matrix = matrixOf(
      outputWith({
        parties: [{ name: 'A', size: 3 }, 'B'],
        leaves: [{ name: 'odd', ways: [way(signed('A0 A1', 1), signed('A1 A2', 1), signed('A2 B0', 1))] }],
      }),
    )
    // A1 gives the first two, B the third; or A1 and A2 all three
    expect(cellsOf(matrix)).toEqual({
      'A B': ['odd'],
      '2A': ['odd'],
      '2A B': ['odd'],
      '3A': ['odd'],
      '3A B': ['odd'],
    })
  })

  it('with one key twice in a list need fewer holders than signatures', () => {
    const matrix = matrixOf(
      outputWith({
        parties: [{ name: 'A', size: 2 }],
        leaves: [{ name: 'twice', ways: [way(signed('A0 A0 A1', 2))] }],
      }),
    )
    expect(cellsOf(matrix)).toEqual({ A: ['twice'], '2A': ['twice'] })
  })
})

describe('keys', () => {
  it('that nobody holds never sign', () => {
    const leaves: readonly LeafPlan[] = [
      { name: 'terms', ways: [way(signed('-0'))] },
      { name: 'half', ways: [way(signed('A0'), signed('-1'))] },
      { name: 'spare', ways: [way(signed('A0 -2', 1))] },
    ]
    expect(cellsOf(matrixOf(outputWith({ parties: ['A'], leaves })))).toEqual({ A: ['spare'] })
  })

  it('without a known holder belong to somebody unknown', () => {
    const matrix = matrixOf(
      outputWith({ parties: ['A'], leaves: [{ name: 'odd', ways: [way(signed('A0'), signed('?'))] }] }),
    )
    expect(matrix.parties.at(-1)).toEqual({ name: 'unknown', size: 1 })
    expect(cellsOf(matrix)).toEqual({ 'A unknown': ['odd'] })
  })

  it('of one party alone make an open internal key', () => {
    const internal = { kind: 'party', party: 'B' } as const
    const matrix = matrixOf(outputWith({ parties: ['A', 'B'], internal, leaves: withTimelock() }))
    expect(cellsOf(matrix)).toEqual({
      A: ['', 'refund'],
      B: ['key', 'key'],
      'A B': ['key both', 'key refund both'],
    })
  })

  it('of unknown origin make an internal key by which somebody unknown takes everything at once', () => {
    const matrix = matrixOf(
      outputWith({ parties: ['A', 'B'], internal: { kind: 'unknown' }, leaves: withTimelock() }),
    )
    expect(matrix.parties.map(({ name }) => name)).toEqual(['A', 'B', 'unknown'])
    expect(cellsOf(matrix)['unknown']).toEqual(['key', 'key'])
    expect(cellsOf(matrix)['A B']).toEqual(['both', 'refund both'])
  })
})

describe('secrets', () => {
  const matrix = matrixOf(
    outputWith({
      parties: ['A', 'B'],
      leaves: [
        { name: 'claim', ways: [way(signed('B0'), preimage('x'))] },
        { name: 'open', ways: [way(preimage('y'))] },
        { name: 'refund', ways: [way(signed('A0'), height(900_000))] },
      ],
    }),
  )

  it('are part of a coalition', () => {
    expect(matrix.coalitions).toContainEqual({
      members: [{ party: 'B', keys: 1 }],
      secrets: [digestOf('x')],
    })
    expect(cellsOf(matrix)['B +x']).toEqual(['claim', 'claim'])
    expect(cellsOf(matrix)['B']).toBeUndefined()
  })

  it('alone move money that no signature protects', () => {
    expect(cellsOf(matrix)['+y']).toEqual(['open', 'open'])
  })
})

describe('a leaf', () => {
  const moves = (leaf: Partial<LeafPlan>) =>
    matrixOf(outputWith({ parties: ['A', 'B'], leaves: [{ name: 'leaf', ...leaf }] }))

  it('with several ways counts once, by its cheapest way that is open', () => {
    const cheap = { ...way(signed('A0'), blocks(5)), items: [64] }
    const dear = { ...way(signed('A0'), signed('B0')), items: [64, 64, 1] }
    const matrix = moves({ ways: [dear, cheap] })
    expect(cellsOf(matrix)).toEqual({ A: ['', 'leaf'], 'A B': ['leaf', 'leaf'] })
    const [first, later] = matrix.moves.at(-1)!.map((cell) => cell[0]!.weight)
    expect(first! - later!).toBe(65 + 2)
  })

  it('without demands is open to everybody', () => {
    expect(cellsOf(moves({ ways: [way()] }))['nobody']).toEqual(['leaf'])
  })

  it('without ways is closed', () => {
    expect(cellsOf(moves({ ways: [] }))).toEqual({})
  })

  it('that consensus never lets through is closed', () => {
    const ways = [way(signed('A0'))]
    expect(cellsOf(moves({ ways, depth: 128 }))).not.toEqual({})
    expect(cellsOf(moves({ ways, depth: 129 }))).toEqual({})
    const items = (count: number) => [{ demands: [], items: new Array<number>(count).fill(1) }]
    expect(cellsOf(moves({ ways: items(1000) }))).not.toEqual({})
    expect(cellsOf(moves({ ways: items(1001) }))).toEqual({})
  })

  it('that is not understood is unknown, not closed', () => {
    const matrix = moves({ reading: { understood: false, reason: 'OP_SHA1 of a sum', remarks: [] } })
    expect(matrix.unknown).toEqual([{ name: 'leaf', reason: 'OP_SHA1 of a sum' }])
    expect(cellsOf(matrix)).toEqual({})
  })

  it('that no node relays says so', () => {
    const ways = [way()]
    for (const remark of ['success', 'unknownLeafVersion', 'unknownKeyType'] as const)
      expect(moves({ reading: { understood: true, ways, remarks: [remark] } }).moves[0]![0]).toEqual([
        expect.objectContaining({ by: 'leaf', relay: 'refused' }),
      ])
    expect(moves({ ways: [{ demands: [], items: [81] }] }).moves[0]![0]![0]!.relay).toBe('refused')
    expect(moves({ ways: [{ demands: [], items: [80] }] }).moves[0]![0]![0]!.relay).toBeUndefined()
    expect(moves({ ways, script: 401_000 }).moves[0]![0]![0]!.relay).toBe('refused')
  })
})

describe('time', () => {
  const stretches = (...locks: readonly (readonly ReturnType<typeof blocks>[])[]) =>
    matrixOf(
      outputWith({
        parties: ['A'],
        leaves: locks.map((own, at) => ({ name: `leaf ${at}`, ways: [way(signed('A0'), ...own)] })),
      }),
    )

  it('passes in the order of the locks, each once', () => {
    const matrix = stretches([blocks(20)], [blocks(3)], [blocks(20)], [])
    expect(matrix.stretches).toEqual([{}, { from: { blocks: 3 } }, { from: { blocks: 20 } }])
    expect(cellsOf(matrix)).toEqual({
      A: ['leaf 3', 'leaf 1 leaf 3', 'leaf 0 leaf 1 leaf 2 leaf 3'],
    })
  })

  it('waits for the latest of several locks of one kind', () => {
    expect(stretches([time(600_000_000), time(700_000_000)]).stretches).toEqual([
      {},
      { from: { time: 700_000_000 } },
    ])
  })

  it('has every combination where kinds of locks mix', () => {
    const matrix = stretches([blocks(20)], [height(900_000)], [blocks(3), height(900_001)])
    const at = (stretch: object) =>
      matrix.stretches.findIndex((one) => JSON.stringify(one) === JSON.stringify(stretch))
    expect(matrix.stretches).toHaveLength(9)
    const cell = (stretch: object) => cellsOf(matrix)['A']![at(stretch)]
    expect(cell({})).toBe('')
    expect(cell({ from: { blocks: 3 } })).toBe('')
    expect(cell({ from: { blocks: 20 } })).toBe('leaf 0')
    expect(cell({ from: { blocks: 3 }, and: [{ height: 900_001 }] })).toBe('leaf 1 leaf 2')
    expect(cell({ from: { blocks: 20 }, and: [{ height: 900_000 }] })).toBe('leaf 0 leaf 1')
    expect(cell({ from: { blocks: 20 }, and: [{ height: 900_001 }] })).toBe('leaf 0 leaf 1 leaf 2')
  })

  it('never comes for locks that one transaction cannot meet', () => {
    expect(cellsOf(stretches([blocks(1), seconds(512)], [height(1), time(600_000_000)]))).toEqual({})
    expect(cellsOf(stretches([blocks(1), height(1)]))).not.toEqual({})
  })
})

describe('bounds', () => {
  it('keep a matrix small, and it says what it left out', () => {
    const names = [...'ABCDEFGHIJKL']
    const keys = names.map((name) => `${name}0`).join(' ')
    const { coalitions, omitted } = matrixOf(
      outputWith({ parties: names, leaves: [{ name: 'any', ways: [way(signed(keys, 2))] }] }),
    )
    expect(coalitions).toHaveLength(MATRIX_BOUNDS.coalitions)
    expect(omitted).toEqual({ coalitions: 4096 - MATRIX_BOUNDS.coalitions, stretches: 0 })
    expect(coalitions.slice(0, 14).map(coalitionText)).toEqual(['nobody', ...names, 'A B'])
  })

  it('hold for combinations of time as well', () => {
    const ways = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((at) => [
      way(signed('A0'), blocks(at)),
      way(signed('A0'), height(at)),
    ])
    const { stretches, omitted } = matrixOf(outputWith({ parties: ['A'], leaves: [{ name: 'odd', ways }] }))
    expect([stretches.length, omitted.stretches]).toEqual([
      MATRIX_BOUNDS.stretches,
      81 - MATRIX_BOUNDS.stretches,
    ])
  })
})
