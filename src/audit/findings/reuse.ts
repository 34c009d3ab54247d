import { overlapsOf, rangeOf } from '../../admission/overlap.js'
import type { Agreement } from '../../agreement/types.js'
import { toHex } from '../../units/bytes.js'
import { ROLES } from '../../words.js'
import type { Finding } from '../finding.js'
import { finding } from './make.js'

/** Keys and hashes of an agreement that stand in more than one of the contracts given. */
export const reuseFindings = (agreement: Agreement, others: readonly Agreement[]): readonly Finding[] => {
  const known = others.filter(({ id }) => id !== agreement.id)
  return [
    ...bareKeys(agreement, known),
    ...overlapsOf([agreement], { known }).map(({ holder, other }) =>
      finding(
        'KEYS_REUSED',
        holder,
        `The contracts ${rangeOf(agreement)} of this agreement and ${rangeOf(other)} of the agreement ${other.id} have keys of this account in common: a spend of one shows keys of the other, and one private key that leaks serves for both.`,
      ),
    ),
    ...secretHashes(agreement, known),
  ]
}

const bareKeysOf = (agreement: Agreement): ReadonlyMap<string, string> =>
  new Map(
    ROLES.flatMap((role) =>
      (agreement[role]?.keys ?? []).flatMap((key, position) =>
        key.kind === 'bare' ? [[toHex(key.xOnly), `${role}.keys[${position}]`] as const] : [],
      ),
    ),
  )

/** A bare key is the same in every contract. */
const bareKeys = (agreement: Agreement, others: readonly Agreement[]): readonly Finding[] => {
  const contracts = agreement.milestones.length
  return [...bareKeysOf(agreement)].flatMap(([key, holder]): readonly Finding[] => {
    const sharing = others.filter((other) => bareKeysOf(other).has(key)).map(({ id }) => id)
    if (contracts === 1 && sharing.length === 0) return []
    const where = [
      ...(contracts === 1 ? [] : [`all ${contracts} contracts of this agreement`]),
      ...sharing.map((id) => `the agreement ${id}`),
    ]
    return [
      finding(
        'KEYS_REUSED',
        holder,
        `This key is a bare one, the same in every contract: it stands in ${where.join(' and in ')}. Every spend shows that they belong together, and one private key that leaks serves for all.`,
      ),
    ]
  })
}

const secretHashes = (agreement: Agreement, others: readonly Agreement[]): readonly Finding[] =>
  agreement.milestones.flatMap(({ secretHash }, milestone): readonly Finding[] => {
    if (secretHash === undefined) return []
    const hash = toHex(secretHash)
    const other = others.find(({ milestones }) =>
      milestones.some((theirs) => theirs.secretHash !== undefined && toHex(theirs.secretHash) === hash),
    )
    if (other === undefined) return []
    return [
      finding(
        'SECRET_REUSED',
        `milestones[${milestone}].secretHash`,
        `The agreement ${other.id} has the same hash: whoever takes the one by the secret shows it to everybody, and its worker can take the other.`,
      ),
    ]
  })
