import { capital } from '../explain/words.js'
import type { Finding } from '../finding.js'
import type { SpendAudit } from '../spend/types.js'
import { engineFindings } from './engines.js'
import { finding } from './make.js'
import { traceFindings } from './trace.js'

const SUBJECT = 'psbt'

/** What is to be said of a PSBT, whoever is asked to sign it. */
export const spendFindings = (spend: SpendAudit): readonly Finding[] => [
  ...engineFindings(spend.engines),
  ...spend.remarks.map((text) => finding('SPEND_CLAIMS', SUBJECT, text)),
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
          text: `This is no spend of the agreement: ${spend.refusal.text}.`,
        },
      ]
    case 'final':
      return traceFindings(spend.trace)
    case 'spend':
      return spend.spend.findings.map(({ level, text }) =>
        finding(level === 'refuse' ? 'SPEND_REFUSED' : 'SPEND_WARNING', SUBJECT, sentence(text)),
      )
  }
}

/** Reviews speak in clauses. */
const sentence = (text: string): string => `${capital(text.replace(/\.$/, ''))}.`
