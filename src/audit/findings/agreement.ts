import type { Agreement } from '../../agreement/types.js'
import type { Contract } from '../../contract/contract.js'
import type { ChainMoment } from '../../paths/deadlines.js'
import type { Finding } from '../finding.js'
import { clockFindings } from './clocks.js'
import { deviceFindings } from './devices.js'
import { mergedFindings } from './make.js'
import { peopleFindings } from './people.js'
import { powerFindings } from './powers.js'
import { reuseFindings } from './reuse.js'

/** What is to be said of an agreement by itself, beside other agreements, and at a moment of the chain. */
export const agreementFindings = (
  agreement: Agreement,
  {
    contracts,
    others,
    at,
  }: {
    readonly contracts: readonly Contract[]
    readonly others: readonly Agreement[]
    readonly at: ChainMoment | undefined
  },
): readonly Finding[] => {
  const clocks = clockFindings(agreement, at)
  const powers = powerFindings(agreement)
  const devices = deviceFindings(contracts)
  return [
    ...peopleFindings(agreement),
    ...reuseFindings(agreement, others),
    ...mergedFindings(
      contracts.map(({ index, milestone }) => ({
        index,
        findings: [clocks, powers, devices].flatMap((found) => found[milestone] ?? []),
      })),
    ),
  ]
}
