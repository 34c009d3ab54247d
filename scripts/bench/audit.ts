import { audit } from 'taproot-escrow/audit'
import { compileFreshWork } from './works.js'

/** Seconds of CPU time by the name of the audit. */
export type AuditTimings = Readonly<Record<string, number>>

export const MANY = 1000
export const auditOf = (count: number): string =>
  `audit of ${count === 1 ? 'one contract' : `${count} contracts`}`

/** One audit, both engines included; whatever is not an agreement of so many contracts is a fault. */
const timed = (count: number): number => {
  const [agreement] = compileFreshWork(count).agreements
  if (agreement === undefined) throw new Error('no agreement')
  const start = process.cpuUsage()
  const { contracts, engines } = audit(agreement.text)
  const { user, system } = process.cpuUsage(start)
  if (contracts.length !== count || engines?.agree !== true) throw new Error('the audit went wrong')
  return (user + system) / 1e6
}

/** How long an audit takes, the first one of the process included. */
export const auditTimings = (): AuditTimings =>
  Object.fromEntries([1, MANY].map((count) => [auditOf(count), timed(count)]))
