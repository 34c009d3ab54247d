import type { Contract, ContractLeaf } from '../contract/contract.js'
import type { KeyContext } from '../musig/context.js'
import { type Plan, planTransaction } from '../plan/plan.js'
import { type Sighasher, sighasher } from '../taproot/sighash.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import { spendError } from './errors.js'
import { musigContexts } from './musigContext.js'
import type { ForeignRows, KeyInput } from './types.js'

/** What all states of one spend share: the transaction, and what its inputs sign. */
export class SpendBody {
  readonly plan: Plan
  readonly transaction: UnsignedTransaction
  readonly foreign: ForeignRows | undefined
  #sighash: Sighasher | undefined
  readonly #digests = new Map<number, Uint8Array>()
  readonly #contextOf = musigContexts()
  readonly #contexts = new Map<number, KeyContext>()
  /** Aggregate signatures by input that were verified, with the parts that they were made of. */
  readonly aggregated: Map<number, Required<KeyInput>> = new Map()

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

  /**
   * The contract that an input spends.
   *
   * @throws EscrowError `SPEND_INPUT_FOREIGN`
   */
  contractOf(index: number): Contract {
    const contract = this.plan.inputs[index]?.funded.contract
    if (contract !== undefined) return contract
    throw spendError('SPEND_INPUT_FOREIGN', {
      field: `inputs[${index}]`,
      expected: 'an input of the plan',
      received: 'another one',
    })
  }

  /** The aggregate that signs an input of the key path; the plan's are kept, with what is computed from them. */
  musigContext(index: number): KeyContext {
    const context = this.#contexts.get(index) ?? this.#contextOf(this.contractOf(index))
    this.#contexts.set(index, context)
    return context
  }
}
