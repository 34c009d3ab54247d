import * as v from 'valibot'
import { limitError, sourceError } from '../errors.js'
import { type ExactJson, parseExactJson } from '../exactJson.js'
import { LimitReached, pause, within } from '../limits.js'
import type { Shape } from '../shapes.js'
import type { Fetch, Signal } from '../signal.js'

/** What a request is sent with: the browser's or Node's `fetch`, or one that goes through a proxy. */

export interface HttpOptions {
  readonly base: string
  readonly fetch: Fetch
  /** The source's name, for errors. */
  readonly name: string
  /** Milliseconds until one request is given up, the whole answer read. */
  readonly timeout: number
  /** How often a request is sent again after a pause that doubles each time. */
  readonly retries: number
  readonly retryDelay: number
}

export interface Answer {
  readonly status: number
  readonly text: string
}

/** One question of a source: paths below its address, within a signal. */
export interface Http {
  /** What the server answers: 2xx, or another status that has a meaning: 400, 404, 422. */
  readonly send: (path: string, options?: { body?: string; most?: number }) => Promise<Answer>
  /** The text of a 200; `undefined` where the server has no such thing. */
  readonly text: (path: string, options?: { most?: number }) => Promise<string | undefined>
  /** The same as JSON of a shape. */
  readonly json: <Result>(path: string, shape: Shape<Result>) => Promise<Result | undefined>
  /** An answer that cannot be. */
  readonly malformed: (path: string, received: string) => Error
}

/** The longest answer: a page of history with its witnesses in hex. A block of 4 million bytes stays below. */
const MOST_CHARACTERS = 64 * 1024 * 1024

const BUSY = 429
const MEANT: readonly number[] = [400, 404, 422]

const isGateway = (status: number): boolean => status >= 500
/** Servers in between answer with pages. */
const isPage = (text: string): boolean => /^\s*</.test(text)

export const httpOf = (options: HttpOptions, signal: Signal | undefined): Http => {
  const { name } = options
  const malformed = (path: string, received: string): Error =>
    sourceError('SOURCE_MALFORMED', {
      field: 'source',
      expected: `an answer to ${path} as Esplora's documentation says`,
      received,
      source: name,
    })

  const send: Http['send'] = async (path, { body, most = MOST_CHARACTERS } = {}) => {
    for (let attempt = 0; ; attempt++) {
      const outcome = await once(options, { path, body, most, signal })
      if (outcome instanceof Error) {
        if (attempt >= options.retries) throw outcome
      } else if (outcome.length === 'tooLong') throw malformed(path, `more than ${most} characters`)
      else if (outcome.status === BUSY || isGateway(outcome.status)) {
        if (attempt >= options.retries) throw notNow(name, outcome.status)
      } else if ((outcome.status === 200 || MEANT.includes(outcome.status)) && !isPage(outcome.text))
        return outcome
      else throw malformed(path, `status ${outcome.status} and ${outcome.text.length} characters`)
      await pause(options.retryDelay * 2 ** attempt, signal).catch((error: unknown) => {
        throw error instanceof LimitReached ? limitError(name, error) : error
      })
    }
  }

  const text: Http['text'] = async (path, limits) => {
    const answer = await send(path, limits)
    if (answer.status === 200) return answer.text
    if (answer.status === 404) return undefined
    throw sourceError('SOURCE_REFUSED', {
      field: 'source',
      expected: `an answer to ${path}`,
      received: `status ${answer.status}: ${answer.text.slice(0, 200)}`,
      source: name,
    })
  }

  return {
    send,
    text,
    malformed,
    json: async (path, shape) => {
      const found = await text(path)
      return found === undefined ? undefined : readJson(found, shape, (received) => malformed(path, received))
    },
  }
}

/** JSON of a shape, decimals as their text. */
export const readJson = <Result>(
  text: string,
  shape: Shape<Result>,
  malformed: (received: string) => Error,
): Result => {
  let json: ExactJson
  try {
    json = parseExactJson(text)
  } catch {
    throw malformed(`${text.length} characters that are not JSON`)
  }
  const read = v.safeParse(shape, json, { abortEarly: true })
  if (read.success) return read.output
  throw malformed(`JSON of another shape, at ${v.getDotPath(read.issues[0])?.slice(0, 40) ?? 'its top'}`)
}

const notNow = (name: string, status: number): Error =>
  sourceError(status === BUSY ? 'SOURCE_BUSY' : 'SOURCE_UNREACHABLE', {
    field: 'source',
    expected: `an answer of ${name}`,
    received: `status ${status}`,
    source: name,
  })

interface Request {
  readonly path: string
  readonly body: string | undefined
  readonly most: number
  readonly signal: Signal | undefined
}

type Outcome = (Answer & { readonly length: 'read' | 'tooLong' }) | Error

/** One request; an error is one after which it may be sent again: what is sent here may be sent twice. */
const once = async (options: HttpOptions, { path, body, most, signal }: Request): Promise<Outcome> => {
  const { base, fetch, name, timeout } = options
  try {
    return await within({ timeout, signal }, async (ended) => {
      const init: RequestInit & { readonly cache: 'no-store' } = {
        // no headers of our own and a body of plain text: browsers ask no permission for it before they send it
        ...(body !== undefined && { method: 'POST', body }),
        // answers about deep blocks may be kept for years; Node keeps none and its types know no such member
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: ended,
      }
      const response = await fetch(`${base}${path}`, init)
      const text = await readAtMost(response, most)
      return { status: response.status, text: text ?? '', length: text === undefined ? 'tooLong' : 'read' }
    })
  } catch (error) {
    if (error instanceof LimitReached) throw limitError(name, error)
    // browsers hide the reason, and throw the same for an answer that they do not show
    return sourceError(
      'SOURCE_UNREACHABLE',
      { field: 'source', expected: `an answer of ${name}`, received: 'a broken connection', source: name },
      error,
    )
  }
}

/** `undefined` where there is more. */
const readAtMost = async (response: Response, most: number): Promise<string | undefined> => {
  const reader = response.body?.getReader()
  if (reader === undefined) {
    // React Native has no streams
    const text = await response.text()
    return text.length > most ? undefined : text
  }
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
    if (text.length > most) {
      await reader.cancel()
      return undefined
    }
  }
}
