import { freeze, readSpend, refund, release, review, satsPerVb, settle, sign } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { made, milestones, signerFor } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fundedOf, fundedWith } from '../../support/funded.js'
import { said } from '../../support/said.js'

const { agreement, contracts } = made({
  ...plainDocument(),
  silence: { pays: 'employer', after: { blocks: 1000 } },
  milestones: milestones(2),
})
const [contract, another] = contracts
const unconfirmed = fundedWith(contract!)
const funded = { ...unconfirmed, confirmedAt: 500 }
const second = { ...fundedWith(another!, { deposit: 2 }), confirmedAt: 700 }
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const split = { employer: 5000, worker: 5000 }
const draft = release(funded, { path, feeRate })
const [both] = release([funded, second], { path, feeRate })
const medianTime = 1_800_000_000

describe('money that is not known to be confirmed', () => {
  const finding = {
    rule: 'confirmations',
    level: 'warn',
    text: 'the funding is not known to be confirmed: whoever paid it in may still spend it elsewhere',
  }
  const disputed = fundedOf(fullDocument())[0]!

  it('is warned of where somebody gives something for it, even if it is a part of the money', () => {
    const [mixed] = release([funded, { ...fundedWith(another!, { deposit: 2 }) }], { path, feeRate })
    for (const spend of [release(unconfirmed, { path, feeRate }), mixed!])
      expect(review(spend, { as: 'worker' }).findings).toMatchObject([finding])
    expect(review(draft, { as: 'worker' }).findings).toEqual([])
    expect(review(both!, { as: 'worker' }).findings).toEqual([])
  })

  it('is not warned of where money only goes back or stays', () => {
    for (const spend of [
      refund(unconfirmed, { path, feeRate }),
      settle(unconfirmed, { path, split, feeRate }),
      freeze(disputed, { at: 'unknown', path, feeRate }),
    ])
      expect(review(spend, { as: 'worker' }).findings).toEqual([])
  })

  it('does not keep anybody from signing', async () => {
    const spend = release(unconfirmed, { path, feeRate })
    const { passes, text } = review(spend, { as: 'worker' })
    expect(passes).toBe(true)
    expect(text.at(-1)).toBe(`Warning (confirmations): ${finding.text}.`)
    expect((await sign(spend, signerFor(agreement, 'worker'))).state).toBe('partial')
  })
})

describe('a lock that one path alone waits for', () => {
  it('in seconds is not told where the time of the deposit is not known', () => {
    const [timed] = made({
      ...plainDocument(),
      silence: { pays: 'employer', after: { seconds: 512_000 } },
    }).contracts
    const spent = (more: object) =>
      refund({ ...fundedWith(timed!), confirmedAt: 500, ...more }, { path: 'employerAlone', feeRate })
    const at = { height: 600, medianTime }
    const textsOf = (more: object) =>
      review(spent(more), { as: 'employer', at }).findings.map(({ text }) => text)
    expect(textsOf({})).toEqual([])
    expect(textsOf({ medianTimeBefore: medianTime - 511_999 })).toEqual([
      'deposit 1 opens only after about 6 days (512,000 seconds): about 1 minute (1 second) from now',
    ])
    expect(textsOf({ medianTimeBefore: medianTime - 512_000 })).toEqual([])
  })
})

describe('a rule that was lifted when a spend was planned', () => {
  it('is named by every review, and keeps nobody from signing', async () => {
    const little = { ...fundedWith(contract!, { amount: 900_000n }), confirmedAt: 500 }
    const spend = release(little, { path, feeRate, relax: ['amount'] })
    const read = readSpend(little, spend.psbt, { relax: ['amount', 'feeRateCap'] })
    const lifted = (rule: string) => ({
      rule,
      level: 'warn',
      text: `the rule ${rule} was lifted when this spend was planned`,
    })
    expect(review(spend, { as: 'worker' }).findings).toMatchObject([lifted('amount')])
    expect(review(read, { as: 'worker' }).findings).toMatchObject([lifted('amount'), lifted('feeRateCap')])
    expect((await sign(read, signerFor(agreement, 'worker'))).state).toBe('partial')
  })
})

describe('a lock that a spend itself waits for', () => {
  const [alone] = refund([funded, second], { path: 'employerAlone', feeRate })
  const ahead = (height?: number) =>
    review(alone!, { as: 'employer', ...(height === undefined ? {} : { at: { height, medianTime } }) })
      .findings

  it('is told for each input that is not open yet', () => {
    const finding = (input: number, left: number) => ({
      rule: 'lockAhead',
      level: 'warn',
      text: `deposit ${input + 1} opens only after about 7 days (1,000 blocks): ${said.span({ blocks: left })} from now`,
    })
    expect(ahead(1498)).toMatchObject([finding(0, 1), finding(1, 201)])
    expect(ahead(1499)).toMatchObject([finding(1, 200)])
    expect(ahead(1699)).toEqual([])
  })

  it('is not told without the tip or where there is none, and has not begun before the funding is confirmed', () => {
    expect(ahead()).toEqual([])
    const at = { height: 600, medianTime }
    const late = refund(unconfirmed, { path: 'employerAlone', feeRate })
    expect(review(late, { as: 'employer', at }).findings).toMatchObject([
      {
        rule: 'lockAhead',
        level: 'warn',
        text: 'deposit 1 is not known to be confirmed: its clock of about 7 days (1,000 blocks) begins with that block',
      },
    ])
    expect(review(draft, { as: 'worker', at }).findings).toEqual([])
  })
})

describe('an earlier spend', () => {
  it('still stands where it shares one output with this one', async () => {
    const earlier = await sign(both!, signerFor(agreement, 'worker'))
    const { outstanding, findings } = review(draft, { as: 'worker', outstanding: [earlier] })
    expect(outstanding).toEqual([earlier])
    expect(findings).toMatchObject([
      {
        rule: 'outstanding',
        level: 'warn',
        text: `you signed a release of the same money before with a fee of ${said.amount(both!.plan.fee)}: it stays valid until the same money is spent in another way`,
      },
    ])
  })
})
