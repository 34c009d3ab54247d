import {
  type Contract,
  emptyView,
  extended,
  type Funded,
  forgotten,
  freeze,
  matchFunding,
  refund,
  release,
  type Spend,
  type StatusOptions,
  sats,
  satsPerVb,
  seen,
  statusOf,
  type View,
  viewFromJson,
  viewToJson,
} from 'taproot-escrow'
import { asOf, audit, auditToJson, reportHtml, reportMarkdown } from 'taproot-escrow/audit'
import { swapTarget } from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { payingTransaction } from '../../support/command.js'
import { finished, made, milestones } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fakeBlocks } from '../../support/fakeChain.js'
import { asSaid } from '../../support/reports.js'
import { swapOf } from '../../support/swaps.js'
import { thrown } from '../../support/thrown.js'

const BASE = { height: 100, hash: '00'.repeat(32) }
const BLOCKS = fakeBlocks(40, { previous: BASE.hash })
const feeRate = satsPerVb('2')
const { agreement, contracts } = made({
  ...plainDocument(),
  milestones: milestones(2),
  silence: { pays: 'employer', after: { blocks: 5000 } },
})
const [contract, other] = contracts as readonly [Contract, Contract]

/** A chain up to a height. */
const chainTo = (height: number): View =>
  extended(
    emptyView({ network: 'regtest', checkpoint: BASE }),
    BLOCKS.slice(0, height - BASE.height).map(({ header }) => header),
  )
const inBlock = (height: number, position = 1) => ({
  blockHash: BLOCKS[height - BASE.height - 1]!.hash,
  height,
  position,
})
const funding = (amount: bigint = contract.amount, to = contract): string =>
  payingTransaction([{ script: to.outputScript, amount }])
const fundedAt = (hex: string, confirmedAt: number): Funded =>
  matchFunding(contracts, hex, { confirmedAt })[0]
const spent = async (spend: Spend): Promise<string> => (await finished(spend)).hex

const nowIn = (view: View, confirmations = 1) =>
  audit(agreement.text, { now: asOf(view, { confirmations }) }).now!
const told = (view: View, confirmations?: number) => {
  const { word, text } = nowIn(view, confirmations).contracts[0]!
  return [word, ...text]
}

describe('a PSBT beside a view', () => {
  const deposit = funding()
  const spend = release(fundedAt(deposit, 118), { path: 'employerAndWorker', feeRate })
  const spendIn = (view: View) => audit(agreement.text, { now: asOf(view), psbt: spend.psbt }).spend!
  const rulesIn = (view: View) => {
    const told = spendIn(view)
    return told.kind === 'spend' ? told.spend.findings.map(({ rule }) => rule) : [told.kind]
  }

  it('is told of a deposit that the view holds as of one that is proven and confirmed', () => {
    const view = seen(chainTo(120), { transaction: deposit, where: inBlock(118) })
    expect(spendIn(view)).toMatchObject({ inputs: [{ source: 'transaction' }], remarks: [] })
    expect(rulesIn(view)).toEqual([])
  })

  it('is told that a deposit is not known to be confirmed which the view has seen without a block', () => {
    const view = seen(chainTo(120), { transaction: deposit, where: 'mempool' })
    expect(spendIn(view)).toMatchObject({ inputs: [{ source: 'transaction' }], remarks: [] })
    expect(rulesIn(view)).toContain('confirmations')
  })

  it('is told that nothing proves a deposit which the view has not seen', () => {
    expect(spendIn(chainTo(120))).toMatchObject({ inputs: [{ source: 'psbt' }] })
    expect(rulesIn(chainTo(120))).toContain('confirmations')
  })

  it('is held against the times of blocks where its locks count seconds', () => {
    const dated = made({
      ...plainDocument(),
      silence: { pays: 'employer', after: { seconds: 512 * 300 } },
    })
    const [only] = dated.contracts
    const hex = funding(only!.amount, only)
    const draft = release(matchFunding(dated.contracts, hex, { confirmedAt: 118 })[0], {
      path: 'employerAndWorker',
      feeRate,
    })
    const view = seen(chainTo(120), { transaction: hex, where: inBlock(118) })
    const { spend: told } = audit(dated.agreement.text, { now: asOf(view), psbt: draft.psbt })
    expect(told).toMatchObject({ kind: 'spend', spend: { findings: [] } })
  })
})

