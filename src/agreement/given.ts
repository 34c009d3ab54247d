import { type Check, checkThat, hasMembers } from '../given/check.js'
import { NETWORKS } from '../units/network.js'

const isQuorum = (value: unknown): boolean => hasMembers(value) && Array.isArray(value['keys'])

const hasMilestones = (value: unknown): value is { readonly milestones: readonly unknown[] } =>
  hasMembers(value) &&
  typeof value['id'] === 'string' &&
  typeof value['text'] === 'string' &&
  NETWORKS.some((name) => name === value['network']) &&
  isQuorum(value['employer']) &&
  isQuorum(value['worker']) &&
  Array.isArray(value['milestones'])

/** Whether a value is an agreement that was read, also one that was copied since, as into another thread. */
export const isAgreement = (value: unknown): boolean =>
  hasMilestones(value) && value.milestones.every(hasMembers)

const EXPECTED = 'an agreement that was read'

export const anAgreement: Check = /* @__PURE__ */ checkThat(EXPECTED, isAgreement)

/** The agreement of a contract: of many contracts each has its own milestone looked at, and not all of them. */
export const anAgreementWith = (milestone: unknown): Check =>
  checkThat(
    EXPECTED,
    (value) =>
      typeof milestone === 'number' && hasMilestones(value) && hasMembers(value.milestones[milestone]),
  )
