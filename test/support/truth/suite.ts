import { beforeAll, describe, expect, it } from 'vitest'
import type { RegtestNode } from '../../../scripts/bitcoind/regtest.js'
import { differences, wrongOpenings } from './truth.js'
import { type Case, type Planned, plannedOf, type Subject, walk } from './walk.js'

/** The stretches in which a contract was seen: at once, then on both sides of every opening that is still to come. */
const stretchesSeen = ({ matrix, verdicts }: Case): readonly (readonly number[])[] => {
  const [first = 0] = verdicts.map(({ stretch }) => stretch)
  const later = matrix.stretches.map((_, at) => at).filter((at) => at > first)
  return [[first, ...later.flatMap((at) => [at - 1, at])], verdicts.map(({ stretch }) => stretch)]
}

/** Mines one of the transactions that the node takes at last: of every contract another one. */
const mineOne = async (node: RegtestNode, { tries, verdicts }: Case, turn: number) => {
  const refused = verdicts.at(-1)?.refused ?? []
  const accepted = tries.filter((_, at) => refused[at] === undefined)
  const one = accepted[turn % accepted.length]
  if (one === undefined) throw new Error('nobody can ever move the money')
  return { one, txid: await node.rpc.sendrawtransaction(one.hex, { maxfeerate: 'unlimited' }) }
}

/**
 * Declares the tests that hold the matrices of agreements against a node: funds every contract, walks through time
 * once, and shows the node everything that anybody could try.
 */
export const truthOf = (
  node: RegtestNode,
  subjects: readonly Subject[],
): { readonly cases: () => readonly Case[] } => {
  const planned: readonly Planned[] = subjects.flatMap(plannedOf)
  let cases: readonly Case[] = []
  const caseOf = (title: string): Case => cases.find((one) => one.title === title)!
  beforeAll(async () => {
    cases = await walk(node, planned)
  })

  describe.each(planned.map(({ title }) => title))('%s', (title) => {
    it('lets every coalition move the money exactly where the matrix says so', () => {
      const one = caseOf(title)
      expect(differences(one.matrix, one)).toEqual([])
    })

    it('has its paths open exactly where the node takes their spends, and one step before says so', () => {
      expect(wrongOpenings(caseOf(title))).toEqual([])
    })

    it('was looked at in every stretch of time, from its first moment to its last', () => {
      const [expected, seen] = stretchesSeen(caseOf(title))
      expect(seen).toEqual(expected)
    })
  })

  it('the weights of mined transactions are those of the matrices', async () => {
    const sent = await Promise.all(cases.map((one, turn) => mineOne(node, one, turn)))
    await node.mine()
    for (const [at, { one, txid }] of sent.entries()) {
      const { weight, vsize, confirmations } = await node.rpc.getrawtransaction(txid)
      const move = cases[at]?.matrix.moves
        .at(-1)
        ?.at(-1)
        ?.find(({ by }) => by === one.by)
      expect({ weight, vsize, confirmations }).toEqual({
        weight: move?.weight,
        vsize: move?.vsize,
        confirmations: 1,
      })
    }
  })
  return { cases: () => cases }
}
