import type { Funded } from '../contract/funded.js'
import { type Maturity, maturityOf } from '../contract/maturity.js'
import type { ChainMoment } from '../paths/deadlines.js'
import type { LeafPath } from '../paths/types.js'
import { wantsConfirmations } from '../plan/confirmations.js'
import { payoutsOf } from '../plan/money.js'
import { type OutcomeTerms, outcomePhrase, pathsFor } from '../plan/outcome.js'
import type { Plan } from '../plan/plan.js'
import { describeLock } from '../units/lock.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Role, SpendPath } from '../words.js'
import { bodyOf } from './collected.js'
import { sameOutputs, sameTransaction } from './same.js'
import type { Spend } from './types.js'

/** What a review can object to; each may be lifted by its name. The caps on fees are the plan's own rules. */
export type ReviewRule =
  | 'feeRateFloor'
  | 'feeRateCap'
  | 'feeShareCap'
  | 'amount'
  | 'confirmations'
  | 'unacceptedAgreement'
  | 'unpayable'
  | 'outcomeChange'
  | 'deadlineNear'
  | 'lockAhead'
  | 'outstanding'

/** One thing that whoever is asked to sign should know. */
export interface ReviewFinding {
  readonly rule: ReviewRule
  /** `refuse`: `sign` will not, unless the rule is lifted. */
  readonly level: 'refuse' | 'warn'
  readonly text: string
}

/** A user's choice to the satoshi: the terms with their split or target, and the path where it matters. */
export interface Expectation {
  readonly outcome: OutcomeTerms
  readonly path?: SpendPath
}

/** What the reviewer knows beyond the spend itself. */
export interface ReviewContext {
  /** The tip of the chain; without it nothing is said about deadlines. */
  readonly at?: ChainMoment
  /** What the user chose to bring about; anything else is refused. */
  readonly expect?: OutcomeTerms['kind'] | Expectation
  /** Spends that the signer signed before and that could still be broadcast. */
  readonly outstanding?: readonly Spend[]
  /** Rules that the signer knowingly lifts. */
  readonly relax?: readonly ReviewRule[]
}

/** Under this a warning: about a day of blocks. */
export const WARNING_MARGIN: Readonly<Record<Maturity['unit'], number>> = { blocks: 144, seconds: 86_400 }
/** Under this a release is refused: about six hours of blocks. */
export const REFUSAL_MARGIN: Readonly<Record<Maturity['unit'], number>> = { blocks: 36, seconds: 21_600 }

/** Somebody else who can move the money without those whom this spend pays, and when. */
export interface Interference {
  readonly input: number
  readonly path: LeafPath
  /** Unknown without the moment of the funding or of the chain. */
  readonly maturity?: Maturity
}

/** Whom an outcome serves: a path without any of them works against it. */
const served = ({ kind }: OutcomeTerms): readonly Role[] =>
  kind === 'release' ? ['worker'] : kind === 'refund' ? ['employer'] : []

/**
 * The paths by which one party alone can take the money that this spend would pay out otherwise. The spend's own
 * path is none of them: what goes by a path of one party serves that party.
 */
export const interferences = (plan: Plan, at: ChainMoment | undefined): readonly Interference[] =>
  plan.inputs.flatMap(({ funded }, input) =>
    funded.contract.leaves.flatMap(({ path }): readonly Interference[] => {
      const [only, another] = path.parties
      const alone = only !== undefined && another === undefined && path.lock !== undefined
      if (!alone || served(plan.outcome).includes(only)) return []
      return [{ input, path, ...maturityIn(path, funded, at) }]
    }),
  )

const maturityIn = (
  { lock }: LeafPath,
  funded: Funded,
  at: ChainMoment | undefined,
): { readonly maturity?: Maturity } => {
  const maturity = lock && at && maturityOf(lock, funded, at)
  return maturity === undefined ? {} : { maturity }
}

const whose = ({ parties }: LeafPath): string => `the ${parties.join(' and the ')} alone`

const deadlines = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  interferences(plan, at).flatMap(({ path, maturity }): readonly ReviewFinding[] => {
    if (maturity === undefined || maturity.left >= WARNING_MARGIN[maturity.unit]) return []
    const { unit, left } = maturity
    const close = left < REFUSAL_MARGIN[unit]
    const when = left <= 0 ? 'already' : `in ${left} ${unit}`
    return [
      {
        rule: 'deadlineNear',
        level: close && plan.outcome.kind === 'release' ? 'refuse' : 'warn',
        text: `${when} ${whose(path)} can take the money; this transaction may lose the race`,
      },
    ]
  })

