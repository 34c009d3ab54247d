import type { AcceptanceReport } from '../../agreement/acceptance.js'
import type { Audit, ContractAudit } from '../audit.js'
import type { ContractName } from '../told.js'

/** What speaks against paying into a contract. */
export type Objection = 'danger' | 'notAccepted' | 'paid'

/** Whether whoever has to accept an agreement has; of an amendment with the keys of the amended one, too. */
export const isAccepted = ({ everybody, amends }: AcceptanceReport): boolean =>
  everybody && amends?.everybody !== false

/** Whether acceptances were given, and some are missing among them. */
export const awaitsAcceptance = ({ proofs = [] }: Audit): boolean =>
  proofs.some((told) => told.kind === 'acceptances' && !isAccepted(told.report))

/** Contracts that were paid, as anything says that was given beside the agreement. */
const paidOf = ({ now, trace, spend, stream, proofs = [] }: Audit): readonly ContractName[] => [
  ...(now?.contracts ?? []).flatMap(({ contract, deposits, spends }) =>
    [...deposits, ...spends].map(() => contract),
  ),
  ...(trace?.transactions ?? []).flatMap(({ funds, spends }) =>
    [...funds, ...spends].map(({ contract }) => contract),
  ),
  ...(spend?.inputs ?? []).flatMap(({ contract }) => contract ?? []),
  ...proofs.flatMap((told) => (told.kind === 'funding' ? [told.contract] : [])),
  ...(stream === undefined ? [] : [stream.contract]),
]

/**
 * What speaks against paying into a contract, the gravest first; nothing where somebody who reads the report may. The
 * one rule by which reports show what wallets pay by.
 */
export const objectionsIn = (report: Audit): ((contract: ContractAudit) => Objection | undefined) => {
  const isDangerous = report.findings.some(({ severity }) => severity === 'danger')
  const paid = paidOf(report)
  return ({ milestone }) => {
    // of several agreements each counts its own
    if (paid.some((one) => one.milestone === milestone && one.agreement === report.agreement?.id))
      return 'paid'
    if (isDangerous) return 'danger'
    return awaitsAcceptance(report) ? 'notAccepted' : undefined
  }
}
