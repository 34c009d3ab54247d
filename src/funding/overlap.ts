import type { Agreement } from '../agreement/types.js'
import type { RoleKey } from '../keys/roleKey.js'
import { toHex } from '../units/bytes.js'
import { ROLES } from '../words.js'
import { fundingError } from './errors.js'

/** Two keys with one name derive the same children. */
const nameOf = (key: RoleKey): string =>
  key.kind === 'bare' ? toHex(key.xOnly) : `${toHex(key.publicKey)}${toHex(key.chainCode)}`

const keysOf = (agreement: Agreement): readonly { readonly name: string; readonly holder: string }[] =>
  ROLES.flatMap((role) =>
    (agreement[role]?.keys ?? []).map((key, position) => ({
      name: nameOf(key),
      holder: `${role}.keys[${position}]`,
    })),
  )

const lastIndex = ({ index, milestones }: Agreement): number => index + milestones.length - 1

const rangeOf = (agreement: Agreement): string => `${agreement.index} to ${lastIndex(agreement)}`

/**
 * Refuses agreements whose contracts would have keys of a contract of another agreement: overlapping indices, and
 * an account in common. An amended agreement has indices of its own, too.
 *
 * @throws EscrowError `FUNDING_INDEX_OVERLAP`
 */
export const checkOverlaps = (
  funding: readonly Agreement[],
  { known }: { known: readonly Agreement[] },
): void => {
  const byId = new Map([...known, ...funding].map((agreement) => [agreement.id, agreement]))
  const holders = new Map<string, Agreement[]>()
  for (const agreement of byId.values())
    for (const { name } of keysOf(agreement)) {
      const sharing = holders.get(name)
      if (sharing === undefined) holders.set(name, [agreement])
      else sharing.push(agreement)
    }
  for (const agreement of funding) {
    const overlaps = (other: Agreement): boolean =>
      other.id !== agreement.id &&
      other.network === agreement.network &&
      other.index <= lastIndex(agreement) &&
      agreement.index <= lastIndex(other)
    for (const { name, holder } of keysOf(agreement)) {
      const other = holders.get(name)?.find(overlaps)
      if (other !== undefined)
        throw fundingError('FUNDING_INDEX_OVERLAP', {
          field: 'index',
          expected: `indices that no other agreement has under ${holder} of ${agreement.id}`,
          received: `${rangeOf(agreement)}, and ${rangeOf(other)} in ${other.id}`,
          agreements: [agreement.id, other.id],
        })
    }
  }
}
