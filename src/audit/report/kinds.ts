import type { ContractAudit } from '../audit.js'
import { digestsOf, keylessForm, outputForm } from '../form.js'

/** A contract, and one before it of which everything can be said that is to be said of this one. */
export interface LikeContract {
  readonly contract: ContractAudit
  /** Differs in keys, hashes, amount and address alone; absent where there is none. */
  readonly like?: ContractAudit
}

/** Contracts in their order, each with the first one of its kind. */
export const byKind = (contracts: readonly ContractAudit[]): readonly LikeContract[] => {
  const known = new Map<string, ContractAudit>()
  return contracts.map((contract) => {
    const kind = kindOf(contract)
    const like = known.get(kind)
    if (like === undefined) known.set(kind, contract)
    return { contract, ...(like === undefined ? {} : { like }) }
  })
}

/** All that a report says of a contract but for keys, hashes, amount and address, as one text. */
const kindOf = ({ output, matrix, consequences, dryRuns, explanation, judgements }: ContractAudit): string =>
  `${outputForm(
    output,
    output.leaves.map((leaf) => keylessForm(leaf, digestsOf(leaf))),
  )}${JSON.stringify([matrix, consequences, dryRuns, explanation, judgements], (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  ).replaceAll(/[0-9a-f]{64}/g, '')}`
