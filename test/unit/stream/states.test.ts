import { combine, complete, finalize, type Sats, sats, sign, startMusig } from 'taproot-escrow'
import {
  accrued,
  closeStream,
  type LastState,
  readState,
  renewStream,
  type StreamState,
  settleStream,
  signState,
  streamStateFromJson,
  streamStateToJson,
} from 'taproot-escrow/stream'
import { describe, expect, it } from 'vitest'
import { everyPathDocument, milestones } from '../../support/contracts.js'
import { EMPLOYER, streamOf, TIP, WORKER } from '../../support/streams.js'
import { refusalOf, thrown } from '../../support/thrown.js'

const plan = streamOf()
const two = streamOf({ deposits: 2 })
const signed = (pays: Sats, last: LastState = 'none', of = plan) => signState(of, { pays, last }, EMPLOYER)
const read = (state: StreamState, { last = 'none', owed, of = plan }: ReadGiven = {}) =>
  readState(of, state, { last, at: TIP, ...(owed !== undefined && { owed }) })
interface ReadGiven {
  readonly last?: LastState
  readonly owed?: Sats
  readonly of?: typeof plan
}
const first = await signed(sats('10000'))
const second = await signed(sats('10001'), first)

describe('what was earned', () => {
  it('is rounded down', () => {
    const amount = sats('60000')
    expect([0, 1, 59, 60, 3599, 3600].map((seconds) => accrued({ amount, per: 3600, seconds }))).toEqual([
      0n,
      16n,
      983n,
      1000n,
      59_983n,
      60_000n,
    ])
  })

  it('is not counted by nothing', () => {
    expect(refusalOf(() => accrued({ amount: sats('1'), per: 0, seconds: 1 }))).toMatchInlineSnapshot(
      `"ARGUMENT_TYPE per: expected whole seconds, at least 1, received 0"`,
    )
  })
})

