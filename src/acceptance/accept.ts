import type { AcceptanceReport, RoleAcceptance } from '../agreement/acceptance.js'
import { anAgreement } from '../agreement/given.js'
import type { Agreement } from '../agreement/types.js'
import { EscrowError, shown } from '../errors.js'
import { checkMarks, type Marks, marks } from '../forms/form.js'
import { aFunction, anything, aRole, membersOf } from '../given/check.js'
import { decodePsbt } from '../psbt/codec.js'
import { PSBT_TEXT } from '../psbt/forms.js'
import { aSigner, type Signer } from '../spend/signer.js'
import { outputTweak } from '../taproot/commitment.js'
import { formatOutpoint } from '../units/outpoint.js'
import { ROLES, type Role } from '../words.js'
import { acceptanceError } from './errors.js'
import { decodeSimple, encodeSimple, provesMessage } from './message.js'
import { type Amending, checkAmends, type Statement, statementOf, statementPsbt } from './statement.js'
import { type AcceptedTerms, acceptedTerms } from './terms.js'

/** One key's acceptance of an agreement. */
export interface Acceptance extends Marks<'acceptance'> {
  readonly role: Role
  /** Position in the role's list of keys. */
  readonly key: number
  /** BIP 322 in its simple form (`smp…`), or a signed PSBT of the same proof in base64. */
  readonly signature: string
  /** Id of the agreement that is amended, where role and key are that one's; absent where they are the agreement's own. */
  readonly amends?: string
}

export interface AcceptOptions extends Amending {
  readonly role: Role
}

export interface SignAcceptanceOptions extends AcceptOptions {
  /** Gets what is accepted before the signer is asked; what it throws stops the signing. */
  readonly show?: (terms: AcceptedTerms) => void | Promise<void>
}

/**
 * Accepts an agreement with every key of a role that a signer holds: a BIP 322 signature for the Taproot address
 * of `xpub/18/index` (BIP 86 form), for a bare key of the key itself. With `amends`, the agreement that this one
 * amends, also with the keys that the role has there: an amendment binds whoever holds the money only so.
 *
 * @throws EscrowError `ACCEPTANCE_ROLE`, `ACCEPTANCE_AMENDS`, `ACCEPTANCE_NO_KEY` where the signer has no key of the
 * role, and `ACCEPTANCE_INVALID` where it has none and answers with something else
 * @example
 * const signatures = await accept(agreement, worker, { role: 'worker', show: ({ text }) => text.forEach(print) })
 * const amendment = await accept(amended, worker, { role: 'worker', amends: agreement })
 */
export const accept = async (
  agreement: Agreement,
  signer: Signer,
  options: SignAcceptanceOptions,
): Promise<readonly Acceptance[]> => {
  anAgreement(agreement, 'agreement')
  aSigner(signer, 'signer')
  membersOf<SignAcceptanceOptions>({ role: aRole, 'amends?': anAgreement, 'show?': aFunction })(options, '')
  const { role, amends, show } = options
  const asked = statementsOf(agreement, { role, amends })
  await show?.(acceptedTerms(agreement, { role, amends }))
  const found: Acceptance[] = []
  const failures: EscrowError[] = []
  for (const statement of asked)
    try {
      const acceptance = await acceptanceOf(statement, signer)
      if (acceptance !== undefined) found.push(acceptance)
    } catch (error) {
      if (!(error instanceof EscrowError && error.code === 'ACCEPTANCE_INVALID')) throw error
      // an origin is a claim of whoever wrote it: the signer was led to a key that is not its own
      failures.push(error)
    }
  const [failure] = failures
  if (found.length === 0)
    throw (
      failure ??
      acceptanceError('ACCEPTANCE_NO_KEY', {
        field: 'signer',
        expected: `a key of ${role} in this agreement`,
        received: 'none of them',
      })
    )
  return found
}

interface Asked {
  readonly statement: Statement
  readonly amends?: string
}

/** Everything that a role's keys can sign: in the agreement, and in the one that it amends. */
const statementsOf = (agreement: Agreement, { role, amends }: AcceptOptions): readonly Asked[] => {
  const ofRole = (holder: Agreement, more: Amending): readonly Statement[] =>
    (holder[role]?.keys ?? []).map((_, key) => statementOf(agreement, { role, key, ...more }, 'options'))
  const own = agreement[role] !== undefined
  // whoever has the role nowhere is told so
  if (!own && amends?.[role] === undefined) statementOf(agreement, { role, key: 0, amends }, 'options')
  return [
    ...(own ? ofRole(agreement, {}).map((statement) => ({ statement })) : []),
    ...(amends === undefined
      ? []
      : ofRole(amends, { amends }).map((statement) => ({ statement, amends: amends.id }))),
  ]
}

