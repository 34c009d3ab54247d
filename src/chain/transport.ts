import { aText, aWhole, membersNamed } from '../given/check.js'
import { readAddress } from './address.js'
import { malformed, type Reply, type RpcAnswer, type RpcCall, readAnswers } from './answers.js'
import { type Credentials, cookieCredentials, passwordCredentials, type RpcLogin } from './credentials.js'
import { chainError, type RpcError } from './errors.js'
import { LimitReached, type Limits, pause, within } from './limits.js'
import type { Signal } from './signal.js'

/** Where a node is and how to talk to it. */
export type RpcOptions = RpcLogin & {
  /** Such as `http://127.0.0.1:8332`; never with a user and password inside. */
  readonly url: string
  /** Milliseconds until a request is given up; 30 seconds where absent. */
  readonly timeout?: number
  /** How often a request is sent again while the node is not listening yet or still warming up; 20 where absent. */
  readonly retries?: number
  /** Milliseconds between two of them; 250 where absent. */
  readonly retryDelay?: number
}

/** Sends calls in one request to a path of the node and answers in their order; the limits go before its own. */
export type Transport = (
  path: string,
  calls: readonly RpcCall[],
  limits?: Limits,
) => Promise<readonly RpcAnswer[]>

/** The longest answer that is read: a block of 4 million bytes with all its details stays far below. */
const MAX_ANSWER = 128 * 1024 * 1024

/** bitcoind's `RPC_IN_WARMUP`. */
const WARMING_UP = -28
/** The node's queue of requests is full: it has not looked at this one. */
const BUSY = 503

interface Exchange {
  readonly url: URL
  readonly credentials: Credentials
  readonly timeout: number
  readonly signal?: Signal | undefined
}

/**
 * The connection to one node.
 *
 * @throws EscrowError `RPC_OPTIONS` here; what asks the node throws `RPC_REFUSED`, `RPC_UNAUTHORIZED`,
 * `RPC_UNREACHABLE`, `RPC_TIMED_OUT`, `RPC_ABORTED`
 */
export const createTransport = (options: RpcOptions): Transport => {
  membersNamed({
    url: aText,
    'cookieFile?': aText,
    'user?': aText,
    'password?': aText,
    'timeout?': aWhole,
    'retries?': aWhole,
    'retryDelay?': aWhole,
  })(options, '')
  const { timeout: usual = 30_000, retries = 20, retryDelay = 250 } = options
  const base = checkedUrl(options.url)
  const credentials = checkedLogin(options)
  return async (path, calls, { timeout = usual, signal } = {}) => {
    if (calls.length === 0) return []
    const exchange = { url: new URL(`${base}${path}`), credentials, timeout, signal }
    for (let attempt = 0; ; attempt++) {
      const outcome = await send(exchange, calls)
      if (!('again' in outcome)) return outcome.answers
      if (attempt >= retries) throw outcome.again
      if (retryDelay > 0)
        await pause(retryDelay, signal).catch((error: unknown) => {
          throw limited(error, { method: namesOf(calls), timeout })
        })
    }
  }
}

const namesOf = (calls: readonly RpcCall[]): string => calls.map((call) => call.method).join(', ')

/** The limit as an error of the client; anything else as it is. */
const limited = (error: unknown, { method, timeout }: { method: string; timeout: number }): unknown => {
  if (!(error instanceof LimitReached)) return error
  if (error.limit === 'timeout')
    return chainError('RPC_TIMED_OUT', {
      field: 'rpc',
      expected: `an answer within ${timeout} ms`,
      received: 'none',
      method,
    })
  return chainError(
    'RPC_ABORTED',
    { field: 'rpc', expected: 'time for an answer', received: 'a signal that gave it up', method },
    error.cause,
  )
}

const checkedUrl = (text: string): string => {
  const address = readAddress(text)
  if ('received' in address) throw chainError('RPC_OPTIONS', { field: 'url', ...address })
  return address.base
}