describe('a release into a swap', () => {
  const into = swapTarget(swapOf('submarine'), { known: [] })
  const deposit = funding()
  const view = seen(chainTo(120), { transaction: deposit, where: inBlock(118) })
  const via = { swap: into, amount: into.amount }
  const options = { path: 'employerAndWorker', feeRate, via, at: { height: 120, medianTime: 1 } } as const

  it('is told where the swap is known, also after its bytes were pruned but for that', async () => {
    const transaction = await spent(release(fundedAt(deposit, 118), options))
    for (const known of [[], [contract]]) {
      const after = seen(view, { transaction, where: inBlock(119), contracts: known })
      const stored = viewFromJson(viewToJson(after, { prunedBelow: 0 }))
      for (const one of [after, stored]) {
        const outcomeBy = (given: StatusOptions) => statusOf(contract, one, given).spends[0]!.deed!.outcome
        expect(outcomeBy({ via: [into] })).toEqual({ matches: 'yes', kind: 'release', via: into.address })
        expect(outcomeBy({})).toMatchObject({ matches: 'no', code: 'SPEND_OUTPUTS' })
        expect(outcomeBy({ via: [{ ...into, amount: sats(1n) }] })).toMatchObject({ matches: 'no' })
        const [first] = audit(agreement.text, { now: asOf(one, { via: [into] }) }).now!.contracts[0]!.text
        expect(first).toContain('Paid out by a release')
      }
    }
  })

  it('leaves a plain release what it is', async () => {
    const { via: _, ...plain } = options
    const transaction = await spent(release(fundedAt(deposit, 118), plain))
    const after = seen(view, { transaction, where: inBlock(119), contracts: [contract] })
    for (const given of [{}, { via: [into] }])
      expect(statusOf(contract, after, given).spends[0]!.deed!.outcome).toEqual({
        matches: 'yes',
        kind: 'release',
      })
  })
})

describe('an audit with a view says first what is so now:', () => {
  const deposit = funding()
  const waiting = seen(chainTo(120), { transaction: deposit, where: 'mempool' })
  const confirmed = seen(chainTo(120), { transaction: deposit, where: inBlock(118) })

  it('unfunded', () => {
    expect(told(chainTo(120))).toMatchInlineSnapshot(`
      [
        "unfunded",
        "Nothing is in escrow: no deposit was seen.",
      ]
    `)
    const gone = forgotten(waiting, { txid: fundedAt(deposit, 1).outpoint.txid })
    expect(told(gone)).toMatchInlineSnapshot(`
      [
        "unfunded",
        "Nothing is in escrow: what was seen on its way in was replaced or dropped.",
      ]
    `)
  })

  it('arriving', () => {
    expect(told(waiting)).toMatchInlineSnapshot(`
      [
        "arriving",
        "On its way in: 1,000,000 sat (0.01 BTC), in no block yet.",
        "It can be moved now by the employer and the worker together.",
        "It can be moved by the employer alone once its clock has run, which starts with the block that confirms it.",
      ]
    `)
  })

  it('confirming', () => {
    expect(told(confirmed, 6)).toMatchInlineSnapshot(`
      [
        "confirming",
        "In escrow: 1,000,000 sat (0.01 BTC), in block 118 (3 of 6 confirmations).",
        "It can be moved now by the employer and the worker together.",
        "It can be moved by the employer alone from a tip of height 5117 on, in block 5118 at the earliest, about 2027-02-19 04:00:00 UTC.",
      ]
    `)
  })

  it('funded, who can move it now, who from when', () => {
    expect(told(confirmed)).toMatchInlineSnapshot(`
      [
        "funded",
        "In escrow: 1,000,000 sat (0.01 BTC), in block 118 (3 confirmations).",
        "It can be moved now by the employer and the worker together.",
        "It can be moved by the employer alone from a tip of height 5117 on, in block 5118 at the earliest, about 2027-02-19 04:00:00 UTC.",
      ]
    `)
  })

  it('leaving, how and to whom', async () => {
    const hex = await spent(release(fundedAt(deposit, 118), { path: 'employerAndWorker', feeRate }))
    const leaving = seen(confirmed, { transaction: hex, where: 'mempool' })
    expect(told(leaving)).toMatchInlineSnapshot(`
      [
        "leaving",
        "On its way out by a release, signed by the employer and the worker: 999,678 sat (0.00999678 BTC) to the worker; transaction b989184428c776ff127e94b0d830a2ffcbfd51988f79811339af1a292fc18b1d, in no block yet.",
      ]
    `)
    const shallow = seen(confirmed, { transaction: hex, where: inBlock(119) })
    expect(told(shallow, 3)[0]).toBe('leaving')
    expect(told(shallow, 3)[1]).toMatch(/, in block 119 \(2 of 3 confirmations\)\.$/)
  })

  it('left, by which path, signed by whom, to whom', async () => {
    const hex = await spent(refund(fundedAt(deposit, 118), { path: 'employerAlone', feeRate }))
    const left = seen(confirmed, { transaction: hex, where: inBlock(120) })
    expect(told(left)).toMatchInlineSnapshot(`
      [
        "left",
        "Paid out by a refund, signed by the employer: 999,708 sat (0.00999708 BTC) to the employer; transaction 14aeec4290920ec351643c819f89ae34a2e6eac2aef3adddb23cbf3709b78577, in block 120 (1 confirmation).",
      ]
    `)
    expect(nowIn(left).contracts[0]).toMatchObject({ word: 'left', amount: 0n })
  })

  it('and funded again by a freeze, which is no payment to anybody', async () => {
    const hex = await spent(
      freeze(fundedAt(deposit, 118), {
        path: 'employerAndWorker',
        feeRate,
        at: { height: 120, medianTime: BLOCKS[14]!.time },
      }),
    )
    const frozen = seen(confirmed, { transaction: hex, where: inBlock(120) })
    const [word, first, second] = told(frozen)
    expect(word).toBe('funded')
    expect(first).toMatch(
      /^Moved on by a freeze, signed by the employer and the worker: .* BTC\) to contract 7; /,
    )
    expect(second).toMatch(/^In escrow: [\d,]+ sat \(0\.0\d+ BTC\), in block 120 \(1 confirmation\)\.$/)
  })

  it.each([
    ['under', contract.amount - 1n, 'That is less than the agreed 1,000,000 sat (0.01 BTC).'],
    ['over', contract.amount + 1n, 'That is more than the agreed 1,000,000 sat (0.01 BTC).'],
  ])('a deposit that is %s', (_, amount, sentence) => {
    const view = seen(chainTo(120), { transaction: funding(amount), where: inBlock(118) })
    expect(told(view)[2]).toBe(sentence)
  })

  it('a deposit beside another', () => {
    const view = seen(confirmed, { transaction: funding(5000n), where: inBlock(119) })
    expect(told(view).filter((line) => line === 'Another deposit is there beside it.')).toHaveLength(2)
  })
})

