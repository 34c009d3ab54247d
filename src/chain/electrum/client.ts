import * as v from 'valibot'
import { EscrowError, shown } from '../../errors.js'
import type { NetworkName } from '../../units/network.js'
import { limitError, malformedAnswer, type SourceError, sourceError } from '../errors.js'
import type { ExactJson } from '../exactJson.js'
import { checkGenesis } from '../genesis.js'
import { LimitReached, pause, within } from '../limits.js'
import type { Shape } from '../shapes.js'
import type { Signal } from '../signal.js'
import type { Asked } from '../source.js'
import type { ElectrumConnect } from './link.js'
import { openSession, type ServerAnswer, type Session, unreachable } from './session.js'
import * as shapes from './shapes.js'

/** Not a version number: servers answer a broadcast of clients that look like an old Electrum in HTML. */
const CLIENT_NAME = 'taproot-escrow'
/** What is spoken; 1.7 drops the questions by the hash of a script. */
const VERSIONS = ['1.4', '1.6'] as const

/** Error codes of ElectrumX: too many questions, and a node that does not answer the server. */
const EXCESSIVE = -101
const TIMED_OUT_THERE = -102

const LONGEST_PAUSE = 30_000

export interface ClientOptions {
  readonly name: string
  readonly network: NetworkName
  readonly connect: ElectrumConnect
  readonly timeout: number
  readonly retries: number
  readonly retryDelay: number
  readonly pingAfter: number
  readonly maxLine: number
  readonly notified: (method: string, params: readonly ExactJson[]) => void
  /** The connection ended; the next question opens another. */
  readonly lost: () => void
}

/** A question that the server may refuse for a reason that the caller understands. */
export interface Question<Result> {
  readonly method: string
  readonly params: readonly ExactJson[]
  readonly shape: Shape<Result>
}

/** What the server refused, in its own words. */
export interface Refused {
  readonly code: number
  readonly words: string
}

export type Outcome<Result> = { readonly result: Result } | { readonly refused: Refused }

/** An open connection that said its version, on the right chain. */
export interface Greeted {
  readonly session: Session
  /** The protocol's version, such as `1.6`. */
  readonly has: (version: string) => boolean
  /** Ended connections have other subscriptions than the next one. */
  readonly subscribed: Set<string>
}

export interface Client {
  /** Asks on the connection that there is or on a new one, again where it breaks: no question changes anything twice. */
  readonly ask: <Result>(
    question: Question<Result> | ((greeted: Greeted) => Question<Result>),
    options: Asked,
  ) => Promise<Outcome<Result>>
  /** The same, where the server has no reason to refuse. */
  readonly answer: <Result>(
    question: Question<Result> | ((greeted: Greeted) => Question<Result>),
    options: Asked,
  ) => Promise<Result>
  /** The connection that there is, or a new one. */
  readonly connection: (options: Asked) => Promise<Greeted>
  readonly refusal: (method: string, refused: Refused) => SourceError
  readonly close: () => void
}

