import { type Lock, lockKind, lockValue } from '../../../units/lock.js'
import type { ContractNow } from '../../now.js'
import type { OutputAudit } from '../../outputAudit.js'

/** What a view says of the deposits of a contract. */
export type Deposits = ContractNow['deposits']

const isSame = (one: Lock, other: Lock): boolean =>
  lockKind(one) === lockKind(other) && lockValue(one) === lockValue(other)

/**
 * About when each lock of an output has opened, in Unix seconds, once one deposit waits: of several each has its own
 * dates, which the calendar tells.
 */
export const datesIn = (
  { output }: Pick<OutputAudit, 'output'>,
  deposits: Deposits,
): ((lock: Lock) => number | undefined) => {
  const [deposit, another] = deposits.filter(({ openings }) => openings.length > 0)
  if (deposit === undefined || another !== undefined) return () => undefined
  const known = output.leaves.flatMap(({ name, reading }) => {
    const about = deposit.openings.find(({ path }) => path === name)?.about
    if (about === undefined || !reading.understood) return []
    return reading.ways.flatMap(({ demands }) =>
      demands.flatMap((demand) => ('lock' in demand ? [{ lock: demand.lock, about }] : [])),
    )
  })
  return (lock) => known.find((one) => isSame(one.lock, lock))?.about
}
