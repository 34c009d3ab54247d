import type { Agreement } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { planToJson } from '../plan/json.js'
import { describeRecipient } from '../plan/money.js'
import { PLAN_RULES, type PlanRule } from '../plan/plan.js'
import { psbtOf } from '../spend/psbtOf.js'
import type { Spend } from '../spend/types.js'
import type { FeeRate } from '../units/feeRate.js'
import { AGREEMENT_OPTIONS, readAgreement } from './agreementInput.js'
import type { CommandResult, Desk } from './command.js'
import type { Given, OptionTable } from './options.js'
import { OUTPUT_OPTIONS } from './output.js'
import { spendLines } from './progress.js'
import { CHAIN_OPTIONS, chainFacts, checkFees } from './sources/facts.js'
import type { SourceOption } from './sources/options.js'
import { CHOICE_OPTIONS, chosenFunded, FUNDED_OPTIONS, readFunded } from './spendInput.js'
import type { GivenTip, TipOption } from './tip.js'
import { oneOf, wordsOf } from './values.js'

type DraftOption =
  | 'expect-id'
  | 'allow'
  | 'funded'
  | 'milestone'
  | 'all'
  | 'out'
  | 'force'
  | 'fee-rate'
  | 'within'
  | TipOption
  | SourceOption
  | 'relax'
  | 'psbt-version'

/** In which form drafts are written. */
export const DRAFT_FORM_OPTIONS: OptionTable<'psbt-version'> = {
  'psbt-version': { value: 'VERSION', help: '0 (if not said) or 2' },
}

/** Options of every command that drafts a spend. */
export const DRAFT_OPTIONS: OptionTable<DraftOption> = {
  ...AGREEMENT_OPTIONS,
  ...FUNDED_OPTIONS,
  ...CHOICE_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...CHAIN_OPTIONS,
  relax: { value: 'RULE', help: `lifts a rule by its name: ${PLAN_RULES.join(', ')}`, several: 'several' },
  ...DRAFT_FORM_OPTIONS,
}

/** What every draft needs. */
export interface DraftInput {
  readonly agreement: Agreement
  readonly contracts: readonly Contract[]
  readonly funded: readonly Funded[]
  /** The tip, where somebody says it. */
  readonly tip: GivenTip | undefined
  readonly common: { readonly feeRate: FeeRate; readonly relax: readonly PlanRule[] }
}

/** Reads what every draft needs; options first, so that wrong use is told before any file is looked at. */
export const readDraftInput = async (given: Given<DraftOption>, desk: Desk): Promise<DraftInput> => {
  checkFees(given)
  const relax = wordsOf(given, 'relax', PLAN_RULES)
  psbtVersion(given)
  const agreement = await readAgreement(given, desk)
  const contracts = compile(agreement)
  const funded = chosenFunded(await readFunded(given, contracts, desk), agreement, given)
  const { tip, feeRate } = await chainFacts(given, desk, agreement.network)
  return { agreement, contracts, funded, tip, common: { feeRate, relax } }
}

const psbtVersion = (given: Given<'psbt-version'>): 0 | 2 =>
  oneOf('psbt-version', given.one('psbt-version') ?? '0', ['0', '2']) === '0' ? 0 : 2

const draftLines = (spend: Spend): readonly string[] => [
  ...spendLines(spend),
  ...spend.plan.outputs.map(
    ({ amount, address, recipients }) =>
      `  ${amount} sat to ${recipients.map(describeRecipient).join(' and ')} (${address})`,
  ),
]

/** Drafts as a result: a PSBT each. */
export const draftsOf = (spends: readonly Spend[], given: Given<'psbt-version'>): CommandResult => {
  const version = psbtVersion(given)
  const psbts = spends.map((spend) => psbtOf(spend, { version }))
  return {
    documents: psbts,
    text: spends.flatMap(draftLines),
    json: {
      spends: spends.map(({ plan }, at) => ({ plan: planToJson(plan), psbt: psbts[at] })),
    },
  }
}
