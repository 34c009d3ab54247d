import type { Contract, ContractLeaf } from '../contract/contract.js'
import { toHex } from '../units/bytes.js'

type Opened = Pick<ContractLeaf, 'script' | 'controlBlock'>

const leafText = ({ script, controlBlock }: Opened): string => `${toHex(script)} ${toHex(controlBlock)}`

/** Contracts by what a transaction shows of them. */
export class KnownContracts {
  readonly #contracts: readonly Contract[]
  readonly #byScript: ReadonlyMap<string, Contract>
  #byLeaf: ReadonlyMap<string, Contract> | undefined

  constructor(contracts: readonly Contract[]) {
    this.#contracts = contracts
    this.#byScript = new Map(contracts.map((contract) => [toHex(contract.outputScript), contract]))
  }

  /** The contract that an output script is. */
  ofScript(script: Uint8Array): Contract | undefined {
    return this.#byScript.get(toHex(script))
  }

  /** The contract that a leaf belongs to; by the control block, too: contracts with bare keys share scripts. */
  ofLeaf(leaf: Opened): Contract | undefined {
    this.#byLeaf ??= new Map(
      this.#contracts.flatMap((contract) =>
        contract.leaves.map((one): readonly [string, Contract] => [leafText(one), contract]),
      ),
    )
    return this.#byLeaf.get(leafText(leaf))
  }
}
