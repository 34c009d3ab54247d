import { anAgreementWith } from '../agreement/given.js'
import { encodeTaprootAddress } from '../agreement/taprootAddress.js'
import type { Agreement } from '../agreement/types.js'
import { shown } from '../errors.js'
import { type Check, hasMembers } from '../given/check.js'
import { givenError } from '../given/errors.js'
import type { LeafPath, Path } from '../paths/types.js'
import type { Fragment } from '../script/miniscript.js'
import { controlBlock, outputScript } from '../taproot/commitment.js'
import { mapTree, type ScriptTree } from '../taproot/tree.js'
import type { Sats } from '../units/sats.js'
import type { LeafName } from '../words.js'
import type { Assembled, AssembledLeaf } from './assemble.js'
import { contractDescriptor, type DescriptorForm } from './descriptor.js'
import { contractError } from './errors.js'
import type { InternalKey, LeafKey } from './keys.js'

/** A path as a leaf of the tree: its keys in their places, its script, and how it is revealed. */
export interface ContractLeaf {
  readonly path: LeafPath
  readonly fragment: Fragment<LeafKey>
  readonly script: Uint8Array
  /** 32 bytes (BIP 341). */
  readonly leafHash: Uint8Array
  /** 0 where the leaf is the whole tree. */
  readonly depth: number
  /** 33 + 32 · depth bytes. */
  readonly controlBlock: Uint8Array
}

/** What a compiled leaf knows before its place is known. */
export interface PlannedLeaf {
  readonly path: LeafPath
  readonly fragment: Fragment<LeafKey>
}

/**
 * One Taproot output: a milestone of an agreement, compiled. The agreement and the milestone decide everything
 * else; addresses, descriptors and control blocks are computed when they are read.
 */
export interface Contract {
  readonly agreement: Agreement
  /** Position of the milestone in the agreement, from 0. */
  readonly milestone: number
  /** BIP 32 index i: the last step of every key. */
  readonly index: number
  /** What the milestone says shall be paid in. */
  readonly amount: Sats
  /** Who may sign and from when, in the order of the paths' numbers; `terms` last. */
  readonly paths: readonly Path[]
  /** The extended key whose child `0/index` is the internal key. */
  readonly internal: InternalKey
  /** 32 x-only bytes. */
  readonly internalKey: Uint8Array
  /** The sign of the internal key's y before BIP 341 drops it: 0 even, 1 odd. */
  readonly internalParity: 0 | 1
  readonly merkleRoot: Uint8Array
  /** 32 x-only bytes: what the output pays to. */
  readonly outputKey: Uint8Array
  readonly parity: 0 | 1
  readonly outputScript: Uint8Array
  /** In the order of the paths' numbers. */
  readonly leaves: readonly ContractLeaf[]
  /** Where each leaf stands, left to right. */
  readonly tree: ScriptTree<LeafName>
  readonly address: string
  /** BIP 380 text with checksum, ranged: the contract is the output at {@link Contract.index}. */
  readonly descriptor: string
  /**
   * The same output for nodes that know no `musig()`: the aggregate as an ordinary extended key (BIP 328).
   * Equal to {@link Contract.descriptor} where the key path is closed.
   */
  readonly portableDescriptor: string
}

const compiledLeaf = (
  { leaf, script, leafHash, merklePath }: AssembledLeaf<PlannedLeaf>,
  output: { readonly internalKey: Uint8Array; readonly parity: 0 | 1 },
): ContractLeaf => ({
  path: leaf.path,
  fragment: leaf.fragment,
  script,
  leafHash,
  depth: merklePath.length,
  controlBlock: controlBlock({ ...output, merklePath }),
})

/** What {@link compiledContract} is made of. */
export interface ContractParts {
  readonly agreement: Agreement
  readonly milestone: number
  readonly amount: Sats
  readonly paths: readonly Path[]
  readonly internal: InternalKey
  readonly internalKey: Uint8Array
  readonly internalParity: 0 | 1
  readonly tree: ScriptTree<LeafName>
  readonly assembled: Assembled<PlannedLeaf>
}

