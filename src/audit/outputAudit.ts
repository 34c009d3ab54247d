import type { Contract } from '../contract/contract.js'
import type { Matrix } from '../powers/matrix.js'
import { matrixOf } from '../powers/matrixOf.js'
import type { AuditedLeaf, AuditedOutput } from '../powers/output.js'
import type { FeeRateInput } from '../units/feeRate.js'
import { type Consequences, consequencesOf } from './consequences.js'
import { type DryRun, dryRun } from './dryRun.js'
import { explain, type PartyExplanation } from './explain/explain.js'
import { keylessForm, outputForm, withKeysOf } from './form.js'
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

/** With a contract its outcomes are measured, too. */
interface AuditingOptions {
  readonly contract?: Contract
  readonly feeRates?: readonly FeeRateInput[] | undefined
}

/** Concludes from an output what can be concluded. */
export const auditedOutput = (output: AuditedOutput, options: AuditingOptions): OutputAudit => ({
  output,
  judgements: output.leaves.map(judgeLeaf),
  ...powersOver(output),
  dryRuns: measured(output, options),
})

const powersOver = (output: AuditedOutput): Pick<OutputAudit, 'matrix' | 'consequences' | 'explanation'> => {
  const matrix = matrixOf(output)
  const consequences = consequencesOf(matrix)
  return { matrix, consequences, explanation: explain(output, { matrix, consequences }) }
}

const measured = (output: AuditedOutput, { contract, feeRates }: AuditingOptions): readonly DryRun[] =>
  dryRun(output, {
    ...(contract === undefined ? {} : { contract }),
    ...(feeRates === undefined ? {} : { feeRates }),
  })

/** {@link auditedOutput} for the contracts of one agreement: what follows from a form is concluded once. */
export const contractAuditor = (
  feeRates: readonly FeeRateInput[] | undefined,
): ((output: AuditedOutput, contract: Contract) => OutputAudit) => {
  const powers = remembered(powersOver)
  const runs = remembered(measured)
  const judged = remembered((leaf: AuditedLeaf) => ({ leaf, judgement: judgeLeaf(leaf) }))
  return (output, contract) => {
    const forms = output.leaves.map((leaf) => keylessForm(leaf))
    const form = outputForm(output, forms)
    return {
      output,
      judgements: output.leaves.map((leaf, at) =>
        judgementOf(leaf, judged(`${leaf.name} ${forms[at]}`, leaf)),
      ),
      ...powers(form, output),
      dryRuns: runs(`${contract.amount} ${form}`, output, { contract, feeRates }),
    }
  }
}

/** What a function says, computed once for each name. */
const remembered = <Args extends readonly unknown[], Value>(
  compute: (...args: Args) => Value,
): ((name: string, ...args: Args) => Value) => {
  const known = new Map<string, Value>()
  return (name, ...args) => {
    const value = known.get(name) ?? compute(...args)
    known.set(name, value)
    return value
  }
}

/** The judgement of a leaf of the same form, with this leaf's keys in it. */
const judgementOf = (
  to: AuditedLeaf,
  { leaf: from, judgement }: { readonly leaf: AuditedLeaf; readonly judgement: LeafJudgement },
): LeafJudgement =>
  judgement.miniscript === undefined || from === to
    ? judgement
    : {
        ...judgement,
        miniscript: { ...judgement.miniscript, text: withKeysOf(judgement.miniscript.text, { from, to }) },
      }