describe('reports with a view', () => {
  const both = payingTransaction(
    [contract, other].map(({ outputScript, amount }) => ({ script: outputScript, amount })),
  )
  const view = seen(chainTo(120), { transaction: both, where: inBlock(118) })
  const report = audit(agreement.text, { now: asOf(view) })
  const [first] = report.now!.contracts[0]!.text

  it('say what is equal of contracts once, before the verdict, with the block that it is as of', () => {
    const block = `As of block 120 (${BLOCKS[19]!.hash}):`
    for (const text of [asSaid(reportHtml(report)), reportMarkdown(report)]) {
      expect(text.split(first!)).toHaveLength(2)
      expect(text).toContain('Contracts 7 and 8')
      expect(text.indexOf(block)).toBeGreaterThan(0)
      expect(text.indexOf(block)).toBeLessThan(text.indexOf('Found: '))
    }
  })

  it('are JSON, too', () => {
    const { now } = JSON.parse(JSON.stringify(auditToJson(report)))
    expect(now).toMatchObject({
      at: { height: 120, hash: BLOCKS[19]!.hash },
      confirmations: 1,
      contracts: [
        {
          contract: { index: 7 },
          word: 'funded',
          amount: '1000000',
          text: [first, expect.any(String), expect.any(String)],
        },
        { contract: { index: 8 }, word: 'funded', amount: '1000000' },
      ],
    })
    expect(now.contracts[0].deposits[0].openings).toContainEqual({
      path: 'employerAlone',
      parties: ['employer'],
      kind: 'waiting',
      from: { tip: { height: 5117 }, block: 5118 },
      about: expect.any(Number),
    })
  })

  it('take the last block of the view for the tip, unless another is said', () => {
    const late = { ...plainDocument(), silence: { pays: 'employer', after: { height: 110 } } }
    const { agreement: past } = made(late)
    const codes = (options: object) => audit(past.text, options).findings.map(({ code }) => code)
    expect(codes({ now: asOf(view) })).toEqual(codes({ at: { height: 120, medianTime: BLOCKS[14]!.time } }))
    expect(codes({ now: asOf(view), at: { height: 1, medianTime: 1 } })).toEqual(
      codes({ at: { height: 1, medianTime: 1 } }),
    )
    expect(codes({ now: asOf(view) })).not.toEqual(codes({ at: { height: 1, medianTime: 1 } }))
  })

  it('are as ever without one', () => {
    const plain = audit(agreement.text)
    expect(plain).not.toHaveProperty('now')
    expect(reportHtml(plain)).toContain('The chain was not looked at')
    expect(reportHtml(plain)).not.toContain('id="now"')
  })

  it('refuse a view of another network, and what is none', () => {
    const elsewhere = emptyView({ network: 'mainnet', checkpoint: BASE })
    expect(thrown(() => audit(agreement.text, { now: asOf(elsewhere) })).code).toBe('VIEW_NETWORK')
    // a view's JSON form is no view
    expect(thrown(() => asOf(viewToJson(view) as never)).code).toBe('ARGUMENT_TYPE')
    expect(thrown(() => asOf(view, { confirmations: 0 })).code).toBe('ARGUMENT_TYPE')
  })
})
