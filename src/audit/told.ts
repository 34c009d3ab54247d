import type { Contract } from '../contract/contract.js'
import { KnownContracts } from '../deeds/known.js'
import { type OutcomeTerms, outcomePhrase, type PayoutTerms, viaOf } from '../plan/outcome.js'
import type { Split } from '../plan/splitTerms.js'
import { addressOf, type SwapTarget } from '../plan/via.js'
import { strangersSaid } from '../sentences/english/report.js'
import type { PaidParty } from '../sentences/voice.js'
import { toHex } from '../units/bytes.js'
import type { Sats } from '../units/sats.js'
import type { TransactionOutput } from '../units/transaction.js'
import { type Outcome, ROLES } from '../words.js'

/** Which contract: plain data, as everything that the audit tells of transactions. */
export interface ContractName {
  /** The agreement's id. */
  readonly agreement: string
  readonly index: number
  readonly milestone: number
}

export const nameOf = ({ agreement, index, milestone }: Contract): ContractName => ({
  agreement: agreement.id,
  index,
  milestone,
})

/** Where the money went, in the agreement's words. */
export interface OutcomeTold {
  readonly kind: Outcome
  /** Such as `a release` or `a freeze`. */
  readonly phrase: string
  /**
   * Of an award or a settlement: basis points, the least for the employer that give these amounts; else the
   * worker's part in satoshis.
   */
  readonly split?: Split
  /** Of a relock. */
  readonly into?: ContractName | 'itself'
  readonly keeps?: Sats | 'everything'
  readonly pays?: PayoutTerms
  /** Of a release or an award: the swap that a part of the worker's goes into. */
  readonly via?: SwapTarget
}

/** What may stand behind outputs that pay strangers, for whoever has no swap to check it by. */
export const strangersText = (
  outputs: readonly OutputTold[],
  via: readonly SwapTarget[],
): string | undefined => {
  const strangers = outputs.filter(({ to }) => to.length === 0).map(({ vout }) => vout)
  return strangers.length === 0
    ? undefined
    : strangersSaid({
        outputs: strangers.join(', '),
        count: strangers.length,
        swap: via.length === 0 ? 'the swap' : 'that swap',
      })
}

const viaTold = (outcome: OutcomeTerms): { readonly via?: SwapTarget } => {
  const via = viaOf(outcome)
  return via === undefined ? {} : { via: via.swap }
}

export const outcomeTold = (outcome: OutcomeTerms): OutcomeTold => ({
  kind: outcome.kind,
  phrase: outcomePhrase(outcome),
  ...('split' in outcome ? { split: outcome.split } : {}),
  ...('into' in outcome ? { into: outcome.into === 'itself' ? 'itself' : nameOf(outcome.into) } : {}),
  ...('keep' in outcome ? { keeps: outcome.keep } : {}),
  ...('pays' in outcome ? { pays: outcome.pays } : {}),
  ...viaTold(outcome),
})

/** An output with everybody whom the agreements know behind its script. */
export interface OutputTold {
  readonly vout: number
  readonly amount: Sats
  /** Hex. */
  readonly script: string
  /** Where the agreements name the script by an address. */
  readonly address?: string
  /** Such as `employer`, `worker.payees[1]`, `contract 8`, `swap`; empty for strangers. */
  readonly to: readonly string[]
}

/** Who stands behind a script in the eyes of some contracts and their agreements. */
export class Recipients {
  readonly #names = new Map<string, { readonly address: string; readonly to: Map<string, PaidParty> }>()
  readonly #known: KnownContracts

  constructor(
    contracts: readonly Contract[],
    {
      known = new KnownContracts(contracts),
      via = [],
    }: { readonly known?: KnownContracts; readonly via?: readonly SwapTarget[] } = {},
  ) {
    this.#known = known
    for (const swap of via) this.#add(addressOf(swap), 'swap', { swap: swap.address })
    const agreements = new Map(contracts.map(({ agreement }) => [agreement.id, agreement]))
    for (const agreement of agreements.values())
      for (const role of ROLES)
        if (role === 'worker')
          agreement.worker.payees.forEach(({ address }, at) => {
            const party = agreement.worker.payees.length > 1 ? { role, payee: at } : { role }
            this.#add(address, `worker.payees[${at}]`, party)
          })
        else {
          const address = agreement[role]?.address
          if (address !== undefined) this.#add(address, role, { role })
        }
    const several = agreements.size > 1
    for (const contract of contracts) {
      const address = { script: contract.outputScript, text: contract.address }
      const name = `contract ${contract.index}`
      this.#add(address, several ? `${name} of agreement ${contract.agreement.id}` : name, {
        contract: contract.index,
      })
    }
  }

  #add(
    { script, text: address }: { readonly script: Uint8Array; readonly text: string },
    name: string,
    party: PaidParty,
  ): void {
    const text = toHex(script)
    const known = this.#names.get(text) ?? { address, to: new Map() }
    known.to.set(name, party)
    this.#names.set(text, known)
  }

  /** Everybody behind a script in hex, as sentences name them. */
  partiesOf(script: string): readonly PaidParty[] {
    return [...(this.#names.get(script)?.to.values() ?? [])]
  }

  /** The contract that an output script is. */
  contractOf(script: Uint8Array): Contract | undefined {
    return this.#known.ofScript(script)
  }

  outputTold({ script, amount }: TransactionOutput, vout: number): OutputTold {
    const text = toHex(script)
    const known = this.#names.get(text)
    return {
      vout,
      amount,
      script: text,
      ...(known === undefined ? {} : { address: known.address }),
      to: [...(known?.to.keys() ?? [])],
    }
  }
}
