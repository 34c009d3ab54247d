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

  /** SIGHASH_DEFAULT of an input through the plan's path, or through another leaf. */
  digest(index: number, leaf: ContractLeaf | undefined): Uint8Array {
    this.#sighash ??= sighasher(
      this.transaction,
      this.plan.inputs.map(({ funded }) => ({ script: funded.contract.outputScript, amount: funded.amount })),
    )
    if (leaf !== undefined && leaf.path.name !== this.plan.path)
      return this.#sighash({ index, leafHash: leaf.leafHash })
    const known =
      this.#digests.get(index) ?? this.#sighash({ index, ...(leaf && { leafHash: leaf.leafHash }) })
    this.#digests.set(index, known)
    return known
  }
}
