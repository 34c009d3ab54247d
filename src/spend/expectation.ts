import { sameOutputs } from '../deeds/same.js'
import { shown } from '../errors.js'
import { aBigint, aRole, hasMembers, listOf, membersOf, oneOf } from '../given/check.js'
import { payoutsOf } from '../plan/money.js'
import {
  anOutcome,
  kindOf,
  type OutcomeTerms,
  PLAIN_OUTCOMES,
  type PlainOutcome,
  pathsFor,
} from '../plan/outcome.js'
import type { Plan } from '../plan/plan.js'
import type { Objection } from '../sentences/review.js'
import { anOutpoint, formatOutpoint, type Outpoint } from '../units/outpoint.js'
import { type Role, SPEND_PATHS, type SpendPath } from '../words.js'
import { spendError } from './errors.js'

/** What a role receives at least, in satoshis. */
interface Least {
  readonly role: Role
  readonly amount: bigint
}

/** A user's choice to the satoshi; whatever is named here binds. */
export interface Expectation {
  /** With its split, or the contract that it leads to. */
  readonly outcome: OutcomeTerms
  readonly path?: SpendPath
  /** The outputs that are spent: these and no others. Has to be said where a spend takes those of several contracts. */
  readonly inputs?: readonly Outpoint[]
  /** What a role receives at least, in satoshis. */
  readonly least?: Least
  /** The most that the network may take, in satoshis. */
  readonly maxFee?: bigint
}

/** What somebody chose: a name where it says everything, else the terms. */
export type Choice = PlainOutcome | Expectation

const termsOf = (expect: unknown): Expectation => {
  const plain = PLAIN_OUTCOMES.find((kind) => kind === expect)
  if (plain !== undefined) return { outcome: { kind: plain } }
  if (hasMembers(expect) && hasMembers(expect['outcome'])) {
    membersOf<Expectation>({
      outcome: anOutcome,
      'path?': oneOf(SPEND_PATHS),
      'inputs?': listOf(anOutpoint),
      'least?': membersOf<Least>({ role: aRole, amount: aBigint }),
      'maxFee?': aBigint,
    })(expect, 'expect')
    return expect as unknown as Expectation // checked above
  }
  throw spendError('EXPECTATION_VAGUE', {
    field: 'expect',
    expected: `'${PLAIN_OUTCOMES.join("', '")}', or { outcome } with the split or the contract that was agreed on`,
    received: shown(expect),
  })
}

/** Whether a plan pays what these terms would at the same fee; splits that round alike are one. */
const paysAs = ({ agreement, path, inputs, fee, outputs }: Plan, outcome: OutcomeTerms): boolean =>
  pathsFor(outcome).includes(path) &&
  sameOutputs(
    payoutsOf(agreement, { outcome, path, inputs: inputs.map(({ funded }) => funded), fee }),
    outputs,
  )

/** What outputs that pay a role hold together. */
export const receivedBy = ({ outputs }: Plan, role: Role): bigint =>
  outputs
    .filter(({ recipients }) => recipients.some((one) => 'role' in one && one.role === role))
    .reduce((sum, { amount }) => sum + amount, 0n)

const inputChange = ({ inputs }: Plan, wanted: readonly Outpoint[] | undefined): Objection | undefined => {
  if (wanted === undefined) {
    const contracts = new Set(inputs.map(({ funded }) => funded.contract.index)).size
    return contracts > 1 ? { code: 'choiceInputsUnnamed', data: { contracts } } : undefined
  }
  const spent = inputs.map(({ funded }) => formatOutpoint(funded.outpoint))
  const chosen = new Map(wanted.map((outpoint) => [formatOutpoint(outpoint), outpoint]))
  return chosen.size === spent.length && spent.every((outpoint) => chosen.has(outpoint))
    ? undefined
    : {
        code: 'choiceInputs',
        data: { spent: inputs.map(({ funded }) => funded.outpoint), chosen: [...chosen.values()] },
      }
}

const outcomeChange = (plan: Plan, { outcome, path }: Expectation): Objection | undefined => {
  const is = kindOf(plan.outcome)
  if (path !== undefined && path !== plan.path)
    return { code: 'choicePath', data: { path: plan.path, chosen: path } }
  if (paysAs(plan, outcome)) return undefined
  return plan.outcome.kind === outcome.kind || 'split' in outcome
    ? { code: 'choiceAmounts', data: { outcome: is } }
    : { code: 'choiceOutcome', data: { outcome: is, chosen: kindOf(outcome) } }
}

const moneyChange = (plan: Plan, { least, maxFee }: Expectation): readonly Objection[] => {
  const received = least === undefined ? 0n : receivedBy(plan, least.role)
  const objections: Objection[] = []
  if (least !== undefined && received < least.amount)
    objections.push({ code: 'choiceLeast', data: { role: least.role, received, least: least.amount } })
  if (maxFee !== undefined && plan.fee > maxFee)
    objections.push({ code: 'choiceFee', data: { fee: plan.fee, most: maxFee } })
  return objections
}

/**
 * In what a plan differs from what was chosen.
 *
 * @throws EscrowError `EXPECTATION_VAGUE` where the choice does not say where the money goes
 */
export const changesOf = (plan: Plan, expect: Choice): readonly Objection[] => {
  const chosen = termsOf(expect)
  return [inputChange(plan, chosen.inputs), outcomeChange(plan, chosen), ...moneyChange(plan, chosen)].filter(
    (objection) => objection !== undefined,
  )
}
