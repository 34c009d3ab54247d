import { backend } from '#backend'
import { toHex } from '../../units/bytes.js'
import { exactBytes, withItem } from './facts.js'
import { notUnderstood } from './notUnderstood.js'
import { pop, type State } from './state.js'
import { among, type Condition, type Value } from './value.js'

/** Bytes of a key whose signatures are checked (BIP 342, "Rules for signature opcodes"). */
const X_ONLY_LENGTH = 32

/** The keys that signature opcodes have met, and those that a key's hash may stand for. */
export interface CheckedKeys {
  /** By the instruction that pushed the key, or its hash. */
  readonly met: Map<number, Uint8Array>
  /** The key of 32 bytes with this HASH160. */
  readonly withHash160: (digest: Uint8Array) => Uint8Array | undefined
  /** Whether 32 bytes are the x coordinate of a point. */
  readonly isPoint: (key: Uint8Array) => boolean
}

/** Keys by their HASH160, as `pkh(…)` names them; hashed when first asked for. */
export const keysByHash = (known: readonly Uint8Array[]): CheckedKeys['withHash160'] => {
  let hashed: ReadonlyMap<string, Uint8Array> | undefined
  return (digest) => {
    hashed ??= new Map(known.map((key) => [toHex(backend.hash160(key)), key]))
    return hashed.get(toHex(digest))
  }
}

/** The key on top of the stack; one that the witness brings is known by its hash, or not at all. */
const popKey = (state: State, keys: CheckedKeys): Uint8Array => {
  const value = pop(state)
  if (value.kind === 'bytes') {
    if (value.at !== undefined) keys.met.set(value.at, value.bytes)
    return value.bytes
  }
  if (value.kind !== 'item') throw notUnderstood('it computes a key')
  const exact = exactBytes(state.facts, value.item)
  if (exact !== undefined) return exact
  for (const fact of state.facts.items.get(value.item) ?? []) {
    const key =
      fact.kind === 'preimage' && fact.hash === 'hash160' ? keys.withHash160(fact.digest) : undefined
    if (fact.kind !== 'preimage' || key === undefined) continue
    if (fact.at !== undefined) keys.met.set(fact.at, key)
    const items = new Map(state.facts.items).set(value.item, [{ kind: 'exactly', bytes: key }])
    state.facts = { ...state.facts, items }
    return key
  }
  throw notUnderstood('it takes a key from the witness, and it cannot be told which one')
}

/** What a signature opcode finds: true or false depending on the witness, or the end of this way. */
export interface CheckedSignature {
  readonly condition: Condition | undefined
  /** A key of another length than 32 bytes: whatever stands there counts as its signature. */
  readonly unknownKeyType: boolean
}

/**
 * What a signature opcode makes of the key and the item that are popped here, with what `between` pops in the middle.
 *
 * Source: BIP 342, "Rules for signature opcodes".
 */
export const popSignature = (
  state: State,
  keys: CheckedKeys,
  between: (state: State) => void = () => undefined,
): CheckedSignature => {
  const key = popKey(state, keys)
  between(state)
  const value = pop(state)
  const unknownKeyType = key.length !== X_ONLY_LENGTH && key.length > 0
  if (key.length === 0) return { condition: undefined, unknownKeyType }
  return { condition: signatureOf(state, value, { key, keys }), unknownKeyType }
}

const signatureOf = (
  state: State,
  value: Value,
  { key, keys }: { readonly key: Uint8Array; readonly keys: CheckedKeys },
): Condition | undefined => {
  const checked = key.length === X_ONLY_LENGTH
  const bytes =
    value.kind === 'bytes'
      ? value.bytes
      : value.kind === 'item'
        ? exactBytes(state.facts, value.item)
        : undefined
  if (bytes !== undefined) {
    if (bytes.length === 0) return among([], () => false)
    if (!checked) return among([], () => true)
    if (bytes.length === 64 || bytes.length === 65) throw notUnderstood('it brings a signature of its own')
    return undefined
  }
  if (value.kind !== 'item') throw notUnderstood('it computes a signature')
  const { item } = value
  if (!checked) return { kind: 'filled', item }
  if (keys.isPoint(key)) return { kind: 'signature', item, key }
  // no signature of a key off the curve is valid, so only its absence passes
  const facts = withItem(state.facts, item, { kind: 'exactly', bytes: new Uint8Array(0) })
  if (facts === undefined) return undefined
  state.facts = facts
  return among([], () => false)
}
