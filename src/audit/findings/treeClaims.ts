import { type Contract, leafOf } from '../../contract/contract.js'
import { TAPSCRIPT_VERSION } from '../../taproot/commitment.js'
import { leavesOf, mapTree, type ScriptTree } from '../../taproot/tree.js'
import { equalBytes, toHex } from '../../units/bytes.js'
import type { LeafName } from '../../words.js'
import type { ClaimedScripts } from '../claim.js'
import type { ContractFinding } from './make.js'

/** A leaf by its bytes, whatever it is called. */
interface Placed {
  readonly bytes: string
  readonly depth: number
  readonly name?: LeafName
}

/** How scripts and keys that are said to be a contract differ from it, byte by byte. */
export const treeClaimFindings = (
  contract: Contract,
  { internalKey, tree, controlBlocks = {} }: ClaimedScripts,
): readonly ContractFinding[] => [
  ...(equalBytes(internalKey, contract.internalKey)
    ? []
    : [
        {
          code: 'CLAIM_INTERNAL_KEY' as const,
          place: 'key path',
          text: `The internal key shown is ${toHex(internalKey)}, and the agreement gives ${toHex(contract.internalKey)}: whoever can sign for it may take everything at once, by no rule of the agreement.`,
        },
      ]),
  ...leafFindings(contract, tree),
  ...controlBlockFindings(contract, controlBlocks),
]

const bytesOf = ({ script, version = TAPSCRIPT_VERSION }: { script: Uint8Array; version?: number }): string =>
  `${version} ${toHex(script)}`

const shapeOf = (tree: ScriptTree<string> | undefined): string =>
  tree === undefined ? '' : 'leaf' in tree ? tree.leaf : `{${shapeOf(tree.left)},${shapeOf(tree.right)}}`

const leafFindings = (contract: Contract, tree: ClaimedScripts['tree']): readonly ContractFinding[] => {
  const due = leavesOf(contract.tree).map(({ leaf: name, depth }): Placed => {
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
  const agreed = shapeOf(mapTree(contract.tree, (name) => bytesOf(leafOf(contract, name))))
  return shapeOf(tree && mapTree(tree, bytesOf)) === agreed ? [] : [moved(contract)]
}

const placeOf = ({ name }: Placed): string => `leaf ${name}`

const lost = (leaf: Placed): readonly ContractFinding[] => [
  leaf.name === 'terms'
    ? {
        code: 'TERMS_NOT_BOUND',
        place: placeOf(leaf),
        text: 'The leaf that binds the output to the agreement is missing: nothing shows for which agreement the money was paid.',
      }
    : {
        code: 'CLAIM_LEAF_MISSING',
        place: placeOf(leaf),
        text: `The agreement gives the leaf ${leaf.name}, and it is not there: those who rely on it have nothing.`,
      },
]

const exchanged = (leaf: Placed, by: Placed): readonly ContractFinding[] => [
  leaf.name === 'terms'
    ? {
        code: 'TERMS_NOT_BOUND',
        place: placeOf(leaf),
        text: `The leaf that binds the output to the agreement is another one (${shortened(by)}): the output belongs to other terms, or to none.`,
      }
    : {
        code: 'CLAIM_LEAF_REPLACED',
        place: placeOf(leaf),
        text: `In place of the leaf ${leaf.name} (${shortened(leaf)}) there is another script (${shortened(by)}).`,
      },
]

const added = (leaf: Placed): ContractFinding => ({
  code: 'CLAIM_LEAF_ADDED',
  place: 'tree',
  text: `There is a leaf that the agreement does not give (${shortened(leaf)}): whoever can sign for it may take everything.`,
})

const twice = (leaf: Placed): ContractFinding => ({
  code: 'CLAIM_LEAF_REPEATED',
  place: placeOf(leaf),
  text: `The leaf ${leaf.name} stands more than once in the tree, which no agreement gives.`,
})

const moved = ({ tree }: Contract): ContractFinding => ({
  code: 'CLAIM_TREE',
  place: 'tree',
  text: `All leaves are there, and in other places than in ${shapeOf(tree)}: it is another output, and its address another one.`,
})

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
      {
        code: onlyParity ? 'CLAIM_PARITY' : 'CLAIM_CONTROL_BLOCK',
        place: `leaf ${path.name}`,
        text: onlyParity
          ? 'The control block shown says the wrong parity of the output key: no node takes a spend with it.'
          : `The control block shown is ${toHex(shown.subarray(0, 33))}…, and the contract's is ${toHex(controlBlock.subarray(0, 33))}…, with other hashes or another length: no node takes a spend with it.`,
      },
    ]
  })