const acceptanceOf = async (
  { statement, amends }: Asked,
  signer: Signer,
): Promise<Acceptance | undefined> => {
  const { role, key, proof, outputKey, internalKey, origin } = statement
  const answers: unknown = await signer.sign({
    requests: [
      {
        digest: proof.digest,
        publicKey: outputKey,
        tweak: outputTweak(internalKey, undefined),
        role,
        path: 'acceptance',
        input: 0,
        ...(origin && { origin }),
      },
    ],
    get psbt() {
      return statementPsbt(statement)
    },
  })
  // a signer is anybody's code
  const signature: unknown = Array.isArray(answers) ? answers[0] : answers
  if (signature === undefined) return undefined
  checkAcceptance(statement, signature, 'signer')
  return {
    ...marks('acceptance'),
    role,
    key,
    signature: encodeSimple(signature),
    ...(amends !== undefined && { amends }),
  }
}

/**
 * The PSBT whose signature proves the acceptance of one key, for devices that sign transactions only. With `amends`
 * the key is one of the agreement that is amended.
 *
 * Source: BIP 322; BIP 174.
 *
 * @throws EscrowError `ACCEPTANCE_ROLE`, `ACCEPTANCE_KEY`, `ACCEPTANCE_AMENDS`
 * @example
 * show(acceptancePsbt(agreement, { role: 'worker', key: 0 }))
 */
export const acceptancePsbt = (agreement: Agreement, options: AcceptOptions & { key: number }): string => {
  anAgreement(agreement, 'agreement')
  membersOf<typeof options>({ role: aRole, key: anything, 'amends?': anAgreement })(options, '')
  return statementPsbt(statementOf(agreement, options, 'options'))
}

const checkAcceptance: (
  statement: Statement,
  signature: unknown,
  field: string,
) => asserts signature is Uint8Array = ({ proof, outputKey, role }, signature, field) => {
  if (!(signature instanceof Uint8Array) || !provesMessage(proof, { signature, outputKey }))
    throw acceptanceError('ACCEPTANCE_INVALID', {
      field,
      expected: `a signature by ${role} of this very agreement and role`,
      received: 'one that does not verify, or that does not sign everything',
    })
}

/** The signature inside an acceptance; a PSBT must be the very proof, so that it shows what was signed. */
const signatureIn = (text: string, { proof }: Statement, field: string): Uint8Array => {
  const line = text.replace(/\s+/g, '')
  if (!PSBT_TEXT.test(line)) return decodeSimple(line, field)
  const { transaction, inputs } = decodePsbt(text)
  const [spends, another] = transaction.inputs
  const signature = inputs[0]?.tapKeySignature ?? finalSignature(inputs[0]?.finalScriptWitness)
  const [expected] = proof.toSign.inputs
  const same =
    spends !== undefined &&
    expected !== undefined &&
    another === undefined &&
    formatOutpoint(spends.outpoint) === formatOutpoint(expected.outpoint)
  if (!same || signature === undefined)
    throw acceptanceError('ACCEPTANCE_INVALID', {
      field,
      expected: 'the signed proof of this very agreement and role',
      received: same ? 'a PSBT without a signature' : 'a PSBT of something else',
    })
  return signature
}

const finalSignature = (witness: readonly Uint8Array[] | undefined): Uint8Array | undefined => {
  const [only, another] = witness ?? []
  return another === undefined ? only : undefined
}

const malformed = (field: string, expected: string, received: unknown) =>
  acceptanceError('ACCEPTANCE_MALFORMED', { field, expected, received: shown(received) })

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value)

/** An acceptance as it comes from JSON: nothing about it is believed. */
const readAcceptance = (value: unknown, field: string): Acceptance => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(field, 'an acceptance: role, key and signature', value)
  checkMarks({ ...value }, { form: 'acceptance', field })
  const { role, key, signature, amends }: Readonly<Partial<Record<string, unknown>>> = { ...value }
  if (!isRole(role))
    throw acceptanceError('ACCEPTANCE_ROLE', {
      field: `${field}.role`,
      expected: `one of ${ROLES.join(', ')}`,
      received: shown(role),
    })
  if (typeof key !== 'number' || !Number.isSafeInteger(key) || key < 0)
    throw acceptanceError('ACCEPTANCE_KEY', {
      field: `${field}.key`,
      expected: 'a position from 0',
      received: shown(key),
    })
  if (typeof signature !== 'string') throw malformed(`${field}.signature`, 'text', signature)
  if (amends !== undefined && typeof amends !== 'string')
    throw malformed(`${field}.amends`, 'the id of the agreement that is amended, or nothing', amends)
  return { ...marks('acceptance'), role, key, signature, ...(amends !== undefined && { amends }) }
}

