import { anObject, aText, aWhole, type Check, checkThat, listOf, type Members } from '../given/check.js'
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

/** A report as `accepted` makes it, perhaps through JSON. */
export const aReport: Check = (value, field) => {
  anObject(value, field)
  const { agreement, roles, everybody, amends } = value as Members // the line above makes it one
  aText(agreement, `${field}.agreement`)
  listOf(aRoleReport)(roles, `${field}.roles`)
  checkThat('true or false', (one) => typeof one === 'boolean')(everybody, `${field}.everybody`)
  if (amends !== undefined) aReport(amends, `${field}.amends`)
}

const aRoleReport: Check = (value, field) => {
  anObject(value, field)
  listOf(aWhole)((value as Members)['accepted'], `${field}.accepted`)
}
