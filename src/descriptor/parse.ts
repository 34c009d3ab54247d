import { shown } from '../errors.js'
import type { KeyExpressionOptions } from '../keys/keyExpression.js'
import { refusePrivateKey } from '../keys/privateKey.js'
import { shownAt, type TextCursor, takeText, takeUntil } from '../script/cursor.js'
import { type Fragment, mapKeys } from '../script/miniscript.js'
import { parseMiniscript } from '../script/parse.js'
import { mapTree, type ScriptTree } from '../taproot/tree.js'
import { type ChecksumOptions, withoutChecksum } from './checksum.js'
import { descriptorError } from './errors.js'
import { parseDescriptorKey } from './key.js'
import { keysOfDescriptor, type TaprootDescriptor } from './model.js'
import { checkMultipaths } from './multipath.js'

/** Longest text that is read at all: some 250 extended keys. */
const MAX_LENGTH = 36_000
/** BIP 341: a control block holds at most 128 hashes. */
const MAX_DEPTH = 128

const LEAF_NAME = /^([a-z_0-9:]+)\(/
const LEAF_NAMES: readonly string[] = ['pk', 'multi_a', 'and_v', 'older', 'after', 'sha256']

interface Cursor extends TextCursor {
  leaves: number
}

const malformed = (cursor: Cursor, expected: string) =>
  descriptorError('DESCRIPTOR_MALFORMED', {
    field: cursor.field,
    expected: `${expected} at character ${cursor.at}`,
    received: shownAt(cursor),
  })

const expectText = (cursor: Cursor, token: string): void => {
  if (!takeText(cursor, token)) throw malformed(cursor, shown(token))
}

const readUntil = (cursor: Cursor, ends: string): string => {
  const text = takeUntil(cursor, ends)
  if (text === '') throw malformed(cursor, 'a key or a script')
  return text
}

const readLeaf = (cursor: Cursor): Fragment<string> => {
  const text = readUntil(cursor, ',})')
  const field = `${cursor.field}.leaves[${cursor.leaves}]`
  cursor.leaves++
  const [, name] = LEAF_NAME.exec(text) ?? []
  if (name !== undefined && !LEAF_NAMES.includes(name))
    throw descriptorError('DESCRIPTOR_LEAF_UNSUPPORTED', {
      field,
      expected: `one of ${LEAF_NAMES.join(', ')}`,
      received: shown(name),
    })
  return parseMiniscript(text, field)
}

const readTree = (cursor: Cursor, depth: number): ScriptTree<Fragment<string>> => {
  if (depth > MAX_DEPTH)
    throw descriptorError('DESCRIPTOR_TOO_DEEP', {
      field: cursor.field,
      expected: `leaves at most ${MAX_DEPTH} levels deep`,
      received: 'deeper ones',
    })
  if (cursor.text[cursor.at] !== '{') return { leaf: readLeaf(cursor) }
  cursor.at++
  const left = readTree(cursor, depth + 1)
  expectText(cursor, ',')
  const right = readTree(cursor, depth + 1)
  expectText(cursor, '}')
  return { left, right }
}

const readOptionalTree = (cursor: Cursor): ScriptTree<Fragment<string>> | undefined => {
  if (cursor.text[cursor.at] !== ',') return undefined
  cursor.at++
  return readTree(cursor, 0)
}

const readKeys = (
  tree: ScriptTree<Fragment<string>>,
  options: DescriptorOptions & { field: string },
): Required<TaprootDescriptor>['tree'] => {
  let leaves = 0
  return mapTree(tree, (leaf) => {
    const field = `${options.field}.leaves[${leaves++}]`
    let keys = 0
    return mapKeys(leaf, (key) => parseDescriptorKey(key, { ...options, field: `${field}.keys[${keys++}]` }))
  })
}

/** Texts are shown in errors piece by piece, so private keys are looked for first and everywhere. */
const refusePrivateKeys = (body: string, field: string): void => {
  for (const piece of body.split(/[(),{}]/)) refusePrivateKey(piece, field)
}

export interface DescriptorOptions extends ChecksumOptions, KeyExpressionOptions {
  readonly field?: string
}

/**
 * Reads a Taproot descriptor, `tr(KEY)` or `tr(KEY,TREE)`, whose leaves are of the kinds that this library uses.
 * Keys may be `musig(…)`. Private keys are recognised, refused and never shown.
 *
 * Source: BIP 380, 386, 387, 389, 390.
 *
 * @throws EscrowError `DESCRIPTOR_*`, `KEY_*`, `MINISCRIPT_*`
 * @example
 * parseDescriptor('tr(musig([…]tpubE,[…]tpubW)/0/*,and_v(v:pk([…]tpubE/8/*),older(144)))#…')
 */
export const parseDescriptor = (text: string, options: DescriptorOptions = {}): TaprootDescriptor => {
  const { field = 'descriptor' } = options
  if (typeof text !== 'string')
    throw descriptorError('DESCRIPTOR_MALFORMED', {
      field,
      expected: 'a descriptor as text',
      received: shown(text),
    })
  if (text.length > MAX_LENGTH)
    throw descriptorError('DESCRIPTOR_TOO_LARGE', {
      field,
      expected: `at most ${MAX_LENGTH} characters`,
      received: String(text.length),
    })
  refusePrivateKeys(text, field)
  const body = withoutChecksum(text, options)
  if (!body.startsWith('tr('))
    throw descriptorError('DESCRIPTOR_NOT_TAPROOT', {
      field,
      expected: 'tr(KEY) or tr(KEY,TREE)',
      received: shown(body.slice(0, 24)),
    })
  const cursor: Cursor = { text: body, field, at: 'tr('.length, leaves: 0 }
  const keyText = readUntil(cursor, ',)')
  const tree = readOptionalTree(cursor)
  expectText(cursor, ')')
  if (cursor.at !== body.length) throw malformed(cursor, 'the end')
  const internalKey = parseDescriptorKey(keyText, { ...options, field: `${field}.internalKey` })
  const descriptor =
    tree === undefined ? { internalKey } : { internalKey, tree: readKeys(tree, { ...options, field }) }
  checkMultipaths(keysOfDescriptor(descriptor), field)
  return descriptor
}
