import { describe, expect, it } from 'vitest'
import { serializeTransaction, transactionId } from '../../../src/psbt/transaction.js'
import { openingsOf, type PathOpening } from '../../../src/watch/openings.js'
import { seen } from '../../../src/watch/seen.js'
import { emptyView, extended } from '../../../src/watch/view.js'
import { transactionOf } from '../../support/blocks.js'
import { type Json, plainDocument } from '../../support/documents.js'
import { fakeBlocks } from '../../support/fakeChain.js'
import { firstFunded } from '../../support/funded.js'
import { secretHashOf } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const deposit = (after: Json, known: object = {}) => ({
  ...firstFunded({ ...plainDocument(), silence: { pays: 'employer', after } }),
  ...known,
})

const aloneOf = (openings: readonly PathOpening[]) => {
  const { path: _, funded: __, ...opening } = openings.find(({ path }) => path.name === 'employerAlone')!
  return opening
}

const TIME = 1_800_000_000

describe('the paths of a deposit', () => {
  it('are told in their order, the terms as what nobody can take', () => {
    const funded = firstFunded({
      ...plainDocument(),
      milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }],
    })
    const openings = openingsOf(funded, { height: 2000, medianTime: TIME })
    expect(openings.map(({ path, kind }) => [path.name, kind])).toEqual([
      ['key', 'open'],
      ['employerAndWorker', 'open'],
      ['employerAlone', 'unknown'],
      ['workerWithSecret', 'open'],
      ['terms', 'never'],
    ])
    expect(openings[0]).toEqual({ path: funded.contract.paths[0], funded, kind: 'open' })
  })

  it('wait for a number of blocks from the one that confirmed it', () => {
    const funded = deposit({ blocks: 8640 }, { confirmedAt: 812_000 })
    const from = { tip: { height: 820_639 }, block: 820_640 }
    const at = (height: number) => aloneOf(openingsOf(funded, { height, medianTime: TIME }))
    expect(at(820_638)).toEqual({
      kind: 'waiting',
      from,
      unit: 'blocks',
      left: 1,
      about: TIME + 6 * 600,
    })
    expect(at(820_639)).toEqual({ kind: 'open', from })
    expect(at(900_000)).toEqual({ kind: 'open', from })
  })

  it('wait for seconds of median time from the block before that one', () => {
    const funded = deposit({ seconds: 512_000 }, { confirmedAt: 812_000, medianTimeBefore: TIME })
    const from = { tip: { medianTime: TIME + 512_000 } }
    const at = (medianTime: number) => aloneOf(openingsOf(funded, { height: 812_001, medianTime }))
    expect(at(TIME + 511_999)).toEqual({
      kind: 'waiting',
      from,
      unit: 'seconds',
      left: 1,
      about: TIME + 512_000 + 5 * 600,
    })
    expect(at(TIME + 512_000)).toEqual({ kind: 'open', from })
  })

  it('wait for a height, which may not stand in the block of that height', () => {
    const funded = deposit({ height: 900_000 })
    const from = { tip: { height: 900_000 }, block: 900_001 }
    const at = (height: number) => aloneOf(openingsOf(funded, { height, medianTime: TIME }))
    expect(at(899_999)).toMatchObject({ kind: 'waiting', from, unit: 'blocks', left: 1 })
    expect(at(900_000)).toEqual({ kind: 'open', from })
  })

  it('wait for a time that the median time has to pass', () => {
    const funded = deposit({ time: TIME })
    const from = { tip: { medianTime: TIME + 1 } }
    const at = (medianTime: number) => aloneOf(openingsOf(funded, { height: 1, medianTime }))
    expect(at(TIME)).toMatchObject({ kind: 'waiting', from, unit: 'seconds', left: 1 })
    expect(at(TIME + 1)).toEqual({ kind: 'open', from })
  })

  it('are unknown where the beginning of their clock is, or the time of the tip', () => {
    const tip = { height: 900_000, medianTime: TIME }
    const missing = (after: Json, at: object, known: object = {}) =>
      aloneOf(openingsOf(deposit(after, known), { ...tip, ...at }))
    const noTime = { medianTime: undefined }
    expect(missing({ blocks: 6 }, {})).toEqual({ kind: 'unknown', missing: 'confirmedAt' })
    expect(missing({ seconds: 512 }, {})).toEqual({ kind: 'unknown', missing: 'medianTimeBefore' })
    expect(missing({ seconds: 512 }, noTime, { medianTimeBefore: TIME })).toEqual({
      kind: 'unknown',
      missing: 'medianTime',
    })
    expect(missing({ time: TIME }, noTime)).toEqual({ kind: 'unknown', missing: 'medianTime' })
    // blocks need no time, but for a date
    expect(missing({ height: 900_001 }, noTime)).toEqual({
      kind: 'waiting',
      from: { tip: { height: 900_001 }, block: 900_002 },
      unit: 'blocks',
      left: 1,
    })
  })
})

