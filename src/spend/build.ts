import { backend } from '#backend'
import type { Admission } from '../admission/admission.js'
import { type AcceptanceReport, aReport } from '../agreement/acceptance.js'
import { aContract, type Contract, leafOf } from '../contract/contract.js'
import { type Funded, someFunded } from '../contract/funded.js'
import {
  anObject,
  anything,
  aText,
  type Check,
  listOf,
  type MemberChecks,
  membersOf,
  oneOf,
} from '../given/check.js'
import { type ConfirmationOptions, checkConfirmations } from '../plan/confirmations.js'
import type { FeeFloor } from '../plan/feeCaps.js'
import { aPayout, type OutcomeTerms, type PayoutTerms } from '../plan/outcome.js'
import { PLAN_RULES, type Plan, type PlanRule } from '../plan/plan.js'
import { aSplit } from '../plan/shares.js'
import { planSpends } from '../plan/split.js'
import type { Split } from '../plan/splitTerms.js'
import { aVia, type Via } from '../plan/via.js'
import { keysOf } from '../script/miniscript.js'
import { equalBytes } from '../units/bytes.js'
import { aFeeRate, type FeeRateInput, readFeeRate } from '../units/feeRate.js'
import { anAmount, type Sats } from '../units/sats.js'
import type { SpendPath } from '../words.js'
import { SpendBody } from './body.js'
import { CollectedSpend } from './collected.js'
import { spendError } from './errors.js'
import { opensContract, type Secret, secretBytes } from './secret.js'
import type { Spend, SpendInput } from './types.js'

/** What every outcome needs: what the network gets, and which named rules the caller lifts. */
export interface SpendOptions<Path extends SpendPath = SpendPath> extends FeeFloor {
  readonly path: Path
  readonly feeRate: FeeRateInput
  readonly relax?: readonly PlanRule[]
}

type CooperativePath = 'key' | 'employerAndWorker'

export interface ReleaseOptions extends Omit<SpendOptions, 'path'>, ConfirmationOptions {
  /** Without it the key path where it is open, else `employerAndWorker`. */
  readonly path?: CooperativePath | 'workerAlone' | 'workerWithSecret'
  /** For `workerWithSecret`: found by their hashes, so in any order. */
  readonly secrets?: readonly Secret[]
  /** A swap that a part of it goes into instead of to the payees, who get the rest. */
  readonly via?: Via
}
export type RefundOptions = SpendOptions<CooperativePath | 'employerAlone'>
export interface AwardOptions
  extends SpendOptions<'arbiterAndWorker' | 'arbiterAndEmployer' | 'backupAndWorker' | 'backupAndEmployer'>,
    ConfirmationOptions {
  readonly split: Split
  /** A swap that a part of the worker's goes into instead of to the payees; by paths that the worker signs. */
  readonly via?: Via
}
export interface SettleOptions extends Omit<SpendOptions, 'path'> {
  /** Without it the key path where it is open, else `employerAndWorker`. */
  readonly path?: CooperativePath
  readonly split: Split
}

/** One funded contract gives one spend; a list gives as few as a standard transaction's weight allows. */
export type BuildSpend<Options> = <Given extends Funded | readonly Funded[]>(
  funded: Given,
  options: Options,
) => Drafts<Given>

/** A spend for a contract, spends for a list. */
export type Drafts<Given> = Given extends readonly Funded[] ? readonly Spend<'unsigned'>[] : Spend<'unsigned'>

/** An unsigned spend of a plan, with the secrets that open its hashes. */
export const draftOf = (
  plan: Plan,
  { secrets = [] }: { readonly secrets?: readonly Uint8Array[] } = {},
): CollectedSpend<'unsigned'> => {
  const hashes = secrets.map((secret) => ({ secret, hash: backend.sha256(secret) }))
  const inputs = plan.inputs.map(({ funded }): SpendInput => {
    if (plan.path === 'key')
      return { kind: 'key', nonces: [undefined, undefined], partials: [undefined, undefined] }
    const leaf = leafOf(funded.contract, plan.path)
    const keys = keysOf(leaf.fragment)
    const opened = leaf.path.secretHash
    const preimage = opened && hashes.find(({ hash }) => equalBytes(hash, opened))?.secret
    return { kind: 'leaf', leaf, keys, signatures: keys.map(() => undefined), ...(preimage && { preimage }) }
  })
  return new CollectedSpend({ state: 'unsigned', body: new SpendBody(plan), inputs })
}

