import type { Derivation, KeyExpression } from '../keys/keyExpression.js'
import { mapKeys } from '../script/miniscript.js'
import { mapTree } from '../taproot/tree.js'
import { descriptorError } from './errors.js'
import {
  type DescriptorKey,
  derivationsOf,
  keysOfDescriptor,
  multipathLengths,
  type TaprootDescriptor,
} from './model.js'

/**
 * Multipath steps stand for so many descriptors, so all of them must have one length (BIP 389).
 *
 * @throws EscrowError `DESCRIPTOR_MULTIPATH`
 */
export const checkMultipaths = (keys: readonly DescriptorKey[], field: string): void => {
  const lengths = new Set(keys.flatMap(derivationsOf).flatMap(multipathLengths))
  if (lengths.size > 1)
    throw descriptorError('DESCRIPTOR_MULTIPATH', {
      field,
      expected: 'multipath steps of one length',
      received: `lengths ${[...lengths].join(', ')}`,
    })
}

const alternative = (derivation: Derivation, position: number): Derivation => ({
  ...derivation,
  // all multipath steps of a parsed descriptor have the same length, so there is always one at the position
  steps: derivation.steps.map((step) => (typeof step === 'number' ? step : (step[position] ?? step))),
})

const expressionAlternative = (expression: KeyExpression, position: number): KeyExpression => ({
  ...expression,
  derivation: alternative(expression.derivation, position),
})

const keyAlternative = (key: DescriptorKey, position: number): DescriptorKey =>
  key.kind === 'key'
    ? { kind: 'key', expression: expressionAlternative(key.expression, position) }
    : {
        kind: 'musig',
        participants: key.participants.map((participant) => expressionAlternative(participant, position)),
        derivation: alternative(key.derivation, position),
      }

const positions = (derivations: readonly Derivation[]): readonly number[] =>
  Array.from({ length: Math.max(1, ...derivations.flatMap(multipathLengths)) }, (_, position) => position)

/** The keys that a key with a multipath step stands for; one where it has none. Source: BIP 389. */
export const expandKey = (key: DescriptorKey): readonly DescriptorKey[] =>
  positions(derivationsOf(key)).map((position) => keyAlternative(key, position))

/** The descriptors that one with multipath steps stands for; one where it has none. Source: BIP 389. */
export const expandDescriptor = (descriptor: TaprootDescriptor): readonly TaprootDescriptor[] =>
  positions(keysOfDescriptor(descriptor).flatMap(derivationsOf)).map((position) => {
    const choose = (key: DescriptorKey): DescriptorKey => keyAlternative(key, position)
    const internalKey = choose(descriptor.internalKey)
    return descriptor.tree === undefined
      ? { internalKey }
      : { internalKey, tree: mapTree(descriptor.tree, (leaf) => mapKeys(leaf, choose)) }
  })
