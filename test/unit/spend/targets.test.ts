import { freeze, type RelockOptions, relock, review, type Spend, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { ADMISSION_RULES } from '../../../src/admission/admission.js'
import type { Contract } from '../../../src/contract/contract.js'
import { type PlanRule, planSpend } from '../../../src/plan/plan.js'
import { targetDifferences, targetFindings } from '../../../src/spend/targets.js'
import { amend } from '../../../src/terms/amend.js'
import type { Span } from '../../../src/units/lock.js'
import { sats } from '../../../src/units/sats.js'
import { made } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { addressOf, extendedHolder, secretHashOf } from '../../support/holders.js'
import { said } from '../../support/said.js'
import { thrown } from '../../support/thrown.js'

const tip = { height: 1000, medianTime: 1_800_000_000 }
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'

/** Two milestones, of which the second has these terms. */
const pair = (terms: Json): readonly [Contract, Contract] => {
  const { contracts } = made({
    ...plainDocument(),
    index: 0,
    rescue: { after: { blocks: 17_280 } },
    milestones: [{ amount: '1000000' }, { amount: '1000000', ...terms }],
  })
  return [contracts[0]!, contracts[1]!]
}

/** Everything into the second, by somebody who lifts whatever is asked when it is planned. */
const moved = ([first, into]: readonly [Contract, Contract], more: Partial<RelockOptions> = {}): Spend =>
  relock(
    { ...fundedWith(first), confirmedAt: 990 },
    {
      ...{ path, into, keep: 'everything', at: tip, known: [], feeRate, relax: ADMISSION_RULES },
      ...more,
    },
  )

/** What the review says beside the rules that were lifted when it was planned. */
const told = (spend: Spend, at: typeof tip | 'unknown' = tip): readonly string[] =>
  review(spend, { as: 'worker', ...(at !== 'unknown' && { at }) })
    .findings.filter(({ text }) => !text.endsWith('was lifted when this spend was planned'))
    .map(({ rule, level, text }) => `${level} ${rule}: ${text}`)
const sentencesOf = (spend: Spend, at: typeof tip | 'unknown' = tip): readonly string[] =>
  review(spend, { as: 'worker', ...(at !== 'unknown' && { at }) }).text.filter((text) =>
    text.startsWith('Contract'),
  )

const silence = (kind: string, value: number): readonly [Contract, Contract] =>
  pair({
    silence: { pays: 'employer', after: { [kind]: value } },
    rescue: { after: { [kind]: kind === 'height' ? value + 2000 : value + 1_000_448 } },
  })
const inSpan = (span: Span) => `in ${said.span(span)}`
const open = (level: string, when: string) =>
  `${level} targetOpen: contract 1 is paid, and the employer alone can take it ${when}`

describe('a review of a relock into a contract that one party alone can take', () => {
  it.each([
    ['blocks', 144, []],
    ['blocks', 143, [open('warn', inSpan({ blocks: 143 }))]],
    ['blocks', 36, [open('warn', inSpan({ blocks: 36 }))]],
    ['blocks', 35, [open('refuse', inSpan({ blocks: 35 }))]],
    ['blocks', 1, [open('refuse', inSpan({ blocks: 1 }))]],
  ] as const)('after so many %s: %i', (_kind, value, findings) => {
    const spend = moved(
      pair({ silence: { pays: 'employer', after: { blocks: value } }, rescue: { after: { blocks: 9000 } } }),
    )
    expect(told(spend)).toEqual(findings)
    expect(told(spend, 'unknown')).toEqual(findings)
    expect(sentencesOf(spend)).toEqual([
      `Contract 1, which is paid: the employer alone can take it ${said.span({ blocks: value })} after this confirms.`,
      'Contract 1, which is paid: the worker alone can take it about 63 days (9,000 blocks) after this confirms.',
    ])
  })

  it.each([
    ['seconds', 86_528, []],
    ['seconds', 86_016, [open('warn', inSpan({ seconds: 86016 }))]],
    ['seconds', 22_016, [open('warn', inSpan({ seconds: 22016 }))]],
    ['seconds', 21_504, [open('refuse', inSpan({ seconds: 21504 }))]],
    ['height', 1144, []],
    ['height', 1143, [open('warn', inSpan({ blocks: 143 }))]],
    ['height', 1036, [open('warn', inSpan({ blocks: 36 }))]],
    ['height', 1035, [open('refuse', inSpan({ blocks: 35 }))]],
    ['time', 1_800_086_399, []],
    ['time', 1_800_086_398, [open('warn', inSpan({ seconds: 86399 }))]],
    ['time', 1_800_021_599, [open('warn', inSpan({ seconds: 21600 }))]],
    ['time', 1_800_021_598, [open('refuse', inSpan({ seconds: 21599 }))]],
  ] as const)('by %s: %i', (kind, value, findings) => {
    expect(told(moved(silence(kind, value)))).toEqual(findings.map((text) => expect.stringContaining(text)))
  })

  it('by a height or a time that is over is refused for both reasons', () => {
    for (const [kind, value, text] of [
      ['height', 1000, 'block 1000'],
      ['time', 1_799_999_999, '2027-01-15 07:59:59 UTC'],
    ] as const) {
      const spend = moved(silence(kind, value))
      expect(told(spend)).toEqual([
        `refuse deadlinePast: contract 1 is paid, and the end by silence in it (${text}) has passed`,
        open('refuse', 'at once'),
      ])
      expect(review(spend, { as: 'worker', at: tip, relax: ['deadlinePast'] }).passes).toBe(false)
      expect(review(spend, { as: 'worker', at: tip, relax: ['targetOpen'] }).passes).toBe(false)
      expect(review(spend, { as: 'worker', at: tip, relax: ['targetOpen', 'deadlinePast'] }).passes).toBe(
        true,
      )
      expect(sentencesOf(spend)[0]).toBe(
        `Contract 1, which is paid: the employer alone can take it at once (${text}).`,
      )
      expect(told(spend, 'unknown')).toEqual([])
      expect(sentencesOf(spend, 'unknown')[0]).toBe(
        `Contract 1, which is paid: the employer alone can take it from ${text}.`,
      )
    }
    // the node compares a time with the median time of the tip, and it must lie before it
    expect(told(moved(silence('time', 1_800_000_000))).at(-1)).toBe(open('refuse', inSpan({ seconds: 1 })))
    expect(sentencesOf(moved(silence('height', 1001)))[0]).toBe(
      'Contract 1, which is paid: the employer alone can take it from block 1001: in about 10 minutes (1 block).',
    )
  })

  it('with a secret says so, and no clock is near for it', () => {
    const spend = moved(pair({ secretHash: secretHashOf(1) }))
    expect(told(spend)).toEqual([])
    expect(sentencesOf(spend)).toContain(
      'Contract 1, which is paid: the worker alone can take it, given the secret.',
    )
  })
})

describe('a review of a relock into a contract', () => {
  it('that leaves no time for a decision is refused', () => {
    const { rescue: _, backupArbiter: __, ...full } = fullDocument()
    const disputed = (height: number) => {
      const { contracts } = made({
        ...full,
        dispute: { decision: { blocks: 1008 } },
        milestones: [
          { amount: '1000000' },
          {
            amount: '1000000',
            silence: { pays: 'employer', after: { height } },
            rescue: { after: { height: 9000 } },
          },
        ],
      })
      return told(moved([contracts[0]!, contracts[1]!]))
    }
    expect(disputed(2008)).toEqual([])
    expect(disputed(2007)).toEqual([
      'refuse deadlinePast: contract 8 is paid, and the end by silence in it (block 2007) leaves no time for a decision',
    ])
  })

  it('from which a party gets nothing within two years is refused', () => {
    const far = (height: number) =>
      moved(pair({ silence: { pays: 'employer', after: { height: 9000 } }, rescue: { after: { height } } }))
    expect(told(far(1000 + 105_120))).toEqual([])
    expect(told(far(1000 + 105_121))).toEqual([
      'refuse partyLockedOut: contract 1 is paid, and the worker gets nothing of it within two years should the other vanish',
    ])
    expect(told(far(1000 + 105_121), 'unknown')).toEqual([])
  })
})

describe('a freeze', () => {
  const alone = (after: Json) =>
    made({ ...plainDocument(), index: 0, silence: { pays: 'employer', after } }).contracts[0]!

  it('of relative clocks, however short, is asked nothing: it makes nothing worse', () => {
    const spend = freeze(
      { ...fundedWith(alone({ blocks: 1 })), confirmedAt: 1000 },
      { path, at: 'unknown', feeRate },
    )
    expect(told(spend)).toEqual([
      'warn deadlineNear: already the employer alone can take the money; this transaction may lose the race',
    ])
    expect(sentencesOf(spend)).toHaveLength(1)
  })

  it('of absolute clocks is asked what a funding asks', () => {
    const funded = fundedWith(alone({ height: 1035 }))
    const attempt = (relax: RelockOptions['relax'], at: typeof tip | 'unknown' = tip) =>
      freeze(funded, { path, at, feeRate, ...(relax && { relax }) })
    expect(thrown(() => attempt([], 'unknown')).data.field).toBe('at')
    expect(thrown(() => attempt([])).data.field).toBe('funded[0]')
    expect(thrown(() => attempt(['targetOpen'])).code).toBe('FUNDING_PARTY_LOCKED_OUT')
    const spend = attempt(['targetOpen', 'partyLockedOut'])
    expect(told(spend)).toEqual([
      'refuse targetOpen: contract 0 is paid, and the employer alone can take it in about 6 hours (35 blocks)',
      'warn deadlineNear: in about 6 hours (35 blocks) the employer alone can take the money; this transaction may lose the race',
    ])
  })
})

describe('a relock from JavaScript', () => {
  it.each(['at', 'known'] as const)('without %s is refused by that name', (name) => {
    const [first, into] = pair({})
    const { [name]: _, ...options } = { into, keep: 'everything', at: tip, known: [], feeRate } as const
    // what no type allows
    const error = thrown(() => relock(fundedWith(first), options as unknown as RelockOptions))
    expect([error.kind, error.data.field]).toEqual(['input', name])
  })
})

it('a relock warns of an arbiter whom the money had not, and of no other difference', () => {
  const { agreement, contracts } = made({ ...plainDocument(), rescue: { after: { blocks: 20_000 } } })
  const arbiter = { threshold: 1, keys: [extendedHolder(42).text], address: addressOf(4), fee: { bps: 50 } }
  const rulesOf = (changes: Parameters<typeof amend>[1]) => {
    const { text } = amend(agreement, changes)
    const { contracts: after, agreement: into } = made(JSON.parse(text))
    const plan = planSpend([fundedWith(contracts[0]!)], {
      path: 'employerAndWorker',
      outcome: { kind: 'relock', into: after[0]!, keep: 'everything' },
      fee: { exactly: sats(1000n) },
      planned: 'before',
    })
    return { into, findings: targetFindings(plan, undefined) }
  }
  const added = rulesOf({ arbiter, dispute: { decision: { blocks: 10 } } })
  expect(added.findings).toMatchObject([
    {
      rule: 'partyAdded',
      level: 'warn',
      text: `agreement ${added.into.id} has keys for the arbiter, and this one has none: with either party they can take what is moved there`,
    },
  ])
  expect(rulesOf({ document: '44'.repeat(32) }).findings).toEqual([])
})

describe('a relock into an agreement', () => {
  const { agreement, contracts } = made(fullDocument())
  const replacements = (document: Json, relax: readonly PlanRule[] = ['partyReplaced']) => {
    const { contracts: after, agreement: into } = made({ ...document, index: 100, previous: agreement.id })
    const plan = planSpend([fundedWith(contracts[0]!)], {
      path: 'employerAndWorker',
      outcome: { kind: 'relock', into: after[0]!, keep: 'everything' },
      fee: { exactly: sats(1000n) },
      planned: 'before',
      relax,
    })
    return { into, found: targetFindings(plan, undefined).filter(({ rule }) => rule === 'partyReplaced') }
  }

  it('is refused where other keys act for a role, or for none', () => {
    const other = fullDocument()
    other.worker.keys = [extendedHolder(43).text]
    const { into, found } = replacements(other)
    expect(found).toMatchObject([
      {
        rule: 'partyReplaced',
        level: 'refuse',
        text: `other keys act for the worker in agreement ${into.id}`,
      },
    ])
    const { backupArbiter: _, dispute: __, ...fewer } = fullDocument()
    const without = replacements({ ...fewer, dispute: { decision: { blocks: 1008 } } })
    expect(without.found).toMatchObject([
      {
        rule: 'partyReplaced',
        level: 'refuse',
        text: `agreement ${without.into.id} does not have the backup arbiter any more`,
      },
    ])
  })

  it('of the same keys is not', () => {
    expect(replacements(fullDocument(), []).found).toEqual([])
  })
})

describe('what the agreement that a relock leads to says differently', () => {
  const { agreement, contracts } = made({
    ...plainDocument(),
    silence: { pays: 'employer', after: { blocks: 1000 } },
    milestones: [
      { amount: '1000000', memo: 'one' },
      { amount: '1000000' },
      { amount: '1000000', memo: 'three' },
    ],
  })
  const into = made({
    ...plainDocument(),
    index: 100,
    previous: agreement.id,
    silence: { pays: 'employer', after: { blocks: 900 } },
    milestones: [{ amount: '5000000' }, { amount: '1000000', memo: 'three' }],
  }).contracts[1]!
  const fieldsOf = (as: 'employer' | 'worker', ...from: readonly number[]) =>
    targetDifferences(
      planSpend(
        from.map((at) => fundedWith(contracts[at]!)),
        {
          path: 'employerAndWorker',
          outcome: { kind: 'relock', into, keep: 'everything' },
          fee: { exactly: sats(1000n) },
          planned: 'before',
        },
      ),
      as,
    ).map(({ field, before, after }) => [field, before, after])
  const clock = ['milestones[1].silence.after', '{"blocks":1000}', '{"blocks":900}']
  const memo = (was?: string) => ['milestones[1].memo', was, '"three"']

  it('is of the milestone that holds the money and the one that it goes to', () => {
    expect(fieldsOf('worker', 2)).toEqual([clock])
    expect(fieldsOf('worker', 0)).toEqual([memo('"one"'), clock])
    expect(fieldsOf('worker', 1)).toEqual([memo(), clock])
  })

  it('is told once, though several inputs bring it', () => {
    expect(fieldsOf('worker', 2, 1, 0)).toEqual([clock, memo(), memo('"one"')])
  })

  it('is told to those for whom it is worse, or may be', () => {
    // who is paid by silence has it the sooner the better
    expect(fieldsOf('employer', 2)).toEqual([])
    expect(fieldsOf('employer', 0)).toEqual([memo('"one"')])
  })

  it('is nothing where the money stays in the agreement', () => {
    const plan = planSpend([fundedWith(contracts[0]!)], {
      path: 'employerAndWorker',
      outcome: { kind: 'relock', into: contracts[1]!, keep: 'everything' },
      fee: { exactly: sats(1000n) },
      planned: 'before',
    })
    expect(targetDifferences(plan, 'worker')).toEqual([])
  })
})
