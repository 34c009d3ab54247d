import type { Role } from '../words.js'

/** How far a role has accepted an agreement. */
export interface RoleAcceptance {
  readonly role: Role
  /** How many of its keys have to accept before they can act together. */
  readonly needed: number
  /** Positions of the keys whose acceptance was verified. */
  readonly accepted: readonly number[]
}

/** Who has accepted which agreement, every signature verified. */
export interface AcceptanceReport {
  /** The agreement's id. */
  readonly agreement: string
  readonly roles: readonly RoleAcceptance[]
  /** Whether every role has as many acceptances as it needs. */
  readonly everybody: boolean
  /** The same of the agreement that this one amends, where that one was given: which of its keys accepted this one. */
  readonly amends?: AcceptanceReport
}
