import { shown } from '../errors.js'
import { aggregateKeys, aggregateNode, sortKeys } from '../keys/aggregate.js'
import { checkIndex, descendant } from '../keys/derivation.js'
import { keyError } from '../keys/errors.js'
import { HARDENED } from '../keys/extendedKey.js'
import type { Derivation, KeyExpression } from '../keys/keyExpression.js'
import { compileFragment, mapKeys } from '../script/miniscript.js'
import { merkleize, outputScript, tweakInternalKey } from '../taproot/commitment.js'
import { mapTree } from '../taproot/tree.js'
import type { DescriptorKey, TaprootDescriptor } from './model.js'

/** Which of the outputs that a descriptor describes is meant. */
export interface DescriptorPoint {
  /** What stands for the wildcard; needed where there is one. */
  readonly index?: number
  /** Position in multipath steps; needed where there is one. */
  readonly multipath?: number
}

const pathAt = (
  { steps, wildcard }: Derivation,
  { index, multipath }: DescriptorPoint,
): readonly number[] => {
  const path = steps.map((step) => {
    const chosen = typeof step === 'number' ? step : multipath === undefined ? undefined : step[multipath]
    if (chosen === undefined)
      throw keyError('KEY_INDEX_MISSING', {
        field: 'multipath',
        expected: `a position in a multipath step of ${typeof step === 'number' ? 1 : step.length}`,
        received: shown(multipath),
      })
    return chosen
  })
  if (wildcard === 'none') return path
  if (index === undefined)
    throw keyError('KEY_INDEX_MISSING', {
      field: 'index',
      expected: 'a number for the wildcard',
      received: 'nothing',
    })
  checkIndex(index, { field: 'index' })
  return [...path, wildcard === 'hardened' ? index + HARDENED : index]
}

/** The public key that an expression names at a point: 33 bytes, or 32 where it is x-only. */
export const expressionKeyAt = (
  { key, derivation }: KeyExpression,
  point: DescriptorPoint = {},
): Uint8Array =>
  key.kind === 'extended' ? descendant(key, pathAt(derivation, point)).publicKey : key.publicKey

/**
 * The public key (33 bytes, or 32 x-only) that stands at a place of a descriptor. Participants of `musig(…)` are
 * derived, sorted and aggregated; then the aggregate is derived.
 *
 * Source: BIP 390, "musig(KEY, KEY, ..., KEY)".
 *
 * @throws EscrowError `KEY_INDEX_MISSING`, `KEY_INDEX_OUT_OF_RANGE`, `KEY_HARDENED`, `KEY_CHILD_INVALID`,
 * `KEY_AGGREGATE_INFINITY`
 */
export const descriptorKeyAt = (key: DescriptorKey, point: DescriptorPoint = {}): Uint8Array => {
  if (key.kind === 'key') return expressionKeyAt(key.expression, point)
  const participants = key.participants.map((participant) => expressionKeyAt(participant, point))
  const aggregate = aggregateKeys(sortKeys(participants), 'participants')
  return descendant(aggregateNode(aggregate), pathAt(key.derivation, point)).publicKey
}

/**
 * The output script (34 bytes) that a descriptor describes at a point.
 *
 * Source: BIP 386; BIP 341, "Constructing and spending Taproot outputs".
 *
 * @throws EscrowError as {@link descriptorKeyAt}
 * @example
 * outputScriptAt(parseDescriptor(contract.descriptor), { index: 7 })
 */
export const outputScriptAt = (
  { internalKey, tree }: TaprootDescriptor,
  point: DescriptorPoint = {},
): Uint8Array => {
  const xOnlyAt = (key: DescriptorKey): Uint8Array => descriptorKeyAt(key, point).subarray(-32)
  const root =
    tree === undefined
      ? undefined
      : merkleize(mapTree(tree, (leaf) => ({ script: compileFragment(mapKeys(leaf, xOnlyAt)) }))).hash
  return outputScript(tweakInternalKey({ xOnly: xOnlyAt(internalKey) }, root).outputKey)
}
