import { planToJson } from '../plan/json.js'
import type { Review } from '../spend/review.js'
import type { ReviewContext } from '../spend/rules.js'
import { OUTCOMES } from '../words.js'
import type { Given, OptionTable } from './options.js'
import { RULES, type SpendReader } from './spendInput.js'
import { momentOf, oneOf, wordsOf } from './values.js'

type ReviewOption = 'as' | 'at-height' | 'at-time' | 'expect' | 'outstanding'

/** Options of every command that looks at a spend before somebody signs it. */
export const REVIEW_OPTIONS: OptionTable<ReviewOption> = {
  as: { value: 'ROLE', help: 'who is asked to sign: employer, worker, arbiter or backupArbiter' },
  'at-height': { value: 'HEIGHT', help: "height of the chain's tip: deadlines are looked at" },
  'at-time': { value: 'TIME', help: 'median time of the tip (`mediantime` of `getblockchaininfo`)' },
  expect: {
    value: 'OUTCOME',
    help: `the outcome that was agreed on, any other is refused: ${OUTCOMES.join(', ')}`,
  },
  outstanding: { value: 'FILE', help: 'a PSBT of the same money that was signed before', several: 'several' },
}

type ContextOption = Exclude<ReviewOption, 'as'> | 'relax'

/** What the reviewer knows beside the spend. */
export const reviewContext = async (
  given: Given<ContextOption>,
  spends: SpendReader,
): Promise<ReviewContext> => {
  const at = momentOf(given)
  const expect = given.one('expect')
  const outstanding = []
  for (const file of given.all('outstanding')) outstanding.push(await spends.readFile(file, 'outstanding'))
  return {
    ...(at !== undefined && { at }),
    ...(expect !== undefined && { expect: oneOf('expect', expect, OUTCOMES) }),
    outstanding,
    relax: wordsOf(given, 'relax', RULES),
  }
}

/** A review as JSON. */
export const reviewJson = ({
  as,
  passes,
  plan,
  outputs,
  fee,
  waitingFor,
  findings,
  text,
}: Review): Readonly<Record<string, unknown>> => ({
  as,
  passes,
  plan: planToJson(plan),
  outputs: outputs.map((output) => ({ ...output, amount: output.amount.toString() })),
  fee: { ...fee, amount: fee.amount.toString() },
  waitingFor,
  findings,
  text,
})
