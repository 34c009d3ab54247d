import canonicalize from 'canonicalize'
import * as v from 'valibot'
import { aContract, type Contract } from '../contract/contract.js'
import {
  type ContractJson,
  contractFromJson,
  contractToJson,
  type FundedJson,
  fundedFromJson,
  fundedToJson,
} from '../contract/json.js'
import { type Marks, marks, readForm } from '../forms/form.js'
import { listOf, membersOf } from '../given/check.js'
import { sats } from '../units/sats.js'
import { PATHS, type SpendPath } from '../words.js'
import { planError } from './errors.js'
import { describeRecipient } from './money.js'
import { type OutcomeTerms, type PayoutTerms, PLAIN_OUTCOMES } from './outcome.js'
import { aPlan, PLAN_RULES, type Plan, type PlanRule, planSpend } from './plan.js'
import type { ShareSplit, Split } from './splitTerms.js'
import { aSwapTarget, type SwapTarget, type Via } from './via.js'

/** A split as JSON: basis points as numbers, or the satoshis of one side as a decimal string. */
export type SplitJson =
  | ShareSplit
  | { readonly employer: string; readonly worker?: never }
  | { readonly worker: string; readonly employer?: never }

/** What is paid out, as JSON. */
export type PayoutJson =
  | Exclude<PayoutTerms, { readonly kind: 'settle' }>
  | { readonly kind: 'settle'; readonly split: SplitJson }

/** A swap that is paid, by its address, as JSON. */
export interface ViaJson {
  readonly swap: string
  readonly amount: string
}

/** Where the money goes, as JSON; contracts by their agreement, satoshis as decimal strings. */
export type OutcomeJson =
  | Exclude<PayoutJson, { readonly kind: 'release' }>
  | { readonly kind: 'release'; readonly via?: ViaJson }
  | { readonly kind: 'award'; readonly split: SplitJson; readonly via?: ViaJson }
  | { readonly kind: 'relock'; readonly into: 'itself' }
  | { readonly kind: 'relock'; readonly into: ContractJson; readonly keep: 'everything' }
  | {
      readonly kind: 'relock'
      readonly into: ContractJson
      readonly keep: string
      readonly pays: PayoutJson
    }

/** A plan as JSON. Path, outcome, inputs, fee and what is relaxed decide all others, which are there to be read and compared. */
export interface PlanJson extends Marks<'plan'> {
  readonly path: SpendPath
  readonly outcome: OutcomeJson
  readonly inputs: readonly FundedJson[]
  readonly fee: string
  readonly relaxed: readonly PlanRule[]
  readonly outputs: readonly {
    readonly address: string
    readonly amount: string
    readonly to: readonly string[]
  }[]
  readonly sequences: readonly number[]
  readonly transactionVersion: number
  readonly lockTime: number
  readonly pot: string
  readonly arbiterFee: string
  readonly weight: number
  readonly vsize: number
}

const splitToJson = (split: Split): SplitJson => {
  if (split.employer === undefined) return { worker: split.worker.toString() }
  return split.worker === undefined ? { employer: split.employer.toString() } : split
}

const payoutToJson = (terms: PayoutTerms): PayoutJson =>
  terms.kind === 'settle' ? { kind: terms.kind, split: splitToJson(terms.split) } : terms

const viaToJson = (via: Via | undefined): { readonly via?: ViaJson } =>
  via === undefined ? {} : { via: { swap: via.swap.address, amount: via.amount.toString() } }

const outcomeToJson = (outcome: OutcomeTerms): OutcomeJson => {
  if (outcome.kind === 'release') return { kind: outcome.kind, ...viaToJson(outcome.via) }
  if (outcome.kind === 'award')
    return { kind: outcome.kind, split: splitToJson(outcome.split), ...viaToJson(outcome.via) }
  if (outcome.kind !== 'relock') return payoutToJson(outcome)
  if (outcome.into === 'itself') return { kind: outcome.kind, into: outcome.into }
  const into = contractToJson(outcome.into)
  return outcome.keep === 'everything'
    ? { kind: 'relock', into, keep: outcome.keep }
    : { kind: 'relock', into, keep: outcome.keep.toString(), pays: payoutToJson(outcome.pays) }
}

/**
 * The JSON form of a plan.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * JSON.stringify(planToJson(draft.plan))
 */
export const planToJson = (plan: Plan): PlanJson => {
  aPlan(plan, 'plan')
  return {
    ...marks('plan'),
    path: plan.path,
    outcome: outcomeToJson(plan.outcome),
    inputs: plan.inputs.map(({ funded }) => fundedToJson(funded)),
    fee: plan.fee.toString(),
    relaxed: plan.relaxed,
    outputs: plan.outputs.map(({ address, amount, recipients }) => ({
      address,
      amount: amount.toString(),
      to: recipients.map(describeRecipient),
    })),
    sequences: plan.inputs.map(({ sequence }) => sequence),
    transactionVersion: plan.version,
    lockTime: plan.lockTime,
    pot: plan.pot.toString(),
    arbiterFee: plan.arbiterFee.toString(),
    weight: plan.weight,
    vsize: plan.vsize,
  }
}

const payoutShape = () =>
  v.variant('kind', [
    v.strictObject({ kind: v.picklist(PLAIN_OUTCOMES) }),
    v.strictObject({ kind: v.literal('settle'), split: splitShape() }),
  ])

