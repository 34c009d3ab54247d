import { type Fragment, formatMiniscript, mapKeys } from '../script/miniscript.js'
import type { ScriptTree } from '../taproot/tree.js'
import { withChecksum } from './checksum.js'
import { formatDescriptorKey } from './key.js'
import type { DescriptorKey, TaprootDescriptor } from './model.js'

const formatTree = (tree: ScriptTree<Fragment<DescriptorKey>>): string =>
  'leaf' in tree
    ? formatMiniscript(mapKeys(tree.leaf, formatDescriptorKey))
    : `{${formatTree(tree.left)},${formatTree(tree.right)}}`

/** A descriptor in its normal form, without a checksum. */
export const formatDescriptorBody = ({ internalKey, tree }: TaprootDescriptor): string =>
  `tr(${[formatDescriptorKey(internalKey), ...(tree === undefined ? [] : [formatTree(tree)])].join(',')})`

/**
 * A descriptor in its normal form, with its checksum.
 *
 * @example
 * formatDescriptor(parseDescriptor(text)) === text // where text is in its normal form
 */
export const formatDescriptor = (descriptor: TaprootDescriptor): string =>
  withChecksum(formatDescriptorBody(descriptor))
