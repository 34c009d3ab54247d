import type { Agreement } from '../agreement/types.js'
import { compile } from '../contract/compile.js'
import type { Contract } from '../contract/contract.js'
import { EscrowError } from '../errors.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { safeParseAgreement } from '../terms/parse.js'
import type { FeeRate } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import { compareEngines, type EngineComparison } from './compare.js'
import { type Consequences, consequencesOf } from './consequences.js'
import { type DryRun, dryRun } from './dryRun.js'
import { explain, type PartyExplanation } from './explain/explain.js'
import type { Finding } from './finding.js'
import { agreementFindings } from './findings/agreement.js'
import { engineFindings } from './findings/engines.js'
import { byGravity, refusal } from './findings/make.js'
import { traceFindings } from './findings/trace.js'
import type { Matrix } from './matrix.js'
import { matrixOf } from './matrixOf.js'
import type { AuditedOutput } from './output.js'
import { outputOf } from './outputOf.js'
import type { Prevout } from './trace/given.js'
import { traceSpends } from './trace/trace.js'
import type { Trace } from './trace/types.js'

/** What is audited beside the text, and for when. */
export interface AuditOptions {
  /** The chain's tip: deadlines that are past are found, and far ones told from near ones. */
  readonly at?: ChainMoment
  /** For which rates spends are measured; 1, 10 and 100 sat/vB where not said. */
  readonly feeRates?: readonly FeeRate[]
  /** Hex of transactions that paid contracts or spent them. */
  readonly transactions?: readonly string[]
  /** Outputs that the transactions spend, where the transactions that made them are not given. */
  readonly prevouts?: readonly Prevout[]
  /** Texts of further agreements of the same people: what the contracts have in common is found. */
  readonly others?: readonly string[]
}

/** One contract of an agreement, computed again and read back. */
export interface ContractAudit {
  /** BIP 32 index: the last step of every key. */
  readonly index: number
  /** Position of the milestone in the agreement, from 0. */
  readonly milestone: number
  readonly amount: Sats
  readonly address: string
  readonly descriptor: string
  /** Read from its bytes, as if nothing else were known. */
  readonly output: AuditedOutput
  /** Who can move the money, and when. */
  readonly matrix: Matrix
  /** What follows from the matrix. */
  readonly consequences: Consequences
  /** Each spend measured before anybody signs it. */
  readonly dryRuns: readonly DryRun[]
  /** What all of it means for each party, in plain sentences. */
  readonly explanation: readonly PartyExplanation[]
}

/** Everything that an outsider can conclude. */
export interface Audit {
  /** What the text is. */
  readonly subject: 'agreement' | 'descriptor'
  /** Absent where the text is no agreement; the findings say why. */
  readonly agreement?: Agreement
  /** Whether a second engine, which shares no code with the first, computes the same contracts. */
  readonly engines?: EngineComparison
  /** Empty where the text is no agreement. */
  readonly contracts: readonly ContractAudit[]
  /** What the transactions did; present where some were given. */
  readonly trace?: Trace
  /** The gravest first. */
  readonly findings: readonly Finding[]
}

/**
 * Finds out what can happen to the money of an agreement, or of a descriptor, without trusting whoever made it.
 * Never throws because of what the text says: that becomes a finding.
 *
 * @example
 * for (const { severity, subject, text } of audit(agreementText).findings) show(severity, subject, text)
 */
export const audit = (text: string, options: AuditOptions = {}): Audit => {
  const { at, others = [] } = options
  const { agreement, contracts: compiled, refusals } = readAgreement(text, 'agreement')
  const judged = compiled.map((contract) => ({ contract, audited: auditedContract(contract, options) }))
  const known = others.map((other, position) => readAgreement(other, `others[${position}]`))
  const engines =
    compiled.length === 0 || agreement === undefined
      ? undefined
      : compareEngines(agreement, { contracts: compiled, text })
  const { transactions, prevouts = [] } = options
  // where a relock went on may be a contract of an amended agreement
  const traceable = [...compiled, ...known.flatMap(({ contracts }) => contracts)]
  const trace = transactions === undefined ? undefined : traceSpends(traceable, transactions, { prevouts })
  const findings = [
    ...refusals,
    ...(engines === undefined ? [] : engineFindings(engines)),
    ...(trace === undefined ? [] : traceFindings(trace)),
    ...known.flatMap((other) => other.refusals),
    ...(agreement === undefined
      ? []
      : agreementFindings(agreement, {
          contracts: judged,
          others: known.flatMap((other) => (other.agreement === undefined ? [] : [other.agreement])),
          at,
        })),
  ]
  return {
    subject: 'agreement',
    ...(agreement === undefined ? {} : { agreement }),
    ...(engines === undefined ? {} : { engines }),
    ...(trace === undefined ? {} : { trace }),
    contracts: judged.map(({ audited }) => audited),
    findings: byGravity(findings),
  }
}

/** An agreement with its contracts as far as the text is one, and why it is not. */
interface ReadAgreement {
  readonly agreement?: Agreement
  readonly contracts: readonly Contract[]
  readonly refusals: readonly Finding[]
}

const readAgreement = (text: string, subject: string): ReadAgreement => {
  // what a reader of agreements refuses unless told otherwise is a finding here
  const parsed = safeParseAgreement(text, { allow: ['ordinaryWallets'] })
  if (!parsed.ok) return { contracts: [], refusals: parsed.issues.map((issue) => refusal(issue, subject)) }
  const { agreement } = parsed
  try {
    return { agreement, contracts: compile(agreement), refusals: [] }
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return { agreement, contracts: [], refusals: [refusal(error, subject)] }
  }
}

const auditedContract = (contract: Contract, { feeRates }: AuditOptions): ContractAudit => {
  const { index, milestone, amount, address, descriptor } = contract
  const output = outputOf(contract)
  const matrix = matrixOf(output)
  const consequences = consequencesOf(matrix)
  return {
    index,
    milestone,
    amount,
    address,
    descriptor,
    output,
    matrix,
    consequences,
    dryRuns: dryRun(output, { contract, ...(feeRates === undefined ? {} : { feeRates }) }),
    explanation: explain(output, { matrix, consequences }),
  }
}
