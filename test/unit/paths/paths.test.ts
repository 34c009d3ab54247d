import { describe, expect, it } from 'vitest'
import { aMoment, deadlinesPastAt } from '../../../src/paths/deadlines.js'
import { leavesOf, pathsOf } from '../../../src/paths/paths.js'
import { timelineOf } from '../../../src/paths/timeline.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { thrown } from '../../support/thrown.js'

const of = (document: Json) => parseAgreement(JSON.stringify(document))
const full = of(fullDocument())
const plain = of(plainDocument())

describe('the paths of a contract', () => {
  it('stand in the order of their numbers, with signers in the order of their leaf', () => {
    expect(pathsOf(full, 1).map(({ number, name, parties }) => [number, name, ...parties])).toEqual([
      [0, 'key', 'employer', 'worker'],
      [1, 'employerAndWorker', 'employer', 'worker'],
      [2, 'arbiterAndWorker', 'arbiter', 'worker'],
      [3, 'arbiterAndEmployer', 'arbiter', 'employer'],
      [4, 'employerAlone', 'employer'],
      [5, 'workerAlone', 'worker'],
      [6, 'workerWithSecret', 'worker'],
      [7, 'backupAndWorker', 'backupArbiter', 'worker'],
      [8, 'backupAndEmployer', 'backupArbiter', 'employer'],
      [9, 'terms'],
    ])
  })

  it('are only those that the terms give', () => {
    expect(pathsOf(plain, 0).map(({ name }) => name)).toEqual([
      'key',
      'employerAndWorker',
      'employerAlone',
      'terms',
    ])
    const worker = of({
      ...plainDocument(),
      keyPath: 'closed',
      silence: { pays: 'worker', after: { time: 2e9 } },
    })
    expect(pathsOf(worker, 0)).toMatchObject([
      { name: 'employerAndWorker' },
      { name: 'workerAlone', lock: { time: 2e9 } },
      { name: 'terms' },
    ])
  })

  it('open for the party that silence pays at silence, for the other at the rescue', () => {
    const locks = (milestone: number) =>
      pathsOf(full, milestone).flatMap(({ name, lock }) => (name.endsWith('Alone') ? [lock] : []))
    expect(locks(0)).toEqual([{ blocks: 8640 }, { blocks: 17_280 }])
    expect(locks(1)).toEqual([{ blocks: 17_280 }, { blocks: 12_960 }])
  })

  it('have no lock where disputes may begin at once', () => {
    const document = { ...fullDocument(), dispute: { decision: { blocks: 1 }, backupFrom: { blocks: 1 } } }
    const [, , arbiter] = pathsOf(of(document), 0)
    expect(arbiter).toStrictEqual({
      name: 'arbiterAndWorker',
      number: 2,
      parties: ['arbiter', 'worker'],
      weight: 4,
    })
  })

  it('carry the secret hash of their own milestone', () => {
    expect(pathsOf(full, 0).some(({ secretHash }) => secretHash !== undefined)).toBe(false)
    const [withSecret] = pathsOf(full, 1).filter(({ secretHash }) => secretHash !== undefined)
    expect(withSecret).toMatchObject({ name: 'workerWithSecret', secretHash: full.milestones[1]?.secretHash })
  })

  it('of a milestone that is not there are refused', () => {
    for (const milestone of [2, -1, 0.5])
      expect(thrown(() => pathsOf(full, milestone))).toMatchObject({
        code: 'MILESTONE_UNKNOWN',
        message: `milestone: expected a position from 0 to 1, received ${milestone}`,
      })
  })
})

describe('the weights of leaves', () => {
  const weights = (milestone: number, agreement = full) =>
    Object.fromEntries(leavesOf(agreement, milestone).map(({ name, weight }) => [name, weight]))

  it('favour whoever is most likely to spend', () => {
    const common = {
      employerAndWorker: 8,
      arbiterAndWorker: 4,
      arbiterAndEmployer: 2,
      backupAndWorker: 1,
      backupAndEmployer: 1,
      terms: 1,
    }
    expect(weights(0)).toEqual({ ...common, employerAlone: 4, workerAlone: 1 })
    expect(weights(1)).toEqual({ ...common, employerAlone: 1, workerAlone: 4, workerWithSecret: 8 })
  })

  it('are what the parties chose', () => {
    const chosen = of({ ...fullDocument(), weights: { employerAlone: 65_536, backupAndWorker: 3 } })
    expect(weights(0, chosen)).toMatchObject({
      employerAlone: 65_536,
      backupAndWorker: 3,
      workerAlone: 1,
      terms: 1,
    })
  })
})