describe('a state', () => {
  it('is one signature and an amount', () => {
    expect(first).toEqual({
      deposits: plan.id,
      fee: plan.fee,
      pays: 10_000n,
      signatures: [expect.any(Uint8Array)],
    })
  })

  it('is believed where it pays more than the last one', () => {
    expect(read(first)).toMatchObject({ state: first, amount: 10_000n })
    expect(read(first)).not.toHaveProperty('ahead')
    expect(read(second, { last: first, owed: sats('10000') })).toMatchObject({ amount: 10_001n, ahead: 1n })
  })

  it('is refused where it pays no more, or less than what is owed', () => {
    expect(refusalOf(() => read(first, { last: first }))).toMatchInlineSnapshot(
      `"STREAM_NOT_MORE state.pays: expected more than the 10000 sat of the last state, received 10000 sat"`,
    )
    expect(refusalOf(() => read(first, { last: second }))).toMatch(/^STREAM_NOT_MORE /)
    expect(read(first, { owed: sats('10000') }).ahead).toBe(0n)
    expect(refusalOf(() => read(first, { owed: sats('10001') }))).toMatchInlineSnapshot(
      `"STREAM_BEHIND state.pays: expected the 10001 sat that are owed, received 10000 sat"`,
    )
    expect(thrown(() => read(first, { owed: sats('10003') })).data).toMatchObject({ missing: 3n })
  })

  it('is refused of other deposits, with another fee, and with another amount than was signed', () => {
    expect(refusalOf(() => read(first, { of: two }))).toBe(
      `STREAM_DEPOSITS state.deposits: expected ${two.id}, the deposits of the plan, received ${plan.id}`,
    )
    const dear = streamOf({ feeRate: '3' })
    expect(dear.id).toBe(plan.id)
    expect(refusalOf(() => read(first, { of: dear }))).toMatchInlineSnapshot(
      `"STREAM_FEE state.fee: expected 612 sat, as planned, received 408 sat"`,
    )
    expect(refusalOf(() => read({ ...first, pays: sats('10002') }))).toMatchInlineSnapshot(
      `"STREAM_SIGNATURE state.signatures[0]: expected a signature by employer of the spend that the state stands for, received one that does not verify"`,
    )
    expect(refusalOf(() => read({ ...first, deposits: two.id }, { of: two }))).toMatch(/^STREAM_FEE /)
    const alike = { ...first, deposits: two.id, fee: two.fee }
    expect(refusalOf(() => read(alike, { of: two }))).toMatchInlineSnapshot(
      `"STREAM_SIGNATURE state.signatures: expected 2 signatures, one for each deposit, received 1 signature"`,
    )
    expect(
      refusalOf(() =>
        read({ ...alike, signatures: [first.signatures[0]!, first.signatures[0]!] }, { of: two }),
      ),
    ).toMatch(/^STREAM_SIGNATURE state.signatures\[0\]/)
  })

  it('is refused with any byte of its signature changed', () => {
    const [signature] = first.signatures
    for (const at of [0, 31, 32, 63]) {
      const forged = Uint8Array.from(signature!)
      forged[at]! ^= 1
      expect(thrown(() => read({ ...first, signatures: [forged] })).code).toBe('STREAM_SIGNATURE')
    }
  })

  it('is read until the stream has to be closed, and not then', () => {
    const at = (height: number) => readState(plan, first, { last: 'none', at: { ...TIP, height } })
    expect(at(1054).amount).toBe(10_000n)
    expect(refusalOf(() => at(1055))).toMatchInlineSnapshot(
      `"STREAM_OVER at: expected a tip before height 1055, received one that is there: from height 1199 on arbiterAndEmployer can take the money"`,
    )
  })

  it('pays no less than the floor and no more than the pot', async () => {
    const { least, most } = plan
    const error = (pays: bigint) => signed(sats(pays)).catch(({ code, message }) => `${code} ${message}`)
    expect(await error(least - 1n)).toMatchInlineSnapshot(
      `"STREAM_TOO_SMALL pays: expected at least 330 sat, below which nodes do not relay, received 329 sat"`,
    )
    expect(await error(most + 1n)).toMatchInlineSnapshot(
      `"STREAM_TOO_MUCH pays: expected at most 999262 sat: a top-up, or a release, pays more, received 999263 sat"`,
    )
    expect(await signed(least)).toMatchObject({ pays: least })
    expect(await signed(most)).toMatchObject({ pays: most })
    expect(thrown(() => read({ ...first, pays: sats(least - 1n) }))).toMatchObject({
      code: 'STREAM_TOO_SMALL',
      data: { least },
    })
    expect(thrown(() => read({ ...first, pays: sats(most + 1n) }))).toMatchObject({
      code: 'STREAM_TOO_MUCH',
      data: { most },
    })
  })

  it('is not signed for less than the last one, nor by somebody else', async () => {
    await expect(signed(sats('10000'), first)).rejects.toMatchObject({ code: 'STREAM_NOT_MORE' })
    const of = (answer: unknown) => ({ sign: async () => answer as readonly Uint8Array[] })
    const refusal = async (answer: unknown) =>
      signState(plan, { pays: sats('500'), last: 'none' }, of(answer)).catch(
        ({ code, message }) => `${code} ${message}`,
      )
    expect(await refusal([undefined])).toMatchInlineSnapshot(
      `"SIGNER_NO_KEY signer (input 0): expected the key of employer, received none of it"`,
    )
    expect(await refusal([new Uint8Array(64)])).toMatchInlineSnapshot(
      `"SIGNER_FAILED signer (input 0): expected a signature by employer of this very state, received one that does not verify"`,
    )
    expect(await refusal([first.signatures[0]])).toMatch(/^SIGNER_FAILED /)
    expect(await refusal('junk')).toMatchInlineSnapshot(
      `"SIGNER_FAILED signer (input 0): expected a signature by employer of this very state, received "junk""`,
    )
  })

  it('shows a device the PSBT of its spend', async () => {
    let shown = ''
    const pays = sats('12345')
    await signState(
      plan,
      { pays, last: 'none' },
      {
        sign: async (job) => {
          shown = job.psbt
          return EMPLOYER.sign(job)
        },
      },
    )
    const { spend } = read(await signed(pays))
    const { readSpend } = await import('taproot-escrow')
    expect(readSpend(plan.deposits, shown).plan).toEqual(spend.plan)
  })
})

describe('the JSON form of a state', () => {
  it('is read back, and takes 320 bytes at most over two deposits', async () => {
    const long = await signed(two.most, 'none', two)
    for (const state of [first, long]) {
      const text = JSON.stringify(streamStateToJson(state))
      expect(streamStateFromJson(JSON.parse(text))).toEqual(state)
      expect(text.length).toBeLessThanOrEqual(320)
    }
    const most = { ...long, pays: sats(2_100_000_000_000_000n), fee: sats('10000') }
    expect(JSON.stringify(streamStateToJson(most)).length).toBeLessThanOrEqual(320)
  })

  it.each([
    ['another format', { format: 'taproot-escrow/view' }],
    ['another version', { version: 2 }],
    ['a name too short', { deposits: 'ab' }],
    ['an unknown member', { more: 1 }],
    ['half a signature', { signatures: 'AAAA' }],
    ['no signature', { signatures: '' }],
    ['no base64', { signatures: 'A' }],
    ['an amount below nothing', { pays: '-1' }],
    ['an amount with a zero before it', { pays: '010000' }],
  ])('is refused with %s', (_, change) => {
    expect(refusalOf(() => streamStateFromJson({ ...streamStateToJson(first), ...change }))).toMatchSnapshot()
  })
})

