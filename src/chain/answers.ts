import type { Credentials } from './credentials.js'
import { chainError, type RpcError } from './errors.js'
import { type ExactJson, parseExactJson } from './exactJson.js'

/** Named parameters, as `bitcoin-cli -named` takes them, or positional ones. Decimals are strings. */
export type RpcParams = { readonly [name: string]: ExactJson | undefined } | readonly ExactJson[]

export interface RpcCall {
  readonly method: string
  readonly params?: RpcParams
}

/** What became of one call of a batch. */
export type RpcAnswer =
  | { readonly ok: true; readonly result: ExactJson }
  | { readonly ok: false; readonly error: RpcError }

/** What came back over HTTP. */
export interface Reply {
  readonly status: number
  readonly text: string
}

/** An answer that is not what the node's documentation says. */
export const malformed = (method: string, received: string, field = 'rpc'): RpcError =>
  chainError('RPC_MALFORMED', { field, expected: `an answer to ${method}`, received, method })

/** Reads a reply to these calls: what became of each, in their order. */
export const readAnswers = (
  { status, text }: Reply,
  calls: readonly RpcCall[],
  credentials: Credentials,
): readonly RpcAnswer[] => {
  const all = calls.map((call) => call.method).join(', ')
  let json: ExactJson
  try {
    json = parseExactJson(text)
  } catch {
    throw malformed(all, `status ${status} and ${text.length} characters that are not JSON`)
  }
  const list = isList(json) ? json : [json]
  const only = list[0]
  // a batch that the node refuses as a whole gets one error without an id
  const whole = calls.length > 1 && !isList(json) && only !== undefined ? errorOf(only) : undefined
  const byId = new Map(list.filter(isObject).map((answer) => [answer['id'], answer]))
  return calls.map(({ method }, id): RpcAnswer => {
    const answer = byId.get(id)
    const refusal = whole ?? (answer === undefined ? undefined : errorOf(answer))
    if (refusal !== undefined) return { ok: false, error: refused(method, refusal, credentials) }
    const result = answer?.['result']
    if (result === undefined) throw malformed(method, `status ${status} without a result`)
    return { ok: true, result }
  })
}

interface Refusal {
  readonly code: number
  readonly message: string
}

const errorOf = (answer: ExactJson): Refusal | undefined => {
  const error = isObject(answer) ? answer['error'] : undefined
  if (error === undefined || error === null || !isObject(error)) return undefined
  const { code, message } = error
  return { code: typeof code === 'number' ? code : 0, message: typeof message === 'string' ? message : '' }
}

/** How much of a node's message is looked at, and how much of that is shown. */
const MAX_READ = 5000
const MAX_SHOWN = 500

const refused = (method: string, { code, message }: Refusal, credentials: Credentials): RpcError => {
  const rpcMessage = withoutKeys(credentials.redact(message.slice(0, MAX_READ)))
    .replace(/[\t\n\r ]+/g, ' ')
    .trim()
    .slice(0, MAX_SHOWN)
  return chainError('RPC_REFUSED', {
    field: `rpc.${method}`,
    expected: 'a result',
    received: `error ${code}: ${rpcMessage}`,
    method,
    rpcCode: code,
    rpcMessage,
  })
}

/** Nodes repeat a descriptor that they do not like, with its private keys: extended ones and WIF. */
const withoutKeys = (message: string): string =>
  message
    .replace(/[a-z]prv[1-9A-HJ-NP-Za-km-z]{8,}/gi, '***')
    .replace(/(?<![0-9A-Za-z])[59KLc][1-9A-HJ-NP-Za-km-z]{50,51}(?![0-9A-Za-z])/g, '***')

const isList = (value: ExactJson): value is readonly ExactJson[] => Array.isArray(value)

const isObject = (value: ExactJson): value is { readonly [name: string]: ExactJson } =>
  typeof value === 'object' && value !== null && !isList(value)
