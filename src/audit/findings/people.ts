import type { Agreement } from '../../agreement/types.js'
import { HARDENED } from '../../keys/extendedKey.js'
import { formatPath } from '../../keys/path.js'
import { isOrdinaryWallet } from '../../keys/roleKey.js'
import { ROLES, type Role } from '../../words.js'
import type { Finding } from '../finding.js'
import { finding, grouped } from './make.js'

/** What the keys and addresses of an agreement say about the people behind them. */
export const peopleFindings = (agreement: Agreement): readonly Finding[] => [
  ...masters(agreement),
  ...addresses(agreement),
  ...ordinaryWallets(agreement),
]

interface HeldOrigin {
  readonly role: Role
  readonly field: string
  readonly fingerprint: string
}

const originsOf = (agreement: Agreement): readonly HeldOrigin[] =>
  ROLES.flatMap((role) =>
    (agreement[role]?.keys ?? []).flatMap((key, position) =>
      key.kind === 'extended'
        ? [{ role, field: `${role}.keys[${position}]`, fingerprint: key.origin.fingerprint }]
        : [],
    ),
  )

const distinct = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)]

/** Keys below one master key are one person's, whatever the roles are called. */
const masters = (agreement: Agreement): readonly Finding[] =>
  [...grouped(originsOf(agreement), ({ fingerprint }) => fingerprint)].flatMap(
    ([fingerprint, held]): readonly Finding[] => {
      if (held.length < 2) return []
      const roles = distinct(held.map(({ role }) => role))
      const fields = held.map(({ field }) => field).join(', ')
      const [only] = roles
      if (roles.length === 1 && only !== undefined)
        return [
          finding(fields, {
            code: 'QUORUM_SHARES_MASTER',
            data: {
              role: only,
              shared: held.length,
              of: agreement[only]?.keys.length ?? held.length,
              fingerprint,
            },
          }),
        ]
      return [finding(fields, { code: 'ROLES_SHARE_MASTER', data: { roles, fingerprint } })]
    },
  )

const addresses = (agreement: Agreement): readonly Finding[] => {
  const { employer, worker, arbiter, backupArbiter } = agreement
  const places: readonly { readonly role: Role; readonly field: string; readonly text: string }[] = [
    { role: 'employer', field: 'employer.address', text: employer.address.text },
    ...worker.payees.map(({ address }, position) => ({
      role: 'worker' as const,
      field: `worker.payees[${position}].address`,
      text: address.text,
    })),
    ...(arbiter === undefined
      ? []
      : [{ role: 'arbiter' as const, field: 'arbiter.address', text: arbiter.address.text }]),
    ...(backupArbiter === undefined
      ? []
      : [
          {
            role: 'backupArbiter' as const,
            field: 'backupArbiter.address',
            text: backupArbiter.address.text,
          },
        ]),
  ]
  return [...grouped(places, ({ text }) => text)].flatMap(([text, same]): readonly Finding[] => {
    const roles = distinct(same.map(({ role }) => role))
    if (roles.length < 2) return []
    return [
      finding(same.map(({ field }) => field).join(', '), {
        code: 'ROLES_SHARE_ADDRESS',
        data: { address: text, roles },
      }),
    ]
  })
}

const ordinaryWallets = (agreement: Agreement): readonly Finding[] =>
  ROLES.flatMap((role) =>
    (agreement[role]?.keys ?? []).flatMap((key, position) =>
      key.kind === 'extended' && isOrdinaryWallet(key.origin)
        ? [
            finding(`${role}.keys[${position}]`, {
              code: 'ORDINARY_WALLET',
              data: {
                account: formatPath(key.origin.path),
                purpose: (key.origin.path[0] ?? 0) - HARDENED,
              },
            }),
          ]
        : [],
    ),
  )
