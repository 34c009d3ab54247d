import { shown } from '../errors.js'
import { memberField } from '../given/check.js'
import { loneSurrogateIn } from '../text.js'
import { textOfUtf8, utf8 } from '../units/bytes.js'
import { agreementError } from './errors.js'
import type { Issues } from './issues.js'

/** Largest agreement in bytes of UTF-8. */
export const MAX_BYTES = 524_288
/** No agreement has more than nine thousand commas: nine in each of 1000 milestones, and some hundred around. */
const BYTES_PER_COMMA = 32
/** Deepest nesting of objects and lists; the format itself needs five levels. */
export const MAX_DEPTH = 16

const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const ZERO = 0x30
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Reads JSON text, or its bytes. Size and depth are judged before anything else looks at it, syntax by `JSON.parse`; what that
 * hides is found by a scan of the text, which is linear: names that stand twice in one object, and numbers that
 * are not spelled as plain integers.
 *
 * @throws EscrowError `AGREEMENT_NOT_TEXT`, `AGREEMENT_TOO_LARGE`, `TEXT_NOT_UTF8`, `AGREEMENT_TOO_DEEP`,
 * `JSON_SYNTAX`; adds `JSON_DUPLICATE_KEY` and `JSON_NUMBER_SPELLING` to the issues
 */
export const readJson = (input: string | Uint8Array, issues: Issues, most: number = MAX_BYTES): unknown => {
  const text = textOf(input, most)
  checkDepth(text, most)
  const value = parsed(text)
  scan(text, issues)
  return value
}

/** The text of what was given, of a size that it may have. */
const textOf = (input: string | Uint8Array, most: number): string => {
  const isBytes = input instanceof Uint8Array
  if (!isBytes && typeof input !== 'string')
    throw agreementError('AGREEMENT_NOT_TEXT', {
      field: 'agreement',
      expected: 'JSON text',
      received: shown(input),
    })
  if (input.length > most || (!isBytes && utf8(input).length > most))
    throw tooLarge(
      `at most ${most} bytes`,
      isBytes ? `${input.length} bytes` : `text of ${input.length} characters`,
    )
  const lone = isBytes ? undefined : loneSurrogateIn(input)
  const text = isBytes ? textOfUtf8(input) : input
  if (text === undefined || lone !== undefined)
    throw agreementError('TEXT_NOT_UTF8', {
      field: 'agreement',
      expected: 'text in UTF-8',
      received:
        lone === undefined
          ? `${input.length} bytes that are not well-formed`
          : `${lone.name} at position ${lone.at}, half a character`,
    })
  return text
}

const tooLarge = (expected: string, received: string) =>
  agreementError('AGREEMENT_TOO_LARGE', { field: 'agreement', expected, received })

/** The position of the quote that ends the string whose first quote stands at `start`, or the text's length. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at
  }
  return text.length
}

/** Many small values take far longer to read than their bytes tell, so their commas are counted, too. */
const checkDepth = (text: string, most: number): void => {
  let depth = 0
  let commas = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === OPEN_OBJECT || code === OPEN_LIST) depth++
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--
    else if (code === COMMA && ++commas > most / BYTES_PER_COMMA)
      throw tooLarge(`at most ${most / BYTES_PER_COMMA} commas`, 'more')
    if (depth > MAX_DEPTH)
      throw agreementError('AGREEMENT_TOO_DEEP', {
        field: 'agreement',
        expected: `at most ${MAX_DEPTH} levels of objects and lists`,
        received: `level ${depth} at character ${at}`,
      })
  }
}

/** Said in the same words by every engine; the name of a file, for instance, is such a text. */
const notAnObject = (text: string): string | undefined =>
  /^\s*[[{]/.test(text) ? undefined : 'text that does not begin with {'

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    // the engine's own message quotes the text, which may hold a secret: only the position is taken from it
    const [, position] = /at position ([0-9]+)/.exec(error instanceof Error ? error.message : '') ?? []
    throw agreementError('JSON_SYNTAX', {
      field: 'agreement',
      expected: 'JSON text',
      received:
        notAnObject(text) ??
        (position === undefined ? 'text that is not JSON' : `an error at character ${position}`),
    })
  }
}

/** An object or list around the scanner's position: names seen so far, and which member it is in. */
interface Frame {
  readonly names: Map<string, 'once' | 'repeated'> | undefined
  name: string
  index: number
}

const fieldOf = (frames: readonly Frame[]): string => {
  let field = ''
  for (const { names, name, index } of frames)
    field = names === undefined ? `${field}[${index}]` : memberField(field, name)
  return field === '' ? 'agreement' : field
}

/** Expects text that `JSON.parse` accepts. */
const scan = (text: string, issues: Issues): void => {
  const frames: Frame[] = []
  let atName = false

  const nameSeen = (frame: Frame, quoted: string): void => {
    const name: string = quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1)
    frame.name = name
    const before = frame.names?.get(name)
    frame.names?.set(name, before === undefined ? 'once' : 'repeated')
    if (before === 'once')
      issues.add(() =>
        agreementError('JSON_DUPLICATE_KEY', {
          field: fieldOf(frames),
          expected: 'each name once in an object',
          received: `${shown(name)} again`,
        }),
      )
  }

  const numberSeen = (spelling: string): void =>
    issues.add(() =>
      agreementError('JSON_NUMBER_SPELLING', {
        field: fieldOf(frames),
        expected: 'a whole number in digits (satoshis: a decimal string)',
        received: spelling.slice(0, 40),
      }),
    )

  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const frame = frames[frames.length - 1]
    if (code === QUOTE) {
      const end = endOfString(text, at)
      if (atName && frame !== undefined) nameSeen(frame, text.slice(at, end + 1))
      atName = false
      at = end
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      const isObject = code === OPEN_OBJECT
      frames.push({ names: isObject ? new Map() : undefined, name: '', index: 0 })
      atName = isObject
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      frames.pop()
      atName = false
    } else if (code === COMMA && frame !== undefined) {
      frame.index++
      atName = frame.names !== undefined
    } else if (code === MINUS || isDigit(code)) {
      let end = at + 1
      while (isDigit(text.charCodeAt(end))) end++
      const isPlain = !isNumberPart(text.charCodeAt(end))
      while (isNumberPart(text.charCodeAt(end))) end++
      if (!isPlain || (code === MINUS && text.charCodeAt(at + 1) === ZERO)) numberSeen(text.slice(at, end))
      at = end - 1
    }
  }
}

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9

/** A character of a number that is spelled with a fraction or an exponent: digits and + - . E e. */
const isNumberPart = (code: number): boolean =>
  isDigit(code) || code === 0x2b || code === MINUS || code === 0x2e || code === 0x45 || code === 0x65
