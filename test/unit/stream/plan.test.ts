import { type Funded, formatFeeRate, sats, settle } from 'taproot-escrow'
import { closable, planStream } from 'taproot-escrow/stream'
import { describe, expect, it } from 'vitest'
import { preparedOf } from '../../../src/stream/prepared.js'
import { everyPathDocument, made, milestones } from '../../support/contracts.js'
import { fullDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { addressOf, bareHolder, extendedHolder } from '../../support/holders.js'
import { depositsOf, streamDocument, streamOf, TIP } from '../../support/streams.js'
import { refusalOf, thrown } from '../../support/thrown.js'

const view = { at: TIP }
const planned = (deposits: readonly Funded[], feeRate = '2') => planStream({ deposits, feeRate }, view)
const deposits = depositsOf(streamDocument())

describe('a stream over one deposit', () => {
  const plan = planned(deposits)

  it('says what every state has in common', () => {
    const [draft] = settle(deposits, {
      path: 'employerAndWorker',
      split: { worker: sats('500000') },
      feeRate: '2',
    })
    expect(plan).toMatchObject({
      deposits,
      pot: 1_000_000n,
      fee: draft!.plan.fee,
      vsize: draft!.plan.vsize,
      least: 330n,
      most: 1_000_000n - draft!.plan.fee - 330n,
    })
    expect(formatFeeRate(plan.feeRate)).toBe('2')
    expect(plan.id).toMatch(/^[0-9a-f]{32}$/)
  })

  it('ends where the arbiter can decide with the employer, and is closed a day before', () => {
    expect(plan.ends).toEqual({ from: { height: 1199 }, path: 'arbiterAndEmployer', deposit: 0 })
    expect(plan.closeBefore).toEqual({ height: 1199 - 144 })
    expect(streamOf({ view: { at: TIP, margin: 10 } }).closeBefore).toEqual({ height: 1189 })
  })

  it('cannot be changed, and is no copy', () => {
    expect(() => Object.assign(plan, { most: 2n })).toThrow(TypeError)
    for (const other of [{ ...plan }, structuredClone({ ...plan, deposits: [] }), new Proxy(plan, {})])
      expect(thrown(() => closable(other, { pays: sats('1000'), feeRate: '2' }))).toMatchObject({
        code: 'ARGUMENT_TYPE',
        message: 'plan: expected what planStream made, no copy or proxy of it, received an object',
      })
  })

  it('signs what the planned spend signs', () => {
    const { planAt, keys } = preparedOf(plan)
    expect(keys).toHaveLength(1)
    expect(planAt(sats('4711'))).toMatchObject({
      outcome: { kind: 'settle', split: { worker: 4711n } },
      path: 'employerAndWorker',
      version: 3,
      fee: plan.fee,
    })
  })
})

describe('the end of a stream', () => {
  const endOf = (document: ReturnType<typeof streamDocument>) => {
    const { ends, closeBefore } = streamOf({ document, view: { at: TIP, margin: 1 } })
    return { ...ends, closeBefore }
  }

  it('is silence where there is no arbiter', () => {
    const { arbiter, dispute, ...document } = streamDocument()
    expect(endOf(document)).toEqual({
      from: { height: 1399 },
      path: 'employerAlone',
      deposit: 0,
      closeBefore: { height: 1398 },
    })
  })

  it('counts seconds of median time where the clocks do', () => {
    const document = {
      ...everyPathDocument('seconds', { from: 512 * 400, decision: 512, silence: 512 * 500 }),
      milestones: milestones(1),
    }
    const from = TIP.medianTime + 512 * 400
    expect(endOf(document)).toMatchObject({
      from: { medianTime: from },
      closeBefore: { medianTime: from - 1 },
    })
    expect(streamOf({ document }).closeBefore).toEqual({ medianTime: from - 86_400 })
    const [unknown] = depositsOf(document).map(({ medianTimeBefore: _, ...funded }) => funded)
    expect(refusalOf(() => planned([unknown!]))).toMatchInlineSnapshot(
      `"STREAM_UNCONFIRMED deposits[0].medianTimeBefore: expected the moment from which its clock counts, received nothing"`,
    )
  })

  it('is a height or a time where the clocks name one', () => {
    const by = (kind: 'height' | 'time', from: number) => ({
      ...everyPathDocument(kind, { from, decision: 512, silence: from + 600 }),
      milestones: milestones(1),
    })
    expect(endOf(by('height', 1500))).toMatchObject({ from: { height: 1500 } })
    expect(endOf(by('time', TIP.medianTime + 5000))).toMatchObject({
      from: { medianTime: TIP.medianTime + 5001 },
    })
  })

  it('is that of the deposit whose clock ends first', () => {
    const [first, second] = depositsOf(streamDocument(), 2)
    const older = { ...second!, confirmedAt: 990 }
    expect(planned([first!, older]).ends).toEqual({
      from: { height: 1189 },
      path: 'arbiterAndEmployer',
      deposit: 1,
    })
  })
})

describe('a stream is refused', () => {
  it('where it would have to be closed already', () => {
    const at = (height: number) => planStream({ deposits, feeRate: '2' }, { at: { ...TIP, height } })
    expect(at(1054).closeBefore).toEqual({ height: 1055 })
    expect(refusalOf(() => at(1055))).toMatchInlineSnapshot(
      `"STREAM_OVER at: expected a tip before height 1055, received one that is there: from height 1199 on arbiterAndEmployer can take the money"`,
    )
  })

  it('where an arbiter can decide at once', () => {
    const { from: _, ...dispute } = streamDocument().dispute
    expect(refusalOf(() => streamOf({ document: { ...streamDocument(), dispute } }))).toMatchInlineSnapshot(
      `"STREAM_OVER at: expected a tip before height 0, received arbiterAndEmployer, which is open at once"`,
    )
  })

  it('where silence pays the worker', () => {
    const document = { ...streamDocument(), silence: { pays: 'worker', after: { blocks: 400 } } }
    expect(refusalOf(() => streamOf({ document }))).toMatchInlineSnapshot(
      `"STREAM_SILENCE deposits[0]: expected a contract whose silence pays the employer, received silence that pays the worker"`,
    )
  })

  it('of a deposit that is not confirmed', () => {
    const [{ confirmedAt: _, ...floating }] = deposits as [Funded]
    expect(refusalOf(() => planned([floating]))).toMatchInlineSnapshot(
      `"STREAM_UNCONFIRMED deposits[0].confirmedAt: expected a deposit that is confirmed at height 1000, received one that is not known to be"`,
    )
    expect(refusalOf(() => planned([{ ...floating, confirmedAt: 1001 }]))).toMatchInlineSnapshot(
      `"STREAM_UNCONFIRMED deposits[0].confirmedAt: expected a deposit that is confirmed at height 1000, received height 1001"`,
    )
  })

  it('of deposits of several contracts, none, or one twice', () => {
    const [one] = deposits
    const [, other] = depositsOf({ ...streamDocument(), index: 8 }, 2)
    expect(refusalOf(() => planned([]))).toMatch(/^FUNDED_NONE /)
    expect(refusalOf(() => planned([one!, one!]))).toMatch(/^FUNDED_DUPLICATE /)
    expect(refusalOf(() => planned([one!, other!]))).toMatch(/^FUNDED_AGREEMENTS_MIXED /)
    const { contracts } = made({ ...streamDocument(), milestones: milestones(2) })
    const both = contracts.map((contract) => ({ ...one!, ...fundedWith(contract) }))
    expect(refusalOf(() => planned(both))).toMatchInlineSnapshot(
      `"STREAM_CONTRACTS deposits[1]: expected deposits of one contract, received a deposit of another one"`,
    )
  })

  it('at less than 2 sat/vB', () => {
    expect(refusalOf(() => planned(deposits, '1.999'))).toMatchInlineSnapshot(
      `"STREAM_FEE_RATE feeRate: expected at least 2 sat/vB, so that every state relays by itself, received 1.999 sat/vB"`,
    )
  })

  it('of an employer with several keys', () => {
    const { keyPath: _, ...document } = streamDocument()
    const keys = [extendedHolder(1).text, bareHolder(31).text]
    const employer = { ...document.employer, keys, threshold: 1 }
    expect(
      refusalOf(() => streamOf({ document: { ...document, keyPath: 'closed', employer } })),
    ).toMatchInlineSnapshot(`"STREAM_QUORUM deposits[0]: expected an employer with one key, received 2 keys"`)
  })

  it('of a pot too small to pay anybody', () => {
    const small = (amount: bigint) => deposits.map((one) => ({ ...one, amount: sats(amount) }))
    const { fee } = planned(deposits)
    const least = fee + 330n + 330n
    expect(thrown(() => planned(small(least - 1n)))).toMatchObject({
      code: 'STREAM_TOO_SMALL',
      data: { least },
    })
    expect(thrown(() => planned(small(least)))).toMatchObject({ code: 'FEE_SHARE_CAP' })
  })
})

describe('the least that a state pays', () => {
  it('gives no payee dust', () => {
    const payees = [
      { address: addressOf(2), share: 7000 },
      { address: addressOf(3, { kind: 'p2wpkh' }), share: 3000 },
    ]
    const document = { ...streamDocument(), worker: { ...fullDocument().worker, payees } }
    const plan = streamOf({ document })
    expect(plan.least).toBe(980n)
    const { outputs } = preparedOf(plan).planAt(plan.least)
    expect(outputs.map(({ amount }) => amount)).toEqual([plan.pot - plan.fee - 980n, 686n, 294n])
    expect(thrown(() => preparedOf(plan).planAt(sats(979n)))).toMatchObject({ code: 'SPLIT_DUST' })
  })
})

describe('what the worker has left after a child', () => {
  const plan = planned(deposits)

  it('is what the state pays where the planned fee is enough', () => {
    expect(closable(plan, { pays: sats('5000'), feeRate: '1' })).toBe(5000n)
  })

  it('is less by what both owe together, and never less than nothing', () => {
    const missing = 10n * (BigInt(plan.vsize) + 111n) - plan.fee
    expect(closable(plan, { pays: sats('50000'), feeRate: '10' })).toBe(50_000n - missing)
    expect(closable(plan, { pays: sats(missing + 1n), feeRate: '10' })).toBe(1n)
    expect(closable(plan, { pays: sats(missing), feeRate: '10' })).toBe(0n)
    expect(closable(plan, { pays: sats(missing - 1n), feeRate: '10' })).toBe(0n)
  })
})
