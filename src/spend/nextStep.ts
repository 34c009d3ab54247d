import { anObject, aRole, membersOf } from '../given/check.js'
import type { Role } from '../words.js'
import { bodyOf } from './collected.js'
import { missingRoles, signingRoles, unannouncedRoles } from './progress.js'
import type { Review } from './reviewed.js'
import { leafStack } from './state.js'
import type { Spend } from './types.js'

/**
 * What somebody does next with a spend:
 *
 * - `review`: read what the signature would do, before anything else
 * - `startMusig`, `signMusig`: the first and the second round of the key path, `startMusig` and `session.sign`
 * - `sign`: sign a leaf
 * - `finalize`: `complete` and `finalize`; everything is there
 * - `wait`: for the signatures, nonces or secret of others
 */
export type NextStep =
  | { readonly step: 'review' | 'startMusig' | 'signMusig' | 'sign' | 'finalize' }
  | { readonly step: 'wait'; readonly for: readonly Role[] }

export interface NextStepOptions {
  /** What `review` said of this spend, by which its reader can tell that it was read. */
  readonly reviewed?: Review
}

/**
 * What a role does next with a spend, as far as the spend itself tells: on the key path first nonces, then partial
 * signatures; on a leaf signatures. Nobody signs before a review of the same plan.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * nextStep(spend, 'worker') // { step: 'review' }
 * nextStep(spend, 'worker', { reviewed: review(spend, { as: 'worker' }) }) // { step: 'startMusig' }
 */
export const nextStep = (spend: Spend, role: Role, options: NextStepOptions = {}): NextStep => {
  bodyOf(spend)
  aRole(role, 'role')
  membersOf<NextStepOptions>({ 'reviewed?': anObject })(options, '')
  const { reviewed } = options
  const missing = missingRoles(spend)
  if (missing.length === 0) return lastStep(spend)
  if (!missing.includes(role)) return { step: 'wait', for: missing }
  if (reviewed === undefined || reviewed.as !== role || reviewed.plan !== spend.plan)
    return { step: 'review' }
  if (spend.plan.path !== 'key') return { step: 'sign' }
  const silent = unannouncedRoles(spend)
  if (silent.includes(role)) return { step: 'startMusig' }
  return silent.length === 0 ? { step: 'signMusig' } : { step: 'wait', for: silent }
}

/** Everybody has signed; a leaf may still lack the secret that opens its hash, which its party knows or learns. */
const lastStep = (spend: Spend): NextStep =>
  spend.inputs.every((input) => input.kind === 'key' || leafStack(input) !== undefined)
    ? { step: 'finalize' }
    : { step: 'wait', for: signingRoles(spend.plan) }
