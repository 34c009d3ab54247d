import { planToJson } from '../plan/json.js'
import type { OutcomeTerms } from '../plan/outcome.js'
import type { Expectation } from '../spend/expectation.js'
import { REVIEW_RULES } from '../spend/finding.js'
import type { Review } from '../spend/reviewed.js'
import type { ReviewContext } from '../spend/rules.js'
import type { Spend } from '../spend/types.js'
import { formatOutpoint } from '../units/outpoint.js'
import { OUTCOMES, type Outcome } from '../words.js'
import type { Desk } from './command.js'
import type { Given, OptionTable } from './options.js'
import { RELOCK_OPTIONS, type RelockOption, relockTerms } from './relockTerms.js'
import type { SpendReader } from './spendInput.js'
import { momentOf, TIP_OPTIONS, type TipOption } from './tip.js'
import { oneOf, satsOf, splitOf, wordsOf } from './values.js'

type ReviewOption = 'as' | TipOption | 'expect' | 'max-fee' | 'outstanding' | RelockOption

/** Options of every command that looks at a spend before somebody signs it. */
export const REVIEW_OPTIONS: OptionTable<ReviewOption> = {
  as: { value: 'ROLE', help: 'who is asked to sign: employer, worker, arbiter or backupArbiter' },
  ...TIP_OPTIONS,
  expect: {
    value: 'OUTCOME',
    help: `the outcome that was agreed on, any other is refused: ${OUTCOMES.join(', ')}; award and settle with their split, relock with --freeze or --into, release and award into a swap with --via`,
  },
  ...RELOCK_OPTIONS,
  'max-fee': { value: 'SATS', help: "with --expect: the most that the network's fee may be" },
  outstanding: { value: 'FILE', help: 'a PSBT of the same money that was signed before', several: 'several' },
}

type ContextOption = Exclude<ReviewOption, 'as'> | 'relax'

/** What was agreed on, to the satoshi; which outputs are meant, the reader of the PSBT has made sure. */
const expectationOf = (
  given: Given<ContextOption>,
  { spends, spend }: { readonly spends: SpendReader; readonly spend: Spend },
): Expectation | undefined => {
  const text = given.one('expect')
  if (text === undefined) return undefined
  const kind = oneOf('expect', text, OUTCOMES)
  return {
    outcome: termsOf(kind, given, spends),
    inputs: spend.plan.inputs.map(({ funded }) => funded.outpoint),
    ...(given.one('max-fee') !== undefined && { maxFee: satsOf(given, 'max-fee') }),
  }
}

const termsOf = (
  kind: Outcome,
  given: Given<ContextOption>,
  { contracts, via }: SpendReader,
): OutcomeTerms => {
  switch (kind) {
    case 'release':
      return { kind, ...(via && { via }) }
    case 'award':
      return { kind, split: splitOf(given), ...(via && { via }) }
    case 'settle':
      return { kind, split: splitOf(given) }
    case 'relock':
      return relockTerms(given, contracts)
    default:
      return { kind }
  }
}

/** What the reviewer knows beside the spend. */
export const reviewContext = async (
  given: Given<ContextOption>,
  desk: Desk,
  { spends, spend }: { readonly spends: SpendReader; readonly spend: Spend },
): Promise<ReviewContext> => {
  const [input] = spend.plan.inputs
  const at = await momentOf(given, desk, input?.funded.contract.agreement.network)
  const expect = expectationOf(given, { spends, spend })
  const outstanding = []
  for (const file of given.all('outstanding')) outstanding.push(await spends.readOther(file, 'outstanding'))
  return {
    ...(at !== undefined && { at }),
    ...(expect !== undefined && { expect }),
    outstanding,
    relax: wordsOf(given, 'relax', REVIEW_RULES),
  }
}

/** A review as JSON. */
export const reviewJson = ({
  as,
  passes,
  inputs,
  plan,
  outputs,
  fee,
  waitingFor,
  findings,
  sentences,
  text,
}: Review): Readonly<Record<string, unknown>> => ({
  as,
  passes,
  inputs: inputs.map(({ outpoint, amount, ...input }) => ({
    ...input,
    outpoint: formatOutpoint(outpoint),
    amount: amount.toString(),
  })),
  plan: planToJson(plan),
  outputs: outputs.map((output) => ({ ...output, amount: output.amount.toString() })),
  fee: { ...fee, amount: fee.amount.toString() },
  waitingFor,
  findings,
  sentences,
  text,
})
