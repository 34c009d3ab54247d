import {
  award,
  type ChainMoment,
  leafOf,
  type Plan,
  type Role,
  refund,
  release,
  review,
  type Spend,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { interferences } from '../../../src/spend/interference.js'
import { made, milestones } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fundedOf, fundedWith } from '../../support/funded.js'
import { said } from '../../support/said.js'

const { contracts } = made({
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
const [, build] = fundedOf(fullDocument())
const medianTime = 1_800_000_000

describe('who can take the money otherwise', () => {
  const { path: employerAlone } = leafOf(contract!, 'employerAlone')

  it('is told for every input, with the time that is left where the clocks are known', () => {
    expect(interferences(both!.plan, { at: { height: 600, medianTime } })).toStrictEqual([
      { input: 0, path: employerAlone, maturity: { unit: 'blocks', left: 899 } },
      { input: 1, path: employerAlone, maturity: { unit: 'blocks', left: 1099 } },
    ])
    expect(interferences(draft.plan, {})).toStrictEqual([{ input: 0, path: employerAlone }])
    const spend = release(unconfirmed, { path, feeRate })
    expect(interferences(spend.plan, { at: { height: 600, medianTime } })).toStrictEqual([
      { input: 0, path: employerAlone },
    ])
  })

  it('is not the party that the spend pays, by whatever path', () => {
    expect(interferences(refund(funded, { path, feeRate }).plan, {})).toEqual([])
    expect(interferences(refund(funded, { path: 'employerAlone', feeRate }).plan, {})).toEqual([])
  })

  it('is whoever acts alone once a lock opens or with a secret, and who acts together without the reader', () => {
    const names = (plan: Plan, as?: Role) => interferences(plan, { as }).map((one) => one.path.name)
    const settled = settle(build!, { path, split, feeRate }).plan
    const alone = ['employerAlone', 'workerAlone', 'workerWithSecret']
    expect(names(settled)).toEqual(alone)
    expect(names(settled, 'employer')).toEqual(['arbiterAndWorker', ...alone, 'backupAndWorker'])
    expect(names(settled, 'worker')).toEqual(['arbiterAndEmployer', ...alone, 'backupAndEmployer'])
    // what the parties do together is this spend
    expect(names(settled, 'arbiter')).toEqual([...alone, 'backupAndWorker', 'backupAndEmployer'])
    const awarded = award(build!, { path: 'arbiterAndWorker', split, feeRate }).plan
    expect(names(awarded, 'arbiter')).toEqual([
      'employerAndWorker',
      ...alone,
      'backupAndWorker',
      'backupAndEmployer',
    ])
    const released = release(build!, { path, feeRate }).plan
    expect(names(released)).toEqual(['employerAlone'])
    expect(names(released, 'worker')).toEqual(['arbiterAndEmployer', 'employerAlone', 'backupAndEmployer'])
    expect(names(released, 'employer')).toEqual(['employerAlone'])
  })

  it('together is not what the parties of the spend do by their own leaf, whichever path they took', () => {
    const { contracts: open } = made({ ...fullDocument(), keyPath: 'musig2', milestones: milestones(1) })
    const names = (by: 'key' | 'employerAndWorker') =>
      interferences(settle(fundedWith(open[0]!), { path: by, split, feeRate }).plan, { as: 'arbiter' }).map(
        (one) => one.path.name,
      )
    expect(names('key')).toEqual(names('employerAndWorker'))
    expect(names('key')).not.toContain('employerAndWorker')
    // nor the leaf of the terms, for which nobody has a key
    expect(names('key')).not.toContain('terms')
  })

  it('is told in sentences that say who needs what', () => {
    const at = { height: 600, medianTime }
    const told = (spend: Spend, as: Role, moment?: ChainMoment) =>
      review(spend, { as, ...(moment && { at: moment }) }).text.filter((line) => line.startsWith('Input'))
    const settled = settle({ ...build!, confirmedAt: 500 }, { path, split, feeRate })
    expect(told(settled, 'employer', at)).toMatchInlineSnapshot(`[]`)
    expect(told(settled, 'worker')).toMatchInlineSnapshot(`[]`)
  })

  it('together is warned of while it is ahead, and refuses nothing', () => {
    const [open] = build!.contract.leaves.flatMap(({ path: { name, lock } }) =>
      name === 'arbiterAndEmployer' && lock !== undefined && 'blocks' in lock ? [lock.blocks] : [],
    )
    const spend = release({ ...build!, confirmedAt: 500 }, { path, feeRate })
    const found = (left: number) =>
      review(spend, { as: 'worker', at: { height: 500 + open! - 1 - left, medianTime } }).findings.filter(
        ({ rule }) => rule === 'deadlineNear',
      )
    expect(found(144)).toEqual([])
    expect(found(0)).toEqual([])
    for (const left of [143, 1])
      expect(found(left)).toMatchObject([
        {
          rule: 'deadlineNear',
          level: 'warn',
          text: `in ${said.span({ blocks: left })} the arbiter and the employer together can move the money; this transaction may lose the race`,
        },
      ])
  })

  it('is named in the warning that the race may be lost', () => {
    const at = (left: number) => ({ height: 500 + 1000 - 1 - left, medianTime })
    const texts = (left: number) =>
      review(draft, { as: 'worker', at: at(left) }).findings.map(({ text }) => text)
    expect(texts(143)).toEqual([
      'in about 24 hours (143 blocks) the employer alone can take the money; this transaction may lose the race',
    ])
    for (const left of [0, -1])
      expect(texts(left)).toEqual([
        'already the employer alone can take the money; this transaction may lose the race',
      ])
  })
})