describe('the timeline', () => {
  it('says what opens when', () => {
    expect(timelineOf(full, 0)).toStrictEqual([
      { opens: ['key', 'employerAndWorker'] },
      { lock: { blocks: 144 }, opens: ['arbiterAndWorker', 'arbiterAndEmployer'] },
      { lock: { blocks: 4320 }, opens: ['backupAndWorker', 'backupAndEmployer'] },
      { lock: { blocks: 8640 }, opens: ['employerAlone'] },
      { lock: { blocks: 17_280 }, opens: ['workerAlone'] },
    ])
  })
})

describe('deadlines', () => {
  const absolute = (dispute: Json) =>
    of({
      ...fullDocument(),
      silence: { pays: 'employer', after: { height: 8640 } },
      rescue: { after: { height: 17_280 } },
      dispute,
      milestones: [{ amount: '1000000' }],
    })
  const from = absolute({ from: { height: 144 }, decision: { blocks: 1008 }, backupFrom: { height: 4320 } })
  const atOnce = absolute({ decision: { blocks: 1008 }, backupFrom: { height: 4320 } })
  const at = (agreement: ReturnType<typeof of>, height: number) =>
    deadlinesPastAt(agreement, { milestone: 0, at: { height, medianTime: 0 } }).map(
      ({ term, cause }) => `${term} ${cause}`,
    )

  it('counted from the funding are never past', () => {
    expect(deadlinesPastAt(full, { milestone: 0, at: { height: 1e8, medianTime: 2e9 } })).toEqual([])
  })

  it('are none of a milestone that the agreement does not have', () => {
    expect(deadlinesPastAt(full, { milestone: 2, at: { height: 1e8, medianTime: 2e9 } })).toEqual([])
  })

  it('are judged at a moment of whole numbers', () => {
    expect(() => aMoment({ height: 0, medianTime: 0, bestblockhash: '' }, 'at')).not.toThrow()
    expect(() => aMoment({ height: 0.5, medianTime: 0 }, 'at')).toThrow(/^at\.height: /)
    expect(() => aMoment({ height: 0 }, 'at')).toThrow(/^at\.medianTime: /)
    expect(() => aMoment(7, 'at')).toThrow(/^at: /)
  })

  it('are past once the chain is there', () => {
    expect(at(from, 143)).toEqual([])
    expect(at(from, 144)).toEqual(['dispute.from past'])
    expect(at(from, 8640)).toEqual(['dispute.from past', 'dispute.backupFrom past', 'silence past'])
    expect(at(from, 17_280).at(-1)).toBe('rescue past')
    expect(at(from, 17_279)).toHaveLength(3)
  })

  it('leave the arbiter its time where disputes may begin at once', () => {
    expect(at(atOnce, 4320 - 1008)).toEqual([])
    expect(at(atOnce, 4320 - 1007)).toEqual(['dispute.backupFrom noTimeToDecide'])
    // the backup's time is the last that silence waits for
    expect(at(atOnce, 8639)).toEqual(['dispute.backupFrom past'])
  })

  it('leave no more time where the beginning of disputes is said', () => {
    expect(at(from, 4319)).toEqual(['dispute.from past'])
  })

  it('leave the arbiter its time before silence where there is no backup', () => {
    const { backupArbiter: _, ...document } = fullDocument()
    const alone = of({
      ...document,
      silence: { pays: 'employer', after: { height: 8640 } },
      rescue: { after: { height: 17_280 } },
      dispute: { decision: { blocks: 1008 } },
      milestones: [{ amount: '1000000' }],
    })
    expect(at(alone, 8640 - 1008)).toEqual([])
    expect(at(alone, 8640 - 1007)).toEqual(['silence noTimeToDecide'])
  })

  it('by time are compared with the median time', () => {
    const timed = of({ ...plainDocument(), silence: { pays: 'worker', after: { time: 1_800_000_000 } } })
    expect(deadlinesPastAt(timed, { milestone: 0, at: { height: 9e8, medianTime: 1_799_999_999 } })).toEqual(
      [],
    )
    expect(deadlinesPastAt(timed, { milestone: 0, at: { height: 0, medianTime: 1_800_000_000 } })).toEqual([
      { term: 'silence', lock: { time: 1_800_000_000 }, cause: 'past' },
    ])
  })
})
