import fc from 'fast-check'
import { combine, complete, EscrowError, finalize, type Sats, settle, sign } from 'taproot-escrow'
import {
  accrued,
  type LastState,
  readState,
  type StreamState,
  signState,
  streamStateFromJson,
  streamStateToJson,
} from 'taproot-escrow/stream'
import { describe, expect, it } from 'vitest'
import { runs } from '../support/runs.js'
import { EMPLOYER, streamOf, TIP, WORKER } from '../support/streams.js'

const plan = streamOf()
const other = streamOf({ deposits: 2 })
const span = plan.most - plan.least

const signed = (pays: bigint): Promise<StreamState> =>
  signState(plan, { pays: pays as Sats, last: 'none' }, EMPLOYER)

/** What a worker keeps, and what comes of handing it a state as text. */
const workerOf = () => {
  let held: LastState = 'none'
  return {
    take: (text: string): boolean => {
      try {
        held = readState(plan, streamStateFromJson(JSON.parse(text)), { last: held, at: TIP }).state
        return true
      } catch (error) {
        if (error instanceof EscrowError || error instanceof SyntaxError) return false
        throw error
      }
    },
    amount: (): bigint => (held === 'none' ? 0n : held.pays),
    state: () => held,
  }
}

const textOf = (state: StreamState): string => JSON.stringify(streamStateToJson(state))

/** States that were signed, in the order in which they were. */
const POOL = runs(500)
const pool = await Promise.all(
  Array.from({ length: POOL }, (_, at) => signed(plan.least + (span * BigInt(at)) / BigInt(POOL))),
)
const foreign = await signState(other, { pays: other.most, last: 'none' }, EMPLOYER)

/** A delivery of one of them: as it is, or with something done to it on its way. */
const delivery = fc
  .record({
    at: fc.nat({ max: POOL - 1 }),
    how: fc.constantFrom(
      'whole',
      'whole',
      'whole',
      'cut',
      'flipped',
      'richer',
      'foreign',
      'fee',
      'signature',
    ),
    place: fc.nat(),
  })
  .map(({ at, how, place }) => {
    const state = pool[at]!
    const text = textOf(state)
    switch (how) {
      case 'cut':
        return { at, how, text: text.slice(0, place % text.length) }
      case 'flipped': {
        const letter = String.fromCharCode(text.charCodeAt(place % text.length) ^ (1 + (place % 7)))
        return {
          at,
          how,
          text: text.slice(0, place % text.length) + letter + text.slice((place % text.length) + 1),
        }
      }
      case 'richer':
        return { at, how, text: textOf({ ...state, pays: (state.pays + 1n) as Sats }) }
      case 'foreign':
        return { at, how, text: textOf({ ...foreign, deposits: plan.id, fee: plan.fee }) }
      case 'fee':
        return { at, how, text: textOf({ ...state, fee: (state.fee - 1n) as Sats }) }
      case 'signature':
        return { at, how, text: textOf({ ...state, signatures: pool[(at + 1) % POOL]!.signatures }) }
      default:
        return { at, how, text }
    }
  })

describe('10,000 states that come damaged, reordered and replayed', () => {
  it('never leave the worker less than what was read last, and nothing that nobody signed', () => {
    fc.assert(
      fc.property(fc.array(delivery, { minLength: 100, maxLength: 100 }), (deliveries) => {
        const worker = workerOf()
        for (const { at, how, text } of deliveries) {
          const before = worker.amount()
          const taken = worker.take(text)
          expect(taken).toBe(how === 'whole' && pool[at]!.pays > before)
          expect(worker.amount()).toBe(taken ? pool[at]!.pays : before)
        }
      }),
      { numRuns: runs(100) },
    )
  })

  it('are what a settlement of the same satoshis signs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: plan.least, max: plan.most }), async (pays) => {
        const { spend } = readState(plan, await signed(pays), { last: 'none', at: TIP })
        const [draft] = settle(plan.deposits, {
          path: 'employerAndWorker',
          split: { worker: pays as Sats },
          feeRate: plan.feeRate,
        })
        expect(spend.plan).toEqual(draft!.plan)
        const final = finalize(complete(combine(spend, await sign(spend, WORKER))))
        expect(final.vsize).toBe(plan.vsize)
      }),
      { numRuns: runs(20) },
    )
  })
})

describe('what was earned', () => {
  it('never shrinks as time goes on, and is never more than its part', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.integer({ min: 1, max: 10 ** 6 }),
        fc.nat({ max: 10 ** 6 }),
        (amount, per, seconds) => {
          const wage = { amount: amount as Sats, per }
          const now = accrued({ ...wage, seconds })
          expect(now * BigInt(per)).toBeLessThanOrEqual(amount * BigInt(seconds))
          expect((now + 1n) * BigInt(per)).toBeGreaterThan(amount * BigInt(seconds))
          expect(accrued({ ...wage, seconds: seconds + 1 })).toBeGreaterThanOrEqual(now)
        },
      ),
      { numRuns: runs(200) },
    )
  })
})
