import type { Finding } from '../finding.js'
import type { Trace, TracedFunding, TracedInput, TracedOutcome } from '../trace/types.js'
import { engineFindings } from './engines.js'
import { finding, said } from './make.js'

/** What transactions did that the agreement does not say, and what they showed to everybody. */
export const traceFindings = ({ transactions, refused, unrelated, engines }: Trace): readonly Finding[] => [
  ...engineFindings(engines),
  ...refused.map(({ position, code, text }) => ({
    code,
    severity: 'danger' as const,
    subject: `transactions[${position}]`,
    ...said({ code: 'REFUSED', data: { reason: text } }),
  })),
  ...transactions.flatMap(({ txid, spends, funds, outcome }) => {
    const subject = `transaction ${txid}`
    return [
      ...outcomeFindings(outcome, subject),
      ...spends.flatMap((input) => inputFindings(input, subject)),
      ...funds.flatMap((funding) => fundingFindings(funding, subject)),
    ]
  }),
  ...unrelated.map((txid) => finding(`transaction ${txid}`, { code: 'TRANSACTION_UNRELATED', data: {} })),
]

const outcomeFindings = (outcome: TracedOutcome | undefined, subject: string): readonly Finding[] => {
  switch (outcome?.matches) {
    case undefined:
    case 'yes':
      return []
    case 'no':
      return [finding(subject, { code: 'OUTCOME_DIFFERS', data: { reason: outcome.text } })]
    case 'unknown':
      return [finding(subject, { code: 'OUTCOME_UNKNOWN', data: { reason: outcome.text } })]
  }
}

const inputFindings = ({ input, outpoint, by }: TracedInput, subject: string): readonly Finding[] => {
  const place = `${subject}, input ${input}`
  if (by.kind === 'foreign') return []
  return [
    ...by.signatures.flatMap(({ verdict, type, key }): readonly Finding[] => [
      ...(verdict === 'invalid' ? [finding(place, { code: 'SIGNATURE_INVALID', data: { key } })] : []),
      ...(type === 0 ? [] : [finding(place, { code: 'SIGNATURE_TYPE', data: { key, type } })]),
    ]),
    ...(by.kind === 'leaf' && by.secret !== undefined
      ? [
          finding(
            place,
            by.secret.opens
              ? { code: 'SECRET_SHOWN', data: { outpoint } }
              : { code: 'SECRET_WRONG', data: {} },
          ),
        ]
      : []),
  ]
}

const fundingFindings = (
  { vout, contract, amount, match, how }: TracedFunding,
  subject: string,
): readonly Finding[] =>
  // a freeze and a relock pay what is left after the fee
  match === 'exact' || how !== 'deposit'
    ? []
    : [
        finding(`${subject}, output ${vout}`, {
          code: match === 'under' ? 'DEPOSIT_UNDER' : 'DEPOSIT_OVER',
          data: { contract: contract.index, amount },
        }),
      ]