/** The bytes of secrets, each of which must open a contract. */
const openingSecrets = (funded: readonly Funded[], secrets: readonly Secret[]): readonly Uint8Array[] =>
  secrets.map((secret, position) => {
    const field = `secrets[${position}]`
    const bytes = secretBytes(secret, field)
    if (funded.some(({ contract }) => opensContract(bytes, contract))) return bytes
    throw spendError('SECRET_WRONG', {
      field,
      expected: 'the 32 bytes whose SHA-256 a milestone names',
      received: 'bytes that open none (not shown)',
    })
  })

/** What the options of every outcome have in common. */
const shared = (): MemberChecks<Omit<SpendOptions, 'path'>> => ({
  feeRate: aFeeRate,
  'feeRateFloor?': aFeeRate,
  'relax?': listOf(oneOf(PLAN_RULES)),
})

/** The path is judged where the outcome and the contract are known. */
const free = { 'path?': aText }
/** Judged by what counts confirmations. */
const counted = { 'at?': anObject, 'confirmations?': anything }

const build = (
  funded: Funded | readonly Funded[],
  options: ConfirmationOptions &
    FeeFloor & {
      outcome: OutcomeTerms
      path: SpendPath | undefined
      feeRate: FeeRateInput
      relax?: readonly PlanRule[] | undefined
      acceptances?: readonly AcceptanceReport[] | undefined
      admission?: Admission | undefined
      secrets?: readonly Secret[] | undefined
    },
): readonly CollectedSpend<'unsigned'>[] => {
  const list = 'contract' in funded ? [funded] : funded
  const { outcome, feeRate, feeRateFloor, relax = [], acceptances = [], admission, secrets = [] } = options
  checkConfirmations(list, Object.assign({}, options, { relax }))
  const opening = openingSecrets(list, secrets)
  const path = options.path ?? (list[0]?.contract.internal.kind === 'musig2' ? 'key' : 'employerAndWorker')
  return planSpends(list, {
    outcome,
    path,
    fee: { rate: readFeeRate(feeRate) },
    relax,
    acceptances,
    ...(admission && { admission }),
    ...(feeRateFloor !== undefined && { feeRateFloor }),
  }).map((plan) => draftOf(plan, { secrets: opening }))
}

const builder = <Options extends { readonly feeRate: FeeRateInput }>(
  checks: () => MemberChecks<Options>,
  describe: (options: Options) => Parameters<typeof build>[1],
): BuildSpend<Options> =>
  // the type promises one spend for one funded contract, which the branch below keeps
  ((funded: Funded | readonly Funded[], options: Options) => {
    someFunded(funded, 'funded')
    membersOf<Options>(checks())(options, '')
    const spends = build(funded, describe(options))
    return 'contract' in funded ? spends[0] : spends
  }) as BuildSpend<Options>

/**
 * Everything to the worker's payees. With `at`, the tip of the chain, only of outputs that are confirmed, once or as
 * often as `confirmations` says.
 *
 * With `via` a swap out to Lightning gets exactly its amount in one output, and the payees what is left, which bears the
 * fee of a replacement, too. Whoever reads it gives `readSpend` the same swap.
 *
 * @throws EscrowError of the families `plan`, `contract` and `spend`
 * @example
 * const draft = release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('2.5') })
 * draft.plan.fee
 * // with taproot-escrow/swap: swap = swapTarget(offer.swap, { known })
 * release(funded, { via: { swap, amount: swap.amount }, feeRate: '2.5', at: { height } })
 */
export const release: BuildSpend<ReleaseOptions> = /* @__PURE__ */ builder(
  () => ({ ...shared(), ...free, ...counted, 'secrets?': listOf(anything), 'via?': aVia }),
  ({ path, via, ...options }) => ({ path, outcome: { kind: 'release', ...(via && { via }) }, ...options }),
)

/**
 * Everything back to the employer.
 *
 * @throws EscrowError of the families `plan`, `contract` and `spend`
 * @example
 * refund(funded, { path: 'employerAlone', feeRate: satsPerVb('2') })
 */
export const refund: BuildSpend<RefundOptions> = /* @__PURE__ */ builder(
  () => ({ ...shared(), path: aText }),
  (options) => ({ ...options, outcome: { kind: 'refund' } }),
)

/**
 * What the arbiter, or the backup, decided together with one party: its own fee, then a split, in basis points or in
 * satoshis for one side. `at`, `confirmations` and `via` as for a release.
 *
 * @throws EscrowError of the families `plan`, `contract` and `spend`
 * @example
 * award(funded, { path: 'arbiterAndWorker', split: { employer: 4000, worker: 6000 }, feeRate: satsPerVb('2') })
 */
