import { EscrowError } from '../../errors.js'
import { textOfUtf8, utf8 } from '../../units/bytes.js'
import { malformedAnswer, type SourceError, sourceError } from '../errors.js'
import { type ExactJson, parseExactJson } from '../exactJson.js'
import type { Signal } from '../signal.js'
import { lineCutter } from './lines.js'
import type { ElectrumConnect, ElectrumLink } from './link.js'

/** What a server said to one request: the result, or its error. */
export type ServerAnswer =
  | { readonly ok: true; readonly result: ExactJson }
  | { readonly ok: false; readonly code: number; readonly words: string }

/** One connection, with its requests on the way. */
export interface Session {
  /** Answers come in any order. The signal takes the request off the list: nobody waits for its answer any more. */
  readonly ask: (method: string, params: readonly ExactJson[], signal: Signal) => Promise<ServerAnswer>
  /** When bytes came last, by the clock of `performance.now`. */
  readonly heard: () => number
  readonly isOpen: () => boolean
  readonly close: (reason: string) => void
}

export interface SessionOptions {
  readonly name: string
  readonly connect: ElectrumConnect
  /** The longest line, in bytes. */
  readonly maxLine: number
  readonly signal: Signal
  readonly notified: (method: string, params: readonly ExactJson[]) => void
  /** It ended, whoever ended it. */
  readonly ended: () => void
}

interface Waiting {
  readonly resolve: (answer: ServerAnswer) => void
  readonly reject: (error: SourceError) => void
}

export const unreachable = (name: string, reason: string, cause?: unknown): SourceError =>
  sourceError(
    'SOURCE_UNREACHABLE',
    { field: 'source', expected: `a server that answers: ${name}`, received: reason, source: name },
    cause,
  )

/**
 * Opens a connection. What comes is read line by line; a line that is too long or no message of JSON-RPC ends it with
 * `SOURCE_MALFORMED` for all that wait, since the next line would be no better.
 */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const { name, connect, maxLine, signal, notified, ended } = options
  const waiting = new Map<number, Waiting>()
  let nextId = 0
  let end: SourceError | undefined
  let link: ElectrumLink | undefined
  let heard = performance.now()

  const finish = (error: SourceError): void => {
    if (end !== undefined) return
    end = error
    link?.close()
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    ended()
  }

  const read = (line: Uint8Array): void => {
    if (end !== undefined) return
    const message = messageIn(line)
    if (message === undefined)
      finish(
        malformedAnswer(name, {
          expected: 'a line of JSON-RPC',
          received: `${line.length} bytes of something else`,
        }),
      )
    else if ('method' in message) notified(message.method, message.params)
    else {
      // what nobody waits for any more is passed over
      waiting.get(message.id)?.resolve(message.answer)
      waiting.delete(message.id)
    }
  }

  const cut = lineCutter({
    limit: maxLine,
    line: read,
    tooLong: () =>
      finish(
        malformedAnswer(name, { expected: `lines of at most ${maxLine} bytes`, received: 'a longer one' }),
      ),
  })

  try {
    link = await connect({
      signal,
      received: (bytes) => {
        if (end !== undefined) return
        heard = performance.now()
        cut(bytes)
      },
      closed: (reason) => finish(unreachable(name, reason)),
    })
  } catch (error) {
    // nothing is bound to an opening that failed
    if (error instanceof EscrowError) throw error
    throw unreachable(name, reasonOf(error), error)
  }
  if (signal.aborted) finish(unreachable(name, 'an opening that was given up'))
  if (end !== undefined) {
    link.close()
    throw end
  }
  const opened = link

  return {
    ask: (method, params, ended) =>
      new Promise((resolve, reject) => {
        if (end !== undefined) return reject(end)
        const id = nextId++
        waiting.set(id, { resolve, reject })
        ended.addEventListener('abort', () => waiting.delete(id), { once: true })
        opened.send(utf8(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`))
      }),
    heard: () => heard,
    isOpen: () => end === undefined,
    close: (reason) => finish(unreachable(name, reason)),
  }
}

/** The system's name of what went wrong, or the first words about it. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'a failure'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message.slice(0, 100)
}

type Message =
  | { readonly id: number; readonly answer: ServerAnswer }
  | { readonly method: string; readonly params: readonly ExactJson[] }

/** What a line says; `undefined` where it is no message. */
const messageIn = (line: Uint8Array): Message | undefined => {
  const json = jsonIn(line)
  if (!isObject(json)) return undefined
  const { id, method, params, result, error } = json
  if (typeof method === 'string') return { method, params: isList(params) ? params : [] }
  if (typeof id !== 'number') return undefined
  if (error !== undefined && error !== null) return { id, answer: refusalIn(error) }
  return result === undefined ? undefined : { id, answer: { ok: true, result } }
}

const refusalIn = (error: ExactJson): ServerAnswer => {
  const { code, message } = isObject(error) ? error : { code: 0, message: error }
  return {
    ok: false,
    code: typeof code === 'number' ? code : 0,
    words: typeof message === 'string' ? message : '',
  }
}

const jsonIn = (line: Uint8Array): ExactJson | undefined => {
  const text = textOfUtf8(line)
  try {
    return text === undefined ? undefined : parseExactJson(text)
  } catch {
    return undefined
  }
}

const isList = (value: ExactJson | undefined): value is readonly ExactJson[] => Array.isArray(value)

const isObject = (value: ExactJson | undefined): value is { readonly [name: string]: ExactJson } =>
  typeof value === 'object' && value !== null && !isList(value)
