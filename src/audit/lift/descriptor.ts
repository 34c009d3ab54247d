import { withoutChecksum } from '../../descriptor/checksum.js'
import { descriptorKeyAt } from '../../descriptor/derive.js'
import { parseDescriptorKey } from '../../descriptor/key.js'
import type { DescriptorKey } from '../../descriptor/model.js'
import { checkMultipaths } from '../../descriptor/multipath.js'
import { shown } from '../../errors.js'
import { formatOrigin, type KeyExpression } from '../../keys/keyExpression.js'
import { refusePrivateKey } from '../../keys/privateKey.js'
import { shownAt, type TextCursor, takeText, takeUntil } from '../../script/cursor.js'
import { TAPSCRIPT_VERSION } from '../../taproot/commitment.js'
import { mapTree, type ScriptTree } from '../../taproot/tree.js'
import { toHex } from '../../units/bytes.js'
import type { NetworkName } from '../../units/network.js'
import { auditError } from '../errors.js'
import { formatNode, keyTextsOf, type MiniscriptNode, readMiniscript } from './foreignText.js'
import { compileAnyMiniscript } from './miniscript.js'
import type { InternalSource, KeySource, LiftSubject, SubjectLeaf } from './subject.js'

/** Longest text that is read: as long as the library's own reader of descriptors allows. */
const MAX_LENGTH = 36_000
/** BIP 341: a control block holds at most 128 hashes. */
const MAX_DEPTH = 128

export interface LiftDescriptorOptions {
  /** What stands for the wildcard; 0 where nothing is said. */
  readonly index?: number
  /** Which alternative of multipath steps is meant, counted from 0; the first where nothing is said. */
  readonly multipath?: number
  /** Where given, extended keys of other chains are refused. */
  readonly network?: NetworkName
}

const FIELD = 'descriptor'

const malformed = (cursor: TextCursor, expected: string) =>
  auditError('AUDIT_DESCRIPTOR_MALFORMED', {
    field: FIELD,
    expected: `${expected} at character ${cursor.at}`,
    received: shownAt(cursor),
  })

const readTree = (cursor: TextCursor, depth: number): ScriptTree<MiniscriptNode> => {
  if (depth > MAX_DEPTH) throw malformed(cursor, `leaves at most ${MAX_DEPTH} levels deep`)
  if (!takeText(cursor, '{')) return { leaf: readMiniscript(cursor) }
  const left = readTree(cursor, depth + 1)
  if (!takeText(cursor, ',')) throw malformed(cursor, 'a comma')
  const right = readTree(cursor, depth + 1)
  if (!takeText(cursor, '}')) throw malformed(cursor, 'a closing brace')
  return { left, right }
}

interface Place {
  readonly index: number
  readonly multipath: number
}

const stepsAt = ({ derivation }: KeyExpression, { index, multipath }: Place): readonly number[] => [
  ...derivation.steps.map((step) => (typeof step === 'number' ? step : (step[multipath] ?? 0))),
  ...(derivation.wildcard === 'none' ? [] : [index]),
]

const sourceOf = (expression: KeyExpression, place: Place): KeySource => {
  const { key, origin } = expression
  if (key.kind !== 'extended') return { account: toHex(key.publicKey), steps: [] }
  const prefix = origin === undefined ? '' : formatOrigin(origin)
  return { account: `${prefix}${key.text}`, node: key, steps: stepsAt(expression, place) }
}

/**
 * A descriptor with everything that it says of its keys.
 *
 * @throws EscrowError `AUDIT_DESCRIPTOR_MALFORMED`, `AUDIT_DESCRIPTOR_LEAF`, `DESCRIPTOR_*`, `KEY_*`
 */
export const subjectOfDescriptor = (text: string, options: LiftDescriptorOptions = {}): LiftSubject => {
  const { index = 0, multipath = 0, network } = options
  const place = { index, multipath }
  if (typeof text !== 'string' || text.length > MAX_LENGTH)
    throw auditError('AUDIT_DESCRIPTOR_MALFORMED', {
      field: FIELD,
      expected: `a descriptor of at most ${MAX_LENGTH} characters`,
      received: shown(text),
    })
  for (const piece of text.split(/[(),{}]/)) refusePrivateKey(piece, FIELD)
  const body = withoutChecksum(text, { checksum: 'optional' })
  const cursor: TextCursor = { text: body, field: FIELD, at: 0 }
  if (!takeText(cursor, 'tr(')) throw malformed(cursor, 'tr(KEY) or tr(KEY,TREE)')
  const internalText = takeUntil(cursor, ',)')
  const tree = takeText(cursor, ',') ? readTree(cursor, 0) : undefined
  if (!takeText(cursor, ')') || cursor.at !== body.length) throw malformed(cursor, 'the end')

  const keyOptions = network === undefined ? {} : { network }
  const keys: DescriptorKey[] = []
  const read = (text: string): DescriptorKey => {
    const key = parseDescriptorKey(text, { field: FIELD, ...keyOptions })
    keys.push(key)
    return key
  }
  const keyAt = (key: DescriptorKey): Uint8Array => descriptorKeyAt(key, place).subarray(-32)
  const sources = new Map<string, KeySource>()
  const leafOf = (node: MiniscriptNode): SubjectLeaf => {
    const texts = new Map<string, string>()
    for (const keyText of keyTextsOf(node)) {
      const key = read(keyText)
      const bytes = toHex(keyAt(key))
      texts.set(keyText, bytes)
      if (key.kind === 'key') sources.set(bytes, sourceOf(key.expression, place))
    }
    const miniscript = formatNode(node, (key) => texts.get(key) ?? key)
    const script = compileAnyMiniscript(miniscript)
    if (script === undefined)
      throw auditError('AUDIT_DESCRIPTOR_LEAF', {
        field: FIELD,
        expected: 'leaves of Miniscript',
        received: shown(node.name),
      })
    return { script, version: TAPSCRIPT_VERSION, miniscript }
  }
  const internal = read(internalText)
  const leaves = tree && mapTree(tree, leafOf)
  checkMultipaths(keys, FIELD)
  return {
    internalKey: keyAt(internal),
    internal: internalSource(internal, place),
    tree: leaves,
    sources,
  }
}

const internalSource = (key: DescriptorKey, place: Place): InternalSource =>
  key.kind === 'key'
    ? { kind: 'key', source: sourceOf(key.expression, place) }
    : { kind: 'aggregate', participants: key.participants.map((one) => sourceOf(one, place)) }
