import { compile, parseAgreement } from 'taproot-escrow'
import { type Consequences, consequencesOf, matrixOf, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import {
  blocks,
  coalitionText,
  height,
  type LeafPlan,
  outputWith,
  preimage,
  seconds,
  signed,
  time,
  way,
} from '../../support/auditedOutputs.js'
import { fixtures } from '../../support/fixtures.js'

type Output = Parameters<typeof outputWith>[0]

const consequencesFor = (output: Output): Consequences => consequencesOf(matrixOf(outputWith(output)))

const texts = (all: readonly { readonly text: string }[]): readonly string[] => all.map(({ text }) => text)

const ofFixture = (name: string, milestone = 0): Consequences => {
  const { agreement } = fixtures().find((fixture) => fixture.name === name)!
  return consequencesOf(matrixOf(outputOf(compile(parseAgreement(agreement.text))[milestone]!)))
}

describe('two parties with a refund', () => {
  const consequences = consequencesFor({
    parties: ['A', 'B'],
    internal: { kind: 'aggregate', parties: ['A', 'B'] },
    leaves: [
      { name: 'both', ways: [way(signed('A0'), signed('B0'))] },
      { name: 'refund', ways: [way(signed('A0'), blocks(144))] },
    ],
  })

  it('have the smallest coalitions that can move the money, in order of time', () => {
    expect(
      consequences.opportunities.map(({ coalition, from, by }) => [coalitionText(coalition), from, by]),
    ).toEqual([
      ['A B', {}, ['key', 'both']],
      ['A', { from: { blocks: 144 } }, ['refund']],
    ])
  })

  it('can rob each other as far as the matrix says', () => {
    expect(texts(consequences.takings)).toEqual([
      'Without B, A alone can take everything from about 24 hours (144 blocks) after the funding on.',
    ])
    expect(consequences.takings[0]).toMatchObject({
      victim: 'B',
      coalition: { members: [{ party: 'A', keys: 1 }], secrets: [] },
      from: { from: { blocks: 144 } },
      by: ['refund'],
    })
  })

  it('are stuck for ever, or until a lock opens, without each other', () => {
    expect(texts(consequences.absences)).toEqual([
      'If A is gone, nobody can ever move the money again.',
      'If B is gone, the money can be moved by A alone from about 24 hours (144 blocks) after the funding on.',
    ])
    const [withoutA, withoutB] = consequences.absences
    expect(withoutA).toMatchObject({ party: 'A', opportunities: [], others: [{ party: 'B' }] })
    expect(withoutA).not.toHaveProperty('first')
    expect(withoutB?.first).toEqual(withoutB?.others[0]?.alone)
  })

  it('act together', () => {
    expect(texts(consequences.pairs)).toEqual(['A and B together can move all the money at any time.'])
  })
})

describe('keys', () => {
  const swap: readonly LeafPlan[] = [
    { name: 'claim', ways: [way(signed('B0'), preimage('x'))] },
    { name: 'refund', ways: [way(signed('A0'), height(900_000))] },
  ]

  it('of somebody unknown take everything at any time', () => {
    const { takings, absences } = consequencesFor({
      parties: ['A', 'B'],
      internal: { kind: 'unknown' },
      leaves: swap,
    })
    expect(texts(takings)).toContain('Without A, somebody unknown alone can take everything at any time.')
    expect(absences.map(({ party }) => party)).toEqual(['A', 'B'])
  })

  it('of one party behind the internal key take everything at any time', () => {
    const { takings } = consequencesFor({
      parties: ['A', 'B'],
      internal: { kind: 'party', party: 'B' },
      leaves: swap,
    })
    expect(texts(takings)).toEqual([
      'Without A, B alone can take everything at any time.',
      'Without B, A alone can take everything as soon as block 900000 is mined.',
    ])
  })

  it('with a secret count as more than without', () => {
    const { absences, pairs } = consequencesFor({ parties: ['A', 'B'], leaves: swap })
    expect(texts(absences)).toEqual([
      'If A is gone, the money can be moved by B alone with the secret at any time.',
      'If B is gone, the money can be moved by A alone as soon as block 900000 is mined.',
    ])
    // B is needed, but without the secret it never can
    expect(absences[0]?.others).toEqual([{ party: 'B' }])
    expect(absences[0]).not.toHaveProperty('first')
    expect(texts(pairs)).toEqual(['A and B together can do nothing that neither of them can do alone.'])
  })
})

describe('sentences', () => {
  it('name quorums by their counts, and every kind of time', () => {
    const { takings } = consequencesFor({
      parties: [{ name: 'A', size: 3 }, 'B', 'C', 'D'],
      leaves: [
        { name: 'one', ways: [way(signed('A0 A1 A2', 2), seconds(512))] },
        { name: 'two', ways: [way(signed('B0'), time(1_800_000_000))] },
        { name: 'three', ways: [way(signed('B0'), signed('C0'), blocks(1), height(9))] },
      ],
    })
    expect(texts(takings).filter((text) => text.startsWith('Without D'))).toEqual([
      'Without D, A (2 of 3 keys) alone can take everything from about 9 minutes (512 seconds) after the funding on.',
      'Without D, B alone can take everything as soon as the clock of the chain has passed 2027-01-15 08:00:00 UTC.',
      'Without D, B and C together can take everything from about 10 minutes (1 block) after the funding on and as soon as block 9 is mined.',
    ])
  })

  it('say that nothing protects the money', () => {
    const { takings } = consequencesFor({
      parties: ['A'],
      leaves: [
        { name: 'open', ways: [way(preimage('x'), preimage('y'))] },
        { name: 'later', ways: [way(blocks(5))] },
      ],
    })
    expect(texts(takings)).toEqual([
      'Without A, anybody with 2 secrets can take everything at any time.',
      'Without A, anybody can take everything from about 50 minutes (5 blocks) after the funding on.',
    ])
  })

  it('name those who can do nothing any more', () => {
    const { absences } = consequencesFor({
      parties: ['A', 'B', 'C'],
      leaves: [
        { name: 'both', ways: [way(signed('A0'), signed('B0'))] },
        { name: 'later', ways: [way(signed('B0'), blocks(5))] },
        { name: 'three', ways: [way(signed('A0'), signed('C0'))] },
      ],
    })
    expect(texts(absences)[0]).toBe(
      'If A is gone, the money can be moved by B alone from about 50 minutes (5 blocks) after the funding on, and C can do nothing.',
    )
  })

  it('keep back what is not known', () => {
    const names = [...'ABCDEFGHIJKL']
    const { reservations } = consequencesFor({
      parties: names,
      leaves: [
        { name: 'any', ways: [way(signed(names.map((name) => `${name}0`).join(' '), 2))] },
        { name: 'odd', reading: { understood: false, reason: 'an opcode', remarks: [] } },
      ],
    })
    expect(reservations.map(({ text }) => text)).toEqual([
      'What odd allows is not understood (an opcode): more people may be able to move the money, and sooner.',
      'Only the 1,024 smallest of 4,096 groups of people are looked at.',
    ])
  })
})

describe('a contract with both arbiters and a rescue', () => {
  const consequences = ofFixture('backup-and-rescue')

  it('says who can be robbed by whom', () => {
    expect(texts(consequences.takings)).toMatchInlineSnapshot(`
      [
        "Without the employer, the worker alone with the secret can take everything at any time.",
        "Without the employer, the worker and the arbiter together can take everything from about 24 hours (144 blocks) after the funding on.",
        "Without the employer, the worker and the backup arbiter together can take everything from about 30 days (4,320 blocks) after the funding on.",
        "Without the employer, the worker alone can take everything from about 455 days (65,535 blocks) after the funding on.",
        "Without the worker, the employer and the arbiter together can take everything from about 24 hours (144 blocks) after the funding on.",
        "Without the worker, the employer and the backup arbiter together can take everything from about 30 days (4,320 blocks) after the funding on.",
        "Without the worker, the employer alone can take everything from about 60 days (8,640 blocks) after the funding on.",
      ]
    `)
  })

  it('says who is stuck if somebody vanishes, and until when', () => {
    expect(texts(consequences.absences)).toMatchInlineSnapshot(`
      [
        "If the employer is gone, the money can be moved by the worker alone with the secret at any time; by the worker and the arbiter together from about 24 hours (144 blocks) after the funding on; by the worker and the backup arbiter together from about 30 days (4,320 blocks) after the funding on; by the worker alone from about 455 days (65,535 blocks) after the funding on.",
        "If the worker is gone, the money can be moved by the employer and the arbiter together from about 24 hours (144 blocks) after the funding on; by the employer and the backup arbiter together from about 30 days (4,320 blocks) after the funding on; by the employer alone from about 60 days (8,640 blocks) after the funding on.",
        "If the arbiter is gone, the money can be moved by the employer and the worker together at any time; by the worker alone with the secret at any time; by the employer and the backup arbiter together from about 30 days (4,320 blocks) after the funding on; by the worker and the backup arbiter together from about 30 days (4,320 blocks) after the funding on; by the employer alone from about 60 days (8,640 blocks) after the funding on; by the worker alone from about 455 days (65,535 blocks) after the funding on.",
        "If the backup arbiter is gone, the money can be moved by the employer and the worker together at any time; by the worker alone with the secret at any time; by the employer and the arbiter together from about 24 hours (144 blocks) after the funding on; by the worker and the arbiter together from about 24 hours (144 blocks) after the funding on; by the employer alone from about 60 days (8,640 blocks) after the funding on; by the worker alone from about 455 days (65,535 blocks) after the funding on.",
      ]
    `)
  })

  it('says what each arbiter and one party can do together', () => {
    expect(texts(consequences.pairs)).toMatchInlineSnapshot(`
      [
        "The employer and the arbiter together can move all the money from about 24 hours (144 blocks) after the funding on.",
        "The employer and the backup arbiter together can move all the money from about 30 days (4,320 blocks) after the funding on.",
        "The worker and the arbiter together can move all the money from about 24 hours (144 blocks) after the funding on.",
        "The worker and the backup arbiter together can move all the money from about 30 days (4,320 blocks) after the funding on.",
        "The arbiter and the backup arbiter together can do nothing that neither of them can do alone.",
      ]
    `)
  })

  it('holds nothing back', () => {
    expect(consequences.reservations).toEqual([])
  })
})
