import type { Agreement } from '../agreement/types.js'
import type { RoleKey } from '../keys/roleKey.js'
import { toHex } from '../units/bytes.js'
import { ROLES } from '../words.js'
import { admissionError } from './errors.js'

/** Two keys with one name derive the same children; a single key has its x coordinate. */
export const nameOfKey = (key: {
  readonly publicKey: Uint8Array
  readonly chainCode?: Uint8Array
}): string =>
  key.chainCode === undefined
    ? toHex(key.publicKey.slice(-32))
    : `${toHex(key.publicKey)}${toHex(key.chainCode)}`

const nameOf = (key: RoleKey): string => nameOfKey(key.kind === 'bare' ? { publicKey: key.xOnly } : key)

export const keyNamesOf = (
  agreement: Agreement,
): readonly { readonly name: string; readonly holder: string }[] =>
  ROLES.flatMap((role) =>
    (agreement[role]?.keys ?? []).map((key, position) => ({
      name: nameOf(key),
      holder: `${role}.keys[${position}]`,
    })),
  )

export const lastIndex = ({ index, milestones }: Agreement): number => index + milestones.length - 1

/** The indices of an agreement's contracts, such as `7 to 9`. */
const rangeOf = (agreement: Agreement): string => `${agreement.index} to ${lastIndex(agreement)}`

/** A key that stands in contracts of two agreements. */
export interface Overlap {
  readonly agreement: Agreement
  readonly other: Agreement
  /** Whose it is in the first, such as `worker.keys[0]`. */
  readonly holder: string
}

/**
 * The keys of agreements that contracts of another one have, too: overlapping indices, and an account in common. Each
 * holder is told once, with the first such agreement.
 */
export const overlapsOf = (
  agreements: readonly Agreement[],
  { known }: { known: readonly Agreement[] },
): readonly Overlap[] => {
  const byId = new Map([...known, ...agreements].map((agreement) => [agreement.id, agreement]))
  const holders = new Map<string, Agreement[]>()
  for (const agreement of byId.values())
    for (const { name } of keyNamesOf(agreement)) {
      const sharing = holders.get(name)
      if (sharing === undefined) holders.set(name, [agreement])
      else sharing.push(agreement)
    }
  return agreements.flatMap((agreement) => {
    const overlaps = (other: Agreement): boolean =>
      other.id !== agreement.id &&
      other.network === agreement.network &&
      other.index <= lastIndex(agreement) &&
      agreement.index <= lastIndex(other)
    return keyNamesOf(agreement).flatMap(({ name, holder }): readonly Overlap[] => {
      const other = holders.get(name)?.find(overlaps)
      return other === undefined ? [] : [{ agreement, other, holder }]
    })
  })
}

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
  const [first] = overlapsOf(funding, { known })
  if (first === undefined) return
  const { agreement, other, holder } = first
  throw admissionError('FUNDING_INDEX_OVERLAP', {
    field: 'index',
    expected: `indices that no other agreement has under ${holder} of ${agreement.id}`,
    received: `${rangeOf(agreement)}, and ${rangeOf(other)} in ${other.id}`,
    agreements: [agreement.id, other.id],
  })
}
