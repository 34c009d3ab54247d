import { nonceSum } from '../musig/nonces.js'
import { aggregatePartials } from '../musig/partial.js'
import { equalBytes } from '../units/bytes.js'
import type { SpendBody } from './body.js'
import { bodyOf, CollectedSpend } from './collected.js'
import { combine } from './combine.js'
import { spendError } from './errors.js'
import { participantsOf } from './musigContext.js'
import { allNonces, blaming, checkPartial, inSigningOrder, type KeyPlace } from './musigRows.js'
import { MUSIG_ROLES } from './progress.js'
import { readPlanned } from './readPlanned.js'
import { requireReview } from './review.js'
import type { ReviewContext } from './rules.js'
import { aSigner, type MusigPart, type MusigRequest, type Signer } from './signer.js'
import type { KeyInput, Spend, SpendInput } from './types.js'

/**
 * One signer's part in the aggregate signatures of one spend, between the two rounds. It lives in this process
 * only: it has no JSON form, and a restart voids it (start again, or take the fallback leaf).
 */
export interface MusigSession {
  /** The spend with this signer's nonces: what the others need. */
  readonly spend: Spend<'partial'>
  /**
   * Round two: the partial signatures, under the nonces of everybody. Works once. A PSBT is taken as it came and read
   * against the session's own plan, so that it may reveal other leaves too. The review is repeated, with the context of
   * the first round unless a newer one is given: time has passed.
   *
   * @throws EscrowError `REVIEW_REFUSED`, `SPEND_NONCE_MISSING`, `SPEND_DIFFERENT`, `SPEND_NONCE_CHANGED` and what
   * `readSpend` throws (nothing is used up), `SPEND_SESSION_USED`, `SPEND_NONCE_INVALID`, `SPEND_PARTIAL_INVALID`
   */
  readonly sign: (theirs: Spend | string | Uint8Array, context?: ReviewContext) => Promise<Spend<'partial'>>
}

/** One input's part, with its place. */
interface Started {
  readonly part: MusigPart
  readonly at: number
  readonly place: KeyPlace
}

/**
 * Round one of the key path (BIP 327): fresh nonces of this signer for every input, bound to the transaction, the
 * tree and the keys.
 *
 * @throws EscrowError `REVIEW_REFUSED`, `SPEND_PATH_NOT_KEY`, `SIGNER_NO_KEY`, `SPEND_NOT_BUILT`, `SPEND_INPUT_FOREIGN`,
 * `ARGUMENT_TYPE`
 * @example
 * const mine = await startMusig(draft, employer) // send mine.spend.psbt
 * const both = await mine.sign(theirPsbt)
 */
export const startMusig = async (
  spend: Spend,
  signer: Signer,
  context: ReviewContext = {},
): Promise<MusigSession> => {
  requireReview(spend, context)
  aSigner(signer, 'signer')
  const body = bodyOf(spend)
  if (spend.plan.path !== 'key')
    throw spendError('SPEND_PATH_NOT_KEY', {
      field: 'path',
      expected: 'the key path; leaves are signed by sign',
      received: spend.plan.path,
    })
  const requests = spend.inputs.flatMap((_, position) => requestsFor(body, position))
  const parts = (await signer.startMusig?.(requests.map(({ request }) => request))) ?? []
  const started = requests.flatMap(({ at, place }, position): readonly Started[] => {
    const part = parts[position]
    return part === undefined ? [] : [{ part, at, place }]
  })
  if (started.length === 0)
    throw spendError('SIGNER_NO_KEY', {
      field: 'signer',
      expected: `the account of ${MUSIG_ROLES.join(' or ')}, and MuSig2`,
      received: 'neither',
    })
  const announced = new CollectedSpend({ state: 'partial', body, inputs: withNonces(spend.inputs, started) })
  let used = false
  return {
    spend: announced,
    sign: async (theirs, later = context) => {
      const given = typeof theirs === 'string' || theirs instanceof Uint8Array
      const joined = combine(announced, given ? readPlanned(announced, theirs) : theirs)
      requireReview(joined, later)
      for (const { place } of started) allNonces(keyInput(joined.inputs[place.position]), fieldOf(place))
      if (used)
        throw spendError('SPEND_SESSION_USED', {
          field: 'session',
          expected: 'a session that nobody tried to sign with yet',
          received: 'a used one: start again with new nonces',
        })
      used = true
      return new CollectedSpend({
        state: 'partial',
        body,
        inputs: await withPartials(joined.inputs, started),
      })
    },
  }
}

