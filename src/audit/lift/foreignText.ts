import { shownAt, type TextCursor, takeText, takeUntil } from '../../script/cursor.js'
import { fromHex } from '../../units/bytes.js'
import { auditError } from '../errors.js'

/** A leaf of any Miniscript as text, taken apart as far as its keys. */
export interface MiniscriptNode {
  /** With its wrappers: `v:pk`. */
  readonly name: string
  readonly parts: readonly MiniscriptPart[]
}

export type MiniscriptPart =
  | { readonly kind: 'node'; readonly node: MiniscriptNode }
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'value'; readonly text: string }

/** Deepest nesting that is read. */
const MAX_DEPTH = 64

const KEYS: readonly string[] = ['pk', 'pkh', 'pk_k', 'pk_h']
const KEY_LISTS: readonly string[] = ['multi_a', 'sortedmulti_a']
/** Bytes of the hashes that a fragment names (BIP 379). */
const HASHES: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([
  ['sha256', 32],
  ['hash256', 32],
  ['ripemd160', 20],
  ['hash160', 20],
])
const VALUES: readonly string[] = ['older', 'after', ...HASHES.keys()]

const malformed = (cursor: TextCursor, expected: string) =>
  auditError('AUDIT_DESCRIPTOR_MALFORMED', {
    field: cursor.field,
    expected: `${expected} at character ${cursor.at}`,
    received: shownAt(cursor),
  })

/** Reads one fragment with everything in it. */
export const readMiniscript = (cursor: TextCursor, depth = 0): MiniscriptNode => {
  if (depth > MAX_DEPTH) throw malformed(cursor, `at most ${MAX_DEPTH} levels`)
  const pattern = /(?:[asctdvjnlu]+:)?([a-z0-9_]+)/y
  pattern.lastIndex = cursor.at
  const [name, base] = pattern.exec(cursor.text) ?? []
  if (name === undefined || base === undefined) throw malformed(cursor, 'a fragment')
  cursor.at += name.length
  if (!takeText(cursor, '(')) return { name, parts: [] }
  const parts: MiniscriptPart[] = []
  do parts.push(readPart(cursor, { base, position: parts.length, depth }))
  while (takeText(cursor, ','))
  if (!takeText(cursor, ')')) throw malformed(cursor, 'a closing bracket')
  return { name, parts }
}

const readPart = (
  cursor: TextCursor,
  { base, position, depth }: { base: string; position: number; depth: number },
): MiniscriptPart => {
  const isValue = VALUES.includes(base) || ((KEY_LISTS.includes(base) || base === 'thresh') && position === 0)
  const isKey = KEYS.includes(base) || KEY_LISTS.includes(base)
  if (!isValue && !isKey) return { kind: 'node', node: readMiniscript(cursor, depth + 1) }
  const text = takeUntil(cursor, ',)')
  if (text === '') throw malformed(cursor, isValue ? 'a value' : 'a key')
  const bytes = HASHES.get(base)
  if (bytes !== undefined && fromHex(text)?.length !== bytes)
    throw malformed(cursor, `a hash of ${bytes} bytes in hex before what stands`)
  return { kind: isValue ? 'value' : 'key', text }
}

/** The keys of a fragment from left to right, as texts. */
export const keyTextsOf = ({ parts }: MiniscriptNode): readonly string[] =>
  parts.flatMap((part) =>
    part.kind === 'node' ? keyTextsOf(part.node) : part.kind === 'key' ? [part.text] : [],
  )

/** The fragment as text again, each key replaced, lists sorted where they say so (BIP 387). */
export const formatNode = ({ name, parts }: MiniscriptNode, keyOf: (text: string) => string): string => {
  if (parts.length === 0) return name
  const texts = parts.map((part) =>
    part.kind === 'node' ? formatNode(part.node, keyOf) : part.kind === 'key' ? keyOf(part.text) : part.text,
  )
  if (!name.endsWith('sortedmulti_a')) return `${name}(${texts.join(',')})`
  const [threshold, ...keys] = texts
  return `${name.replace('sortedmulti_a', 'multi_a')}(${[threshold, ...keys.toSorted()].join(',')})`
}
