import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Agreement } from '../agreement/types.js'
import { shown } from '../errors.js'
import { childNode } from '../keys/derivation.js'
import type { KeyOrigin } from '../keys/keyExpression.js'
import type { RoleKey } from '../keys/roleKey.js'
import { decodePsbt, psbtToBase64 } from '../psbt/codec.js'
import { PSBT_TEXT } from '../psbt/forms.js'
import type { Signer } from '../spend/signer.js'
import { outputScript, outputTweak, tweakInternalKey } from '../taproot/commitment.js'
import { formatOutpoint } from '../units/outpoint.js'
import { ROLES, type Role } from '../words.js'
import { acceptanceError } from './errors.js'
import {
  decodeSimple,
  encodeSimple,
  type MessageProof,
  messageProof,
  proofPsbt,
  provesMessage,
} from './message.js'

/** One key's acceptance of an agreement. */
export interface Acceptance {
  readonly role: Role
  /** Position in the role's list of keys. */
  readonly key: number
  /** BIP 322 in its simple form (`smp…`), or a signed PSBT of the same proof in base64. */
  readonly signature: string
}

/** What a key of a role signs, and with which key exactly. */
interface Statement {
  readonly role: Role
  readonly key: number
  readonly proof: MessageProof
  /** 32 x-only bytes, before the tweak. */
  readonly internalKey: Uint8Array
  /** 32 x-only bytes: what the address pays to. */
  readonly outputKey: Uint8Array
  readonly origin?: KeyOrigin
}

/**
 * What a role's keys sign to accept an agreement.
 *
 * @example
 * acceptanceMessage(agreement, 'worker') // 'taproot-escrow accept worker 5f1c…'
 */
export const acceptanceMessage = ({ id }: Pick<Agreement, 'id'>, role: Role): string =>
  `taproot-escrow accept ${role} ${id}`

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

const statementOf = (agreement: Agreement, role: Role, position: number, field: string): Statement => {
  const quorum = agreement[role]
  if (quorum === undefined)
    throw acceptanceError('ACCEPTANCE_ROLE', {
      field: `${field}.role`,
      expected: `one of ${ROLES.filter((known) => agreement[known] !== undefined).join(', ')}`,
      received: shown(role),
    })
  const key = quorum.keys[position]
  if (key === undefined)
    throw acceptanceError('ACCEPTANCE_KEY', {
      field: `${field}.key`,
      expected: `a position from 0 to ${quorum.keys.length - 1}`,
      received: shown(position),
    })
  const { xOnly, origin } = signingKey(key, agreement.index)
  const { outputKey } = tweakInternalKey({ xOnly }, undefined)
  return {
    role,
    key: position,
    proof: messageProof(acceptanceMessage(agreement, role), outputScript(outputKey)),
    internalKey: xOnly,
    outputKey,
    ...(origin && { origin }),
  }
}

/** The proof of a statement as a PSBT that a device can sign. */
const psbtOf = ({ proof, internalKey, origin }: Statement): string =>
  psbtToBase64(
    proofPsbt(proof, {
      internalKey,
      derivations: origin ? [{ xOnly: internalKey, leafHashes: [], ...origin }] : [],
    }),
  )

/**
 * Accepts an agreement with every key of a role that a signer holds: a BIP 322 signature for the Taproot address
 * of `xpub/18/index` (BIP 86 form), for a bare key of the key itself.
 *
 * @throws EscrowError `ACCEPTANCE_ROLE`, and `ACCEPTANCE_INVALID` where the signer answers with something else
 * @example
 * const signatures = await accept(agreement, worker, { role: 'worker' })
 */
export const accept = async (
  agreement: Agreement,
  signer: Signer,
  { role }: { role: Role },
): Promise<readonly Acceptance[]> => {
  const found: Acceptance[] = []
  for (const position of agreement[role]?.keys.keys() ?? [0]) {
    const statement = statementOf(agreement, role, position, 'options')
    const { proof, outputKey, internalKey, origin } = statement
    const [signature] = await signer.sign({
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
        return psbtOf(statement)
      },
    })
    if (signature === undefined) continue
    checkAcceptance(statement, signature, 'signer')
    found.push({ role, key: position, signature: encodeSimple(signature) })
  }
  return found
}

/**
 * The PSBT whose signature proves the acceptance of one key, for devices that sign transactions only.
 *
 * @throws EscrowError `ACCEPTANCE_ROLE`, `ACCEPTANCE_KEY`
 */
export const acceptancePsbt = (agreement: Agreement, { role, key }: { role: Role; key: number }): string =>
  psbtOf(statementOf(agreement, role, key, 'options'))

const checkAcceptance = (
  { proof, outputKey, role }: Statement,
  signature: Uint8Array,
  field: string,
): void => {
  if (!provesMessage(proof, { signature, outputKey }))
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

/**
 * Who has accepted an agreement. Every signature is verified; one that is not what it says it is, is an error and
 * never just uncounted. The same key counts once.
 *
 * @throws EscrowError `ACCEPTANCE_INVALID`, `ACCEPTANCE_MALFORMED`, `ACCEPTANCE_ROLE`, `ACCEPTANCE_KEY`
 * @example
 * if (!accepted(agreement, signatures).everybody) askTheOthers()
 */
export const accepted = (agreement: Agreement, signatures: readonly Acceptance[]): AcceptanceReport => {
  const keys = new Map<Role, Set<number>>()
  for (const [at, { role, key, signature }] of signatures.entries()) {
    const field = `signatures[${at}]`
    const statement = statementOf(agreement, role, key, field)
    checkAcceptance(statement, signatureIn(signature, statement, `${field}.signature`), `${field}.signature`)
    keys.set(role, (keys.get(role) ?? new Set<number>()).add(key))
  }
  const roles = ROLES.flatMap((role) => {
    const quorum = agreement[role]
    if (quorum === undefined) return []
    return [{ role, needed: quorum.threshold, accepted: [...(keys.get(role) ?? [])].sort((a, b) => a - b) }]
  })
  return {
    agreement: agreement.id,
    roles,
    everybody: roles.every((role) => role.accepted.length >= role.needed),
  }
}
