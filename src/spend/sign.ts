import { EscrowError, shown } from '../errors.js'
import type { SpendPath } from '../words.js'
import { bodyOf, CollectedSpend } from './collected.js'
import { spendError } from './errors.js'
import { requireReview } from './review.js'
import type { ReviewContext } from './rules.js'
import { aSigner, type ContractSignatureRequest, type Signer } from './signer.js'
import type { Spend, SpendInput } from './types.js'
import { checkSignature } from './verify.js'

/** A signature that is still missing, with its place. */
interface Gap {
  readonly input: number
  readonly position: number
  readonly request: ContractSignatureRequest
}

const gapsOf = (spend: Spend, path: SpendPath): readonly Gap[] => {
  const body = bodyOf(spend)
  return spend.inputs.flatMap((collected, input) => {
    if (collected.kind === 'key') return []
    return collected.keys.flatMap(({ role, xOnly, origin }, position): readonly Gap[] => {
      if (collected.signatures[position] !== undefined || role === 'terms') return []
      const digest = body.digest(input, collected.leaf)
      const request = { digest, path, input, publicKey: xOnly, role, ...(origin && { origin }) }
      return [{ input, position, request }]
    })
  })
}

/**
 * Asks a signer for its signatures: of the plan's path and nothing else, SIGHASH_DEFAULT, verified before they
 * are kept. The spend that was given stays as it is.
 *
 * Source: BIP 341, "Common signature message"; BIP 342, "Common signature message extension"; BIP 340.
 *
 * @throws EscrowError `REVIEW_REFUSED` where a review with the same context refuses, `SIGNER_NO_KEY` where the signer holds
 * no key of the path, `SIGNER_NOT_NEEDED` where others are missing and it has most likely signed already, `SIGNER_FAILED`
 * where it answers something else than a valid signature, `SPEND_PATH_IS_KEY` where the key path wants `startMusig`,
 * `SPEND_NOT_BUILT`, `ARGUMENT_TYPE`
 * @example
 * const signed = await sign(release(funded, { path: 'employerAndWorker', feeRate }), employer)
 */
export const sign = async (
  spend: Spend,
  signer: Signer,
  context: ReviewContext = {},
): Promise<Spend<'partial'>> => {
  requireReview(spend, context)
  aSigner(signer, 'signer')
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
  const found = acceptedAnswers(gaps, answersOf(answers))
  if (found.length === 0) throw nothingOf(spend, gaps)
  return new CollectedSpend({
    state: 'partial',
    body: bodyOf(spend),
    inputs: withSignatures(spend.inputs, found),
  })
}

/** A signer without a key that is still missing: where somebody has signed, most likely the very one. */
const nothingOf = ({ progress }: Spend, gaps: readonly Gap[]): EscrowError => {
  const missing = [...new Set(gaps.map(({ request }) => request.role))]
  const begun = progress.some(({ signed }) => signed.length > 0)
  return spendError(begun ? 'SIGNER_NOT_NEEDED' : 'SIGNER_NO_KEY', {
    field: 'signer',
    expected: `a key of ${missing.join(' or ') || 'nobody'}`,
    received: begun ? 'none that has not signed' : 'none of them',
  })
}

/** A signer is anybody's code: what it answers is judged like everything from outside. */
const answersOf = (answers: unknown): readonly (Uint8Array | undefined)[] => {
  if (Array.isArray(answers)) return answers
  throw spendError('SIGNER_FAILED', {
    field: 'signer',
    expected: 'a list with one answer for each request',
    received: shown(answers),
    roles: [],
  })
}

/** A gap with the signature that fills it. */
type Filled = Gap & { readonly signature: Uint8Array }

/**
 * The answers that verify. Origins are claims of whoever wrote them, so a signer may be led to sign for a key that
 * is not its own; such answers are left out. For a key of which it proved to be the holder every answer must be right.
 */
const acceptedAnswers = (
  gaps: readonly Gap[],
  answers: readonly (Uint8Array | undefined)[],
): readonly Filled[] => {
  const found: Filled[] = []
  const failures: { readonly holder: string; readonly error: EscrowError }[] = []
  for (const [at, gap] of gaps.entries()) {
    const signature = answers[at]
    if (signature === undefined) continue
    const error = failureOf(signature, gap)
    if (error === undefined) found.push({ signature, ...gap })
    else failures.push({ holder: holderOf(gap), error })
  }
  const proven = new Set(found.map(holderOf))
  const failure = failures.find(({ holder }) => proven.size === 0 || proven.has(holder))
  if (failure !== undefined) throw failure.error
  return found
}

const holderOf = ({ request, position }: Gap): string => `${request.role} ${position}`

const failureOf = (signature: Uint8Array, { input, request }: Gap): EscrowError | undefined => {
  const field = `signer (input ${input})`
  const roles = [request.role]
  if (!(signature instanceof Uint8Array))
    return spendError('SIGNER_FAILED', {
      field,
      expected: 'a signature of 64 bytes',
      received: shown(signature),
      roles,
    })
  try {
    checkSignature({ roles, signature, field, ...request })
    return undefined
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    const { expected, received } = error.data
    return spendError('SIGNER_FAILED', { field, expected, received, roles }, error)
  }
}

const withSignatures = (inputs: readonly SpendInput[], found: readonly Filled[]): readonly SpendInput[] => {
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
