import type { Outcome, Role, SpendPath, Split } from 'taproot-escrow'

/** A spend as the node confirmed it. Its first members are the result that `--json` prints. */
export interface SpendRecord {
  readonly path: SpendPath
  readonly outcome: Outcome
  readonly signers: readonly Role[]
  readonly txid: string
  readonly vsize: number
  readonly weight: number
  readonly plannedWeight: number
  readonly confirmed: boolean
}

/** What only the table for readers shows. */
export interface SpendDetail {
  readonly split?: Split
  /** Where else than to the payees the worker's money went. */
  readonly into?: string
  readonly fee: bigint
  readonly height: number
}

/** A transaction that the node refused, in the node's own words. */
export interface RefusalRecord {
  readonly attempt: string
  readonly reason: string
}

/** Everything that the demo has to show for itself. */
export interface Results {
  readonly spends: (SpendRecord & SpendDetail)[]
  readonly refused: RefusalRecord[]
  /** What was not as promised, a sentence each. */
  readonly broken: string[]
}

const spendOf = (record: SpendRecord): SpendRecord => {
  const { path, outcome, signers, txid, vsize, weight, plannedWeight, confirmed } = record
  return { path, outcome, signers, txid, vsize, weight, plannedWeight, confirmed }
}

/** The one JSON object of `npm run demo -- --json`. */
export const formatResults = ({ spends, refused }: Results): string =>
  JSON.stringify({ spends: spends.map(spendOf), refused }, undefined, 2)
