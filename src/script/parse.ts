import { shown } from '../errors.js'
import { fromHex } from '../units/bytes.js'
import { absoluteLockOf, relativeLockOf } from '../units/lock.js'
import { shownAt, type TextCursor, takeText, takeUntil } from './cursor.js'
import { scriptError } from './errors.js'
import { type Fragment, keysOf } from './miniscript.js'

/** Longest text and deepest nesting that are read at all; this library's own leaves are far below. */
const MAX_LENGTH = 20_000
const MAX_DEPTH = 16
/** BIP 387: the stack of 1000 items (BIP 342, "Resource limits") holds one for each key, and the key itself. */
const MAX_KEYS = 999

/**
 * Reads Miniscript text made of `pk`, `multi_a`, `and_v(v:…,…)`, `older`, `after` and `sha256`. Keys stay texts.
 *
 * @throws EscrowError `MINISCRIPT_MALFORMED`, `MINISCRIPT_TOO_LARGE`, `MINISCRIPT_THRESHOLD`, `MINISCRIPT_LOCK`
 * (BIP 68 and BIP 65: a number that locks nothing), `MINISCRIPT_HASH_LENGTH`, `SCRIPT_TOO_MANY_KEYS`
 * @example
 * parseMiniscript('and_v(v:pk(A),older(144))')
 */
export const parseMiniscript = (text: string, field = 'miniscript'): Fragment<string> => {
  if (text.length > MAX_LENGTH)
    throw scriptError('MINISCRIPT_TOO_LARGE', {
      field,
      expected: `at most ${MAX_LENGTH} characters`,
      received: `${text.length}`,
    })
  const cursor: TextCursor = { text, field, at: 0 }
  const fragment = readFragment(cursor, 0)
  if (cursor.at !== text.length) throw malformed(cursor, 'the end')
  const { length } = keysOf(fragment)
  if (length > MAX_KEYS)
    throw scriptError('SCRIPT_TOO_MANY_KEYS', {
      field,
      expected: `at most ${MAX_KEYS} keys`,
      received: `${length}`,
      layer: 'consensus',
    })
  return fragment
}

const malformed = (cursor: TextCursor, expected: string) =>
  scriptError('MINISCRIPT_MALFORMED', {
    field: cursor.field,
    expected: `${expected} at character ${cursor.at}`,
    received: shownAt(cursor),
  })

const expectText = (cursor: TextCursor, token: string): void => {
  if (!takeText(cursor, token)) throw malformed(cursor, shown(token))
}

/** Text up to the comma or closing bracket of this level. */
const readArgument = (cursor: TextCursor): string => {
  const argument = takeUntil(cursor, ',)')
  if (argument === '') throw malformed(cursor, 'an argument')
  return argument
}

const readNumber = (cursor: TextCursor): number => {
  const digits = /(?:0|[1-9][0-9]{0,9})(?![0-9])/y
  digits.lastIndex = cursor.at
  const match = digits.exec(cursor.text)
  if (match === null) throw malformed(cursor, 'a number')
  cursor.at += match[0].length
  return Number(match[0])
}

const readFragment = (cursor: TextCursor, depth: number): Fragment<string> => {
  if (depth > MAX_DEPTH)
    throw scriptError('MINISCRIPT_TOO_LARGE', {
      field: cursor.field,
      expected: `at most ${MAX_DEPTH} levels`,
      received: 'more',
    })
  const name = /(?:pk|multi_a|and_v|older|after|sha256)(?=\()/y
  name.lastIndex = cursor.at
  const type = name.exec(cursor.text)?.[0]
  if (type === undefined) throw malformed(cursor, 'pk, multi_a, and_v, older, after or sha256')
  cursor.at += type.length + 1
  const fragment = readArguments(cursor, { type, depth })
  expectText(cursor, ')')
  return fragment
}

const readArguments = (
  cursor: TextCursor,
  { type, depth }: { type: string; depth: number },
): Fragment<string> => {
  switch (type) {
    case 'pk':
      return { type, key: readArgument(cursor) }
    case 'multi_a':
      return readList(cursor)
    case 'older':
    case 'after': {
      const value = readNumber(cursor)
      const lock = type === 'older' ? relativeLockOf(value) : absoluteLockOf(value)
      if (lock === undefined)
        throw scriptError('MINISCRIPT_LOCK', {
          field: cursor.field,
          expected: `a number that ${type} enforces`,
          received: `${value}`,
        })
      return { type, value }
    }
    case 'sha256': {
      const hash = fromHex(readArgument(cursor))
      if (hash?.length !== 32)
        throw scriptError('MINISCRIPT_HASH_LENGTH', {
          field: cursor.field,
          expected: '32 bytes of hex',
          received: hash === undefined ? 'no hex' : `${hash.length} bytes`,
        })
      return { type, hash }
    }
    default: {
      expectText(cursor, 'v:')
      const left = readFragment(cursor, depth + 1)
      expectText(cursor, ',')
      return { type: 'and_v', left, right: readFragment(cursor, depth + 1) }
    }
  }
}

const readList = (cursor: TextCursor): Fragment<string> => {
  const threshold = readNumber(cursor)
  const keys: string[] = []
  while (cursor.text[cursor.at] === ',') {
    cursor.at++
    keys.push(readArgument(cursor))
  }
  if (keys.length === 0) throw malformed(cursor, 'a key')
  if (threshold < 1 || threshold > keys.length)
    throw scriptError('MINISCRIPT_THRESHOLD', {
      field: cursor.field,
      expected: `a threshold from 1 to ${keys.length}`,
      received: `${threshold}`,
    })
  return { type: 'multi_a', threshold, keys }
}
