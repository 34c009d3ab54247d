/** A JSON value whose decimals are still text. */
export type ExactJson =
  | null
  | boolean
  | number
  | string
  | readonly ExactJson[]
  | { readonly [name: string]: ExactJson }

const NUMBER = /-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/g
/** Every integer with at most this many digits is exact as a JavaScript number. */
const EXACT_DIGITS = 15

const quoteInexact = (text: string): string =>
  text.replace(NUMBER, (number) =>
    /[.eE]/.test(number) || number.length > EXACT_DIGITS ? `"${number}"` : number,
  )

/** The position of the quote that ends the string starting at `open`, or -1. */
const closingQuote = (text: string, open: number): number => {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0
    while (text[at - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return at
  }
  return -1
}

/**
 * Reads JSON without losing a digit: numbers that a binary fraction or a double's 53 bits cannot hold exactly
 * (decimals, exponents, more than 15 digits) arrive as the text that was sent, everything else as usual.
 *
 * @throws SyntaxError where the text is not JSON
 * @example
 * parseExactJson('{"amount":20999999.97690000,"n":1}') // { amount: '20999999.97690000', n: 1 }
 */
export const parseExactJson = (text: string): ExactJson => {
  let exact = ''
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('"', at)
    const close = open === -1 ? -1 : closingQuote(text, open)
    if (close === -1) {
      exact += quoteInexact(text.slice(at))
      break
    }
    exact += quoteInexact(text.slice(at, open)) + text.slice(open, close + 1)
    at = close + 1
  }
  // JSON.parse returns nothing but values of this type
  return JSON.parse(exact) as ExactJson
}
