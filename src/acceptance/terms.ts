import { anAgreement } from '../agreement/given.js'
import type { Agreement, ArbiterFee, Party } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import { shown } from '../errors.js'
import { aRole, membersOf } from '../given/check.js'
import { lockedOut } from '../paths/lockout.js'
import { changeText } from '../terms/changed.js'
import { type AgreementDifference, compareAgreements, concerns } from '../terms/compare.js'
import { toHex } from '../units/bytes.js'
import { describeLock, isRelative, type Lock } from '../units/lock.js'
import type { Sats } from '../units/sats.js'
import { ROLES, type Role, roleName, type SpendPath } from '../words.js'
import { acceptanceError } from './errors.js'
import { type Amending, checkAmends } from './statement.js'

/** One way in which the money of a contract can go out. */
export interface WayOut {
  readonly path: SpendPath
  /** Who has to sign, together. */
  readonly parties: readonly Role[]
  /** From when; without it at once. */
  readonly lock?: Lock
  /** Hex of the hash whose secret has to be shown. */
  readonly secretHash?: string
}

/** One milestone as whoever accepts it should see it. */
export interface AcceptedContract {
  /** Position in `agreement.milestones`. */
  readonly milestone: number
  readonly memo?: string
  readonly index: number
  /** Where it is paid in. */
  readonly address: string
  readonly amount: Sats
  readonly ways: readonly WayOut[]
  /** The party that gets nothing should the other one vanish. */
  readonly lockedOut?: Party
}

/** What one role accepts by accepting an agreement. */
export interface AcceptedTerms {
  /** Its id. */
  readonly agreement: string
  readonly role: Role
  /** The role's keys, as the agreement writes them, and how many of them act for it. */
  readonly keys: readonly string[]
  readonly threshold: number
  readonly contracts: readonly AcceptedContract[]
  /** What an amendment says differently, as far as it concerns the role. */
  readonly differences: readonly AgreementDifference[]
  /** The same in plain sentences. */
  readonly text: readonly string[]
}

/**
 * What a role accepts: its own key, the amounts and addresses, who can take the money and from when; of an amendment
 * what becomes different, too. Nothing is signed.
 *
 * @throws EscrowError `ACCEPTANCE_ROLE`, `ACCEPTANCE_AMENDS`, and what `compile` throws
 * @example
 * console.log(acceptedTerms(agreement, { role: 'worker' }).text.join('\n'))
 */
export const acceptedTerms = (
  agreement: Agreement,
  options: { readonly role: Role } & Amending,
): AcceptedTerms => {
  anAgreement(agreement, 'agreement')
  membersOf<typeof options>({ role: aRole, 'amends?': anAgreement })(options, '')
  const { role, amends } = options
  if (amends !== undefined) checkAmends(agreement, amends)
  const quorum = agreement[role] ?? amends?.[role]
  if (quorum === undefined)
    throw acceptanceError('ACCEPTANCE_ROLE', {
      field: 'options.role',
      expected: `one of ${ROLES.filter((known) => agreement[known] ?? amends?.[known]).join(', ')}`,
      received: shown(role),
    })
  const terms = {
    agreement: agreement.id,
    role,
    keys: quorum.keys.map(({ text }) => text),
    threshold: quorum.threshold,
    contracts: compile(agreement).map(acceptedContract),
    differences: amends === undefined ? [] : compareAgreements(amends, agreement).filter(concerns(role)),
  }
  return { ...terms, text: sentences(agreement, terms) }
}

const acceptedContract = ({
  agreement,
  milestone,
  index,
  address,
  amount,
  paths,
}: Contract): AcceptedContract => {
  const memo = agreement.milestones[milestone]?.memo
  const party = lockedOut(agreement, { milestone })
  return {
    milestone,
    ...(memo !== undefined && { memo }),
    index,
    address,
    amount,
    ways: paths.flatMap(({ name, parties, lock, secretHash }): readonly WayOut[] =>
      name === 'terms'
        ? []
        : [
            {
              path: name,
              parties,
              ...(lock && { lock }),
              ...(secretHash && { secretHash: toHex(secretHash) }),
            },
          ],
    ),
    ...(party && { lockedOut: party }),
  }
}

const sentences = (
  agreement: Agreement,
  { role, keys, threshold, contracts, differences }: Omit<AcceptedTerms, 'text'>,
): readonly string[] => {
  const own = keys.map((key) =>
    keys.length === 1
      ? `Your key: ${key}.`
      : `A key of yours, of which ${threshold} of ${keys.length} act: ${key}.`,
  )
  let before: string | undefined
  return [
    `You accept agreement ${agreement.id} on ${agreement.network} as the ${roleName(role)}.`,
    ...own,
    ...paymentSentences(agreement),
    ...contracts.flatMap((contract) => {
      const ways = waySentences(contract, role)
      const same = ways.join('\n') === before
      before = ways.join('\n')
      return [contractSentence(contract), ...(same ? ['It goes out as the one before.'] : ways)]
    }),
    ...differences.map(changeText),
  ]
}

const feeText = (fee: ArbiterFee): string => ('bps' in fee ? `${fee.bps / 100} %` : `${fee.sats} sat`)

const paymentSentences = (agreement: Agreement): readonly string[] => [
  `The employer is paid at ${agreement.employer.address.text}.`,
  ...agreement.worker.payees.map(
    ({ address, share }) => `The worker is paid ${share / 100} % at ${address.text}.`,
  ),
  ...(['arbiter', 'backupArbiter'] as const).flatMap((name) => {
    const one = agreement[name]
    return one === undefined
      ? []
      : [`The ${roleName(name)} takes ${feeText(one.fee)} of what it decides, at ${one.address.text}.`]
  }),
]

const contractSentence = ({ milestone, memo, index, amount, address }: AcceptedContract): string =>
  `Milestone ${milestone}${memo === undefined ? '' : ` (${shown(memo)})`}, contract ${index}: ${amount} sat, paid in at ${address}.`

const waySentences = ({ ways, lockedOut: party }: AcceptedContract, role: Role): readonly string[] => [
  ...new Set(
    ways.map(({ parties, lock, secretHash }) => {
      const isAlone = parties.length === 1
      const who = parties.map((party) => `the ${roleName(party)}`).join(' and ')
      const yours = parties.includes(role) ? (isAlone ? ' (you)' : ' (one of them you)') : ''
      const shows = secretHash === undefined ? '' : `, with the secret of ${secretHash}`
      return `${openingText(lock)}, ${who} can take it ${isAlone ? 'alone' : 'together'}${yours}${shows}.`
    }),
  ),
  ...(party === undefined
    ? []
    : [
        `Should the ${party === 'employer' ? 'worker' : 'employer'} vanish, the ${party} never gets anything.`,
      ]),
]

const openingText = (lock: Lock | undefined): string => {
  if (lock === undefined) return 'At once'
  return isRelative(lock) ? `${describeLock(lock)} after the payment` : `From ${describeLock(lock)} on`
}
