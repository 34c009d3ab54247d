import { backend } from '#backend'
import { formatSecretText, SECRET_TEXT_START, secretTextBytes } from '../agreement/secretText.js'
import { randomBytes32 } from '../backend/random.js'
import { aContract, type Contract, leafOf } from '../contract/contract.js'
import { parseTransaction } from '../psbt/transaction.js'
import { equalBytes, toHex } from '../units/bytes.js'
import { spendError } from './errors.js'

/** A secret for `workerWithSecret`: 32 bytes, or the short text that {@link createSecret} hands out. */
export type Secret = string | Uint8Array

const LENGTH = 32
/**
 * The 32 bytes of a secret; a text has a checksum that finds typing errors.
 *
 * @throws EscrowError `SECRET_MALFORMED`; the secret is never shown
 */
export const secretBytes = (secret: Secret, field = 'secret'): Uint8Array => {
  const bytes = typeof secret === 'string' ? secretTextBytes(secret) : secret
  if (bytes instanceof Uint8Array && bytes.length === LENGTH) return bytes
  throw spendError('SECRET_MALFORMED', {
    field,
    expected: `a text that starts with ${SECRET_TEXT_START} and has a valid checksum, or ${LENGTH} bytes`,
    received: 'something else (not shown)',
  })
}

/** The hash of a secret as agreements write it. */
export const hashOfSecret = (secret: Secret, field: string): string =>
  toHex(backend.sha256(secretBytes(secret, field)))

/** A secret and the hash that an agreement's milestone names. */
export interface CreatedSecret {
  /** One text to hand over; whoever has it, together with the worker's key, takes the money. */
  readonly secret: string
  /** `secretHash` of the milestone: SHA-256, 64 hex digits. */
  readonly hash: string
}

/**
 * Makes the secret of one milestone from the system's randomness. Each milestone needs its own.
 *
 * @throws EscrowError `RANDOMNESS_MISSING`
 * @example
 * const { secret, hash } = createSecret() // hash goes into the agreement, secret to the worker when all is well
 */
export const createSecret = (): CreatedSecret => {
  const bytes = randomBytes32()
  return { secret: formatSecretText(bytes), hash: toHex(backend.sha256(bytes)) }
}

/**
 * Whether a secret opens a contract: the check of the worker who was handed it.
 *
 * @throws EscrowError `SECRET_MALFORMED`
 * @example
 * if (!opensContract(secret, contract)) askForTheRightOne()
 */
export const opensContract = (secret: Secret, contract: Contract): boolean => {
  aContract(contract, 'contract')
  const { agreement, milestone } = contract
  const hash = agreement.milestones[milestone]?.secretHash
  return hash !== undefined && equalBytes(backend.sha256(secretBytes(secret)), hash)
}

/**
 * The secret of a contract from the transaction that spent it with the secret, or `undefined` where none of the
 * transaction's inputs reveals it.
 *
 * @throws EscrowError `CONTRACT_PATH_MISSING` where the contract has no secret, and what `parseTransaction` throws
 * @example
 * recoverSecret(contract, hex) // 'secret1…'
 */
export const recoverSecret = (contract: Contract, transaction: string | Uint8Array): string | undefined => {
  const { script } = leafOf(contract, 'workerWithSecret')
  for (const { witness } of parseTransaction(transaction).inputs) {
    const [preimage] = witness
    // not at a fixed place from the end: an annex may follow the control block (BIP 341)
    if (preimage?.length === LENGTH && witness.some((item) => equalBytes(item, script)))
      if (opensContract(preimage, contract)) return formatSecretText(preimage)
  }
  return undefined
}
