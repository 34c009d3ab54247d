export type { Prevout, Refused } from '../deeds/given.js'
export type { SignatureVerdict } from '../deeds/signatures.js'
export type { HowPaid, ShownSecret, ShownSignature, SpendWay } from '../deeds/types.js'
export {
  type Coalition,
  MATRIX_BOUNDS,
  type Matrix,
  type Move,
  type Stretch,
  UNKNOWN_PARTY,
  type UnknownLeaf,
} from '../powers/matrix.js'
export { matrixOf } from '../powers/matrixOf.js'
export type {
  AuditedLeaf,
  AuditedOutput,
  AuditedParty,
  HeldKey,
  InternalKeyReading,
  KeyHolder,
} from '../powers/output.js'
export { outputOf } from '../powers/outputOf.js'
export type { Demand, HashName, ScriptReading, ScriptRemark, ScriptWay } from '../powers/reading.js'
export type { RelayObstacle } from '../powers/relay.js'
export { type ReadScriptOptions, readScript } from '../powers/script/readScript.js'
export type { AgreementComparison, AmendmentAudit } from './amendments.js'
export { type Audit, type AuditOptions, audit, type ContractAudit, type DescriptorAudit } from './audit.js'
export type { ClaimedOutput, ClaimedScripts, ContractClaim } from './claim.js'
export {
  type CompareOptions,
  compareEngines,
  type EngineComparison,
  type EngineDifference,
} from './compare.js'
export {
  type Absence,
  type Consequences,
  consequencesOf,
  type Opportunity,
  type Pair,
  type Remaining,
  type Taking,
} from './consequences.js'
export { type DryRun, type DryRunCost, type DryRunOptions, dryRun } from './dryRun.js'
export { explain, type PartyExplanation } from './explain/explain.js'
export { type Finding, SEVERITIES, type Severity } from './finding.js'
export { FINDINGS, type FindingCode, type FindingTraits } from './findings/catalogue.js'
export { judgeLeaf, type LeafJudgement, type LeafLimit, type MiniscriptJudgement } from './judge.js'
export type { LiftDescriptorOptions } from './lift/descriptor.js'
export { liftDescriptor, liftOutput } from './lift/lift.js'
export type { ClaimedAggregate, ClaimedOrigin, OutputMaterial } from './lift/material.js'
export {
  DIFFERENCES,
  type Difference,
  type DifferenceCode,
  type Lifted,
  type LiftedContract,
  type LiftedPath,
  type LiftedRole,
} from './lifted.js'
export { type AsOfOptions, asOf, type ContractNow, type Now, type NowReader, type TakenNow } from './now.js'
export type { OutputAudit } from './outputAudit.js'
export {
  type OfFundingOptions,
  type OfTermsOptions,
  ofAcceptances,
  ofFunding,
  ofTerms,
  type ProofKind,
  type ProofReader,
  type ProofTold,
} from './proofs.js'
export { type AuditJson, auditToJson, type Plain } from './report/auditToJson.js'
export type { QrDrawer } from './report/qr.js'
export { reportHtml } from './report/reportHtml.js'
export { reportMarkdown } from './report/reportMarkdown.js'
export type { ReportOptions } from './report/wording.js'
export { type AuditSpendOptions, auditSpend } from './spend/auditSpend.js'
export type { AuditedSpendInput, SpendAudit, SpendRefusal, SpendTold } from './spend/types.js'
export { type OfStreamOptions, ofStream, type StreamReader, type StreamTold } from './stream.js'
export type { ContractName, OutcomeTold, OutputTold } from './told.js'
export { type TraceOptions, traceSpends } from './trace/trace.js'
export type {
  AmountDifference,
  Trace,
  TracedFunding,
  TracedInput,
  TracedOutcome,
  TracedTransaction,
} from './trace/types.js'
