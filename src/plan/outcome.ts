import type { Party } from '../agreement/types.js'
import { aContract, type Contract } from '../contract/contract.js'
import { shown } from '../errors.js'
import { anObject, anything, type Check, type Members, membersNamed, oneOf } from '../given/check.js'
import { anAmount, type Sats } from '../units/sats.js'
import { OUTCOMES, type Outcome, type SpendPath } from '../words.js'
import { planError } from './errors.js'
import { aSplit, checkSplit, FULL_SHARE, isExact, wholeTo } from './shares.js'
import type { Split } from './splitTerms.js'
import { aVia, type Via } from './via.js'

/** Outcomes whose name says where everything goes. */
export type PlainOutcome = 'release' | 'refund'
export const PLAIN_OUTCOMES: readonly PlainOutcome[] = ['release', 'refund']

/** What can become of a part of a pot as well as of the whole. */
export type PayoutTerms =
  | { readonly kind: 'release' }
  | { readonly kind: 'refund' }
  | { readonly kind: 'settle'; readonly split: Split }

/**
 * Locks money again: into the very contract that it comes from (a freeze: relative clocks start anew), or into
 * another one, with a part paid out before.
 */
export type RelockTerms =
  | { readonly kind: 'relock'; readonly into: 'itself' }
  | { readonly kind: 'relock'; readonly into: Contract; readonly keep: 'everything' }
  | { readonly kind: 'relock'; readonly into: Contract; readonly keep: Sats; readonly pays: PayoutTerms }

/** Where the money of a spend goes; of a release or an award a part of the worker's perhaps into a swap. */
export type OutcomeTerms =
  | Exclude<PayoutTerms, { readonly kind: 'release' }>
  | { readonly kind: 'release'; readonly via?: Via }
  | RelockTerms
  | { readonly kind: 'award'; readonly split: Split; readonly via?: Via }

const ARBITERS: readonly SpendPath[] = [
  'arbiterAndWorker',
  'arbiterAndEmployer',
  'backupAndWorker',
  'backupAndEmployer',
]
/** The worker's money goes into a swap by the worker's signature only; every path of a release asks for that. */
const ARBITERS_WITH_WORKER: readonly SpendPath[] = ['arbiterAndWorker', 'backupAndWorker']
const BOTH_PARTIES: readonly SpendPath[] = ['key', 'employerAndWorker']

const EVEN: Split = { employer: FULL_SHARE / 2, worker: FULL_SHARE / 2 }

const WHOLE_TO: Readonly<Record<Party, Split>> = {
  employer: { employer: FULL_SHARE, worker: 0 },
  worker: { employer: 0, worker: FULL_SHARE },
}

/** One of everything that can become of a part. */
export const PAYOUTS: Readonly<Record<PlainOutcome | 'settle', PayoutTerms>> = {
  release: { kind: 'release' },
  refund: { kind: 'refund' },
  settle: { kind: 'settle', split: EVEN },
}

/** What holds of an outcome by its name. */
interface OutcomeFacts {
  /** As a sentence takes it. */
  readonly phrase: string
  /** The paths that can bring it about. */
  readonly paths: readonly SpendPath[]
  /** What its terms have beside their kind. */
  readonly members?: (terms: Members) => Readonly<Record<string, Check>>
  /** Whom it gives everything to, where its name says so. */
  readonly taker?: Party
  /** Terms of it, to be tried and recognised; none where it leads to another contract. */
  readonly example?: OutcomeTerms
  /** The terms of it that a contract must be able to pay, as somebody can be left with nothing else to agree on. */
  readonly owed?: readonly OutcomeTerms[]
  /** Where somebody gives for it what cannot be taken back: it wants the agreed amount, and confirmations. */
  readonly isEarned?: true
}

/** A relock into the very same contract by its own name. What a transaction brings about is the first that pays it. */
const FACTS: Readonly<
  Record<Exclude<Outcome, PlainOutcome> | 'freeze', OutcomeFacts> &
    Record<PlainOutcome, OutcomeFacts & { readonly taker: Party }>
> = {
  release: {
    phrase: 'a release',
    paths: [...BOTH_PARTIES, 'workerAlone', 'workerWithSecret'],
    members: () => ({ 'via?': aVia }),
    taker: 'worker',
    example: PAYOUTS.release,
    owed: [PAYOUTS.release],
    isEarned: true,
  },
  refund: {
    phrase: 'a refund',
    paths: [...BOTH_PARTIES, 'employerAlone'],
    taker: 'employer',
    example: PAYOUTS.refund,
    owed: [PAYOUTS.refund],
  },
  settle: {
    phrase: 'a settlement',
    paths: BOTH_PARTIES,
    members: () => ({ split: aSplit }),
    example: PAYOUTS.settle,
  },
  award: {
    phrase: 'an award',
    paths: ARBITERS,
    members: () => ({ split: aSplit, 'via?': aVia }),
    example: { kind: 'award', split: EVEN },
    owed: [
      { kind: 'award', split: WHOLE_TO.employer },
      { kind: 'award', split: WHOLE_TO.worker },
      { kind: 'award', split: EVEN },
    ],
    isEarned: true,
  },
  freeze: {
    phrase: 'a freeze',
    paths: [...BOTH_PARTIES, ...ARBITERS],
    members: () => ({ into: anything }),
    example: { kind: 'relock', into: 'itself' },
  },
  relock: {
    phrase: 'a relock',
    paths: BOTH_PARTIES,
    members: ({ keep }) => ({
      into: aContract,
      ...(keep === 'everything' ? { keep: anything } : { keep: anAmount, pays: aPayout }),
    }),
  },
}

