import { equalBytes } from '../../units/bytes.js'
import type { HashName } from '../reading.js'
import { popResolved } from './branch.js'
import { notUnderstood } from './notUnderstood.js'
import { OP } from './opcodes.js'
import type { State } from './state.js'
import { among, type Condition, conditionOf, decodeNumber, encodeNumber, sumOf, type Value } from './value.js'

const DIGEST_LENGTHS: Readonly<Record<HashName, number>> = {
  sha256: 32,
  hash256: 32,
  ripemd160: 20,
  hash160: 20,
  sha1: 20,
}

const never = (): Condition => among([], () => false)

/** OP_EQUAL of the two values on top. */
export const equality = (state: State): Condition => {
  const right = popResolved(state)
  const left = popResolved(state)
  if (right.kind === 'bytes') return equalsBytes(left, right)
  if (left.kind === 'bytes') return equalsBytes(right, left)
  throw notUnderstood('it compares two values that both depend on the witness')
}

const equalsBytes = (value: Value, { bytes, at }: Extract<Value, { readonly kind: 'bytes' }>): Condition => {
  switch (value.kind) {
    case 'bytes':
      return among([], () => equalBytes(value.bytes, bytes))
    case 'item':
      return { kind: 'exactly', item: value.item, bytes }
    case 'hash': {
      const { hash, item } = value
      if (bytes.length !== DIGEST_LENGTHS[hash]) return never()
      return { kind: 'preimage', item, hash, digest: bytes, ...(at === undefined ? {} : { at }) }
    }
    case 'size': {
      const length = decodeNumber(bytes)
      return length === undefined || length < 0 ? never() : { kind: 'length', item: value.item, length }
    }
    case 'sum':
      return among(value.terms, (count) => equalBytes(encodeNumber(value.base + count), bytes))
  }
}

/** What two numbers, left and right of it, have to be to each other. */
const COMPARISONS: ReadonlyMap<number, (difference: number) => boolean> = /* @__PURE__ */ new Map<
  number,
  (difference: number) => boolean
>([
  [OP.NUMEQUAL, (difference) => difference === 0],
  [OP.NUMEQUALVERIFY, (difference) => difference === 0],
  [OP.NUMNOTEQUAL, (difference) => difference !== 0],
  [OP.LESSTHAN, (difference) => difference < 0],
  [OP.GREATERTHAN, (difference) => difference > 0],
  [OP.LESSTHANOREQUAL, (difference) => difference <= 0],
  [OP.GREATERTHANOREQUAL, (difference) => difference >= 0],
])

/** The comparison of the two numbers on top that an opcode makes; `undefined` where it makes none. */
export const comparison = (state: State, opcode: number): Condition | undefined => {
  const holds = COMPARISONS.get(opcode)
  if (holds === undefined) return undefined
  const right = sumOf(popResolved(state))
  const left = sumOf(popResolved(state))
  if (left.terms.length > 0 && right.terms.length > 0)
    throw notUnderstood('it compares two numbers that both depend on the witness')
  const base = left.base - right.base
  return left.terms.length > 0
    ? among(left.terms, (count) => holds(base + count))
    : among(right.terms, (count) => holds(base - count))
}

/** OP_BOOLAND, OP_BOOLOR, OP_NOT and OP_0NOTEQUAL of what is on top; `undefined` for other opcodes. */
export const logic = (state: State, opcode: number): Condition | undefined => {
  switch (opcode) {
    case OP.BOOLAND:
    case OP.BOOLOR: {
      const least = opcode === OP.BOOLAND ? 2 : 1
      const right = sumOf(popResolved(state))
      const left = sumOf(popResolved(state))
      return among([conditionOf(left), conditionOf(right)], (count) => count >= least)
    }
    case OP.NOT: {
      const { base, terms } = sumOf(popResolved(state))
      return among(terms, (count) => base + count === 0)
    }
    case OP.ZERO_NOTEQUAL: {
      const value = popResolved(state)
      return conditionOf(value.kind === 'size' ? value : sumOf(value))
    }
    default:
      return undefined
  }
}