/** The protocol's versions are two numbers with a dot, sometimes three. */
const atLeast = (version: string, wanted: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** Words of a server for an error: one line without the transaction that it repeats. */
const firstWords = (words: string): string =>
  words
    .slice(0, 300)
    .replace(/[\t\n\r ]+/g, ' ')
    .trim()

export const electrumClient = (options: ClientOptions): Client => {
  const { name, network, connect, timeout, retries, retryDelay, pingAfter, maxLine, notified, lost } = options
  let current: Promise<Greeted> | undefined
  let closed = false

  const limits = (error: unknown): unknown =>
    error instanceof LimitReached ? limitError(name, error) : error

  const refusal = (method: string, { code, words }: Refused): SourceError => {
    const busy = code === EXCESSIVE || code === TIMED_OUT_THERE
    return sourceError(busy ? 'SOURCE_BUSY' : 'SOURCE_REFUSED', {
      field: 'source',
      expected: `an answer of ${name} to ${method}`,
      received: `error ${code}: ${shown(firstWords(words))}`,
      source: name,
    })
  }

  const resultOf = <Result>({ method, shape }: Question<Result>, result: ExactJson): Result => {
    const read = v.safeParse(shape, result, { abortEarly: true })
    if (read.success) return read.output
    const [issue] = read.issues
    throw malformedAnswer(name, { expected: `an answer to ${method}`, received: shown(issue.input) })
  }

  const exchange = async <Result>(
    session: Session,
    question: Question<Result>,
    signal: Signal,
  ): Promise<Outcome<Result>> => {
    const answer: ServerAnswer = await session.ask(question.method, question.params, signal)
    if (answer.ok) return { result: resultOf(question, answer.result) }
    const { code, words } = answer
    return { refused: { code, words } }
  }

  const needed = async <Result>(session: Session, question: Question<Result>, signal: Signal) => {
    const outcome = await exchange(session, question, signal)
    if ('refused' in outcome) throw refusal(question.method, outcome.refused)
    return outcome.result
  }

  /** `server.version` comes first, or the server hangs up. */
  const greet = async (signal: Signal): Promise<Greeted> => {
    let pinging: ReturnType<typeof setTimeout> | undefined
    const ended = (): void => {
      clearTimeout(pinging)
      lost()
    }
    const session = await openSession({ name, connect, maxLine, signal, notified, ended })
    try {
      const [, version] = await needed(
        session,
        { method: 'server.version', params: [CLIENT_NAME, VERSIONS], shape: shapes.version },
        signal,
      )
      const { genesis_hash: genesis } = await needed(
        session,
        { method: 'server.features', params: [], shape: shapes.features },
        signal,
      )
      checkGenesis(genesis, { name, network })
      // servers hang up after ten minutes of silence
      const ping = (): void => {
        if (!session.isOpen()) return
        pinging = setTimeout(() => {
          within({ timeout }, (ended) => session.ask('server.ping', [], ended)).then(ping, () =>
            session.close('no answer to a ping'),
          )
        }, pingAfter)
      }
      ping()
      return { session, has: (wanted) => atLeast(version, wanted), subscribed: new Set() }
    } catch (error) {
      session.close('a greeting that failed')
      throw error
    }
  }

  const open = (): Promise<Greeted> => {
    const opening = within({ timeout }, greet)
    opening.catch(() => {
      if (current === opening) current = undefined
    })
    return opening
  }

  const greeted = async (): Promise<Greeted> => {
    const before = current
    if (before !== undefined) {
      const connection = await before
      if (connection.session.isOpen()) return connection
      if (current === before) current = undefined
    }
    if (closed) throw unreachable(name, 'a source that was closed')
    current ??= open()
    return current
  }

  /** Tries again, after pauses that grow, what a little later may work. */
  const again = async <Result>(run: () => Promise<Result>, { signal }: Asked): Promise<Result> => {
    for (let attempt = 0; ; attempt++)
      try {
        return await run()
      } catch (error) {
        if (attempt >= retries || !passes(error)) throw limits(error)
        await pause(Math.min(LONGEST_PAUSE, retryDelay * 2 ** attempt), signal).catch((ended: unknown) => {
          throw limits(ended)
        })
      }
  }

  const once = async <Result>(
    question: Question<Result> | ((greeted: Greeted) => Question<Result>),
    { signal }: Asked,
  ): Promise<Outcome<Result>> => {
    const connection = await within({ signal }, greeted)
    const { session } = connection
    const asked = performance.now()
    try {
      return await within({ timeout, signal }, (ended) =>
        exchange(session, typeof question === 'function' ? question(connection) : question, ended),
      )
    } catch (error) {
      // nothing at all since the question: nobody is there any more
      if (error instanceof LimitReached && error.limit === 'timeout' && session.heard() < asked)
        session.close(`silence for ${timeout} ms`)
      throw error
    }
  }

  /** Whether the same question may find an answer a little later. */
  const passes = (error: unknown): boolean =>
    !closed &&
    error instanceof EscrowError &&
    (error.code === 'SOURCE_UNREACHABLE' || error.code === 'SOURCE_BUSY')

  const ask: Client['ask'] = (question, asked) =>
    again(async () => {
      const outcome = await once(question, asked)
      if ('refused' in outcome && outcome.refused.code === EXCESSIVE)
        throw refusal('so many questions', outcome.refused)
      return outcome
    }, asked)

  return {
    ask,
    refusal,
    connection: (asked) => again(() => within(asked, greeted), asked),
    answer: async (question, asked) => {
      let method = ''
      const outcome = await ask((connection) => {
        const asking = typeof question === 'function' ? question(connection) : question
        method = asking.method
        return asking
      }, asked)
      if ('refused' in outcome) throw refusal(method, outcome.refused)
      return outcome.result
    },
    close: () => {
      closed = true
      current?.then(
        ({ session }) => session.close('a source that was closed'),
        () => {},
      )
    },
  }
}
