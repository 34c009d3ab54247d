import { describe, expect, it } from 'vitest'
import { serializeTransaction, transactionId } from '../../../src/psbt/transaction.js'
import { sats } from '../../../src/units/sats.js'
import { aWatched, checkWatched, isLate, outputsOf, someConfirmations } from '../../../src/watch/deposits.js'
import { seen } from '../../../src/watch/seen.js'
import type { View } from '../../../src/watch/types.js'
import { emptyView, extended } from '../../../src/watch/view.js'
import { everyPathDocument, made } from '../../support/contracts.js'
import { fakeBlocks } from '../../support/fakeChain.js'
import { thrown } from '../../support/thrown.js'

const BASE = { height: 1000, hash: '0'.repeat(63).concat('1') }
const { contracts } = made(
  everyPathDocument('blocks', { from: 2, decision: 3, silence: 8, rescue: 20 }, { count: 2 }),
)
const [one, two] = contracts
if (one === undefined || two === undefined) throw new Error('the document has two milestones')
const start = emptyView({ network: 'regtest', checkpoint: BASE })
const blocks = fakeBlocks(6, { previous: BASE.hash })

const transaction = (from: string, scripts: readonly Uint8Array[]) => {
  const [txid = '', vout = '0'] = from.split(':')
  const parts = {
    version: 2,
    lockTime: 0,
    inputs: [{ outpoint: { txid, vout: Number(vout) }, sequence: 0xfffffffd, witness: [new Uint8Array(64)] }],
    outputs: scripts.map((script, at) => ({ script, amount: sats(BigInt(1000 + at)) })),
  }
  return { bytes: serializeTransaction(parts), txid: transactionId(parts) }
}
const coin = (number: number) => `${String(number).padStart(64, '0')}:0`
const somewhere = new Uint8Array(22).fill(1)

const first = transaction(coin(1), [one.outputScript])
const spend = transaction(`${first.txid}:0`, [somewhere])
const later = transaction(coin(2), [one.outputScript])

interface Shown {
  readonly bytes: Uint8Array
  /** In the block so far above the base; in the mempool where absent. */
  readonly in?: number
  readonly position?: number
}

const viewOf = (...shown: readonly Shown[]): View => {
  const facts = shown.map(({ bytes, in: above, position = 1 }) => ({
    transaction: bytes,
    where:
      above === undefined
        ? ('mempool' as const)
        : { blockHash: blocks[above - 1]!.hash, height: BASE.height + above, position },
  }))
  return extended(
    seen(start, facts),
    blocks.map(({ header }) => header),
  )
}

describe('the deposits of a contract', () => {
  it('are the outputs that pay its key, each with what was seen spending it', () => {
    const both = transaction(coin(3), [somewhere, one.outputScript, two.outputScript, one.outputScript])
    const rival = transaction(`${first.txid}:0`, [somewhere, somewhere])
    const view = viewOf({ ...first, in: 1 }, { ...spend, in: 2 }, both, rival)
    expect(
      outputsOf(one, view).map(({ name, amount, spends }) => [name, amount, spends.map(({ txid }) => txid)]),
    ).toEqual([
      [`${first.txid}:0`, 1000n, [spend.txid, rival.txid]],
      [`${both.txid}:1`, 1001n, []],
      [`${both.txid}:3`, 1003n, []],
    ])
    expect(outputsOf(two, view)).toMatchObject([{ outpoint: { txid: both.txid, vout: 2 }, amount: 1002n }])
    expect(outputsOf(one, start)).toEqual([])
  })

  it('are one list, the same in both views, until something is known of one of them or of a spend', () => {
    const view = viewOf({ ...first, in: 1 })
    const of = (next: View) => outputsOf(one, next)
    const stranger = seen(view, {
      transaction: transaction(coin(5), [two.outputScript]).bytes,
      where: 'mempool',
    })
    expect(of(stranger)).toBe(of(view))
    const waiting = seen(view, { transaction: spend.bytes, where: 'mempool' })
    expect(of(waiting)).not.toBe(of(view))
    const where = { blockHash: blocks[4]!.hash, height: BASE.height + 5, position: 2 }
    const [deposit] = of(seen(waiting, { transaction: spend.bytes, where }))
    expect(deposit?.spends.map(({ blocks: places }) => places)).toEqual([[where]])
  })

  it('have their spends where those were seen first', () => {
    const [deposit] = outputsOf(one, viewOf({ ...spend, in: 2 }, { ...first, in: 1 }))
    expect(deposit?.spends.map(({ txid }) => txid)).toEqual([spend.txid])
  })

  it('of another contract whose key begins with the same word are not its own', () => {
    const script = Uint8Array.from(one.outputScript)
    script[33] = script[33]! ^ 1
    const view = viewOf({ ...transaction(coin(4), [script]), in: 1 })
    expect(outputsOf(one, view)).toEqual([])
  })
})

