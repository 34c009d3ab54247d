import type { Finding } from '../finding.js'
import type { Lifted } from '../lifted.js'
import type { OutputAudit } from '../outputAudit.js'
import { finding } from './make.js'
import { relayFindings, saneFindings } from './money.js'

/** What is to be said of a descriptor of which no agreement is known. */
export const descriptorFindings = ({
  lifted,
  dryRuns,
  judgements,
}: Pick<OutputAudit, 'dryRuns' | 'judgements'> & { readonly lifted: Lifted }): readonly Finding[] => [
  ...liftedFindings(lifted),
  ...[...relayFindings(dryRuns), ...saneFindings(judgements)].map(({ code, place, text, rule }) =>
    finding(code, place ?? 'output', text, { rule }),
  ),
]

const liftedFindings = (lifted: Lifted): readonly Finding[] => {
  if (lifted.kind === 'contract')
    return [
      finding(
        'AGREEMENT_NOT_SHOWN',
        'output',
        'This is a contract of an agreement, and the agreement was not given: what the parties agreed on, and whether this output belongs to it, only its text can show.',
      ),
    ]
  return [
    finding(
      'NOT_A_CONTRACT',
      'output',
      'This is no contract of an agreement: no rule of an agreement protects the money in it. Who can take it is said in the description.',
    ),
    ...lifted.differences.map(({ code, subject, text }) => finding(code, subject, text)),
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
    internal.kind === 'party'
      ? finding(
          'INTERNAL_KEY_OF_ONE_PARTY',
          'internal key',
          `The internal key belongs to ${internal.party} alone, who may take everything at once, whatever the leaves say.`,
        )
      : finding(
          'INTERNAL_KEY_UNKNOWN',
          'internal key',
          'Nobody can tell who holds the internal key: whoever does may take everything at once, whatever the leaves say.',
        ),
  ]
}
