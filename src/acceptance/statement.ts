import type { Agreement } from '../agreement/types.js'
import { shown } from '../errors.js'
import { anObject, aRole, aText, type Check, type Members, membersOf } from '../given/check.js'
import { childNode } from '../keys/derivation.js'
import type { KeyOrigin } from '../keys/keyExpression.js'
import type { RoleKey } from '../keys/roleKey.js'
import { psbtToBase64 } from '../psbt/codec.js'
import { outputScript, tweakInternalKey } from '../taproot/commitment.js'
import { ROLES, type Role } from '../words.js'
import { acceptanceError } from './errors.js'
import { type MessageProof, messageProof, proofPsbt } from './message.js'

/** What a key of a role signs, and with which key exactly. */
export interface Statement {
  readonly role: Role
  readonly key: number
  readonly proof: MessageProof
  /** 32 x-only bytes, before the tweak. */
  readonly internalKey: Uint8Array
  /** 32 x-only bytes: what the address pays to. */
  readonly outputKey: Uint8Array
  readonly origin?: KeyOrigin
}

/** The agreement that an amendment follows, where a key of that one accepts the amendment. */
export interface Amending {
  readonly amends?: Agreement | undefined
}

/**
 * What a role's keys sign to accept an agreement; with `amends`, what the keys of the agreement that is amended sign.
 *
 * @throws EscrowError `ACCEPTANCE_AMENDS`, `ARGUMENT_TYPE`
 * @example
 * acceptanceMessage(agreement, 'worker') // 'taproot-escrow accept worker 5f1c…'
 * acceptanceMessage(amended, 'worker', { amends: agreement }) // 'taproot-escrow accept worker 77ab… in place of 5f1c…'
 */
export const acceptanceMessage = (
  agreement: Pick<Agreement, 'id'>,
  role: Role,
  options: { readonly amends?: Pick<Agreement, 'id'> | undefined } = {},
): string => {
  withId(agreement, 'agreement')
  aRole(role, 'role')
  membersOf<typeof options>({ 'amends?': withId })(options, '')
  const { amends } = options
  return `taproot-escrow accept ${role} ${agreement.id}${amends === undefined ? '' : ` in place of ${amends.id}`}`
}

const withId: Check = (value, field) => {
  anObject(value, field)
  aText((value as Members)['id'], `${field}.id`) // the line above makes it one
}

/** `xpub/18/index`: no role stands in so many leaves that one of them would use this branch. */
const ACCEPTANCE_BRANCH = 18

const signingKey = (key: RoleKey, index: number): { xOnly: Uint8Array; origin?: KeyOrigin } => {
  if (key.kind === 'bare') return { xOnly: key.xOnly }
  const { fingerprint, path } = key.origin
  return {
    xOnly: childNode(childNode(key, ACCEPTANCE_BRANCH), index).publicKey.subarray(1),
    origin: { fingerprint, path: [...path, ACCEPTANCE_BRANCH, index] },
  }
}

/**
 * What one key signs to accept an agreement, or, with `amends`, what one key of the agreement that is amended signs.
 *
 * @throws EscrowError `ACCEPTANCE_ROLE`, `ACCEPTANCE_KEY`, `ACCEPTANCE_AMENDS`
 */
export const statementOf = (
  agreement: Agreement,
  { role, key: position, amends }: { readonly role: Role; readonly key: number } & Amending,
  field: string,
): Statement => {
  if (amends !== undefined) checkAmends(agreement, amends)
  const holder = amends ?? agreement
  const roles = ROLES.filter((known) => holder[known] !== undefined)
  const quorum = roles.includes(role) ? holder[role] : undefined
  if (quorum === undefined)
    throw acceptanceError('ACCEPTANCE_ROLE', {
      field: `${field}.role`,
      expected: `one of ${roles.join(', ')}`,
      received: shown(role),
    })
  const key = typeof position === 'number' ? quorum.keys[position] : undefined
  if (key === undefined)
    throw acceptanceError('ACCEPTANCE_KEY', {
      field: `${field}.key`,
      expected: `a position from 0 to ${quorum.keys.length - 1}`,
      received: shown(position),
    })
  const { xOnly, origin } = signingKey(key, holder.index)
  const { outputKey } = tweakInternalKey({ xOnly }, undefined)
  return {
    role,
    key: position,
    proof: messageProof(acceptanceMessage(agreement, role, { amends }), outputScript(outputKey)),
    internalKey: xOnly,
    outputKey,
    ...(origin && { origin }),
  }
}

/** @throws EscrowError `ACCEPTANCE_AMENDS` */
export const checkAmends = ({ id, previous }: Agreement, amends: Agreement): void => {
  if (previous !== amends.id)
    throw acceptanceError('ACCEPTANCE_AMENDS', {
      field: 'amends',
      expected: `the agreement that ${id} amends: ${previous ?? 'none'}`,
      received: amends.id,
    })
}

/** The proof of a statement as a PSBT that a device can sign. */
export const statementPsbt = ({ proof, internalKey, origin }: Statement): string =>
  psbtToBase64(
    proofPsbt(proof, {
      internalKey,
      derivations: origin ? [{ xOnly: internalKey, leafHashes: [], ...origin }] : [],
    }),
  )