describe('a late deposit', () => {
  const lateIn = (view: View): readonly string[] => {
    const deposits = outputsOf(one, view)
    return deposits
      .filter((deposit) => isLate(deposit, { deposits, chain: view.chain }))
      .map(({ fact }) => fact.txid)
  }
  const from: readonly [Shown, Shown] = [
    { ...first, in: 2 },
    { ...spend, in: 3 },
  ]

  it.each<[string, Partial<Shown>, boolean]>([
    ['still waits', {}, true],
    ['is in a block above the spend', { in: 4 }, true],
    ['is behind the spend in its block', { in: 3, position: 2 }, true],
    ['is before the spend in its block', { in: 3, position: 0 }, false],
    ['is in a block below', { in: 1 }, false],
  ])('came after a spend that is in the chain: it %s', (_, where, isIt) => {
    expect(lateIn(viewOf(...from, { ...later, ...where }))).toEqual(isIt ? [later.txid] : [])
  })

  it('is none while the spend itself waits, and where there is no other', () => {
    expect(lateIn(viewOf(from[0], spend, { ...later, in: 4 }))).toEqual([])
    expect(lateIn(viewOf(...from))).toEqual([])
  })

  it('is none where a spend pays back into the contract, nor is what that pays', () => {
    const frozen = transaction(`${first.txid}:0`, [one.outputScript])
    expect(lateIn(viewOf(from[0], { ...frozen, in: 3 }, { ...later, in: 4 }))).toEqual([])
    const out = transaction(`${frozen.txid}:0`, [somewhere])
    expect(lateIn(viewOf(from[0], { ...frozen, in: 3 }, { ...out, in: 4 }, later))).toEqual([later.txid])
  })
})

describe('what is asked about', () => {
  it('is a contract of the chain, so many blocks deep', () => {
    expect(() => aWatched(one, 'contract')).not.toThrow()
    for (const value of [
      undefined,
      {},
      { ...one, outputKey: 'key' },
      { ...one, amount: 1 },
      { ...one, leaves: 1 },
      { ...one, paths: 1 },
    ])
      expect(thrown(() => aWatched(value, 'contract'))).toMatchObject({ code: 'ARGUMENT_TYPE' })
    expect(() => someConfirmations(1, 'confirmations')).not.toThrow()
    for (const value of [0, -1, 1.5, '1', Number.NaN])
      expect(thrown(() => someConfirmations(value, 'confirmations'))).toMatchObject({ code: 'ARGUMENT_TYPE' })
    expect(() => checkWatched(one, start, () => 'contract')).not.toThrow()
    const signet = emptyView({ network: 'signet', checkpoint: BASE })
    expect(thrown(() => checkWatched(one, signet, () => 'contracts[3]'))).toMatchObject({
      code: 'VIEW_NETWORK',
      data: { field: 'contracts[3]' },
    })
  })
})
