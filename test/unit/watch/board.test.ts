import { describe, expect, it } from 'vitest'
import { boardOf } from '../../../src/watch/board.js'
import { changesBetween } from '../../../src/watch/changes.js'
import { seen } from '../../../src/watch/seen.js'
import { statusOf } from '../../../src/watch/status.js'
import type { View } from '../../../src/watch/types.js'
import { emptyView, extended } from '../../../src/watch/view.js'
import { everyPathDocument, made } from '../../support/contracts.js'
import { fakeBlocks } from '../../support/fakeChain.js'
import { payment } from '../../support/minedChain.js'
import { thrown } from '../../support/thrown.js'

const BASE = { height: 1000, hash: '0'.repeat(63).concat('1') }
const start = emptyView({ network: 'regtest', checkpoint: BASE })

const contractsOf = (unit: 'blocks' | 'seconds', scale: number) =>
  made(
    everyPathDocument(
      unit,
      { from: 20 * scale, decision: 30 * scale, silence: 80 * scale, rescue: 200 * scale },
      { count: 2 },
    ),
  ).contracts

describe('a board', () => {
  it.each([
    ['blocks', contractsOf('blocks', 1)],
    ['seconds', contractsOf('seconds', 512)],
  ] as const)(
    'says at every block of clocks of %s what statuses and events say by themselves',
    (_, contracts) => {
      const options = { contracts, confirmations: 3 }
      const blocks = fakeBlocks(240, { previous: BASE.hash })
      const deposit = payment(1, contracts[0]!.outputScript, 1_000_000n)
      let view: View = start
      let board = boardOf(view, options)
      expect(board.changes).toEqual([])
      const kinds = new Set<string>()
      for (const [at, { header, hash }] of blocks.entries()) {
        const grown = extended(view, [header])
        const next =
          at === 15
            ? seen(grown, {
                transaction: deposit,
                where: { blockHash: hash, height: 1001 + at, position: 1 },
              })
            : grown
        board = board.after(next)
        expect(board.changes).toEqual(changesBetween(view, next, options))
        expect([...board.statuses]).toEqual(
          contracts.map((contract) => statusOf(contract, next, { confirmations: 3 })),
        )
        for (const { kind } of board.changes) kinds.add(kind)
        view = next
      }
      expect([...kinds].sort()).toEqual(['arrived', 'confirmed', 'deadlineNear', 'pathOpens'])
    },
  )

  it('is asked about contracts of its network, and about views that came from its own', () => {
    const contracts = contractsOf('blocks', 1)
    const [block] = fakeBlocks(1, { previous: BASE.hash })
    const later = boardOf(extended(start, [block!.header]), { contracts })
    expect([...later.after(later.view).statuses].map(({ word }) => word)).toEqual(['unfunded', 'unfunded'])
    const elsewhere = emptyView({ network: 'mainnet', checkpoint: BASE })
    expect(thrown(() => boardOf(elsewhere, { contracts })).code).toBe('VIEW_NETWORK')
    expect(thrown(() => later.after(elsewhere)).code).toBe('VIEW_ORDER')
    expect(thrown(() => later.after({} as View)).code).toBe('ARGUMENT_TYPE')
  })
})
