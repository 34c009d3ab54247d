import type { Contract } from '../../contract/contract.js'
import { EscrowError } from '../../errors.js'
import type { Outpoint } from '../../units/outpoint.js'
import { outputsOf } from '../../watch/deposits.js'
import type { Fact, View } from '../../watch/types.js'
import { type BlockHit, type WatchIndex, watchIndex } from '../../watch/watchIndex.js'
import { sourceError } from '../errors.js'

/** Of an outpoint as facts name it. */
const outpointOf = (name: string): Outpoint => ({ txid: name.slice(0, 64), vout: Number(name.slice(65)) })

const fundedIn = (contract: Contract, view: View) =>
  outputsOf(contract, view).map(({ outpoint }) => ({ contract, outpoint }))

/** Finds what pays and spends contracts, and what takes the inputs of those that wait. */
export class Watched {
  readonly #index: WatchIndex<Contract> = watchIndex<Contract>([])
  #contracts: ReadonlySet<Contract> = new Set()
  /** Transactions whose inputs are looked for. */
  #awaited: ReadonlySet<string> = new Set()

  /** Looks from now on for these contracts, and for what spends their deposits. */
  follow(contracts: readonly Contract[], view: View): void {
    const [before, now] = [this.#contracts, new Set(contracts)]
    this.#index.remove([...before].filter((contract) => !now.has(contract)))
    const added = contracts.filter((contract) => !before.has(contract))
    this.#index.add(added, { funded: added.flatMap((contract) => fundedIn(contract, view)) })
    this.#contracts = now
    this.#awaited = new Set()
  }

  /** Looks from now on for what takes the inputs of these, too: it concerns the contracts that they concern. */
  await(waiting: readonly Fact[]): void {
    for (const { txid, spends, outputs } of waiting) {
      if (this.#awaited.has(txid)) continue
      const inputs = spends.map((name) => ({ outpoint: outpointOf(name) }))
      const hit = this.#index.find({ txid, inputs, outputs })
      const [contract] = hit?.contracts ?? []
      if (hit === undefined || contract === undefined) continue
      // a deposit belongs to the contract that it pays
      const known = new Set(hit.spent.map(({ vin }) => vin))
      const coins = inputs.filter((_, vin) => !known.has(vin))
      this.#index.add([], { funded: coins.map(({ outpoint }) => ({ contract, outpoint })) })
    }
    this.#awaited = new Set(waiting.map(({ txid }) => txid))
  }

  /** The contracts that a transaction concerns; `undefined` for strangers'. Outputs that pay one are known from then on. */
  find(transaction: Uint8Array): readonly Contract[] | undefined {
    return this.#index.find(transaction)?.contracts
  }

  /** What a block holds for contracts. @throws EscrowError `SOURCE_MALFORMED` */
  scan(block: Uint8Array, source: string): readonly BlockHit<Contract>[] {
    try {
      return this.#index.scan(block).transactions
    } catch (error) {
      if (!(error instanceof EscrowError)) throw error
      throw sourceError(
        'SOURCE_MALFORMED',
        {
          field: 'source.block',
          expected: 'a block in its network serialisation',
          received: error.message,
          source,
        },
        error,
      )
    }
  }
}
