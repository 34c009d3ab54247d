import { type Audit, type AuditOptions, audit, type ContractAudit } from '../audit/audit.js'

/** The contract whose address this is; an address may come in capitals. */
export const contractAt = ({ contracts }: Audit, address: string): ContractAudit | undefined =>
  contracts.find((contract) => contract.address.toLowerCase() === address.toLowerCase())

/** An audit; an address of which nobody says the milestone is held against the contract that it is of. */
export const auditClaimed = (subject: string, options: AuditOptions): Audit => {
  const report = audit(subject, options)
  const [claim] = options.claims ?? []
  if (claim?.address === undefined || claim.milestone !== undefined) return report
  const milestone = contractAt(report, claim.address)?.milestone
  return milestone ? audit(subject, { ...options, claims: [{ ...claim, milestone }] }) : report
}