const splitShape = () =>
  v.union([
    v.strictObject({ employer: v.number(), worker: v.number() }),
    v.strictObject({ employer: v.string() }),
    v.strictObject({ worker: v.string() }),
  ])

const viaShape = () => v.exactOptional(v.strictObject({ swap: v.string(), amount: v.string() }))

const outcomeShape = () =>
  v.union([
    v.strictObject({ kind: v.literal('release'), via: viaShape() }),
    payoutShape(),
    v.strictObject({ kind: v.literal('award'), split: splitShape(), via: viaShape() }),
    v.strictObject({ kind: v.literal('relock'), into: v.literal('itself') }),
    v.strictObject({ kind: v.literal('relock'), into: v.unknown(), keep: v.literal('everything') }),
    v.strictObject({ kind: v.literal('relock'), into: v.unknown(), keep: v.string(), pays: payoutShape() }),
  ])

/** The members that decide all others. */
const decidingShape = () =>
  v.object({
    path: v.picklist(PATHS),
    outcome: outcomeShape(),
    inputs: v.array(v.unknown()),
    fee: v.string(),
    relaxed: v.array(v.picklist(PLAN_RULES)),
  })

const splitFrom = (json: v.InferOutput<ReturnType<typeof splitShape>>, field: string): Split => {
  if (!('employer' in json)) return { worker: sats(json.worker, `${field}.worker`) }
  return 'worker' in json ? json : { employer: sats(json.employer, `${field}.employer`) }
}

const payoutFrom = (json: v.InferOutput<ReturnType<typeof payoutShape>>, field: string): PayoutTerms =>
  json.kind === 'settle' ? { kind: json.kind, split: splitFrom(json.split, `${field}.split`) } : json

/** What plans may pay beside addresses: compiled by the caller. */
interface Known {
  readonly contracts: readonly Contract[]
  readonly via: readonly SwapTarget[]
}

const viaFrom = (json: ViaJson | undefined, { via }: Known, field: string): { readonly via?: Via } => {
  if (json === undefined) return {}
  const swap = via.find(({ address }) => address === json.swap)
  if (swap === undefined)
    throw planError('VIA_UNKNOWN', {
      field: `${field}.swap`,
      expected: 'a swap that was given as via',
      received: json.swap,
    })
  return { via: { swap, amount: sats(json.amount, `${field}.amount`) } }
}

const outcomeFrom = (
  json: v.InferOutput<ReturnType<typeof outcomeShape>>,
  known: Known,
  field: string,
): OutcomeTerms => {
  if (json.kind === 'award')
    return {
      kind: json.kind,
      split: splitFrom(json.split, `${field}.split`),
      ...viaFrom(json.via, known, `${field}.via`),
    }
  if ('via' in json) return { kind: json.kind, ...viaFrom(json.via, known, `${field}.via`) }
  if (json.kind !== 'relock') return payoutFrom(json, field)
  if (json.into === 'itself') return { kind: 'relock', into: 'itself' }
  const into = contractFromJson(known.contracts, json.into, `${field}.into`)
  if (!('pays' in json)) return { kind: 'relock', into, keep: 'everything' }
  return {
    kind: 'relock',
    into,
    keep: sats(json.keep, `${field}.keep`),
    pays: payoutFrom(json.pays, `${field}.pays`),
  }
}

/** Whether two values are one JSON; what JSON cannot hold is none. */
const sameJson = (known: PlanJson, json: unknown): boolean => {
  try {
    return canonicalize(known) === canonicalize(json)
  } catch {
    // NaN, a bigint, a circle
    return false
  }
}

export interface PlanFromJsonOptions {
  /** Swaps that a release or an award may pay. */
  readonly via?: readonly SwapTarget[]
}

/**
 * A plan from its JSON form: planned again from the members that decide it, over the contracts that the caller
 * has compiled, and compared with all others.
 *
 * @throws EscrowError `PLAN_JSON_DIFFERENT` where a member is not what the others lead to, `JSON_FORM_…`,
 * `CONTRACT_UNKNOWN`, `VIA_UNKNOWN`, and those of the family `plan`
 * @example
 * const plan = planFromJson(compile(agreement), JSON.parse(stored))
 */
export const planFromJson = (
  contracts: readonly Contract[],
  json: unknown,
  options: PlanFromJsonOptions = {},
): Plan => {
  listOf(aContract)(contracts, 'contracts')
  membersOf<PlanFromJsonOptions>({ 'via?': listOf(aSwapTarget) })(options, '')
  const { via = [] } = options
  const field = 'plan'
  const { path, outcome, inputs, fee, relaxed } = readForm(json, {
    form: 'plan',
    shape: decidingShape(),
    field,
  })
  if (path === 'terms')
    throw planError('PLAN_JSON_DIFFERENT', {
      field: `${field}.path`,
      expected: 'a path to spend by',
      received: path,
    })
  const plan = planSpend(
    inputs.map((input, at) => fundedFromJson(contracts, input, `${field}.inputs[${at}]`)),
    {
      path,
      outcome: outcomeFrom(outcome, { contracts, via }, `${field}.outcome`),
      fee: { exactly: sats(fee, `${field}.fee`) },
      relax: relaxed,
      planned: 'before',
    },
  )
  if (!sameJson(planToJson(plan), json))
    throw planError('PLAN_JSON_DIFFERENT', {
      field,
      expected: 'members that follow from path, outcome, inputs and fee',
      received: 'others',
    })
  return plan
}
