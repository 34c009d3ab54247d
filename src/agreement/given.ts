import { type Check, checkThat, hasMembers } from '../given/check.js'
import { NETWORKS } from '../units/network.js'

const isQuorum = (value: unknown): boolean => hasMembers(value) && Array.isArray(value['keys'])

/** Whether a value is an agreement that was read, also one that was copied since, as into another thread. */
export const isAgreement = (value: unknown): boolean =>
  hasMembers(value) &&
  typeof value['id'] === 'string' &&
  typeof value['text'] === 'string' &&
  NETWORKS.some((name) => name === value['network']) &&
  isQuorum(value['employer']) &&
  isQuorum(value['worker']) &&
  Array.isArray(value['milestones']) &&
  value['milestones'].every(hasMembers)

export const anAgreement: Check = /* @__PURE__ */ checkThat('an agreement that was read', isAgreement)
