import type { Party } from '../../agreement/types.js'
import { rescueGap } from '../../paths/schedule.js'
import { type Lock, lockKind, lockValue } from '../../units/lock.js'
import type { LeafName } from '../../words.js'
import type { Difference } from '../lifted.js'

const out = (text: string): Difference => ({ code: 'CLOCKS_OUT_OF_ORDER', subject: 'clocks', text })

/** Whom silence pays: the party that may act alone first. */
export const paidBySilence = (locks: ReadonlyMap<LeafName, Lock | undefined>): Party => {
  const [employer, worker] = [locks.get('employerAlone'), locks.get('workerAlone')]
  if (employer === undefined) return 'worker'
  return worker === undefined || lockValue(employer) <= lockValue(worker) ? 'employer' : 'worker'
}

/** What no agreement can say about the times of its paths; the locks of the leaves by their paths. */
export const clockDifferences = (locks: ReadonlyMap<LeafName, Lock | undefined>): readonly Difference[] => {
  const present = [...locks.values()].filter((lock) => lock !== undefined)
  const [first] = present
  if (first === undefined) return []
  const kind = lockKind(first)
  if (present.some((lock) => lockKind(lock) !== kind))
    return [
      {
        code: 'LOCK_KINDS_MIXED',
        subject: 'clocks',
        text: 'The locks are of several kinds, so nobody can say which of them opens first.',
      },
    ]
  const at = (name: LeafName): number | undefined => {
    const lock = locks.get(name)
    return lock === undefined ? undefined : lockValue(lock)
  }
  const differences: Difference[] = []
  const equal = (left: LeafName, right: LeafName, who: string): void => {
    if (at(left) !== at(right)) differences.push(out(`The ${who} opens at two times, one with either party.`))
  }
  equal('arbiterAndWorker', 'arbiterAndEmployer', "arbiter's decision")
  equal('backupAndWorker', 'backupAndEmployer', "backup arbiter's decision")
  const alone = [at('employerAlone'), at('workerAlone')].filter((value) => value !== undefined)
  const silence = Math.min(...alone)
  const rescue = Math.max(...alone)
  const arbiter = locks.has('arbiterAndWorker')
  const from = at('arbiterAndWorker') ?? 0
  const backup = at('backupAndWorker')
  if (backup !== undefined && backup <= from)
    differences.push(out('The backup arbiter may decide before the arbiter could.'))
  if (arbiter && silence <= Math.max(from, backup ?? 0))
    differences.push(out('A party may take everything alone before an arbiter could decide.'))
  if (alone.length === 2 && rescue - silence < (arbiter ? 1 : rescueGap(first)))
    differences.push(out('Both parties may take everything alone from nearly the same time on.'))
  return differences
}
