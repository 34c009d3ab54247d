import type { Contract } from '../contract/contract.js'
import type { Matrix } from '../powers/matrix.js'
import { matrixOf } from '../powers/matrixOf.js'
import type { AuditedOutput } from '../powers/output.js'
import type { FeeRateInput } from '../units/feeRate.js'
import { type Consequences, consequencesOf } from './consequences.js'
import { type DryRun, dryRun } from './dryRun.js'
import { explain, type PartyExplanation } from './explain/explain.js'
import { judgeLeaf, type LeafJudgement } from './judge.js'

/** Everything that follows from an output's scripts and keys. */
export interface OutputAudit {
  /** Read from its bytes, as if nothing else were known. */
  readonly output: AuditedOutput
  /** Each leaf as others judge it, from left to right. */
  readonly judgements: readonly LeafJudgement[]
  /** Who can move the money, and when. */
  readonly matrix: Matrix
  /** What follows from the matrix. */
  readonly consequences: Consequences
  /** Each spend measured before anybody signs it. */
  readonly dryRuns: readonly DryRun[]
  /** What all of it means for each party, in plain sentences. */
  readonly explanation: readonly PartyExplanation[]
}

/** Concludes from an output what can be concluded; with a contract its outcomes are measured, too. */
export const auditedOutput = (
  output: AuditedOutput,
  options: { readonly contract?: Contract; readonly feeRates?: readonly FeeRateInput[] | undefined },
): OutputAudit => {
  const { contract, feeRates } = options
  const matrix = matrixOf(output)
  const consequences = consequencesOf(matrix)
  return {
    output,
    judgements: output.leaves.map(judgeLeaf),
    matrix,
    consequences,
    dryRuns: dryRun(output, {
      ...(contract === undefined ? {} : { contract }),
      ...(feeRates === undefined ? {} : { feeRates }),
    }),
    explanation: explain(output, { matrix, consequences }),
  }
}
