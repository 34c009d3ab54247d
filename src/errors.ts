import { visible, visibleJson } from './text.js'

/**
 * What kind of trouble an {@link EscrowError} reports.
 *
 * - `input`: the caller's own data is malformed
 * - `mismatch`: somebody else's data contradicts the agreement: treat it as hostile
 * - `state`: right, but not yet, or no longer
 * - `limit`: a rule of consensus, of relay or of a device; `data.layer` says which
 * - `internal`: a bug of this library
 */
export type ErrorKind = 'input' | 'mismatch' | 'state' | 'limit' | 'internal'

/** What every error tells: where, what was expected there, and what came. */
export type ErrorDetail = {
  /** Path of the offending value, such as `milestones[2].amount`. */
  readonly field: string
  readonly expected: string
  readonly received: string
}

/** The data of a code: the common detail and what the code adds to it. */
export type ErrorData = ErrorDetail & Readonly<Record<string, unknown>>

/**
 * The one error of this library. `code` names the cause and never changes its meaning within a major
 * version; `message` is one line: `field: expected …, received …`. No field ever holds a secret, and none of the
 * texts a character that nobody sees or that moves a terminal's cursor: these are written as `[U+202E]`.
 *
 * @example
 * try { parseAgreement(text) } catch (error) {
 *   if (error instanceof EscrowError && error.code === 'AMOUNT_DUST') showDustHint(error.data.field)
 *   else throw error
 * }
 */
export class EscrowError<Code extends string = string, Data extends ErrorDetail = ErrorData> extends Error {
  readonly code: Code
  readonly kind: ErrorKind
  readonly data: Data

  constructor(options: { code: Code; kind: ErrorKind; data: Data; cause?: unknown }) {
    const data = visibleData(options.data)
    const { field, expected, received } = data
    super(`${field}: expected ${expected}, received ${received}`, { cause: options.cause })
    this.name = 'EscrowError'
    this.code = options.code
    this.kind = options.kind
    this.data = data
  }

  /** What `JSON.stringify` shows of it: bigints as decimal strings, neither stack nor cause. */
  toJSON(): { readonly [Name in 'name' | 'code' | 'kind' | 'message' | 'data']: unknown } {
    const { name, code, kind, message, data } = this
    const plain: unknown = JSON.parse(
      JSON.stringify(data, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    )
    return { name, code, kind, message, data: plain }
  }
}

/** The same data with its texts made visible: names of members and files come from outside as they are. */
const visibleData = <Data extends ErrorDetail>(data: Data): Data =>
  // every member keeps its type: a text stays a text
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? visible(value) : value]),
  ) as Data

type Codes = Readonly<Record<string, ErrorKind>>

/** What the data of a code holds beyond {@link ErrorDetail}: the entry of that code in `Extras`, if any. */
type DataOf<Code, Extras> = Code extends keyof Extras ? ErrorDetail & Extras[Code] : ErrorDetail

/** The maker of a folder's errors; `codes` is the catalogue it was made from. */
export interface ErrorFamily<Catalogue extends Codes, Extras extends object = object> {
  <Code extends keyof Catalogue & string>(
    code: Code,
    data: DataOf<Code, Extras>,
    cause?: unknown,
  ): EscrowError<Code, DataOf<Code, Extras>>
  readonly codes: Catalogue
}

/** All errors that a family can make, as a union told apart by `code`. */
export type ErrorsOf<Family> =
  Family extends ErrorFamily<infer Catalogue, infer Extras>
    ? { [Code in keyof Catalogue & string]: EscrowError<Code, DataOf<Code, Extras>> }[keyof Catalogue &
        string]
    : never

/**
 * Makes the error constructor of one folder from its catalogue: each code with its kind. `Extras` types what
 * the data of some codes holds besides field, expected and received.
 *
 * @example
 * const codes = { KEY_PRIVATE: 'input' } as const
 * export const keyError: ErrorFamily<typeof codes> = errorFamily(codes)
 * throw keyError('KEY_PRIVATE', { field, expected: 'a public key', received: 'a private key' })
 */
export const errorFamily = <const Catalogue extends Codes, Extras extends object = object>(
  codes: Catalogue,
): ErrorFamily<Catalogue, Extras> =>
  Object.assign(
    <Code extends keyof Catalogue & string>(name: Code, data: DataOf<Code, Extras>, cause?: unknown) =>
      new EscrowError({ code: name, kind: codes[name] ?? 'internal', data, cause }),
    { codes },
  )

const SHOWN_LENGTH = 72
/** Text beyond it is never shown, so it is not searched for secrets either. */
const SEARCHED_LENGTH = 1024

/** A row of words that may be a recovery phrase: numbered, hyphenated, mistyped, in any language's list. */
const WORDS = /(?:[a-z]{3,8}[^a-z]{1,8}){11}[a-z]{3,8}/i
/** 32, 33 or 64 bytes in base64; letters of one case alone are an address. */
const BASE64 =
  /(?<![\w+/-])(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])(?:[\w+/-]{43}=?|[\w+/-]{44}|[\w+/-]{86}(?:==)?)(?![\w+/=-])/

const looksSecret = (text: string): boolean =>
  /[a-z]prv[1-9A-HJ-NP-Za-km-z]{8}/i.test(text) ||
  /(^|[^0-9a-zA-Z])[59KLc][1-9A-HJ-NP-Za-km-z]{50,51}($|[^0-9a-zA-Z])/.test(text) ||
  /secret1[02-9ac-hj-np-z]{8}/i.test(text) ||
  /[0-9a-f]{64}/i.test(text) ||
  BASE64.test(text) ||
  WORDS.test(text)

/** What some work comes to, or why it was refused; any other error is a fault and goes on. */
export const refusedOr = <Value>(work: () => Value): Value | EscrowError => {
  try {
    return work()
  } catch (error) {
    if (error instanceof EscrowError) return error
    throw error
  }
}

/** How many of something, such as `1 output` or `3 outputs`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/**
 * A received value as text for an error: one line, short, and silent about anything that could be a
 * secret put into the wrong field (private keys in any of their forms, the secret of a milestone, words in a row).
 */
export const shown = (value: unknown): string => {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (value instanceof Promise) return 'a promise: await it'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  if (typeof value === 'symbol') return 'a symbol'
  const text = String(value)
  if (looksSecret(text.slice(0, SEARCHED_LENGTH))) return `text of ${text.length} characters (not shown)`
  const cut = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text
  return visibleJson(cut)
}
