import type { ContractLeaf } from '../contract/contract.js'
import { type Plan, planTransaction } from '../plan/plan.js'
import { type Sighasher, sighasher } from '../taproot/sighash.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import type { ForeignRows } from './types.js'

/** What all states of one spend share: the transaction, and what its inputs sign. */
export class SpendBody {
  readonly plan: Plan
  readonly transaction: UnsignedTransaction
  readonly foreign: ForeignRows | undefined
  #sighash: Sighasher | undefined
  readonly #digests = new Map<number, Uint8Array>()

  constructor(plan: Plan, foreign?: ForeignRows) {
    this.plan = plan
    this.transaction = planTransaction(plan)
    this.foreign = foreign
  }

  /** SIGHASH_DEFAULT of an input through a leaf, or through the key path without one; the plan's are kept. */
  digest(index: number, leaf: ContractLeaf | undefined): Uint8Array {
    this.#sighash ??= sighasher(
      this.transaction,
      this.plan.inputs.map(({ funded }) => ({ script: funded.contract.outputScript, amount: funded.amount })),
    )
    const planned = (leaf?.path.name ?? 'key') === this.plan.path
    const known = planned ? this.#digests.get(index) : undefined
    const digest = known ?? this.#sighash({ index, ...(leaf && { leafHash: leaf.leafHash }) })
    if (planned) this.#digests.set(index, digest)
    return digest
  }
}
