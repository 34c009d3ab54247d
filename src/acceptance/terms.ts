import { anAgreement } from '../agreement/given.js'
import type { Agreement, Party } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import { shown } from '../errors.js'
import { aRole, membersOf } from '../given/check.js'
import { lockedOut } from '../paths/lockout.js'
import type { AcceptanceSentence } from '../sentences/acceptance.js'
import { ENGLISH_ACCEPTANCE } from '../sentences/english/acceptance.js'
import { ENGLISH_REVIEW } from '../sentences/english/review.js'
import { inEnglish } from '../sentences/english/say.js'
import type { ReviewSentence } from '../sentences/review.js'
import { changeSentence } from '../terms/changed.js'
import { type AgreementDifference, compareAgreements, concerns } from '../terms/compare.js'
import { toHex } from '../units/bytes.js'
import type { Lock } from '../units/lock.js'
import type { Sats } from '../units/sats.js'
import { ROLES, type Role, type SpendPath } from '../words.js'
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
  /** The same as sentences: for `say` in any language and with names. */
  readonly sentences: readonly (AcceptanceSentence | ReviewSentence)[]
  /** The sentences in English. */
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
  const sentences = sentencesOf(agreement, terms)
  return { ...terms, sentences, text: sentences.map(textOf) }
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

const sentencesOf = (
  agreement: Agreement,
  { role, keys, threshold, contracts, differences }: Omit<AcceptedTerms, 'sentences' | 'text'>,
): AcceptedTerms['sentences'] => {
  const own = keys.map((key) => ({ code: 'ownKey', data: { key, threshold, of: keys.length } }) as const)
  let before: string | undefined
  return [
    { code: 'acceptsAs', data: { agreement: agreement.id, network: agreement.network, role } },
    ...own,
    ...paymentSentences(agreement),
    ...contracts.flatMap((contract): readonly AcceptanceSentence[] => {
      const ways = waySentences(contract, role)
      const texts = JSON.stringify(ways)
      const same = texts === before
      before = texts
      return [contractSentence(contract), ...(same ? [{ code: 'goesOutAsBefore', data: {} } as const] : ways)]
    }),
    ...differences.map(changeSentence),
  ]
}

const percentOf = (bps: number): string => `${bps / 100}`

const paymentSentences = (agreement: Agreement): readonly AcceptanceSentence[] => [
  { code: 'paidAt', data: { role: 'employer', address: agreement.employer.address.text } },
  ...agreement.worker.payees.map(
    ({ address, share }) =>
      ({
        code: 'paidAt',
        data: { role: 'worker', address: address.text, percent: percentOf(share) },
      }) as const,
  ),
  ...(['arbiter', 'backupArbiter'] as const).flatMap((role): readonly AcceptanceSentence[] => {
    const one = agreement[role]
    if (one === undefined) return []
    const fee = 'bps' in one.fee ? { percent: percentOf(one.fee.bps) } : { amount: one.fee.sats }
    return [{ code: 'takesFee', data: { role, fee, address: one.address.text } }]
  }),
]

const contractSentence = ({
  milestone,
  memo,
  index,
  amount,
  address,
}: AcceptedContract): AcceptanceSentence => ({
  code: 'paidIn',
  data: { milestone, ...(memo !== undefined && { memo }), contract: index, amount, address },
})

/** Where a contract is paid in and who can take it, told to nobody in particular. */
export const contractSentences = (contract: Contract): readonly AcceptanceSentence[] => {
  const told = acceptedContract(contract)
  return [contractSentence(told), ...waySentences(told)]
}

const waySentences = (
  { ways, lockedOut: party }: AcceptedContract,
  role?: Role,
): readonly AcceptanceSentence[] => {
  const told = new Map<string, AcceptanceSentence>()
  // the key path and the leaf of both parties are one way
  for (const { path: _, ...way } of ways)
    told.set(JSON.stringify(way), {
      code: 'goesOut',
      data: { ...way, you: role !== undefined && way.parties.includes(role) },
    })
  return [
    ...told.values(),
    ...(party === undefined
      ? []
      : [
          {
            code: 'getsNothing',
            data: { role: party, gone: party === 'employer' ? 'worker' : 'employer' },
          } as const,
        ]),
  ]
}

const textOf = (sentence: AcceptedTerms['sentences'][number]): string =>
  inEnglish(sentence, { ...ENGLISH_REVIEW, ...ENGLISH_ACCEPTANCE })
