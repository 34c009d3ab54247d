import { hex } from '@scure/base'
import {
  type SecondDocument,
  type SecondLock,
  type SecondRole,
  secondCanonical,
  secondId,
} from './document.js'
import {
  aggregateAccount,
  branchOf,
  childKey,
  childOf,
  childrenOf,
  closedAccount,
  holdersOf,
  leafBranch,
  leafKey,
  type SecondBranch,
  type SecondChildren,
  type SecondHolder,
  type SecondKey,
  type SecondRoot,
  termsAccount,
} from './keys.js'
import { Multiples } from './multiples.js'
import {
  hashSecondTree,
  type SecondOutput,
  type SecondPlace,
  secondControlBlock,
  secondOutputs,
} from './output.js'
import { leafPlans, leafScript, type SecondLeafPlan } from './paths.js'
import { mapSecondTree, type SecondTree, secondLeaves, secondTree } from './tree.js'

/** A leaf with everything that reveals it. */
export interface SecondLeaf extends SecondLeafPlan {
  readonly keys: readonly SecondKey[]
  readonly script: Uint8Array
  readonly leafHash: Uint8Array
  readonly controlBlock: Uint8Array
  readonly depth: number
}

/** A milestone, compiled. */
export interface SecondContract {
  readonly index: number
  /** In the order of the paths' numbers. */
  readonly leaves: readonly SecondLeaf[]
  readonly tree: SecondTree<string>
  /** The extended key whose child `0/index` is the internal key. */
  readonly internalAccount: string
  readonly internalKey: Uint8Array
  readonly merkleRoot: Uint8Array
  readonly outputKey: Uint8Array
  readonly outputScript: Uint8Array
  readonly address: string
}

/** An agreement, compiled from its text alone. */
export interface SecondAgreement {
  readonly canonical: string
  /** 64 hex digits. */
  readonly id: string
  readonly termsAccount: string
  /** One for each milestone. */
  readonly contracts: readonly SecondContract[]
  /** The outputs that milestones' terms would have at other indices. */
  readonly contractsAt: (wanted: readonly Wanted[]) => readonly SecondContract[]
}

const HRP = { mainnet: 'bc', testnet: 'tb', signet: 'tb', regtest: 'bcrt' } as const

interface Leaf {
  readonly plan: SecondLeafPlan
  readonly keys: readonly SecondKey[]
  readonly script: Uint8Array
}

/** A leaf in its place; the control block is made when it is read. */
class PlacedLeaf implements SecondLeaf {
  declare readonly name: string
  declare readonly path: number
  declare readonly roles: readonly SecondRole[]
  declare readonly counts: readonly number[]
  declare readonly weight: number
  declare readonly lock?: SecondLock
  declare readonly secretHash?: Uint8Array
  readonly keys: readonly SecondKey[]
  readonly script: Uint8Array
  readonly leafHash: Uint8Array
  readonly depth: number
  readonly #merklePath: readonly Uint8Array[]
  readonly #output: SecondOutput

  constructor({ leaf, leafHash, merklePath }: SecondPlace<Leaf>, output: SecondOutput) {
    const { plan, keys, script } = leaf
    Object.assign(this, plan)
    this.keys = keys
    this.script = script
    this.leafHash = leafHash
    this.depth = merklePath.length
    this.#merklePath = merklePath
    this.#output = output
  }

  get controlBlock(): Uint8Array {
    return secondControlBlock(this.#output, this.#merklePath)
  }
}

/** What internal keys come from. */
interface Internal {
  readonly account: string
  readonly branch: SecondBranch
}

const internalOf = (root: SecondRoot): Internal => ({ account: root.text, branch: branchOf(root, 0) })

/** A milestone's terms at an index. */
export interface Wanted {
  readonly milestone: number
  readonly index: number
}

/** What the contracts of one agreement share. */
class Compiler {
  readonly #document: SecondDocument
  readonly #holders = new Map<SecondRole, readonly SecondHolder[]>()
  readonly terms: SecondRoot
  readonly #termsBranch: SecondBranch
  readonly #aggregate: Internal | undefined
  readonly #closed = new Map<string, Internal>()

  constructor(document: SecondDocument, id: Uint8Array) {
    this.#document = document
    this.terms = termsAccount(id, document)
    this.#termsBranch = branchOf(this.terms, 0)
    for (const role of ['employer', 'worker', 'arbiter', 'backupArbiter'] as const) {
      const quorum = document[role]
      if (quorum !== undefined) this.#holders.set(role, holdersOf(quorum))
    }
    if (document.keyPath === 'musig2') {
      const accounts = (['employer', 'worker'] as const).flatMap((role) =>
        this.#of(role).flatMap((holder) => ('account' in holder ? [holder.account] : [])),
      )
      this.#aggregate = internalOf(aggregateAccount(accounts, document))
    }
  }

