import type { LeafKey } from '../contract/keys.js'
import { EscrowError, shown } from '../errors.js'
import type { SpendPath } from '../words.js'
import { bodyOf, CollectedSpend } from './collected.js'
import { spendError } from './errors.js'
import type { SignatureRequest, Signer } from './signer.js'
import type { Spend, SpendInput } from './types.js'
import { checkSignature } from './verify.js'

/** A signature that is still missing, with its place. */
interface Gap {
  readonly input: number
  readonly position: number
  readonly request: SignatureRequest
}

const gapsOf = (spend: Spend, path: SpendPath): readonly Gap[] => {
  const body = bodyOf(spend)
  return spend.inputs.flatMap((collected, input) => {
    if (collected.kind === 'key') return []
    return collected.keys.flatMap((key, position): readonly Gap[] => {
      if (collected.signatures[position] !== undefined || key.role === 'terms') return []
      return [
        {
          input,
          position,
          request: requestFor(key, { digest: body.digest(input, collected.leaf), path, input }),
        },
      ]
    })
  })
}

const requestFor = (
  { role, xOnly, origin }: LeafKey,
  place: { digest: Uint8Array; path: SpendPath; input: number },
): SignatureRequest => {
  if (role === 'terms')
    throw spendError('SIGNER_NO_KEY', {
      field: 'path',
      expected: 'a key that somebody holds',
      received: 'terms',
    })
  return { ...place, publicKey: xOnly, role, ...(origin && { origin }) }
}

/**
 * Asks a signer for its signatures: of the plan's path and nothing else, SIGHASH_DEFAULT, verified before they
 * are kept. The spend that was given stays as it is.
 *
 * @throws EscrowError `SIGNER_NO_KEY` where the signer holds no key that is still needed, `SIGNER_FAILED` where
 * it answers something else than a valid signature, `SPEND_PATH_IS_KEY` where the key path wants `startMusig`
 * @example
 * const signed = await sign(release(funded, { path: 'employerAndWorker', feeRate }), employer)
 */
export const sign = async (spend: Spend, signer: Signer): Promise<Spend<'partial'>> => {
  const { path } = spend.plan
  if (path === 'key')
    throw spendError('SPEND_PATH_IS_KEY', {
      field: 'path',
      expected: 'a leaf; the key path is signed in two rounds, by startMusig',
      received: 'key',
    })
  const gaps = gapsOf(spend, path)
  const answers = await signer.sign({
    requests: gaps.map(({ request }) => request),
    get psbt() {
      return spend.psbt
    },
  })
  const found = gaps.flatMap((gap, at) => {
    const signature = answers[at]
    return signature === undefined ? [] : [{ ...gap, signature: checkedAnswer(signature, gap) }]
  })
  if (found.length === 0)
    throw spendError('SIGNER_NO_KEY', {
      field: 'signer',
      expected: `a key of ${[...new Set(gaps.map(({ request }) => request.role))].join(' or ') || 'nobody: all have signed'}`,
      received: 'none of them',
    })
  return new CollectedSpend({
    state: 'partial',
    body: bodyOf(spend),
    inputs: withSignatures(spend.inputs, found),
  })
}

const checkedAnswer = (signature: Uint8Array, { input, request }: Gap): Uint8Array => {
  const field = `signer (input ${input})`
  if (!(signature instanceof Uint8Array))
    throw spendError('SIGNER_FAILED', {
      field,
      expected: 'a signature of 64 bytes',
      received: shown(signature),
      roles: [request.role],
    })
  try {
    return checkSignature({ ...request, roles: [request.role], signature, field })
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    throw spendError('SIGNER_FAILED', { ...error.data, field, roles: [request.role] }, error)
  }
}

const withSignatures = (
  inputs: readonly SpendInput[],
  found: readonly (Gap & { readonly signature: Uint8Array })[],
): readonly SpendInput[] => {
  const byInput = new Map<number, Map<number, Uint8Array>>()
  for (const { input, position, signature } of found)
    byInput.set(input, (byInput.get(input) ?? new Map<number, Uint8Array>()).set(position, signature))
  return inputs.map((collected, input) => {
    const added = byInput.get(input)
    if (added === undefined || collected.kind === 'key') return collected
    return {
      ...collected,
      signatures: collected.signatures.map((signature, position) => signature ?? added.get(position)),
    }
  })
}
