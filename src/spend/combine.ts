import { equalBytes } from '../units/bytes.js'
import { bodyOf, CollectedSpend } from './collected.js'
import { spendError } from './errors.js'
import { MUSIG_ROLES } from './progress.js'
import { sameTransaction } from './same.js'
import { stateOf } from './state.js'
import type { Spend, SpendInput } from './types.js'

/**
 * One spend with everything that several people collected for the same transaction (BIP 174, "Combiner"). What
 * they bring was verified when it was signed or read, each signature once.
 *
 * @throws EscrowError `SPEND_DIFFERENT` where the transactions, the spent outputs or the paths differ;
 * `SPEND_NONCE_CHANGED` where two of them know different nonces of one signer
 * @example
 * const both = combine(theirs, await sign(theirs, worker))
 */
export const combine = (first: Spend, ...others: readonly Spend[]): Spend<'unsigned' | 'partial'> => {
  const body = bodyOf(first)
  let inputs = first.inputs
  for (const [position, other] of others.entries()) {
    if (!sameTransaction(body, bodyOf(other)))
      throw spendError('SPEND_DIFFERENT', {
        field: `spends[${position + 1}]`,
        expected: 'the same transaction, spent outputs and path as the first',
        received: 'another transaction',
      })
    inputs = inputs.map((input, at) => {
      const more = other.inputs[at]
      return more === undefined ? input : merge(input, more, `spends[${position + 1}].inputs[${at}]`)
    })
  }
  return new CollectedSpend({ state: stateOf(inputs), body, inputs })
}

type Slots = readonly (Uint8Array | undefined)[]

const fill = (known: Slots, more: Slots): Slots => known.map((value, at) => value ?? more[at])

/** Two nonces of one signer for one signature: whoever answers both gives a key away. */
const refuseChangedNonces = (known: Slots, more: Slots, field: string): void => {
  for (const [at, nonce] of known.entries()) {
    const other = more[at]
    const role = MUSIG_ROLES[at]
    if (nonce !== undefined && other !== undefined && role !== undefined && !equalBytes(nonce, other))
      throw spendError('SPEND_NONCE_CHANGED', {
        field: `${field}.nonces`,
        expected: `the nonce that ${role} sent before`,
        received: 'another one',
        roles: [role],
      })
  }
}

const merge = (known: SpendInput, more: SpendInput, field: string): SpendInput => {
  if (known.kind === 'leaf' && more.kind === 'leaf') {
    const preimage = known.preimage ?? more.preimage
    return { ...known, signatures: fill(known.signatures, more.signatures), ...(preimage && { preimage }) }
  }
  if (known.kind === 'key' && more.kind === 'key') {
    refuseChangedNonces(known.nonces, more.nonces, field)
    const signature = known.signature ?? more.signature
    return {
      ...known,
      nonces: fill(known.nonces, more.nonces),
      partials: fill(known.partials, more.partials),
      ...(signature && { signature }),
    }
  }
  throw spendError('SPEND_DIFFERENT', { field, expected: 'the same path', received: 'another path' })
}
