import type { Objection } from '../../sentences/review.js'
import type { Finding } from '../finding.js'
import type { SpendAudit } from '../spend/types.js'
import { engineFindings } from './engines.js'
import { type CodedSentence, finding, said } from './make.js'
import { traceFindings } from './trace.js'

const SUBJECT = 'psbt'

/** What is to be said of a PSBT, whoever is asked to sign it. */
export const spendFindings = (spend: SpendAudit): readonly Finding[] => [
  ...engineFindings(spend.engines),
  ...remarkSentences(spend).map((sentence) => finding(SUBJECT, sentence)),
  ...kindFindings(spend),
]

/** The first remark is about what the PSBT claims, where it claims something. */
export const remarkSentences = ({
  inputs,
  remarks,
}: Pick<SpendAudit, 'inputs' | 'remarks'>): readonly Extract<
  CodedSentence,
  { readonly code: 'SPEND_CLAIMS' }
>[] => {
  const claimed = inputs.flatMap(({ source, input }) => (source === 'psbt' ? [input] : []))
  const others = claimed.length === 0 ? remarks : remarks.slice(1)
  return [
    ...(claimed.length === 0 ? [] : [{ code: 'SPEND_CLAIMS', data: { claimed } } as const]),
    ...others.map((reason) => ({ code: 'SPEND_CLAIMS', data: { reason } }) as const),
  ]
}

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
