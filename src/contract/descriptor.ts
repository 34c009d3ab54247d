import type { Agreement } from '../agreement/types.js'
import { withChecksum } from '../descriptor/checksum.js'
import { encodeExtendedPublicKey } from '../keys/extendedKey.js'
import { branchOf } from '../paths/branches.js'
import type { LeafPath } from '../paths/types.js'
import { leafFragment } from '../script/leaf.js'
import { formatMiniscript } from '../script/miniscript.js'
import { leavesOf, type ScriptTree } from '../taproot/tree.js'
import { type InternalKey, quorumOf, termsNode } from './keys.js'

/** How the internal key is written: with `musig()` (BIP 390), or as one extended key that every node knows. */
export type DescriptorForm = 'musig' | 'synthetic'

const internalText = (agreement: Agreement, internal: InternalKey, form: DescriptorForm): string =>
  internal.kind === 'musig2' && form === 'musig'
    ? `musig(${internal.participants.map(({ text }) => text).join(',')})/0/*`
    : `${encodeExtendedPublicKey({ node: internal.node, network: agreement.network })}/0/*`

const treeText = (tree: ScriptTree<LeafPath>, leafText: (path: LeafPath) => string): string =>
  'leaf' in tree
    ? leafText(tree.leaf)
    : `{${treeText(tree.left, leafText)},${treeText(tree.right, leafText)}}`

/** The ranged descriptor of a contract's output, with its checksum (BIP 380, 386, 390). */
export const contractDescriptor = (options: {
  agreement: Agreement
  internal: InternalKey
  tree: ScriptTree<LeafPath>
  form: DescriptorForm
}): string => {
  const { agreement, internal, tree, form } = options
  const terms = `${encodeExtendedPublicKey({ node: termsNode(agreement), network: agreement.network })}/0/*`
  const leaves = leavesOf(tree).map(({ leaf }) => leaf)
  const leafText = (leaf: LeafPath): string =>
    formatMiniscript(
      leafFragment<string>(leaf, {
        terms,
        quorum: (role) => {
          const { threshold, keys } = quorumOf(agreement, role)
          const branch = `/${branchOf(leaves, { leaf, role })}/*`
          return {
            threshold,
            keys: keys.map((key) => (key.kind === 'bare' ? key.text : `${key.text}${branch}`)),
          }
        },
      }),
    )
  return withChecksum(`tr(${internalText(agreement, internal, form)},${treeText(tree, leafText)})`)
}
