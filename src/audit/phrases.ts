import { type Coalition, type Stretch, UNKNOWN_PARTY } from '../powers/matrix.js'
import type { AuditedParty } from '../powers/output.js'
import { ENGLISH_POWERS } from '../sentences/english/powers.js'
import { ENGLISH_TONGUE } from '../sentences/english/tongue.js'
import type { FromTold, PartyTold, WayTold } from '../sentences/powers.js'
import { type Voice, voiceOf } from '../sentences/voice.js'

export const englishVoice = (): Voice => voiceOf(ENGLISH_TONGUE)

/** `A`, `A and B`, `A, B and C`. */
export const listed = (items: readonly string[]): string => ENGLISH_TONGUE.formats.list(items, 'and')

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

/** `at once`, `from about 60 days (8,640 blocks) after the funding on`, `as soon as block 900000 is mined`. */
export const momentPhrase = (stretch: Stretch): string =>
  stretch.from === undefined ? 'at once' : ENGLISH_POWERS.from(fromTold(stretch), englishVoice())