describe('a close', () => {
  it('by the worker alone is the spend of the newest state', async () => {
    const { spend } = read(second)
    expect(spend).toMatchObject({ state: 'partial', plan: { fee: plan.fee, version: 3 } })
    const alone = await closeStream(plan, second, WORKER)
    const again = finalize(complete(combine(spend, await sign(spend, WORKER))))
    expect(alone.txid).toBe(again.txid)
    expect(alone.vsize).toBe(plan.vsize)
  })

  it('is none of a state of another plan, or of a forged one', async () => {
    await expect(closeStream(two, second, WORKER)).rejects.toMatchObject({ code: 'STREAM_DEPOSITS' })
    const forged = { ...second, pays: sats('20000') }
    await expect(closeStream(plan, forged, WORKER)).rejects.toMatchObject({ code: 'STREAM_SIGNATURE' })
    await expect(closeStream(plan, second, EMPLOYER)).rejects.toMatchObject({ code: 'SIGNER_NOT_NEEDED' })
  })

  it('by both never pays less than what was signed', async () => {
    const last = second
    expect(refusalOf(() => settleStream(plan, { pays: sats('10000'), last }))).toMatchInlineSnapshot(
      `"STREAM_LESS_THAN_SIGNED pays: expected at least the 10001 sat of the last state, received 10000 sat"`,
    )
    const draft = settleStream(plan, { pays: sats('10001'), last, feeRate: '5' })
    expect(draft.plan).toMatchObject({ path: 'key', outcome: { split: { worker: 10_001n } } })
    expect((await startMusig(draft, WORKER)).spend.plan).toEqual(draft.plan)
    expect(settleStream(plan, { pays: sats('400'), last: 'none' }).plan.outcome.kind).toBe('settle')
    const everything = settleStream(plan, { pays: 'everything', last })
    expect(everything.plan.outcome).toEqual({ kind: 'release' })
    const most = await signed(plan.most)
    const dear = { pays: 'everything', last: most, feeRate: '9' } as const
    expect(refusalOf(() => settleStream(plan, dear))).toMatch(/^STREAM_LESS_THAN_SIGNED /)
  })
})

describe('a renewal', () => {
  const at = { ...TIP, height: 1050 }

  it('is a stream over the output of the freeze, which begins with what was signed', async () => {
    const { freeze, next, least } = renewStream(plan, { last: second, at })
    expect(freeze.plan).toMatchObject({ path: 'key', outcome: { kind: 'relock', into: 'itself' } })
    expect(next).toMatchObject({
      pot: plan.pot - freeze.plan.fee,
      ends: { from: { height: 1050 + 200 } },
      closeBefore: { height: 1050 + 200 - 144 },
      fee: plan.fee,
    })
    expect(least).toBe(10_001n)
    const state = await signed(least, 'none', next)
    expect(readState(next, state, { last: 'none', at, owed: least }).amount).toBe(least)
    expect(renewStream(plan, { last: 'none', at }).least).toBe(next.least)
  })

  it('joins deposits, by the leaf and at another rate where that is asked', () => {
    const { freeze, next } = renewStream(two, {
      last: 'none',
      at,
      path: 'employerAndWorker',
      feeRate: '7',
      margin: 5,
    })
    expect(freeze.plan).toMatchObject({ path: 'employerAndWorker', outputs: [{}] })
    expect(next.deposits).toMatchObject([{ amount: two.pot - freeze.plan.fee, outpoint: { vout: 0 } }])
    expect(next.closeBefore).toEqual({ height: 1245 })
  })

  it('is none where the fee leaves less than what was signed', async () => {
    const last = await signed(plan.most)
    expect(refusalOf(() => renewStream(plan, { last, at }))).toMatchInlineSnapshot(
      `"STREAM_TOO_SMALL last.pays: expected at most the 999040 sat that are left after the fee of the freeze, received 999262 sat"`,
    )
  })

  it('does not help where clocks are absolute', () => {
    const document = {
      ...everyPathDocument('height', { from: 1500, decision: 10, silence: 1600 }),
      milestones: milestones(1),
    }
    const fixed = streamOf({ document })
    const { next } = renewStream(fixed, { last: 'none', at })
    expect(next.ends).toEqual(fixed.ends)
    expect(refusalOf(() => renewStream(fixed, { last: 'none', at: { ...TIP, height: 1356 } }))).toMatch(
      /^STREAM_OVER /,
    )
  })
})
