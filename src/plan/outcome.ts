import type { Contract } from '../contract/contract.js'
import { shown } from '../errors.js'
import type { Sats } from '../units/sats.js'
import type { Outcome, SpendPath } from '../words.js'
import { planError } from './errors.js'

/** What each side gets of what is left after all fees, in basis points; together 10000. */
export interface Split {
  readonly employer: number
  readonly worker: number
}

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

/** Where the money of a spend goes. */
export type OutcomeTerms = PayoutTerms | RelockTerms | { readonly kind: 'award'; readonly split: Split }

const ARBITERS: readonly SpendPath[] = [
  'arbiterAndWorker',
  'arbiterAndEmployer',
  'backupAndWorker',
  'backupAndEmployer',
]
const BOTH_PARTIES: readonly SpendPath[] = ['key', 'employerAndWorker']

/** The paths that can bring about an outcome; a freeze is open to the arbiters, too. */
export const OUTCOME_PATHS: Readonly<Record<Outcome | 'freeze', readonly SpendPath[]>> = {
  release: [...BOTH_PARTIES, 'workerAlone', 'workerWithSecret'],
  refund: [...BOTH_PARTIES, 'employerAlone'],
  award: ARBITERS,
  settle: BOTH_PARTIES,
  relock: BOTH_PARTIES,
  freeze: [...BOTH_PARTIES, ...ARBITERS],
}

/** What terms bring about, a relock into the very same contract by its own name. */
export const kindOf = (outcome: OutcomeTerms): Outcome | 'freeze' =>
  outcome.kind === 'relock' && outcome.into === 'itself' ? 'freeze' : outcome.kind

/** The paths that these terms can take. */
export const pathsFor = (outcome: OutcomeTerms): readonly SpendPath[] => OUTCOME_PATHS[kindOf(outcome)]

/** Outcomes as a sentence takes them. */
const OUTCOME_PHRASES: Readonly<Record<Outcome | 'freeze', string>> = {
  release: 'a release',
  refund: 'a refund',
  award: 'an award',
  settle: 'a settlement',
  relock: 'a relock',
  freeze: 'a freeze',
}

/** An outcome, by its name or its terms, as a sentence takes it. */
export const outcomePhrase = (outcome: OutcomeTerms | Outcome): string =>
  OUTCOME_PHRASES[typeof outcome === 'string' ? outcome : kindOf(outcome)]

export const FULL_SHARE = 10_000

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
  if ('split' in outcome) checkSplit(outcome.split)
  if ('pays' in outcome && outcome.pays.kind === 'settle') checkSplit(outcome.pays.split)
}

const checkSplit = ({ employer, worker }: Split): void => {
  for (const [side, part] of Object.entries({ employer, worker }))
    if (!Number.isInteger(part) || part < 0 || part > FULL_SHARE)
      throw planError('SPLIT_MALFORMED', {
        field: `split.${side}`,
        expected: `whole basis points from 0 to ${FULL_SHARE}`,
        received: shown(part),
      })
  if (employer + worker !== FULL_SHARE)
    throw planError('SPLIT_MALFORMED', {
      field: 'split',
      expected: `employer and worker together ${FULL_SHARE} basis points`,
      received: `${employer + worker}`,
    })
}
