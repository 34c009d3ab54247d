import { secretInText } from '../../agreement/secretsInText.js'
import type { Agreement } from '../../agreement/types.js'
import { HARDENED } from '../../keys/extendedKey.js'
import { formatPath } from '../../keys/path.js'
import { isOrdinaryWallet } from '../../keys/roleKey.js'
import { roleName } from '../../spend/recoveryWords.js'
import { agreementNotes } from '../../terms/notes.js'
import { ROLES, type Role } from '../../words.js'
import { capital } from '../explain/words.js'
import type { Finding } from '../finding.js'
import { listed } from '../phrases.js'
import { finding, grouped } from './make.js'

/** What the keys and addresses of an agreement say about the people behind them. */
export const peopleFindings = (agreement: Agreement): readonly Finding[] => [
  ...masters(agreement),
  ...addresses(agreement),
  ...ordinaryWallets(agreement),
  ...documents(agreement),
  ...memos(agreement),
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
          finding(
            'QUORUM_SHARES_MASTER',
            fields,
            `${held.length} of the ${agreement[only]?.keys.length} keys of the ${roleName(only)} name the master key ${fingerprint} as their origin: one person, or one thief, signs with all of them.`,
          ),
        ]
      return [
        finding(
          'ROLES_SHARE_MASTER',
          fields,
          `${capitalRoles(roles)} have keys that name the same master key, ${fingerprint}: they seem to be one person, who can then act for all of them.`,
        ),
      ]
    },
  )

const capitalRoles = (roles: readonly Role[]): string =>
  capital(listed(roles.map((role) => `the ${roleName(role)}`)))

const addresses = (agreement: Agreement): readonly Finding[] => {
  const { employer, worker, arbiter, backupArbiter } = agreement
  const places = [
    { role: 'employer', field: 'employer.address', text: employer.address.text },
    ...worker.payees.map(({ address }, position) => ({
      role: 'worker',
      field: `worker.payees[${position}].address`,
      text: address.text,
    })),
    ...(arbiter === undefined
      ? []
      : [{ role: 'arbiter', field: 'arbiter.address', text: arbiter.address.text }]),
    ...(backupArbiter === undefined
      ? []
      : [{ role: 'backupArbiter', field: 'backupArbiter.address', text: backupArbiter.address.text }]),
  ]
  return [...grouped(places, ({ text }) => text)].flatMap(([text, same]): readonly Finding[] => {
    if (distinct(same.map(({ role }) => role)).length < 2) return []
    return [
      finding(
        'ROLES_SHARE_ADDRESS',
        same.map(({ field }) => field).join(', '),
        `One address, ${text}, stands for several roles: they seem to be one person, or one of them was entered in the wrong place.`,
      ),
    ]
  })
}

const ordinaryWallets = (agreement: Agreement): readonly Finding[] =>
  ROLES.flatMap((role) =>
    (agreement[role]?.keys ?? []).flatMap((key, position) =>
      key.kind === 'extended' && isOrdinaryWallet(key.origin)
        ? [
            finding(
              'ORDINARY_WALLET',
              `${role}.keys[${position}]`,
              `This key is the account ${formatPath(key.origin.path)} of an ordinary wallet (purpose ${(key.origin.path[0] ?? 0) - HARDENED}): whoever has the agreement sees the whole wallet, and one leaked private key below it opens all of it.`,
            ),
          ]
        : [],
    ),
  )

const memos = (agreement: Agreement): readonly Finding[] => [
  ...agreement.milestones.flatMap(({ memo = '' }, at) => {
    const secret = secretInText(memo)
    return secret === undefined
      ? []
      : [
          finding(
            'SECRET_IN_TEXT',
            `milestones[${at}].memo`,
            `This memo holds ${secret}: whoever has the agreement has it.`,
          ),
        ]
  }),
  ...agreementNotes(agreement).map(({ code, field, text }) => finding(code, field, text)),
]

const documents = ({ document, salt }: Agreement): readonly Finding[] => [
  ...(document === undefined
    ? [
        finding(
          'NO_DOCUMENT',
          'agreement',
          'The agreement names no text: nothing ties the contracts to what the parties promised each other in words.',
        ),
      ]
    : []),
  ...(salt === undefined
    ? [
        finding(
          'NO_SALT',
          'agreement',
          'The agreement has no salt: somebody who guesses its contents can tell by a spend that it is about this agreement.',
        ),
      ]
    : []),
]
