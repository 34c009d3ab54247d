import { lastIndex, overlapsOf } from '../../admission/overlap.js'
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
      finding(holder, {
        code: 'KEYS_REUSED',
        data: {
          kind: 'account',
          first: agreement.index,
          last: lastIndex(agreement),
          other: other.id,
          otherFirst: other.index,
          otherLast: lastIndex(other),
        },
      }),
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
    return [
      finding(holder, {
        code: 'KEYS_REUSED',
        data: { kind: 'bare', ...(contracts > 1 && { contracts }), agreements: sharing },
      }),
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
      finding(`milestones[${milestone}].secretHash`, {
        code: 'SECRET_REUSED',
        data: { agreement: other.id },
      }),
    ]
  })
