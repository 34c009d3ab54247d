import type { Contract } from '../contract/contract.js'
import { EscrowError } from '../errors.js'
import { sortKeys } from '../keys/aggregate.js'
import { verifyPartial } from '../musig/partial.js'
import type { MusigSigner, PsbtInput } from '../psbt/model.js'
import { equalBytes } from '../units/bytes.js'
import type { Role } from '../words.js'
import type { SpendBody } from './body.js'
import { spendError } from './errors.js'
import { participantsOf } from './musigContext.js'
import { MUSIG_ROLES } from './progress.js'
import { signingAggregate } from './toPsbt.js'
import type { KeyInput } from './types.js'
import { checkSignature } from './verify.js'

/** An input of the key path, with the contract that it spends. */
export interface KeyPlace {
  readonly body: SpendBody
  readonly position: number
  readonly contract: Contract
}

/** Puts rows in the places of their signers. */
const inPlaces = <Row extends MusigSigner>(
  rows: readonly Row[],
  { contract, field, value }: { contract: Contract; field: string; value: (row: Row) => Uint8Array },
): readonly (Uint8Array | undefined)[] => {
  const aggregate = signingAggregate(contract)
  const participants = participantsOf(contract)
  const places: (Uint8Array | undefined)[] = participants.map(() => undefined)
  for (const row of rows) {
    const at = participants.findIndex(({ publicKey }) => equalBytes(publicKey, row.participant))
    if (at < 0 || row.leafHash !== undefined || !equalBytes(row.aggregate, aggregate))
      throw spendError('SPEND_PARTICIPANTS', {
        field,
        expected: 'rows of employer and worker for the output key',
        received: 'a row of somebody else or for another key',
      })
    places[at] = value(row)
  }
  return places
}

const checkParticipants = (input: PsbtInput, contract: Contract, field: string): void => {
  const expected = sortKeys(participantsOf(contract).map(({ publicKey }) => publicKey))
  for (const { aggregate, participants } of input.musigParticipants)
    if (
      !equalBytes(aggregate, contract.internal.node.publicKey) ||
      participants.length !== expected.length ||
      !expected.every((key, at) => equalBytes(key, participants[at] ?? key.subarray(0, 0)))
    )
      throw spendError('SPEND_PARTICIPANTS', {
        field: `${field}.musigParticipants`,
        expected: 'the aggregate of employer and worker',
        received: 'another aggregate or other participants',
      })
}

/** Runs a step of the aggregate and names the party whose contribution broke it. */
export const blaming = <Result>(place: KeyPlace, field: string, step: () => Result): Result => {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof EscrowError) || typeof error.data['signer'] !== 'number') throw error
    const role = roleOfSigner(place.contract, error.data['signer'])
    const code = error.code.startsWith('MUSIG_NONCE_') ? 'SPEND_NONCE_INVALID' : 'SPEND_PARTIAL_INVALID'
    const { expected, received } = error.data
    throw spendError(code, { field, expected: `${expected} (${role})`, received, roles: [role] }, error)
  }
}

const roleOfSigner = (contract: Contract, signer: number): Role => {
  const keys = participantsOf(contract).map(({ publicKey }) => publicKey)
  const key = sortKeys(keys)[signer]
  const role = MUSIG_ROLES[keys.findIndex((candidate) => key !== undefined && equalBytes(candidate, key))]
  if (role === undefined)
    throw spendError('SPEND_PARTICIPANTS', {
      field: 'signer',
      expected: 'employer or worker',
      received: `${signer}`,
    })
  return role
}

/** Checks one partial signature under all nonces, and names whose it is. */
export const checkPartial = (
  partial: Uint8Array,
  options: { at: number; nonces: readonly Uint8Array[]; place: KeyPlace; field: string },
): void => {
  const { at, nonces, place, field } = options
  const participant = participantsOf(place.contract)[at]
  if (participant === undefined) return
  const context = place.body.musigContext(place.position)
  blaming(place, field, () =>
    verifyPartial({
      partial,
      signer: context.signerOf(participant.publicKey),
      publicNonces: inSigningOrder(nonces, place),
      message: place.body.digest(place.position, undefined),
      context,
    }),
  )
}

/** Nonces or partial signatures in the order of the sorted keys. */
export const inSigningOrder = (values: readonly Uint8Array[], place: KeyPlace): readonly Uint8Array[] => {
  const participants = participantsOf(place.contract)
  return place.body
    .musigContext(place.position)
    .publicKeys.flatMap(
      (key) => values[participants.findIndex(({ publicKey }) => equalBytes(publicKey, key))] ?? [],
    )
}

/** All nonces, or the roles whose nonce is missing. */
export const allNonces = (input: KeyInput, field: string): readonly Uint8Array[] => {
  const missing = MUSIG_ROLES.filter((_, at) => input.nonces[at] === undefined)
  if (missing.length > 0)
    throw spendError('SPEND_NONCE_MISSING', {
      field,
      expected: 'the nonces of employer and worker',
      received: `none of ${missing.join(' and ')}`,
      missing,
    })
  return input.nonces.flatMap((nonce) => nonce ?? [])
}

/**
 * What a PSBT's input brings for the aggregate signature (BIP 373): nonces, partial signatures, each verified
 * and its sender named, or the finished signature.
 *
 * @throws EscrowError `SPEND_PARTICIPANTS`, `SPEND_NONCE_MISSING`, `SPEND_PARTIAL_INVALID`, `SIGNATURE_INVALID`
 */
export const readMusigRows = (input: PsbtInput, place: KeyPlace): KeyInput => {
  const { body, position, contract } = place
  const field = `inputs[${position}]`
  checkParticipants(input, contract, field)
  const nonces = inPlaces(input.musigPublicNonces, {
    contract,
    field: `${field}.musigPublicNonces`,
    value: ({ nonce }) => nonce,
  })
  const partials = inPlaces(input.musigPartialSignatures, {
    contract,
    field: `${field}.musigPartialSignatures`,
    value: ({ signature }) => signature,
  })
  const collected: KeyInput = { kind: 'key', nonces, partials }
  for (const [at, partial] of partials.entries())
    if (partial !== undefined)
      checkPartial(partial, {
        at,
        nonces: allNonces(collected, `${field}.musigPublicNonces`),
        place,
        field: `${field}.musigPartialSignatures[${at}]`,
      })
  if (input.tapKeySignature === undefined) return collected
  const signature = checkSignature({
    signature: input.tapKeySignature,
    digest: body.digest(position, undefined),
    publicKey: contract.outputKey,
    roles: MUSIG_ROLES,
    field: `${field}.tapKeySignature`,
  })
  return { ...collected, signature }
}
