import { hex } from '@scure/base'
import type { HDKey } from '@scure/bip32'
import { p2tr, TaprootControlBlock } from '@scure/btc-signer'
import type { TaprootScriptTree } from '@scure/btc-signer/payment.js'
import { type SecondDocument, type SecondRole, secondCanonical, secondId } from './document.js'
import {
  aggregateAccount,
  closedAccount,
  holdersOf,
  leafKey,
  pointOf,
  type SecondHolder,
  type SecondKey,
  termsAccount,
  xOnlyOf,
} from './keys.js'
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
  /** The output that a milestone's terms would have at another index. */
  readonly contractAt: (milestone: number, index: number) => SecondContract
}

const HRP = { mainnet: 'bc', testnet: 'tb', signet: 'tb', regtest: 'bcrt' } as const

const addressesOf = ({ network }: SecondDocument) => ({
  bech32: HRP[network],
  ...(network === 'mainnet'
    ? { pubKeyHash: 0x00, scriptHash: 0x05, wif: 0x80 }
    : { pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef }),
})

interface Leaf extends SecondLeafPlan {
  readonly keys: readonly SecondKey[]
  readonly script: Uint8Array
}

/** What the contracts of one agreement share. */
class Compiler {
  readonly #document: SecondDocument
  readonly #holders = new Map<SecondRole, readonly SecondHolder[]>()
  readonly terms: HDKey
  readonly #termsBranch: HDKey
  readonly #aggregate: HDKey | undefined

  constructor(document: SecondDocument, id: Uint8Array) {
    this.#document = document
    this.terms = termsAccount(id, document)
    this.#termsBranch = this.terms.deriveChild(0)
    for (const role of ['employer', 'worker', 'arbiter', 'backupArbiter'] as const) {
      const quorum = document[role]
      if (quorum !== undefined) this.#holders.set(role, holdersOf(quorum, document))
    }
    if (document.keyPath === 'musig2') {
      const accounts = (['employer', 'worker'] as const).flatMap((role) =>
        this.#of(role).flatMap((holder) => ('account' in holder ? [holder.account] : [])),
      )
      this.#aggregate = aggregateAccount(accounts, document)
    }
  }

  #of(role: SecondRole): readonly SecondHolder[] {
    return this.#holders.get(role) ?? []
  }

  #leaf(plan: SecondLeafPlan, index: number): Leaf {
    if (plan.roles.length === 0) {
      const key = { xOnly: xOnlyOf(this.#termsBranch.deriveChild(index)) }
      return { ...plan, keys: [key], script: leafScript(plan, [{ threshold: 1, keys: [key.xOnly] }]) }
    }
    const parties = plan.roles.map((role) => ({
      threshold: this.#document[role]?.threshold ?? 0,
      keys: this.#of(role).map((holder) => leafKey(holder, { path: plan.path, index })),
    }))
    const script = leafScript(
      plan,
      parties.map(({ threshold, keys }) => ({ threshold, keys: keys.map(({ xOnly }) => xOnly) })),
    )
    return { ...plan, keys: parties.flatMap(({ keys }) => keys), script }
  }

  /** The points of all extended keys in the tree, from left to right, H for the terms leaf. */
  #points(tree: SecondTree<SecondLeafPlan>): readonly Uint8Array[] {
    return secondLeaves(tree).flatMap(({ roles }) =>
      roles.length === 0
        ? [pointOf(this.terms)]
        : roles.flatMap((role) =>
            this.#of(role).flatMap((holder) => ('account' in holder ? [pointOf(holder.account)] : [])),
          ),
    )
  }

  contractAt(milestone: number, index: number): SecondContract {
    const shape = secondTree(leafPlans(this.#document, milestone))
    const internalAccount = this.#aggregate ?? closedAccount(this.#points(shape), this.#document)
    const internalKey = xOnlyOf(internalAccount.deriveChild(0).deriveChild(index))
    const tree = mapSecondTree(shape, (plan) => this.#leaf(plan, index))
    // the leaves hold locks and hashes, which the library calls unknown outputs
    const output = p2tr(internalKey, scriptsOf(tree), addressesOf(this.#document), true)
    const leaves = secondLeaves(tree).map((leaf, at): SecondLeaf => {
      const hash = output.leaves[at]?.hash
      const [control] = output.tapLeafScript?.[at] ?? []
      if (hash === undefined || control === undefined) throw new Error('a leaf without a place')
      const controlBlock = TaprootControlBlock.encode(control)
      return { ...leaf, leafHash: hash, controlBlock, depth: control.merklePath.length }
    })
    return {
      index,
      leaves: [...leaves].sort((left, right) => left.path - right.path),
      tree: mapSecondTree(tree, ({ name }) => name),
      internalAccount: internalAccount.publicExtendedKey,
      internalKey,
      merkleRoot: output.tapMerkleRoot,
      outputKey: output.tweakedPubkey,
      outputScript: output.script,
      address: output.address,
    }
  }
}

const scriptsOf = (tree: SecondTree<Leaf>): TaprootScriptTree => {
  const scripts = mapSecondTree(tree, ({ script }) => ({ script }))
  // the library reads its trees and takes them as mutable lists all the same
  return scripts as TaprootScriptTree
}

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
    termsAccount: compiler.terms.publicExtendedKey,
    contracts: document.milestones.map((_, milestone) =>
      compiler.contractAt(milestone, document.index + milestone),
    ),
    contractAt: (milestone, index) => compiler.contractAt(milestone, index),
  }
}
