import { type Contract, leafOf } from '../../contract/contract.js'
import { TAPSCRIPT_VERSION } from '../../taproot/commitment.js'
import { leavesOf, mapTree, type ScriptTree } from '../../taproot/tree.js'
import { equalBytes, toHex } from '../../units/bytes.js'
import { type LeafName, pathNumber } from '../../words.js'
import type { ClaimedScripts } from '../claim.js'
import { type ContractFinding, found } from './make.js'

/** A leaf by its bytes, whatever it is called. */
interface Placed {
  readonly bytes: string
  readonly depth: number
}

/** A leaf that the agreement gives. */
type Due = Placed & { readonly name: LeafName }

/** How scripts and keys that are said to be a contract differ from it, byte by byte. */
export const treeClaimFindings = (
  contract: Contract,
  { internalKey, tree, controlBlocks = {} }: ClaimedScripts,
): readonly ContractFinding[] => [
  ...(equalBytes(internalKey, contract.internalKey)
    ? []
    : [
        found(
          {
            code: 'CLAIM_INTERNAL_KEY',
            data: { shown: toHex(internalKey), agreed: toHex(contract.internalKey) },
          },
          { place: 'key path' },
        ),
      ]),
  ...leafFindings(contract, tree),
  ...controlBlockFindings(contract, controlBlocks),
]

const bytesOf = ({ script, version = TAPSCRIPT_VERSION }: { script: Uint8Array; version?: number }): string =>
  `${version} ${toHex(script)}`

const shapeOf = (tree: ScriptTree<string> | undefined): string =>
  tree === undefined ? '' : 'leaf' in tree ? tree.leaf : `{${shapeOf(tree.left)},${shapeOf(tree.right)}}`

const leafFindings = (contract: Contract, tree: ClaimedScripts['tree']): readonly ContractFinding[] => {
  const due = leavesOf(contract.tree).map(({ leaf: name, depth }): Due => {
    return { name, depth, bytes: bytesOf(leafOf(contract, name)) }
  })
  const shown = (tree === undefined ? [] : leavesOf(tree)).map(
    ({ leaf, depth }): Placed => ({ depth, bytes: bytesOf(leaf) }),
  )
  const missing = due.filter(({ bytes }) => !shown.some((leaf) => leaf.bytes === bytes))
  const strange = shown.filter(({ bytes }) => !due.some((leaf) => leaf.bytes === bytes))
  const repeated = due.filter(({ bytes }) => shown.filter((leaf) => leaf.bytes === bytes).length > 1)
  const replaced = missing.map((leaf, at) => ({ leaf, by: strange[at] }))
  const findings = [
    ...replaced.flatMap(({ leaf, by }) => (by === undefined ? lost(leaf) : exchanged(leaf, by))),
    ...strange.slice(missing.length).map((leaf) => added(leaf)),
    ...repeated.map((leaf) => twice(leaf)),
  ]
  if (findings.length > 0) return findings
  // every leaf of the one is one of the other, so the numbers of their paths tell the trees apart
  const numbers = new Map(due.map(({ bytes, name }) => [bytes, `${pathNumber(name)}`]))
  const agreed = shapeOf(mapTree(contract.tree, (name) => `${pathNumber(name)}`))
  const claimed = shapeOf(tree && mapTree(tree, (leaf) => numbers.get(bytesOf(leaf)) ?? ''))
  return claimed === agreed
    ? []
    : [found({ code: 'CLAIM_TREE', data: { shown: claimed, agreed } }, { place: 'tree' })]
}

const placeOf = ({ name }: Due): string => `leaf ${name}`

const lost = (leaf: Due): readonly ContractFinding[] => [
  found(
    leaf.name === 'terms'
      ? { code: 'TERMS_NOT_BOUND', data: {} }
      : { code: 'CLAIM_LEAF_MISSING', data: { path: leaf.name } },
    { place: placeOf(leaf) },
  ),
]

const exchanged = (leaf: Due, by: Placed): readonly ContractFinding[] => [
  found(
    leaf.name === 'terms'
      ? { code: 'TERMS_NOT_BOUND', data: { shown: shortened(by) } }
      : {
          code: 'CLAIM_LEAF_REPLACED',
          data: { path: leaf.name, agreed: shortened(leaf), shown: shortened(by) },
        },
    { place: placeOf(leaf) },
  ),
]

const added = (leaf: Placed): ContractFinding =>
  found({ code: 'CLAIM_LEAF_ADDED', data: { shown: shortened(leaf) } }, { place: 'tree' })

const twice = (leaf: Due): ContractFinding =>
  found({ code: 'CLAIM_LEAF_REPEATED', data: { path: leaf.name } }, { place: placeOf(leaf) })

/** The script's hex without its version, as much of it as a sentence holds. */
const shortened = ({ bytes }: Placed): string => {
  const [version, script = ''] = bytes.split(' ')
  const text = script.length > 48 ? `${script.slice(0, 48)}…` : script
  return Number(version) === TAPSCRIPT_VERSION ? text : `version ${version}: ${text}`
}

const controlBlockFindings = (
  contract: Contract,
  blocks: NonNullable<ClaimedScripts['controlBlocks']>,
): readonly ContractFinding[] =>
  contract.leaves.flatMap(({ path, controlBlock }): readonly ContractFinding[] => {
    const shown = blocks[path.name]
    if (shown === undefined || equalBytes(shown, controlBlock)) return []
    const [ours = 0, theirs = 0] = [controlBlock[0], shown[0]]
    const onlyParity = equalBytes(shown.subarray(1), controlBlock.subarray(1)) && (ours ^ theirs) === 1
    return [
      found(
        onlyParity
          ? { code: 'CLAIM_PARITY', data: {} }
          : {
              code: 'CLAIM_CONTROL_BLOCK',
              data: {
                shown: `${toHex(shown.subarray(0, 33))}…`,
                agreed: `${toHex(controlBlock.subarray(0, 33))}…`,
              },
            },
        { place: `leaf ${path.name}` },
      ),
    ]
  })
