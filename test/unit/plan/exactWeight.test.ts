import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import type { Funded } from '../../../src/contract/funded.js'
import { type PlanRequest, planSpend } from '../../../src/plan/plan.js'
import { planSpends } from '../../../src/plan/split.js'
import { MAX_STANDARD_WEIGHT, MAX_TRUC_WEIGHT } from '../../../src/plan/weight.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { addressOf } from '../../support/holders.js'
import { codeOf } from '../../support/thrown.js'

const release: PlanRequest = {
  path: 'key',
  outcome: { kind: 'release' },
  fee: { rate: satsPerVb('1') },
  // deposits of one contract hold more together than it says
  relax: ['amount'],
}
/** 41 bytes without witness; a count, a length and a signature in it. */
const INPUT = 4 * 41 + 66
/** Amount, length of the script, script. */
const OUTPUTS = [
  ['p2tr', 4 * 43],
  ['p2pkh', 4 * 34],
  ['p2wpkh', 4 * 31],
] as const

/** How many inputs, and outputs of each kind, make up a weight: most inputs first. */
const partsOf = (weight: number): { readonly inputs: number; readonly counts: readonly number[] } => {
  for (let inputs = Math.floor(weight / INPUT); inputs > 0; inputs--) {
    // version, locktime, marker and flag; the count of outputs takes a byte, that of inputs three from 253 on
    const rest = weight - inputs * INPUT - 4 * (8 + 1 + (inputs < 253 ? 1 : 3)) - 2
    const [large, middle, small] = OUTPUTS.map(([, one]) => one) as [number, number, number]
    for (let first = 0; first * large <= rest; first++)
      for (let second = 0; first * large + second * middle <= rest; second++) {
        const third = (rest - first * large - second * middle) / small
        const counts = [first, second, third]
        if (Number.isInteger(third) && first + second + third > 1) return { inputs, counts }
      }
  }
  throw new Error(`nothing weighs ${weight}`)
}

/** Deposits of a contract of which a release weighs so much. */
const weighing = (weight: number): readonly Funded[] => {
  const { inputs, counts } = partsOf(weight)
  const kinds = OUTPUTS.flatMap(([kind], at) => Array.from({ length: counts[at] ?? 0 }, () => kind))
  const document = plainDocument()
  const share = Math.floor(10_000 / kinds.length)
  document.worker.payees = kinds.map((kind, at) => ({
    address: addressOf(1000 + at, { kind }),
    share: at === 0 ? 10_000 - share * (kinds.length - 1) : share,
  }))
  const [contract] = compile(parseAgreement(JSON.stringify(document)))
  return Array.from({ length: inputs }, (_, at) => fundedWith(contract!, { deposit: at + 1 }))
}

describe('a transaction', () => {
  it('is of version 3 up to 10,000 virtual bytes, and of version 2 above', () => {
    const planned = (weight: number) => planSpend(weighing(weight), release)
    expect(planned(MAX_TRUC_WEIGHT)).toMatchObject({ weight: 40_000, vsize: 10_000, version: 3 })
    expect(planned(MAX_TRUC_WEIGHT + 2)).toMatchObject({ weight: 40_002, vsize: 10_001, version: 2 })
  })

  it('may weigh as much as nodes relay, and not a unit more', () => {
    const full = weighing(MAX_STANDARD_WEIGHT)
    expect(planSpend(full, release).weight).toBe(400_000)
    expect(codeOf(() => planSpend(weighing(MAX_STANDARD_WEIGHT + 2), release))).toBe('SPEND_TOO_HEAVY')
  })

  it('is filled as far as three bytes for each count allow', () => {
    // one byte is enough for the count of its outputs
    const plansOf = (weight: number) => planSpends(weighing(weight), release)
    expect(plansOf(MAX_STANDARD_WEIGHT - 8).map(({ weight }) => weight)).toEqual([399_992])
    expect(plansOf(MAX_STANDARD_WEIGHT - 6)).toHaveLength(2)
  })
})
