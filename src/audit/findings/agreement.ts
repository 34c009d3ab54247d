import type { Agreement } from '../../agreement/types.js'
import type { Contract } from '../../contract/contract.js'
import type { ChainMoment } from '../../paths/deadlines.js'
import type { Sats } from '../../units/sats.js'
import type { DryRun } from '../dryRun.js'
import type { Finding } from '../finding.js'
import type { OutputAudit } from '../outputAudit.js'
import { clockFindings } from './clocks.js'
import { deviceFindings } from './devices.js'
import { documentFindings } from './document.js'
import { type ContractFinding, mergedFindings } from './make.js'
import { moneyFindings, payableFindings, relayFindings, saneFindings } from './money.js'
import { peopleFindings } from './people.js'
import { powerFindings } from './powers.js'
import { reuseFindings } from './reuse.js'

/** A contract with what was computed of it. */
export interface JudgedContract {
  readonly contract: Contract
  readonly audited: Pick<OutputAudit, 'dryRuns' | 'judgements'> & { readonly amount: Sats }
}

/** What is to be said of an agreement by itself, beside other agreements, and at a moment of the chain. */
export const agreementFindings = (
  agreement: Agreement,
  {
    contracts,
    others,
    at,
  }: {
    readonly contracts: readonly JudgedContract[]
    readonly others: readonly Agreement[]
    readonly at: ChainMoment | undefined
  },
): readonly Finding[] => {
  const clocks = clockFindings(agreement, at)
  const powers = powerFindings(agreement)
  const spent = spendFindings()
  const devices = deviceFindings(
    agreement,
    contracts.map(({ contract }) => contract),
  )
  return [
    ...peopleFindings(agreement),
    ...documentFindings(agreement),
    ...reuseFindings(agreement, others),
    ...mergedFindings(
      contracts.map((judged, milestone) => ({
        index: judged.contract.index,
        findings: [
          ...[clocks, powers, devices].flatMap((found) => found[milestone] ?? []),
          ...spent(judged),
          ...saneFindings(judged.audited.judgements),
        ],
      })),
    ),
  ]
}

/** What follows from the spends of a contract: said once for all contracts that were measured as one. */
const spendFindings = (): ((judged: JudgedContract) => readonly ContractFinding[]) => {
  const known = new Map<readonly DryRun[], readonly ContractFinding[]>()
  return ({ contract, audited: { amount, dryRuns } }) => {
    const findings = known.get(dryRuns) ?? [
      ...moneyFindings(amount, dryRuns),
      ...payableFindings(contract, dryRuns),
      ...relayFindings(dryRuns),
    ]
    known.set(dryRuns, findings)
    return findings
  }
}