describe('about when a path opens', () => {
  it('is told by the pace of blocks, from now where that is said', () => {
    const about = (after: Json, more: object) => {
      const opening = aloneOf(openingsOf(deposit(after), { height: 100, medianTime: TIME, ...more }))
      return opening.kind === 'waiting' ? opening.about : undefined
    }
    expect(about({ height: 110 }, { secondsPerBlock: 550.5 })).toBe(Math.round(TIME + 15 * 550.5))
    expect(about({ height: 110 }, { time: TIME + 9000, secondsPerBlock: 500 })).toBe(TIME + 14_000)
    expect(about({ height: 110 }, { time: TIME, medianTime: undefined })).toBe(TIME + 6000)
    // the median time has its own distance from now
    expect(about({ time: TIME + 99 }, { time: TIME + 9000, secondsPerBlock: 500 })).toBe(TIME + 100 + 2500)
  })
})

describe('a contract without a deposit', () => {
  it('has its absolute clocks, and relative ones that have not begun', () => {
    const tip = { height: 100, medianTime: TIME }
    expect(aloneOf(openingsOf(deposit({ height: 101 }).contract, tip))).toMatchObject({
      kind: 'waiting',
      left: 1,
    })
    expect(aloneOf(openingsOf(deposit({ blocks: 1000 }).contract, tip))).toEqual({
      kind: 'unknown',
      missing: 'confirmedAt',
    })
  })
})

describe('a contract in a view', () => {
  const { contract } = deposit({ blocks: 200 })
  const blocks = fakeBlocks(160, { previous: 'aa'.repeat(32), step: 500 })
  const start = extended(
    emptyView({ network: 'regtest', checkpoint: { height: 1000, hash: 'aa'.repeat(32) } }),
    blocks.map(({ header }) => header),
  )
  const place = (height: number) => ({ blockHash: blocks[height - 1001]!.hash, height, position: 1 })
  const paying = (byte: number) =>
    transactionOf({ spends: [{ txid: `0${byte}`.repeat(32), vout: 0 }], pays: [contract.outputScript] })
  const view = seen(start, [
    { transaction: serializeTransaction(paying(1)), where: place(1020) },
    { transaction: serializeTransaction(paying(2)), where: 'mempool' },
  ])

  it('has the openings of each deposit, by the tip and the pace of the view', () => {
    const openings = openingsOf(contract, view)
    const lone = openings.filter(({ path }) => path.name === 'employerAlone')
    expect(openings).toHaveLength(2 * contract.paths.length)
    expect(lone.map(({ path: _, funded, ...opening }) => [funded?.outpoint.txid, opening])).toEqual([
      [
        transactionId(paying(1)),
        {
          kind: 'waiting',
          from: { tip: { height: 1219 }, block: 1220 },
          unit: 'blocks',
          left: 59,
          about: blocks.at(-1)!.time + 59 * 500,
        },
      ],
      [transactionId(paying(2)), { kind: 'unknown', missing: 'confirmedAt' }],
    ])
    const [first] = openings
    expect(openingsOf(first!.funded!, view)).toEqual(openings.slice(0, contract.paths.length))
  })

  it('has none of what the chain has spent, and none before anything was paid in', () => {
    const spend = transactionOf({
      spends: [{ txid: transactionId(paying(1)), vout: 0 }],
      pays: [new Uint8Array(34)],
      witness: [64],
    })
    const waiting = seen(view, { transaction: serializeTransaction(spend), where: 'mempool' })
    expect(openingsOf(contract, waiting)).toHaveLength(2 * contract.paths.length)
    const gone = seen(view, { transaction: serializeTransaction(spend), where: place(1100) })
    expect(new Set(openingsOf(contract, gone).map(({ funded }) => funded?.outpoint.txid))).toEqual(
      new Set([transactionId(paying(2))]),
    )
    expect(openingsOf(contract, start)).toEqual([])
  })
})

describe('a tip that is none', () => {
  it.each([
    [{ height: -1, medianTime: TIME }, 'at.height: expected a whole number, 0 or more, received -1'],
    [{ height: 1, medianTime: 1.5 }, 'at.medianTime: expected a whole number, 0 or more, received 1.5'],
    [
      { height: 1, secondsPerBlock: Number.NaN },
      'at.secondsPerBlock: expected a number of seconds, 0 or more, received NaN',
    ],
  ])('is refused: %o', (tip, text) => {
    expect(thrown(() => openingsOf(deposit({ blocks: 1000 }), tip))).toMatchObject({
      code: 'ARGUMENT_TYPE',
      message: text,
    })
  })
})
