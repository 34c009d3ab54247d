import type { Objection } from '../../sentences/review.js'
import type { Finding } from '../finding.js'
import type { SpendAudit } from '../spend/types.js'
import { engineFindings } from './engines.js'
import { finding, said } from './make.js'
import { traceFindings } from './trace.js'

const SUBJECT = 'psbt'

/** What is to be said of a PSBT, whoever is asked to sign it. */
export const spendFindings = (spend: SpendAudit): readonly Finding[] => [
  ...engineFindings(spend.engines),
  ...spend.remarks.map((text) => finding(SUBJECT, { code: 'SPEND_CLAIMS', data: { reason: text } })),
  ...kindFindings(spend),
]

const kindFindings = (spend: SpendAudit): readonly Finding[] => {
  switch (spend.kind) {
    case 'refused':
      return [
        {
          code: spend.refusal.code,
          severity: 'danger',
          subject: SUBJECT,
          ...said({ code: 'NO_SPEND', data: { reason: spend.refusal.text } }),
        },
      ]
    case 'final':
      return traceFindings(spend.trace)
    case 'spend':
      return spend.spend.findings.map(({ level, code, data }) =>
        finding(SUBJECT, {
          code: level === 'refuse' ? 'SPEND_REFUSED' : 'SPEND_WARNING',
          // the code and the data of one objection
          data: { objection: { code, data } as Objection },
        }),
      )
  }
}
