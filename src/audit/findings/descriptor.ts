import type { AuditedOutput } from '../../powers/output.js'
import type { PartyTold } from '../../sentences/powers.js'
import type { Finding } from '../finding.js'
import type { Lifted } from '../lifted.js'
import type { OutputAudit } from '../outputAudit.js'
import { partyTold } from '../phrases.js'
import { differs, finding, placed } from './make.js'
import { relayFindings, saneFindings } from './money.js'

/** What is to be said of a descriptor of which no agreement is known. */
export const descriptorFindings = ({
  lifted,
  dryRuns,
  judgements,
}: Pick<OutputAudit, 'dryRuns' | 'judgements'> & { readonly lifted: Lifted }): readonly Finding[] => [
  ...liftedFindings(lifted),
  ...[...relayFindings(dryRuns), ...saneFindings(judgements)].map(({ place, ...each }) =>
    placed(each, place ?? 'output'),
  ),
]

const liftedFindings = (lifted: Lifted): readonly Finding[] => {
  if (lifted.kind === 'contract') return [finding('output', { code: 'AGREEMENT_NOT_SHOWN', data: {} })]
  return [
    finding('output', { code: 'NOT_A_CONTRACT', data: {} }),
    ...lifted.differences.map((each) => placed(differs(each), each.subject)),
    ...keyPathFindings(lifted),
  ]
}

/** Who holds the key path, where the differences have not said it already. */
const keyPathFindings = ({
  output,
  differences,
}: Extract<Lifted, { kind: 'foreign' }>): readonly Finding[] => {
  const { internal } = output
  const isSaid = differences.some(({ code }) => code.startsWith('INTERNAL_KEY'))
  if (isSaid || internal.kind === 'nobody' || internal.kind === 'aggregate') return []
  return [
    finding(
      'internal key',
      internal.kind === 'party'
        ? { code: 'INTERNAL_KEY_OF_ONE_PARTY', data: { party: partyNamed(internal.party, output) } }
        : { code: 'INTERNAL_KEY_UNKNOWN', data: {} },
    ),
  ]
}

const partyNamed = (name: string, { parties }: AuditedOutput): PartyTold =>
  partyTold(parties.find((party) => party.name === name) ?? { name, size: 1 })
