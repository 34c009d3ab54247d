import { shown } from '../errors.js'

/** A place in a text that is read from left to right. */
export interface TextCursor {
  readonly text: string
  /** Where the text stands in the caller's data. */
  readonly field: string
  at: number
}

/** What stands at the cursor, for an error. */
export const shownAt = ({ text, at }: TextCursor): string =>
  at < text.length ? shown(text.slice(at, at + 24)) : 'the end'

/** Steps over a token; false where something else stands there. */
export const takeText = (cursor: TextCursor, token: string): boolean => {
  if (!cursor.text.startsWith(token, cursor.at)) return false
  cursor.at += token.length
  return true
}

/** Text up to a character that ends it at this level of round brackets; brackets inside nest. */
export const takeUntil = (cursor: TextCursor, ends: string): string => {
  const start = cursor.at
  let open = 0
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const character = cursor.text.charAt(cursor.at)
    if (open === 0 && ends.includes(character)) break
    if (character === '(') open++
    if (character === ')') open--
  }
  return cursor.text.slice(start, cursor.at)
}