  #of(role: SecondRole): readonly SecondHolder[] {
    return this.#holders.get(role) ?? []
  }

  /** What the keys of a leaf are children of. */
  #branches({ roles, counts }: SecondLeafPlan): readonly SecondBranch[] {
    return roles.length === 0
      ? [this.#termsBranch]
      : roles.flatMap((role, at) =>
          this.#of(role).flatMap((holder) =>
            'account' in holder ? [leafBranch(holder, counts[at] ?? 0)] : [],
          ),
        )
  }

  #leaf(plan: SecondLeafPlan, { index, children }: { index: number; children: SecondChildren }): Leaf {
    if (plan.roles.length === 0) {
      const key = { xOnly: childKey(children, this.#termsBranch) }
      return { plan, keys: [key], script: leafScript(plan, [{ threshold: 1, keys: [key.xOnly] }]) }
    }
    const parties = plan.roles.map((role, at) => ({
      threshold: this.#document[role]?.threshold ?? 0,
      keys: this.#of(role).map((holder) => leafKey(holder, { count: plan.counts[at] ?? 0, index, children })),
    }))
    const script = leafScript(
      plan,
      parties.map(({ threshold, keys }) => ({ threshold, keys: keys.map(({ xOnly }) => xOnly) })),
    )
    return { plan, keys: parties.flatMap(({ keys }) => keys), script }
  }

  /** The points of all extended keys in the tree, from left to right, U's own for the terms leaf. */
  #points(tree: SecondTree<SecondLeafPlan>): readonly Uint8Array[] {
    return secondLeaves(tree).flatMap(({ roles }) =>
      roles.length === 0
        ? [this.terms.publicKey]
        : roles.flatMap((role) =>
            this.#of(role).flatMap((holder) => ('account' in holder ? [holder.account.publicKey] : [])),
          ),
    )
  }

  /** Trees of one form have one closed account. */
  #internal(tree: SecondTree<SecondLeafPlan>): Internal {
    if (this.#aggregate !== undefined) return this.#aggregate
    const form = secondLeaves(tree)
      .map(({ path }) => path)
      .join()
    const internal = this.#closed.get(form) ?? internalOf(closedAccount(this.#points(tree), this.#document))
    this.#closed.set(form, internal)
    return internal
  }

  /** Milestones' terms, each at an index. */
  contractsAt(wanted: readonly Wanted[]): readonly SecondContract[] {
    const planned = wanted.map(({ milestone, index }) => {
      const shape = secondTree(leafPlans(this.#document, milestone))
      const internal = this.#internal(shape)
      const branches = secondLeaves(shape).flatMap((plan) => this.#branches(plan))
      return { shape, internal, index, branches: [internal.branch, ...branches] }
    })
    const multiples = new Multiples()
    const hashed = childrenOf(planned, multiples).flatMap((children, at) => {
      const plan = planned[at]
      if (plan === undefined) return []
      const { internal, index } = plan
      const tree = mapSecondTree(plan.shape, (leaf) => this.#leaf(leaf, { index, children }))
      return [{ internal, index, tree, point: childOf(children, internal.branch), ...hashSecondTree(tree) }]
    })
    const outputs = secondOutputs(hashed, { hrp: HRP[this.#document.network], multiples })
    return hashed.flatMap((contract, at) => {
      const output = outputs[at]
      return output === undefined ? [] : [contractOf(contract, output)]
    })
  }
}

/** A contract before its output is known. */
interface HashedContract {
  readonly internal: Internal
  readonly index: number
  readonly tree: SecondTree<Leaf>
  readonly root: Uint8Array
  readonly places: readonly SecondPlace<Leaf>[]
}

const contractOf = (
  { internal, index, tree, root, places }: HashedContract,
  output: SecondOutput,
): SecondContract => ({
  index,
  leaves: places.map((place) => new PlacedLeaf(place, output)).sort((left, right) => left.path - right.path),
  tree: mapSecondTree(tree, ({ plan }) => plan.name),
  internalAccount: internal.account,
  internalKey: output.internalKey,
  merkleRoot: root,
  outputKey: output.outputKey,
  outputScript: output.script,
  address: output.address,
})

/**
 * Compiles an agreement's text: keys, scripts, hashes, trees, outputs, by docs/spec.md and other libraries.
 *
 * @example
 * const [contract] = secondEngine(text).contracts
 */
export const secondEngine = (text: string): SecondAgreement => {
  // the parser has accepted the text, so it has the document's shape
  const document = JSON.parse(text) as SecondDocument
  const canonical = secondCanonical(document)
  const id = secondId(canonical)
  const compiler = new Compiler(document, id)
  return {
    canonical,
    id: hex.encode(id),
    termsAccount: compiler.terms.text,
    contracts: compiler.contractsAt(
      document.milestones.map((_, milestone) => ({ milestone, index: document.index + milestone })),
    ),
    contractsAt: (wanted) => compiler.contractsAt(wanted),
  }
}
