import { describe, expect, it } from 'vitest'
import { withoutMe } from '../../../src/watch/withoutMe.js'
import { fullDocument } from '../../support/documents.js'
import { fundedOf } from '../../support/funded.js'
import { thrown } from '../../support/thrown.js'

const [design, build] = fundedOf(fullDocument())
const at = { height: 1100, medianTime: 1_800_000_000 }
const known = { confirmedAt: 1000 }

const waysOf = (funded: object, as: 'employer' | 'worker' | 'arbiter') =>
  withoutMe({ ...build!, ...funded }, { as, at }).map(({ path, ...opening }) => [
    path.name,
    opening.kind === 'waiting' ? opening.left : opening.kind,
  ])

describe('how the money can move without a role', () => {
  it('is told from the soonest on, those with a secret too', () => {
    expect(waysOf(known, 'employer')).toEqual([
      ['workerWithSecret', 'open'],
      ['arbiterAndWorker', 43],
      ['backupAndWorker', 4219],
      ['workerAlone', 12_859],
    ])
    expect(waysOf(known, 'worker')).toEqual([
      ['arbiterAndEmployer', 43],
      ['backupAndEmployer', 4219],
      ['employerAlone', 17_179],
    ])
  })

  it('begins at once with fewer before more, and by the numbers of paths', () => {
    expect(waysOf(known, 'arbiter').map(([name]) => name)).toEqual([
      'workerWithSecret',
      'key',
      'employerAndWorker',
      'backupAndWorker',
      'backupAndEmployer',
      'workerAlone',
      'employerAlone',
    ])
  })

  it('keeps its order where no clock has begun', () => {
    expect(waysOf({}, 'worker')).toEqual([
      ['arbiterAndEmployer', 'unknown'],
      ['backupAndEmployer', 'unknown'],
      ['employerAlone', 'unknown'],
    ])
    expect(withoutMe(design!.contract, { as: 'worker', at })).toHaveLength(3)
  })

  it('wants a role, and a tip', () => {
    expect(thrown(() => withoutMe(design!, { as: 'judge' as never, at })).message).toBe(
      'as: expected one of employer, worker, arbiter, backupArbiter, received "judge"',
    )
    expect(thrown(() => withoutMe(design!, { as: 'worker' } as never)).message).toBe(
      'at: expected an object, received nothing',
    )
  })
})
