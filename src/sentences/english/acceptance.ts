import { isRelative, type Lock } from '../../units/lock.js'
import type { AcceptanceSentences } from '../acceptance.js'
import { capital } from '../capital.js'
import type { Catalogue } from '../sentence.js'
import type { Voice } from '../voice.js'

const opening = (lock: Lock | undefined, say: Voice): string => {
  if (lock === undefined) return 'At once'
  return isRelative(lock) ? `${capital(say.lock(lock))} after the payment` : `From ${say.lock(lock)} on`
}

/** What somebody accepts, in English. */
export const ENGLISH_ACCEPTANCE: Catalogue<AcceptanceSentences> = {
  acceptsAs: ({ agreement, network, role }, say) =>
    `You accept agreement ${say.code(agreement)} on ${say.code(network)} as ${say.role(role)}.`,
  ownKey: ({ key, threshold, of }, say) =>
    of === 1
      ? `Your key: ${say.code(key)}.`
      : `A key of yours, of which ${say.number(threshold)} of ${say.number(of)} act: ${say.code(key)}.`,
  paidAt: ({ role, address, percent }, say) =>
    `${say.Role(role)} is paid ${percent === undefined ? '' : `${say.decimal(percent)} % `}at ${say.code(address)}.`,
  takesFee: ({ role, fee, address }, say) =>
    `${say.Role(role)} takes ${'percent' in fee ? `${say.decimal(fee.percent)} %` : say.amount(fee.amount)} of what it decides, at ${say.code(address)}.`,
  paidIn: ({ milestone, memo, contract, amount, address }, say) =>
    `Milestone ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contract ${say.id(contract)}: ${say.amount(amount)}, paid in at ${say.code(address)}.`,
  goesOut: ({ parties, you, lock, secretHash }, say) => {
    const isAlone = parties.length === 1
    return `${opening(lock, say)}, ${say.people(parties)} can take it ${isAlone ? 'alone' : 'together'}${you ? (isAlone ? ' (you)' : ' (one of them you)') : ''}${secretHash === undefined ? '' : `, with the secret of ${say.code(secretHash)}`}.`
  },
  keyAccepts: ({ role, key, agreement, amends }, say) =>
    `Key ${say.id(key)} of ${say.role(role)}${amends === undefined ? '' : ` in the agreement ${say.code(amends)}`} accepts agreement ${say.code(agreement)}.`,
  deviceSigns: ({ role, key, option }, say) =>
    `To be signed by key ${say.id(key)} of ${say.role(role)}; then give it to ${say.code(option)}.`,
  goesOutAsBefore: () => 'It goes out as the one before.',
  getsNothing: ({ role, gone }, say) =>
    `Should ${say.role(gone)} vanish, ${say.role(role)} never gets anything.`,
}
