import type { Contract } from '../../contract/contract.js'
import { parseTransaction } from '../../psbt/transaction.js'
import { toHex } from '../../units/bytes.js'
import { formatOutpoint } from '../../units/outpoint.js'
import { depositsOf } from '../../watch/deposits.js'
import { standingOf } from '../../watch/standing.js'
import { valuesOf } from '../../watch/table.js'
import type { Fact, View } from '../../watch/types.js'
import { forgotten } from '../../watch/view.js'

/** What a transaction has to do with contracts that are followed. */
export interface Concern {
  readonly txid: string
  /** Those that it pays or spends; none where it only takes what another transaction waits for. */
  readonly contracts: readonly Contract[]
}

/** Transactions of a view that no block of its chain holds, and nothing has replaced. */
export const waitingIn = (view: View): readonly Fact[] =>
  valuesOf(view.facts).filter((fact) => standingOf(view, fact).kind === 'waiting')

/** A view in which nothing waits that is not there any more. What was replaced by what is known has gone already. */
export const withoutGone = (view: View, there: ReadonlySet<string>): View =>
  waitingIn(view)
    .filter(({ txid }) => !there.has(txid))
    .reduce((next, { txid }) => forgotten(next, { txid }), view)

/** Finds what pays and spends contracts, and what takes the inputs of those that wait. */
export class Watched {
  readonly #scripts: ReadonlyMap<string, Contract>
  readonly #deposits = new Map<string, Contract>()
  #awaited: ReadonlySet<string> = new Set()

  constructor(contracts: readonly Contract[], view: View) {
    this.#scripts = new Map(contracts.map((contract) => [toHex(contract.outputScript), contract]))
    for (const contract of contracts)
      for (const { name } of depositsOf(contract, view)) this.#deposits.set(name, contract)
  }

  /** Looks from now on for what takes the inputs of these. */
  await(waiting: readonly Fact[]): void {
    this.#awaited = new Set(waiting.flatMap(({ spends }) => spends))
  }

  /** `undefined` for strangers'. Outputs that pay a contract are known from then on. */
  find(bytes: Uint8Array): Concern | undefined {
    const { txid, inputs, outputs } = parseTransaction(bytes)
    const contracts = new Set<Contract>()
    let rival = false
    for (const { outpoint } of inputs) {
      const name = formatOutpoint(outpoint)
      const spent = this.#deposits.get(name)
      if (spent !== undefined) contracts.add(spent)
      rival ||= this.#awaited.has(name)
    }
    for (const [vout, { script }] of outputs.entries()) {
      const paid = this.#scripts.get(toHex(script))
      if (paid === undefined) continue
      contracts.add(paid)
      this.#deposits.set(formatOutpoint({ txid, vout }), paid)
    }
    return rival || contracts.size > 0 ? { txid, contracts: [...contracts] } : undefined
  }
}