/** Without private members: whoever wraps it, as frameworks for pages do, has a contract still. */
class CompiledContract implements Contract {
  readonly agreement: Agreement
  readonly milestone: number
  readonly index: number
  readonly amount: Sats
  readonly paths: readonly Path[]
  readonly internal: InternalKey
  readonly internalKey: Uint8Array
  readonly internalParity: 0 | 1
  readonly merkleRoot: Uint8Array
  readonly outputKey: Uint8Array
  readonly parity: 0 | 1
  readonly leaves: readonly ContractLeaf[]
  readonly tree: ScriptTree<LeafName>

  constructor({
    agreement,
    milestone,
    paths,
    internal,
    internalKey,
    internalParity,
    tree,
    amount,
    assembled,
  }: ContractParts) {
    this.agreement = agreement
    this.milestone = milestone
    this.index = agreement.index + milestone
    this.amount = amount
    this.paths = paths
    this.internal = internal
    this.internalKey = internalKey
    this.internalParity = internalParity
    this.merkleRoot = assembled.merkleRoot
    this.outputKey = assembled.outputKey
    this.parity = assembled.parity
    this.leaves = assembled.leaves
      .map((leaf) => compiledLeaf(leaf, { internalKey, parity: assembled.parity }))
      .sort((left, right) => left.path.number - right.path.number)
    this.tree = tree
  }

  get outputScript(): Uint8Array {
    return outputScript(this.outputKey)
  }

  get address(): string {
    return encodeTaprootAddress(this.outputKey, this.agreement.network)
  }

  get descriptor(): string {
    return descriptorOf(this, 'musig')
  }

  get portableDescriptor(): string {
    return descriptorOf(this, 'synthetic')
  }
}

const descriptorOf = (contract: Contract, form: DescriptorForm): string => {
  const { agreement, internal, tree } = contract
  return contractDescriptor({
    agreement,
    internal,
    tree: mapTree(tree, (name) => leafNamed(contract, name).path),
    form,
  })
}

/** Whether a value is what {@link compiledContract} made, or wraps it: told at a glance, where thousands are asked about. */
export const isCompiled = (value: unknown): value is Contract => value instanceof CompiledContract

/**
 * A contract with everything that its parts are computed to; a structured copy lacks what it computes.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 */
export const aContract: Check = (value, field) => {
  const isWhole =
    hasMembers(value) &&
    'descriptor' in value &&
    value['outputKey'] instanceof Uint8Array &&
    Array.isArray(value['leaves']) &&
    Array.isArray(value['paths'])
  if (!isWhole)
    throw givenError('ARGUMENT_TYPE', {
      field,
      expected:
        'a contract of compile, not a copy: where only data can go, contractToJson and contractFromJson',
      received: shown(value),
    })
  anAgreementWith(value['milestone'])(value['agreement'], `${field}.agreement`)
}

/** Puts a contract together from its compiled parts. */
export const compiledContract = (parts: ContractParts): Contract => new CompiledContract(parts)

/**
 * The leaf of a path.
 *
 * Source: BIP 341, "Script validation rules".
 *
 * @throws EscrowError `CONTRACT_PATH_MISSING` where the contract has no such path
 * @example
 * const { script, controlBlock } = leafOf(contract, 'employerAlone')
 */
export const leafOf = (contract: Contract, name: LeafName): ContractLeaf => {
  // whoever is inside has a contract: only what is read here is looked at
  if (!hasMembers(contract) || !Array.isArray(contract.leaves)) aContract(contract, 'contract')
  return leafNamed(contract, name)
}

const leafNamed = (contract: Contract, name: LeafName): ContractLeaf => {
  const leaf = contract.leaves.find(({ path }) => path.name === name)
  if (leaf === undefined)
    throw contractError('CONTRACT_PATH_MISSING', {
      field: 'path',
      expected: `one of ${contract.paths.map((path) => path.name).join(', ')}`,
      received: shown(name),
    })
  return leaf
}