const checkedLogin = ({ cookieFile, user, password }: RpcOptions): Credentials => {
  if (cookieFile !== undefined && user === undefined && password === undefined)
    return cookieCredentials(cookieFile)
  if (cookieFile === undefined && user !== undefined && password !== undefined)
    return passwordCredentials(user, password)
  throw chainError('RPC_OPTIONS', {
    field: 'cookieFile',
    expected: 'either a cookie file or a user with a password',
    received:
      [
        cookieFile === undefined ? '' : 'a cookie file',
        user === undefined ? '' : 'a user',
        password === undefined ? '' : 'a password',
      ]
        .filter((part) => part !== '')
        .join(' and ') || 'neither',
  })
}

type Outcome = { readonly answers: readonly RpcAnswer[] } | { readonly again: RpcError }

/** One request, or two where the first shows that the cookie is an old one. */
const send = async (exchange: Exchange, calls: readonly RpcCall[]): Promise<Outcome> => {
  const method = namesOf(calls)
  const header = await exchange.credentials.header()
  if (header === undefined)
    return {
      again: chainError('RPC_UNAUTHORIZED', {
        field: 'rpc.cookieFile',
        expected: "a cookie file that can be read, in the folder of the running node's chain",
        received: 'none',
        method,
      }),
    }
  const reply = await request(exchange, { header, method, body: JSON.stringify(requestOf(calls)) })
  if ('again' in reply) return reply
  if (reply.status === 401 || reply.status === 403) {
    if (reply.status === 401) {
      exchange.credentials.renew()
      const renewed = await exchange.credentials.header()
      if (renewed !== undefined && renewed !== header) return send(exchange, calls)
    }
    throw chainError('RPC_UNAUTHORIZED', {
      field: 'rpc',
      expected: 'a login and an address that the node accepts',
      received: `status ${reply.status}`,
      method,
    })
  }
  if (reply.status === BUSY)
    return {
      again: chainError('RPC_UNREACHABLE', {
        field: 'rpc',
        expected: 'an answer',
        received: 'status 503: the node is busy',
        method,
      }),
    }
  const answers = readAnswers(reply, calls, exchange.credentials)
  const warming = answers.find((answer) => !answer.ok && isWarmingUp(answer.error))
  return warming !== undefined && !warming.ok ? { again: warming.error } : { answers }
}

const isWarmingUp = (error: RpcError): boolean =>
  error.code === 'RPC_REFUSED' && error.data.rpcCode === WARMING_UP

/** A single call goes alone: older nodes tell the reason of some errors only then. */
const requestOf = (calls: readonly RpcCall[]): unknown => {
  const all = calls.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params: params ?? {} }))
  return all.length === 1 ? all[0] : all
}

const request = async (
  { url, credentials, timeout, signal }: Exchange,
  { header, method, body }: { header: string; method: string; body: string },
): Promise<Reply | { readonly again: RpcError }> => {
  try {
    return await within({ timeout, signal }, async (ended) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: header, 'content-type': 'application/json' },
        body,
        // a redirected request would hand the login to somebody else
        redirect: 'error',
        signal: ended,
      })
      return { status: response.status, text: await readText(response, method) }
    })
  } catch (error) {
    if (error instanceof LimitReached) throw limited(error, { method, timeout })
    if (error instanceof Error && error.name === 'EscrowError') throw error
    const reason = causeOf(error)
    const unreachable = chainError('RPC_UNREACHABLE', {
      field: 'rpc',
      expected: `a node that answers at ${url.host}`,
      received: credentials.redact(reason),
      method,
    })
    // only where nothing was sent: a call that may have reached the node is never sent twice
    if (reason === 'ECONNREFUSED') return { again: unreachable }
    throw unreachable
  }
}

/** The system's name of what went wrong, which `fetch` hides one or two levels down. */
const causeOf = (error: unknown): string => {
  for (let at: unknown = error, depth = 0; depth < 4 && typeof at === 'object' && at !== null; depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code
    if ('errors' in at && Array.isArray(at.errors)) at = at.errors[0]
    else at = 'cause' in at ? at.cause : undefined
  }
  return 'a broken connection'
}

const readText = async (response: Response, method: string): Promise<string> => {
  const decoder = new TextDecoder()
  let length = 0
  let text = ''
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > MAX_ANSWER) throw malformed(method, `more than ${MAX_ANSWER} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