/** What terms bring about, a relock into the very same contract by its own name. */
export const kindOf = (outcome: { readonly kind: Outcome; readonly into?: unknown }): Outcome | 'freeze' =>
  outcome.kind === 'relock' && outcome.into === 'itself' ? 'freeze' : outcome.kind

/** Terms of an outcome with all that its kind wants, and nothing else. */
export const anOutcome: Check = (value, field) => {
  anObject(value, field)
  const terms = value as Members & { readonly kind: Outcome } // the line above and the next make it one
  oneOf(OUTCOMES)(terms.kind, `${field}.kind`)
  membersNamed({ kind: anything, ...FACTS[kindOf(terms)].members?.(terms) })(value, field)
}

/** What becomes of a part. */
export const aPayout: Check = (value, field) => {
  anOutcome(value, field)
  oneOf(Object.keys(PAYOUTS))((value as Members)['kind'], `${field}.kind`)
  // a swap takes its amount of a release or an award alone
  membersNamed({ kind: anything, 'split?': anything })(value, field)
}

/** One of every outcome but those that lead to another contract, even where sides share. */
export const EXAMPLES: readonly OutcomeTerms[] = /* @__PURE__ */ Object.values(FACTS).flatMap(
  ({ example }) => example ?? [],
)

/** Whether somebody gives for an outcome what cannot be taken back, trusting that the agreed money is there. */
export const isEarned = (outcome: OutcomeTerms): boolean => FACTS[kindOf(outcome)].isEarned === true

/** The paths that these terms can take. */
export const pathsFor = (outcome: OutcomeTerms): readonly SpendPath[] =>
  outcome.kind === 'award' && outcome.via !== undefined ? ARBITERS_WITH_WORKER : FACTS[kindOf(outcome)].paths

/** An outcome, by its name or its terms, as a sentence takes it. */
export const outcomePhrase = (outcome: OutcomeTerms | Outcome): string =>
  FACTS[typeof outcome === 'string' ? outcome : kindOf(outcome)].phrase

/**
 * Checks that a path may be used for an outcome, and the split if there is one.
 *
 * @throws EscrowError `OUTCOME_PATH`, `SPLIT_MALFORMED`
 */
export const checkOutcome = (outcome: OutcomeTerms, path: SpendPath): void => {
  const paths = pathsFor(outcome)
  if (!paths.includes(path))
    throw planError('OUTCOME_PATH', {
      field: 'path',
      expected: `a path that can bring about ${outcomePhrase(outcome)}: ${paths.join(', ')}`,
      received: shown(path),
    })
  const split = splitOf(outcome)
  if (split !== undefined) checkSplit(split)
}

/** The split of an award, of a settlement, or of what a relock pays out. */
export const splitOf = (outcome: OutcomeTerms): Split | undefined => {
  if ('split' in outcome) return outcome.split
  return 'pays' in outcome && outcome.pays.kind === 'settle' ? outcome.pays.split : undefined
}

/** Whom an outcome gives everything to, where its name says so. */
export const takerOf = (outcome: OutcomeTerms): Party | undefined => FACTS[kindOf(outcome)].taker

/** How terms share between the sides: all to whom their name says, whatever else they hold; else by their split. */
export const sharesOf = (terms: Exclude<OutcomeTerms, RelockTerms>): Split => {
  const taker = takerOf(terms)
  // terms without a taker have a split, as the record of outcomes says
  return taker === undefined ? (terms as Extract<OutcomeTerms, { split: Split }>).split : WHOLE_TO[taker]
}

/** The swap that a part of the worker's goes into. */
export const viaOf = (outcome: OutcomeTerms): Via | undefined => ('via' in outcome ? outcome.via : undefined)

/** The same outcome with another split, where it has one. */
export const withSplit = (outcome: OutcomeTerms, split: Split): OutcomeTerms => {
  if ('split' in outcome) return { ...outcome, split }
  if ('pays' in outcome && outcome.pays.kind === 'settle')
    return { ...outcome, pays: { kind: 'settle', split } }
  return outcome
}

/** Whether an outcome names satoshis, or a swap, which only one transaction can pay. */
export const isOfOneTransaction = (outcome: OutcomeTerms): boolean => {
  const split = splitOf(outcome)
  return (
    kindOf(outcome) === 'relock' || viaOf(outcome) !== undefined || (split !== undefined && isExact(split))
  )
}

/** A settlement by what it does: of the whole to one side it is a release or a refund. */
const payoutByEffect = (terms: PayoutTerms): PayoutTerms => {
  const side = terms.kind === 'settle' ? wholeTo(terms.split) : undefined
  if (side === undefined) return terms
  return side === 'worker' ? { kind: 'release' } : { kind: 'refund' }
}

/** An outcome by what it does, whatever it was called: what gives one side the whole has one name. */
export const byEffect = (outcome: OutcomeTerms): OutcomeTerms => {
  if (outcome.kind === 'award') {
    const side = wholeTo(outcome.split)
    return side === undefined ? outcome : { ...outcome, split: WHOLE_TO[side] }
  }
  if (outcome.kind !== 'relock') return payoutByEffect(outcome)
  return 'pays' in outcome ? { ...outcome, pays: payoutByEffect(outcome.pays) } : outcome
}

/**
 * What a contract must be able to pay, as somebody can be left with it who has nobody to agree on anything else with:
 * all to either side, and a decision that gives each side a half.
 */
export const owedOutcomes = (): readonly OutcomeTerms[] =>
  Object.values(FACTS).flatMap(({ owed }) => owed ?? [])
