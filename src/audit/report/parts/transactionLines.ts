import type { ShownSignature } from '../../../deeds/types.js'
import { kindOf } from '../../../plan/outcome.js'
import type { SwapTarget } from '../../../plan/via.js'
import type { OutputTold } from '../../told.js'
import type { TracedFunding, TracedInput, TracedOutcome, TracedTransaction } from '../../trace/types.js'
import { code, copied, type Line, type Span, said } from '../blocks.js'
import { recipientsText, signersText } from '../names.js'
import type { Wording } from '../wording.js'

/** What a transaction did, in sentences. */
export const transactionLines = (
  { spends, funds, outputs, fee, outcome }: Omit<TracedTransaction, 'text'>,
  wording: Wording,
): readonly Line[] => [
  ...spends.flatMap((input) => inputLines(input, wording)),
  ...(spends.length === 0 ? [] : outputs.map((output) => outputLine(output, wording))),
  ...(fee === undefined || spends.length === 0 ? [] : [[wording.told({ code: 'networkTakes', data: fee })]]),
  ...funds.map((funding) => fundingLine(funding, wording)),
  ...(outcome === undefined ? [] : outcomeLines(outcome, { outputs, wording })),
]

/** Those who made a signature. */
export const signerNames = ({ signers }: ShownSignature, { heads, say, named }: Wording): string =>
  signers.length === 0
    ? heads.unknown
    : say.and(signers.map(({ role }) => (role === 'terms' ? named(role).text : say.role(role))))

const inputLines = (
  { input, contract: { index: contract }, amount, by }: TracedInput,
  wording: Wording,
): readonly Line[] => {
  const { heads, say, sentence } = wording
  const what = { input, contract, ...(amount === undefined ? {} : { amount }) }
  if (by.kind === 'foreign') return [[said(sentence('tracedForeign', what)), ' ', wording.english(by.reason)]]
  const names = [...new Set(by.signatures.map((one) => signerNames(one, wording)))]
  const doubtful = by.signatures.flatMap((one): readonly Line[] =>
    one.verdict === 'valid'
      ? []
      : [[said(sentence('tracedSignature', { who: signerNames(one, wording), verdict: one.verdict }))]],
  )
  const secret = by.kind === 'leaf' ? by.secret : undefined
  return [
    [said(sentence('tracedSpend', { ...what, ...(names.length === 0 ? {} : { signers: say.and(names) }) }))],
    ...doubtful,
    ...(secret === undefined
      ? []
      : [[secret.opens ? heads.secretOpens : heads.secretOther, ' ', copied(secret.preimage, heads.secret)]]),
  ]
}

const outputLine = ({ vout, amount, address, script, to }: OutputTold, wording: Wording): Line => {
  const named = to.length === 0 ? {} : { to: recipientsText(to, wording) }
  return [
    said(wording.sentence('tracedOutput', { output: vout, amount, ...named })),
    ' ',
    code(address ?? script),
  ]
}

const fundingLine = (
  { vout, contract, amount, match, how, spentBy }: TracedFunding,
  { sentence }: Wording,
): Line => [
  said(
    sentence('tracedFunding', {
      how,
      contract: contract.index,
      amount,
      output: vout,
      match,
      ...(spentBy === undefined ? {} : { spentBy }),
    }),
  ),
]

/** The swap that a part of the worker's goes into. */
export const viaSpan = (
  { amount, address, provider, client, paymentHash, timeout }: SwapTarget,
  { told }: Wording,
): Span =>
  told({
    code: 'swapTakes',
    data: { yours: false, amount, address, provider, client, paymentHash, timeout },
  })

const outcomeLines = (
  outcome: TracedOutcome,
  { outputs, wording }: { readonly outputs: readonly OutputTold[]; readonly wording: Wording },
): readonly Line[] => {
  const { say, sentence, told } = wording
  switch (outcome.matches) {
    case 'unknown':
      return [[told({ code: 'OUTCOME_UNKNOWN', data: { reason: outcome.text } })]]
    case 'no': {
      const strangers =
        outcome.strangers === undefined
          ? []
          : outputs.filter(({ to }) => to.length === 0).map(({ vout }) => vout)
      return [
        [told({ code: 'OUTCOME_DIFFERS', data: { reason: outcome.text } })],
        ...outcome.differences.map(
          ({ outcome: kind, to, expected, received }): Line => [
            said(
              sentence('tracedWouldPay', {
                outcome: kind,
                to: recipientsText(to, wording),
                expected,
                received,
              }),
            ),
          ],
        ),
        ...(strangers.length === 0
          ? []
          : [
              [
                said(
                  sentence('tracedStrangers', {
                    outputs: say.and(strangers.map(say.id)),
                    count: strangers.length,
                  }),
                ),
              ],
            ]),
      ]
    }
    case 'yes': {
      return [
        [
          said(
            sentence('tracedOutcome', {
              outcome: kindOf(outcome.outcome),
              signers: signersText(outcome.path, wording),
            }),
          ),
        ],
        ...(outcome.outcome.via === undefined ? [] : [[viaSpan(outcome.outcome.via, wording)]]),
        ...outcome.remarks.map(
          (remark): Line => [said(sentence('tracedUnusual', {})), ' ', wording.english(remark)],
        ),
      ]
    }
  }
}