const locksAhead = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] =>
  plan.inputs.flatMap(({ funded }, input): readonly ReviewFinding[] => {
    const lock = funded.contract.leaves.find(({ path }) => path.name === plan.path)?.path.lock
    if (lock === undefined || at === undefined) return []
    const maturity = maturityOf(lock, funded, at)
    if (maturity === undefined || maturity.left <= 0) return []
    return [
      {
        rule: 'lockAhead',
        level: 'warn',
        text: `input ${input} opens only after ${describeLock(lock)}: ${maturity.left} ${maturity.unit} from now`,
      },
    ]
  })

const refusedChange = (text: string): readonly ReviewFinding[] => [
  { rule: 'outcomeChange', level: 'refuse', text },
]

const changes = (plan: Plan, expect: ReviewContext['expect']): readonly ReviewFinding[] => {
  if (expect === undefined) return []
  const { outcome, path } = plan
  if (typeof expect === 'string')
    return expect === outcome.kind
      ? []
      : refusedChange(`this is ${outcomePhrase(outcome)}, and a ${expect} was chosen`)
  if (expect.path !== undefined && expect.path !== path)
    return refusedChange(`this goes by the path ${path}, and ${expect.path} was chosen`)
  return paysAs(plan, expect.outcome)
    ? []
    : refusedChange(
        `this is ${outcomePhrase(outcome)} that pays others, or other amounts, than what was chosen`,
      )
}

/** Whether a plan pays what these terms would at the same fee; splits that round alike are one. */
const paysAs = ({ agreement, path, inputs, fee, outputs }: Plan, outcome: OutcomeTerms): boolean =>
  pathsFor(outcome).includes(path) &&
  sameOutputs(
    payoutsOf(agreement, { outcome, path, inputs: inputs.map(({ funded }) => funded), fee }),
    outputs,
  )

/** Earlier spends of the same money that somebody could still broadcast instead of this one. */
export const stillStanding = (spend: Spend, outstanding: readonly Spend[]): readonly Spend[] => {
  const body = bodyOf(spend)
  const spent = new Set(spend.plan.inputs.map(({ funded }) => formatOutpoint(funded.outpoint)))
  return outstanding.filter(
    (earlier) =>
      !sameTransaction(bodyOf(earlier), body) &&
      earlier.plan.inputs.some(({ funded }) => spent.has(formatOutpoint(funded.outpoint))),
  )
}

const earlier = (spend: Spend, outstanding: readonly Spend[]): readonly ReviewFinding[] =>
  stillStanding(spend, outstanding).map(({ plan }) => ({
    rule: 'outstanding',
    level: 'warn',
    text: `you signed ${outcomePhrase(plan.outcome)} of the same money before (fee ${plan.fee} sat), and it stays valid for ever`,
  }))

/** Money of which nobody has said that the chain holds it. */
const unconfirmed = ({ inputs, outcome }: Plan): readonly ReviewFinding[] =>
  wantsConfirmations(outcome) && inputs.some(({ funded }) => funded.confirmedAt === undefined)
    ? [
        {
          rule: 'confirmations',
          level: 'warn',
          text: 'the funding is not known to be confirmed; whoever paid it in may still spend it elsewhere',
        },
      ]
    : []

/** Rules of the plan that were lifted by name when the spend was built or read. */
const lifted = ({ relaxed }: Plan): readonly ReviewFinding[] =>
  relaxed.map((rule) => ({
    rule,
    level: 'warn',
    text: `the rule ${rule} was lifted when this spend was planned`,
  }))

/** Everything that the rules object to, lifted rules as warnings. */
export const findingsOf = (spend: Spend, context: ReviewContext = {}): readonly ReviewFinding[] => {
  const { at, expect, outstanding = [], relax = [] } = context
  const { plan } = spend
  return [
    ...lifted(plan),
    ...unconfirmed(plan),
    ...changes(plan, expect),
    ...deadlines(plan, at),
    ...locksAhead(plan, at),
    ...earlier(spend, outstanding),
  ].map((finding) => (relax.includes(finding.rule) ? { ...finding, level: 'warn' } : finding))
}