export const award: BuildSpend<AwardOptions> = /* @__PURE__ */ builder(
  () => ({ ...shared(), path: aText, ...counted, split: aSplit, 'via?': aVia }),
  ({ split, via, ...options }) => ({ ...options, outcome: { kind: 'award', split, ...(via && { via }) } }),
)

/**
 * A split that the parties chose themselves, in basis points or in satoshis for one side: the other one takes the
 * rest. No arbiter, no arbiter's fee. What gives one side everything is planned as a release or a refund.
 *
 * @throws EscrowError of the families `plan`, `contract` and `spend`
 * @example
 * settle(funded, { split: { employer: 2500, worker: 7500 }, feeRate: satsPerVb('2') })
 * settle(funded, { split: { worker: sats('600000') }, feeRate: satsPerVb('2') })
 */
export const settle: BuildSpend<SettleOptions> = /* @__PURE__ */ builder(
  () => ({ ...shared(), ...free, split: aSplit }),
  ({ path, split, ...options }) => ({ ...options, path, outcome: { kind: 'settle', split } }),
)

type ArbiterPath = AwardOptions['path']

export interface FreezeOptions extends Omit<SpendOptions, 'path'>, Pick<Admission, 'at'> {
  /** Without it the key path where it is open, else `employerAndWorker`. */
  readonly path?: CooperativePath | ArbiterPath
}

/**
 * Pays every contract back to its own script, so that its relative clocks start again; absolute ones do not. It
 * costs the network's fee each time and can be done as often as the signers agree to it. Of contracts whose clocks
 * are absolute it asks what `fund` asks.
 *
 * @throws EscrowError of the family `admission`, and of the families `plan`, `contract` and `spend`
 * @example
 * freeze(funded, { path: 'arbiterAndWorker', at: { height, medianTime }, feeRate: satsPerVb('2') })
 */
export const freeze: BuildSpend<FreezeOptions> = /* @__PURE__ */ builder(
  () => ({ ...shared(), ...free, at: anything }),
  ({ at, ...options }) => ({
    ...options,
    path: options.path,
    admission: { at, known: [] },
    outcome: { kind: 'relock', into: 'itself' },
  }),
)

export interface RelockOptions extends Omit<SpendOptions, 'path'>, Admission {
  /** Without it the key path where it is open, else `employerAndWorker`. */
  readonly path?: CooperativePath
  /** A later contract of the same agreement, or one of an agreement that amends it. */
  readonly into: Contract
  /** What the new output holds; without it what its milestone says. */
  readonly keep?: Sats | 'everything'
  /** What becomes of the rest; nothing is left where everything is kept. */
  readonly pays?: PayoutTerms
  /** Who has accepted the amended agreement: reports of `accepted`, with the agreement that it amends. */
  readonly acceptances?: readonly AcceptanceReport[]
}

/**
 * Pays a part out and locks the rest into another contract. The PSBT shows the whole tree behind that output, and
 * whoever reads it with `readSpend` and the same contract in `into` has it proven. Of the contract that it leads to it
 * asks what `fund` asks, and is relaxed by the same names.
 *
 * @throws EscrowError of the family `admission`, `RELOCK_TARGET`, `RELOCK_UNACCEPTED`, `RELOCK_PARTY_REPLACED`, `RELOCK_REST`, and of the
 * families `plan`, `contract` and `spend`
 * @example
 * relock(funded, {
 *   into: next, pays: { kind: 'release' }, at: { height, medianTime }, known: agreements, feeRate: satsPerVb('2'),
 * })
 */
export const relock: BuildSpend<RelockOptions> = /* @__PURE__ */ builder(
  () => ({
    ...shared(),
    ...free,
    into: aContract,
    'keep?': aKeep,
    'pays?': aPayout,
    'acceptances?': listOf(aReport),
    at: anything,
    known: anything,
  }),
  ({ path, into, keep, pays, at, known, ...options }) => ({
    ...options,
    path,
    admission: { at, known },
    outcome: relockTerms({ into, keep: keep ?? into.amount, pays }),
  }),
)

const aKeep: Check = (value, field) => {
  if (value !== 'everything') anAmount(value, field)
}

const relockTerms = (options: {
  into: Contract
  keep: Sats | 'everything'
  pays: PayoutTerms | undefined
}): OutcomeTerms => {
  const { into, keep, pays } = options
  if (keep === 'everything' && pays === undefined) return { kind: 'relock', into, keep }
  if (keep !== 'everything' && pays !== undefined) return { kind: 'relock', into, keep, pays }
  throw spendError('RELOCK_REST', {
    field: 'pays',
    expected: keep === 'everything' ? 'nothing, as everything is kept' : 'what becomes of the rest',
    received: pays?.kind ?? 'nothing',
  })
}
