import * as v from 'valibot'
import { counted } from '../errors.js'
import { type Marks, marks, readForm } from '../forms/form.js'
import { fromBase64, toBase64 } from '../psbt/base64.js'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import { concat } from '../units/bytes.js'
import { sats } from '../units/sats.js'
import { streamError } from './errors.js'
import { aState, type StreamState } from './state.js'

/** A state as JSON: at most 320 bytes of a stream over one deposit or two. */
export interface StreamStateJson extends Marks<'stream'> {
  /** 32 hex digits that name the deposits. */
  readonly deposits: string
  /** Satoshis as a decimal string. */
  readonly fee: string
  /** Satoshis as a decimal string. */
  readonly pays: string
  /** Base64 of all signatures, 64 bytes for each deposit. */
  readonly signatures: string
}

const shape = /* @__PURE__ */ v.strictObject({
  deposits: /* @__PURE__ */ v.pipe(/* @__PURE__ */ v.string(), /* @__PURE__ */ v.regex(/^[0-9a-f]{32}$/)),
  fee: /* @__PURE__ */ v.string(),
  pays: /* @__PURE__ */ v.string(),
  signatures: /* @__PURE__ */ v.string(),
})

/**
 * The JSON form of a state: what the employer sends, and what both store.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * send(JSON.stringify(streamStateToJson(state)))
 */
export const streamStateToJson = (state: StreamState): StreamStateJson => {
  aState(state, 'state')
  const { deposits, fee, pays, signatures } = state
  return {
    ...marks('stream'),
    deposits,
    fee: fee.toString(),
    pays: pays.toString(),
    signatures: toBase64(concat(...signatures)),
  }
}

/**
 * A state from its JSON form; `readState` says whether it can be believed.
 *
 * @throws EscrowError `JSON_FORM_…`, `STREAM_SIGNATURE` where the signatures are no whole number of them,
 * `PSBT_NOT_BASE64`, and of amounts
 * @example
 * readState(plan, streamStateFromJson(JSON.parse(text)), { last, at: { height, medianTime } })
 */
export const streamStateFromJson = (json: unknown): StreamState => {
  const { deposits, fee, pays, signatures } = readForm(json, {
    form: 'stream',
    shape,
    field: 'state',
  })
  const bytes = fromBase64(signatures, 'state.signatures')
  const count = bytes.length / SIGNATURE_LENGTH
  if (!Number.isInteger(count) || count === 0)
    throw streamError('STREAM_SIGNATURE', {
      field: 'state.signatures',
      expected: `${SIGNATURE_LENGTH} bytes for each deposit`,
      received: counted(bytes.length, 'byte'),
    })
  return {
    deposits,
    fee: sats(fee, 'state.fee'),
    pays: sats(pays, 'state.pays'),
    signatures: Array.from({ length: count }, (_, at) =>
      bytes.slice(at * SIGNATURE_LENGTH, (at + 1) * SIGNATURE_LENGTH),
    ),
  }
}
