import { formatOutpoint } from '../../units/outpoint.js'
import type { Finding } from '../finding.js'
import type { Trace, TracedFunding, TracedInput, TracedOutcome } from '../trace/types.js'
import { engineFindings } from './engines.js'
import { finding } from './make.js'

/** What transactions did that the agreement does not say, and what they showed to everybody. */
export const traceFindings = ({ transactions, refused, unrelated, engines }: Trace): readonly Finding[] => [
  ...engineFindings(engines),
  ...refused.map(({ position, code, text }) => ({
    code,
    severity: 'danger' as const,
    subject: `transactions[${position}]`,
    text: `Refused: ${text}.`,
  })),
  ...transactions.flatMap(({ txid, spends, funds, outcome }) => {
    const subject = `transaction ${txid}`
    return [
      ...outcomeFindings(outcome, subject),
      ...spends.flatMap((input) => inputFindings(input, subject)),
      ...funds.flatMap((funding) => fundingFindings(funding, subject)),
    ]
  }),
  ...unrelated.map((txid) =>
    finding(
      'TRANSACTION_UNRELATED',
      `transaction ${txid}`,
      'This transaction neither pays nor spends a contract of the agreement.',
    ),
  ),
]

const outcomeFindings = (outcome: TracedOutcome | undefined, subject: string): readonly Finding[] => {
  switch (outcome?.matches) {
    case undefined:
    case 'yes':
      return []
    case 'no':
      return [finding('OUTCOME_DIFFERS', subject, `This is no outcome of the agreement: ${outcome.text}.`)]
    case 'unknown':
      return [
        finding(
          'OUTCOME_UNKNOWN',
          subject,
          `Whether this is an outcome of the agreement cannot be told: ${outcome.text}.`,
        ),
      ]
  }
}

const inputFindings = ({ input, outpoint, by }: TracedInput, subject: string): readonly Finding[] => {
  const place = `${subject}, input ${input}`
  if (by.kind === 'foreign') return []
  return [
    ...by.signatures.flatMap(({ verdict, type, key }): readonly Finding[] => [
      ...(verdict === 'invalid'
        ? [
            finding(
              'SIGNATURE_INVALID',
              place,
              `The signature for the key ${key} is not one of this transaction: no node takes it.`,
            ),
          ]
        : []),
      ...(type === 0
        ? []
        : [
            finding(
              'SIGNATURE_TYPE',
              place,
              `The signature for the key ${key} has the type ${type}, and this library signs with 0 only, which covers everything.`,
            ),
          ]),
    ]),
    ...(by.kind === 'leaf' && by.secret !== undefined
      ? [
          finding(
            by.secret.opens ? 'SECRET_SHOWN' : 'SECRET_WRONG',
            place,
            by.secret.opens
              ? `Spending ${formatOutpoint(outpoint)} showed the secret to everybody: whatever else it opens is open now.`
              : 'The secret shown does not open the hash of the agreement: no node takes this transaction.',
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
        finding(
          match === 'under' ? 'DEPOSIT_UNDER' : 'DEPOSIT_OVER',
          `${subject}, output ${vout}`,
          `The deposit for contract ${contract.index} holds ${amount} sat, ${match === 'under' ? 'less' : 'more'} than the agreement says.`,
        ),
      ]
