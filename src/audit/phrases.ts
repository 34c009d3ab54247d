import { type Coalition, type Stretch, UNKNOWN_PARTY } from '../powers/matrix.js'
import type { AuditedParty } from '../powers/output.js'
import { ENGLISH_TONGUE } from '../sentences/english/tongue.js'
import type { FromTold, PartyTold, WayTold } from '../sentences/powers.js'
import type { Lock } from '../units/lock.js'

/** `A`, `A and B`, `A, B and C`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** A party as sentences have it. */
export const partyTold = ({ name, role }: AuditedParty): PartyTold => {
  if (role !== undefined) return { role }
  return name === UNKNOWN_PARTY ? { unknown: 'party' } : { name }
}

/** People who act together, as sentences have them. */
export const wayTold = ({ members, secrets }: Coalition, parties: readonly AuditedParty[]): WayTold => ({
  members: members.map(({ party, keys }) => {
    const known = parties.find(({ name }) => name === party) ?? { name: party, size: keys }
    return { party: partyTold(known), keys, of: known.size }
  }),
  secrets: secrets.length,
})

/** The locks of a stretch, as sentences have them. */
export const fromTold = ({ from, and = [] }: Stretch): FromTold => (from === undefined ? [] : [from, ...and])

const lockPhrase = (lock: Lock): string => {
  if ('blocks' in lock) return `from block ${lock.blocks} after the funding on`
  if ('seconds' in lock) return `from ${lock.seconds} seconds after the funding on`
  if ('height' in lock) return `as soon as block ${lock.height} is mined`
  return `as soon as the median time of the chain has passed ${ENGLISH_TONGUE.formats.moment(lock.time)}`
}

/** `at once`, `from block 8640 after the funding on`, `as soon as block 900000 is mined`. */
export const momentPhrase = ({ from, and = [] }: Stretch): string =>
  from === undefined ? 'at once' : [from, ...and].map(lockPhrase).join(' and ')