const fieldOf = ({ position }: KeyPlace): string => `inputs[${position}]`

const keyInput = (input: SpendInput | undefined): KeyInput => {
  if (input?.kind === 'key') return input
  throw spendError('SPEND_PATH_NOT_KEY', {
    field: 'inputs',
    expected: 'an input of the key path',
    received: 'a leaf',
  })
}

const placeOf = (body: SpendBody, position: number): KeyPlace => ({
  body,
  position,
  contract: body.contractOf(position),
})

const requestsFor = (
  body: SpendBody,
  position: number,
): readonly { readonly request: MusigRequest; readonly at: number; readonly place: KeyPlace }[] => {
  const place = placeOf(body, position)
  const context = body.musigContext(position)
  return participantsOf(place.contract).flatMap(({ publicKey, origin }, at) => {
    const role = MUSIG_ROLES[at]
    if (role === undefined) return []
    const digest = body.digest(position, undefined)
    return [{ request: { digest, publicKey, origin, role, context, input: position }, at, place }]
  })
}

const withNonces = (inputs: readonly SpendInput[], started: readonly Started[]): readonly SpendInput[] => {
  const nonces = inputs.map((input) => [...keyInput(input).nonces])
  for (const { part, at, place } of started) nonces[place.position]?.splice(at, 1, part.publicNonce)
  return inputs.map((input, position) => ({
    ...keyInput(input),
    nonces: nonces[position] ?? [],
    // a partial signature made under another nonce would only look like one
    partials: [undefined, undefined],
  }))
}

const withPartials = async (
  inputs: readonly SpendInput[],
  started: readonly Started[],
): Promise<readonly SpendInput[]> => {
  const signed = [...inputs]
  for (const { part, at, place } of started) {
    const input = keyInput(signed[place.position])
    const field = fieldOf(place)
    const nonces = allNonces(input, field)
    const { aggregateNonce } = blaming(place, `${field}.musigPublicNonces`, () =>
      nonceSum(place.body.musigContext(place.position), inSigningOrder(nonces, place)),
    )
    const partial = await part.sign(aggregateNonce)
    const more = { ...input, partials: input.partials.map((known, of) => (of === at ? partial : known)) }
    const check = () =>
      checkPartial(partial, { at, nonces, place, field: `signer (input ${place.position})` })
    if (more.partials.includes(undefined)) check()
    else checkedByAggregate(more, { place, check })
    signed[place.position] = more
  }
  return signed
}

/** The last part is right where the signature of all parts is; where it is not, the signer is asked first. */
const checkedByAggregate = (
  input: KeyInput,
  { place, check }: { place: KeyPlace; check: () => void },
): void => {
  try {
    aggregateInput(input, place)
  } catch (error) {
    check()
    throw error
  }
}

/** The finished signature of an input: the partial signatures added up and verified (BIP 327, "PartialSigAgg"). */
export const aggregateInput = (
  input: KeyInput,
  { body, position }: { body: SpendBody; position: number },
): KeyInput => {
  if (input.signature !== undefined) return input
  const known = body.aggregated.get(position)
  if (known !== undefined && sameParts(known, input)) return known
  const place = placeOf(body, position)
  const field = fieldOf(place)
  const publicNonces = inSigningOrder(allNonces(input, field), place)
  const partials = inSigningOrder(
    input.partials.flatMap((partial) => partial ?? []),
    place,
  )
  const signature = blaming(place, `${field}.musigPartialSignatures`, () =>
    aggregatePartials({
      partials,
      publicNonces,
      message: body.digest(position, undefined),
      context: body.musigContext(position),
    }),
  )
  const aggregated = { signature, ...input }
  body.aggregated.set(position, aggregated)
  return aggregated
}

/** Whether two inputs hold the same nonces and partial signatures. */
const sameParts = (left: KeyInput, right: KeyInput): boolean =>
  [...left.nonces, ...left.partials].every((value, at) => {
    const other = [...right.nonces, ...right.partials][at]
    return value !== undefined && other !== undefined && equalBytes(value, other)
  })
