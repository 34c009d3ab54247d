import { backend } from '#backend'
import { shown } from '../errors.js'
import { type Check, membersOf } from '../given/check.js'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import { draftOf } from '../spend/build.js'
import { spendError } from '../spend/errors.js'
import { aSigner, type ContractSignatureRequest, type Signer } from '../spend/signer.js'
import { anAmount, type Sats } from '../units/sats.js'
import { PATH, preparedOf, type StreamPlan } from './prepared.js'
import { aLastState, checkPays, type LastState, type StreamState } from './state.js'

export interface SignStateOptions {
  /** What the worker shall have by now, all in all. */
  readonly pays: Sats
  /** What was signed last: states grow. */
  readonly last: LastState
}

const someOptions: Check = /* @__PURE__ */ membersOf<SignStateOptions>({ pays: anAmount, last: aLastState })

/**
 * The employer signs that the worker has earned this much. The signatures are verified before they are handed out.
 * Store what was signed before it is sent: after a crash it is `last`.
 *
 * @param signer the employer's
 * @throws EscrowError `STREAM_NOT_MORE`, `STREAM_TOO_SMALL`, `STREAM_TOO_MUCH`, `SIGNER_NO_KEY`, `SIGNER_FAILED`
 * @example
 * const state = await signState(plan, { pays: accrued({ amount, per: 3600, seconds }), last }, employer)
 * send(JSON.stringify(streamStateToJson(state)))
 */
export const signState = async (
  plan: StreamPlan,
  options: SignStateOptions,
  signer: Signer,
): Promise<StreamState> => {
  const { keys, digestsAt, planAt } = preparedOf(plan)
  someOptions(options, '')
  aSigner(signer, 'signer')
  const { pays, last } = options
  checkPays(plan, { pays, last, field: 'pays' })
  const digests = digestsAt(pays)
  const requests = keys.map(
    ({ xOnly, origin }, input): ContractSignatureRequest => ({
      digest: digests[input] ?? new Uint8Array(0),
      publicKey: xOnly,
      role: 'employer',
      path: PATH,
      input,
      ...(origin && { origin }),
    }),
  )
  const answers: unknown = await signer.sign({
    requests,
    get psbt() {
      return draftOf(planAt(pays)).psbt
    },
  })
  const signatures = requests.map((request, input) =>
    acceptedAnswer(Array.isArray(answers) ? answers[input] : answers, request),
  )
  return { deposits: plan.id, fee: plan.fee, pays, signatures }
}

/** A signer is anybody's code: what it answers is judged like everything from outside. */
const acceptedAnswer = (
  answer: unknown,
  { digest, publicKey, input }: ContractSignatureRequest,
): Uint8Array => {
  const field = `signer (input ${input})`
  if (answer === undefined)
    throw spendError('SIGNER_NO_KEY', { field, expected: 'the key of employer', received: 'none of it' })
  const isSignature = answer instanceof Uint8Array && answer.length === SIGNATURE_LENGTH
  if (!(isSignature && backend.verifySchnorr(digest, publicKey, answer)))
    throw spendError('SIGNER_FAILED', {
      field,
      expected: 'a signature by employer of this very state',
      received: isSignature ? 'one that does not verify' : shown(answer),
      roles: ['employer'],
    })
  return answer
}
