import fc from 'fast-check'
import { compile, parseAgreement, sats } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { lockValue } from '../../src/units/lock.js'
import type { Json } from '../support/documents.js'
import { addressOf, bareHolder, extendedHolder, secretHashOf } from '../support/holders.js'
import { type Panel, pathsExpected, TEMPLATES, type TemplateCase } from '../support/templates.js'

/** What the pages of the templates promise: clocks like these are never refused. */
const RANGES = {
  blocks: { clock: 5000, room: 6000, day: 144, moments: { min: 1, max: 400_000_000 }, steps: [0, 1000] },
  days: { clock: 30, room: 40, day: 1, moments: { min: 500_000_000, max: 2_000_000_000 }, steps: [0, 10] },
} as const

/** Sometimes said, sometimes left to the template. */
const perhaps = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined })

const clocksOf = (template: TemplateCase, panel: Panel): fc.Arbitrary<Json> =>
  fc.constantFrom('blocks' as const, 'days' as const).chain((unit) => {
    const { clock, room, day, moments, steps } = RANGES[unit]
    const some = fc.integer({ min: 1, max: clock })
    const gap = fc.integer({ min: 0, max: room })
    return fc
      .record({
        unit: unit === 'blocks' ? perhaps(fc.constant(unit)) : fc.constant(unit),
        start: perhaps(fc.integer(moments)),
        decision: perhaps(some),
        disputeFrom: perhaps(some),
        statesBackup: fc.boolean(),
        statesSilence: fc.boolean(),
        rescue: fc.constantFrom('default', 'stated', 'never'),
        gaps: fc.tuple(gap, gap, gap),
        own: perhaps(fc.integer({ min: 1, max: steps[1] })),
      })
      .map(({ unit: said, start, statesBackup, statesSilence, rescue, gaps, own, ...drawn }) => {
        const decision = drawn.decision ?? (unit === 'blocks' ? 1008 : 7)
        const begins = panel === 'none' ? 0 : (drawn.disputeFrom ?? 0)
        const backupFrom = begins + decision + gaps[0]
        const decided = statesBackup && panel === 'backup' ? backupFrom + decision : begins + 2 * decision
        const silence = (panel === 'none' ? 1 : decided) + gaps[1]
        const between = panel === 'none' ? day : Math.max(day, decision)
        return {
          ...(said === undefined ? {} : { unit: said }),
          ...(start === undefined ? {} : { start }),
          ...(panel === 'none' ? {} : { decision: drawn.decision, disputeFrom: drawn.disputeFrom }),
          ...(panel === 'backup' && statesBackup ? { backupFrom } : {}),
          // a rescue is stated only beside the silence that it comes after
          ...(statesSilence ? { silence } : {}),
          ...(rescue === 'never' ? { rescue } : {}),
          ...(rescue === 'stated' && statesSilence ? { rescue: silence + between + gaps[2] } : {}),
          ...(template.ownClock === undefined || own === undefined ? {} : { [template.ownClock]: own }),
        }
      })
  })

const keyholder = (first: number): fc.Arbitrary<Json> =>
  fc.oneof(
    fc.constant({ key: extendedHolder(first).text }),
    fc.constant({ key: bareHolder(first).text }),
    fc.integer({ min: 1, max: 4 }).chain((size) =>
      fc.integer({ min: 1, max: size }).map((threshold) => ({
        keys: Array.from({ length: size }, (_, at) => extendedHolder(first + at).text),
        threshold,
      })),
    ),
  )

/** A state of a stream has one signature of the employer. */
const oneKey: fc.Arbitrary<Json> = fc.constantFrom(
  { key: extendedHolder(0).text },
  { key: bareHolder(0).text },
)

const payees = fc.integer({ min: 1, max: 9999 }).map((share) =>
  // a tenth of a percent of the least amount is dust
  share < 50 || share > 9950
    ? [{ address: addressOf(2), share: 10_000 }]
    : [
        { address: addressOf(2), share },
        { address: addressOf(3, { kind: 'p2wpkh' }), share: 10_000 - share },
      ],
)

const amount = fc.bigInt({ min: 200_000n, max: 10n ** 12n })
const fee = fc.oneof(
  fc.constant({ bps: 0 }),
  fc.integer({ min: 50, max: 5000 }).map((bps) => ({ bps })),
  fc.bigInt({ min: 546n, max: 100_000n }).map((fixed) => ({ sats: sats(fixed) })),
)

const parametersOf = (template: TemplateCase, panel: Panel): fc.Arbitrary<Json> =>
  fc
    .record({
      index: fc.integer({ min: 0, max: 0x7fffffff - 10 }),
      employer: template.name === 'hourly' ? oneKey : keyholder(0),
      worker: keyholder(5),
      arbiter: keyholder(10),
      backup: keyholder(15),
      payees,
      onePayee: fc.boolean(),
      fees: fc.tuple(fee, fee),
      amounts: fc.array(amount, { minLength: 1, maxLength: 4 }),
      clocks: clocksOf(template, panel),
      closed: fc.boolean(),
      silencePays: fc.constantFrom('employer', 'worker'),
    })
    .map((drawn) => ({
      network: 'regtest',
      index: drawn.index,
      employer: { ...drawn.employer, address: addressOf(1) },
      worker: {
        ...drawn.worker,
        ...(drawn.onePayee && template.name !== 'virtualTeam'
          ? { address: addressOf(2) }
          : { payees: drawn.payees }),
      },
      ...(panel === 'none'
        ? {}
        : { arbiter: { ...drawn.arbiter, address: addressOf(4), fee: drawn.fees[0] } }),
      ...(panel === 'backup'
        ? { backupArbiter: { ...drawn.backup, address: addressOf(5), fee: drawn.fees[1] } }
        : {}),
      ...(drawn.closed ? { keyPath: 'closed' } : {}),
      ...(template.choosesSilence ? { silencePays: drawn.silencePays } : {}),
      clocks: drawn.clocks,
      ...amountsOf(template, drawn.amounts),
    }))

const amountsOf = ({ name }: TemplateCase, amounts: readonly bigint[]): Json => {
  if (name === 'wage') return { periods: amounts.length, amount: amounts[0] }
  if (name === 'milestonePlan') return { milestones: amounts.map((each) => ({ amount: each })) }
  if (name === 'secretRelease')
    return { milestones: amounts.map((each, at) => ({ amount: each, secretHash: secretHashOf(at) })) }
  return { amount: amounts[0] }
}

describe.each(TEMPLATES)('$name', (template) => {
  it.each(template.panels)('with panel %s is sound for whatever its page allows', (panel) => {
    fc.assert(
      fc.property(parametersOf(template, panel), (parameters) => {
        const agreement = template.make(parameters)
        expect(parseAgreement(agreement.text)).toEqual(agreement)
        const rescue = parameters.clocks.rescue === 'never' ? 'never' : 'some'
        for (const { paths, milestone } of compile(agreement)) {
          expect(paths.map(({ name }) => name)).toEqual(
            pathsExpected(template, {
              panel,
              key: agreement.keyPath === 'closed' ? 'closed' : 'open',
              rescue,
              silencePays: parameters.silencePays ?? template.pays,
            }),
          )
          // nobody is alone with the money before those who decide had their time
          const { silence, dispute } = agreement.milestones[milestone]!
          const last = dispute?.backupFrom ?? dispute?.from
          if (dispute !== undefined && last !== undefined)
            expect(lockValue(silence.after)).toBeGreaterThanOrEqual(
              lockValue(last) + lockValue(dispute.decision),
            )
        }
      }),
      { numRuns: 25 },
    )
  })
})
