import type { Derivation, KeyExpression } from '../keys/keyExpression.js'
import { type Fragment, keysOf } from '../script/miniscript.js'
import { leavesOf, type ScriptTree } from '../taproot/tree.js'

/** The MuSig2 aggregate of its participants, perhaps with children of its own (BIP 390). */
export interface MusigKey {
  readonly kind: 'musig'
  readonly participants: readonly KeyExpression[]
  readonly derivation: Derivation
}

/** One key expression. */
export interface PlainKey {
  readonly kind: 'key'
  readonly expression: KeyExpression
}

/** Whatever stands for a key in a descriptor. */
export type DescriptorKey = PlainKey | MusigKey

/** `tr(KEY)` or `tr(KEY,TREE)` (BIP 386). */
export interface TaprootDescriptor {
  readonly internalKey: DescriptorKey
  readonly tree?: ScriptTree<Fragment<DescriptorKey>>
}

/** All derivations of a key: its own and those of its participants. */
export const derivationsOf = (key: DescriptorKey): readonly Derivation[] =>
  key.kind === 'key'
    ? [key.expression.derivation]
    : [key.derivation, ...key.participants.map(({ derivation }) => derivation)]

/** All keys of a descriptor: the internal one, then those of the leaves from left to right. */
export const keysOfDescriptor = ({ internalKey, tree }: TaprootDescriptor): readonly DescriptorKey[] => [
  internalKey,
  ...(tree === undefined ? [] : leavesOf(tree).flatMap(({ leaf }) => keysOf(leaf))),
]

/** How many alternatives each multipath step of a derivation has. */
export const multipathLengths = ({ steps }: Derivation): readonly number[] =>
  steps.flatMap((step) => (typeof step === 'number' ? [] : [step.length]))
