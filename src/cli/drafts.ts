import type { Agreement } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { planToJson } from '../plan/json.js'
import type { Recipient } from '../plan/money.js'
import { PLAN_RULES, type Plan, type PlanRule } from '../plan/plan.js'
import type { PaidParty } from '../sentences/voice.js'
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
import { readWording, WORDING_OPTIONS, type Wording } from './wording.js'

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
  | 'lang'
  | 'names'

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
  ...WORDING_OPTIONS,
}

/** What every draft needs. */
export interface DraftInput {
  readonly agreement: Agreement
  readonly contracts: readonly Contract[]
  readonly funded: readonly Funded[]
  /** The tip, where somebody says it. */
  readonly tip: GivenTip | undefined
  readonly wording: Wording
  readonly common: { readonly feeRate: FeeRate; readonly relax: readonly PlanRule[] }
}

/** Reads what every draft needs; options first, so that wrong use is told before any file is looked at. */
export const readDraftInput = async (given: Given<DraftOption>, desk: Desk): Promise<DraftInput> => {
  checkFees(given)
  const relax = wordsOf(given, 'relax', PLAN_RULES)
  psbtVersion(given)
  const wording = await readWording(given, desk)
  const agreement = await readAgreement(given, desk)
  const contracts = compile(agreement)
  const funded = chosenFunded(await readFunded(given, contracts, desk), agreement, given)
  const { tip, feeRate } = await chainFacts(given, desk, agreement.network)
  return { agreement, contracts, funded, tip, wording, common: { feeRate, relax } }
}

const psbtVersion = (given: Given<'psbt-version'>): 0 | 2 =>
  oneOf('psbt-version', given.one('psbt-version') ?? '0', ['0', '2']) === '0' ? 0 : 2

/** One of several payees of the worker's side by its position; one alone is the worker. */
const paidParty = (recipient: Recipient, { agreement }: Plan): PaidParty => {
  if ('contract' in recipient) return { contract: recipient.contract.index }
  if ('swap' in recipient) return { swap: recipient.swap.address }
  return agreement.worker.payees.length > 1 ? recipient : { role: recipient.role }
}

const draftLines = ({
  spend,
  wording,
}: {
  readonly spend: Spend
  readonly wording: Wording
}): readonly string[] => [
  ...spendLines(spend, wording),
  ...spend.plan.outputs.map(
    ({ amount, address, recipients }) =>
      `  ${wording.say({ code: 'paysOut', data: { amount, to: recipients.map((one) => paidParty(one, spend.plan)), address } })}`,
  ),
]

/** Drafts as a result: a PSBT each. */
export const draftsOf = (
  spends: readonly Spend[],
  { given, wording }: { readonly given: Given<'psbt-version'>; readonly wording: Wording },
): CommandResult => {
  const version = psbtVersion(given)
  const psbts = spends.map((spend) => psbtOf(spend, { version }))
  return {
    documents: psbts,
    text: spends.flatMap((spend) => draftLines({ spend, wording })),
    json: {
      spends: spends.map(({ plan }, at) => ({ plan: planToJson(plan), psbt: psbts[at] })),
    },
  }
}