/** More than an agreement and the one that it amends have keys. */
const MOST_DIFFERENT = 200

/**
 * Who has accepted an agreement. Every signature is verified; one that is not what it says it is, is an error and
 * never just uncounted. The same key counts once. With `amends`, the agreement that this one amends, the report says
 * also which keys of that one accepted: a relock into an amendment wants both.
 *
 * Source: BIP 322.
 *
 * @throws EscrowError `JSON_FORM_…`, `ACCEPTANCE_INVALID`, `ACCEPTANCE_MALFORMED`, `ACCEPTANCE_ROLE`, `ACCEPTANCE_KEY`,
 * `ACCEPTANCE_AMENDS`
 * @example
 * if (!accepted(agreement, signatures).everybody) askTheOthers()
 * accepted(amended, signatures, { amends: agreement }).amends?.everybody
 */
export const accepted = (
  agreement: Agreement,
  signatures: readonly Acceptance[],
  options: Amending = {},
): AcceptanceReport => {
  anAgreement(agreement, 'agreement')
  membersOf<Amending>({ 'amends?': anAgreement })(options, '')
  const { amends } = options
  // whatever JSON may hold where a list belongs
  if (!Array.isArray(signatures)) throw malformed('signatures', 'a list of acceptances', signatures)
  if (amends !== undefined) checkAmends(agreement, amends)
  const own: Acceptance[] = []
  const before: Acceptance[] = []
  const seen = new Set<string>()
  for (const [at, value] of signatures.entries()) {
    const field = `signatures[${at}]`
    const acceptance = readAcceptance(value, field)
    const { role, key, signature } = acceptance
    if (acceptance.amends !== undefined && acceptance.amends !== amends?.id)
      throw acceptanceError('ACCEPTANCE_AMENDS', {
        field: `${field}.amends`,
        expected: amends === undefined ? 'the option amends' : amends.id,
        received: shown(acceptance.amends),
      })
    // whoever hands over one a thousand times has it verified once
    const mark = JSON.stringify(acceptance)
    if (seen.has(mark)) continue
    if (seen.add(mark).size > MOST_DIFFERENT)
      throw malformed('signatures', `at most ${MOST_DIFFERENT} different acceptances`, signatures)
    const ofAmended = acceptance.amends === undefined ? {} : { amends }
    const statement = statementOf(agreement, { role, key, ...ofAmended }, field)
    checkAcceptance(statement, signatureIn(signature, statement, `${field}.signature`), `${field}.signature`)
    ;(acceptance.amends === undefined ? own : before).push(acceptance)
  }
  return {
    ...counted(agreement, own),
    ...(amends !== undefined && { amends: counted(amends, before) }),
  }
}

/**
 * Whether an acceptance, of which nothing is believed, is by a key that a role of this agreement has in it.
 *
 * @throws EscrowError `JSON_FORM_…`, `ACCEPTANCE_MALFORMED`, `ACCEPTANCE_ROLE`, `ACCEPTANCE_KEY`
 */
export const acceptsAs = (
  agreement: Agreement,
  { acceptance, role, field }: { readonly acceptance: unknown; readonly role: Role; readonly field: string },
): boolean => {
  const { role: signed, key, signature, amends } = readAcceptance(acceptance, field)
  if (signed !== role || amends !== undefined || agreement[role]?.keys[key] === undefined) return false
  const statement = statementOf(agreement, { role, key }, field)
  try {
    checkAcceptance(statement, signatureIn(signature, statement, field), field)
    return true
  } catch (error) {
    if (error instanceof EscrowError && error.code === 'ACCEPTANCE_INVALID') return false
    throw error
  }
}

/** How far each role of an agreement is, by verified acceptances. */
const counted = (agreement: Agreement, acceptances: readonly Acceptance[]): AcceptanceReport => {
  const roles = ROLES.flatMap((role): readonly RoleAcceptance[] => {
    const quorum = agreement[role]
    if (quorum === undefined) return []
    const keys = new Set(acceptances.flatMap((one) => (one.role === role ? [one.key] : [])))
    return [{ role, needed: quorum.threshold, accepted: [...keys].sort((a, b) => a - b) }]
  })
  return {
    agreement: agreement.id,
    roles,
    everybody: roles.every((role) => role.accepted.length >= role.needed),
  }
}
