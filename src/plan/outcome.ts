import { shown } from '../errors.js'
import { OUTCOMES, type Outcome, type SpendPath } from '../words.js'
import { planError } from './errors.js'

/** What each side gets of what is left after all fees, in basis points; together 10000. */
export interface Split {
  readonly employer: number
  readonly worker: number
}

/** Where the money of a spend goes. */
export type OutcomeTerms =
  | { readonly kind: 'release' }
  | { readonly kind: 'refund' }
  | { readonly kind: 'award'; readonly split: Split }
  | { readonly kind: 'settle'; readonly split: Split }

/** An outcome that this version builds. */
export type PlannedOutcome = OutcomeTerms['kind']

/** The paths that can bring about an outcome. */
export const OUTCOME_PATHS: Readonly<Record<PlannedOutcome, readonly SpendPath[]>> = {
  release: ['key', 'employerAndWorker', 'workerAlone', 'workerWithSecret'],
  refund: ['key', 'employerAndWorker', 'employerAlone'],
  award: ['arbiterAndWorker', 'arbiterAndEmployer', 'backupAndWorker', 'backupAndEmployer'],
  settle: ['key', 'employerAndWorker'],
}

/** The outcomes that a path can bring about. */
export const outcomesOf = (path: SpendPath): readonly Outcome[] =>
  OUTCOMES.filter((outcome) => outcome !== 'relock' && OUTCOME_PATHS[outcome].includes(path))

export const FULL_SHARE = 10_000

/**
 * Checks that a path may be used for an outcome, and the split if there is one.
 *
 * @throws EscrowError `OUTCOME_PATH`, `SPLIT_MALFORMED`
 */
export const checkOutcome = (outcome: OutcomeTerms, path: SpendPath): void => {
  const paths = OUTCOME_PATHS[outcome.kind]
  if (!paths.includes(path))
    throw planError('OUTCOME_PATH', {
      field: 'path',
      expected: `a path that can ${outcome.kind}: ${paths.join(', ')}`,
      received: shown(path),
    })
  if ('split' in outcome) checkSplit(outcome.split)
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
