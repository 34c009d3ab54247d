export {
  type Acceptance,
  type AcceptOptions,
  accept,
  acceptancePsbt,
  accepted,
  type SignAcceptanceOptions,
} from './acceptance/accept.js'
export { type Amending, acceptanceMessage } from './acceptance/statement.js'
export {
  type AcceptedContract,
  type AcceptedTerms,
  acceptedTerms,
  type WayOut,
} from './acceptance/terms.js'
export type { AcceptanceReport, RoleAcceptance } from './agreement/acceptance.js'
export type { Allowance } from './agreement/allowance.js'
export type { AgreementDocument } from './agreement/document.js'
export type {
  Address,
  Agreement,
  Arbiter,
  ArbiterFee,
  Dispute,
  Employer,
  KeyPathKind,
  Milestone,
  Party,
  Payee,
  Quorum,
  Rescue,
  Silence,
  Weights,
  Worker,
} from './agreement/types.js'
export { compile, compileAll } from './contract/compile.js'
export { type Contract, type ContractLeaf, leafOf } from './contract/contract.js'
export { POLICY_DEVICES, type PolicyDevice } from './contract/devices.js'
export type { AmountMatch, Funded } from './contract/funded.js'
export {
  type ContractJson,
  type ContractRef,
  contractFromJson,
  contractToJson,
  type FundedJson,
  fundedFromJson,
  fundedToJson,
} from './contract/json.js'
export type { InternalKey, LeafKey } from './contract/keys.js'
export { walletPolicy } from './contract/policy.js'
export type { PolicyRule, WalletPolicy } from './contract/policyLimits.js'
export { type ErrorData, type ErrorDetail, type ErrorKind, EscrowError } from './errors.js'
export type { Change, UnsignedFunding } from './funding/assemble.js'
export { type ChildOptions, type ChildTransaction, childPaysForParent } from './funding/child.js'
export type { Coin, CoinKey } from './funding/coin.js'
export { type Funding, type FundingTransaction, fund } from './funding/fund.js'
export {
  checkFundable,
  type FundableOptions,
  type FundOptions,
  type FundRule,
} from './funding/fundable.js'
export { type MatchOptions, matchFunding } from './funding/match.js'
export { nextIndex } from './funding/nextIndex.js'
export { type PaymentRequest, type PaymentUriOptions, parsePaymentUri, paymentUri } from './funding/uri.js'
export type { KeyOrigin } from './keys/keyExpression.js'
export type { BareKey, ExtendedKey, KeyAllowance, RoleKey } from './keys/roleKey.js'
export type { ChainMoment } from './paths/deadlines.js'
export type { Maturity } from './paths/opening.js'
export type { KeyPath, LeafPath, Path } from './paths/types.js'
export type { ConfirmationOptions } from './plan/confirmations.js'
export type { FeeFloor, FeeRule } from './plan/feeCaps.js'
export {
  type OutcomeJson,
  type PayoutJson,
  type PlanFromJsonOptions,
  type PlanJson,
  planFromJson,
  planToJson,
  type SplitJson,
  type ViaJson,
} from './plan/json.js'
export type { PlannedOutput, Recipient } from './plan/money.js'
export type { OutcomeTerms, PayoutTerms, PlainOutcome, RelockTerms } from './plan/outcome.js'
export type { Plan, PlannedInput, PlanRule } from './plan/plan.js'
export type { ExactSplit, ShareSplit, Split } from './plan/splitTerms.js'
export type { SwapTarget, Via } from './plan/via.js'
export type { PsbtFormat } from './psbt/model.js'
export { type RecoveryOptions, recoveryKit } from './recovery/kit.js'
export type { AcceptanceSentence, AcceptanceSentences } from './sentences/acceptance.js'
export type { DeviceLimitTold, FindingSentence, FindingSentences } from './sentences/findings.js'
export type {
  Language,
  ReportedSentences,
  ReportLanguage,
  Sentence,
  Sentences,
} from './sentences/language.js'
export type { Names } from './sentences/names.js'
export type {
  ByTold,
  FromTold,
  PartyTold,
  PowerSentence,
  PowerSentences,
  WayTold,
  WithTold,
} from './sentences/powers.js'
export type { RecoverySentence, RecoverySentences, RecoveryWay } from './sentences/recovery.js'
export type {
  ChangedTerm,
  DeadlineTerm,
  DisputeTime,
  Objection,
  ObjectionSentences,
  ReviewSentence,
  ReviewSentences,
  TermValue,
} from './sentences/review.js'
export { type SayOptions, say } from './sentences/say.js'
export type { Catalogue, SentenceIn } from './sentences/sentence.js'
export type {
  ActingTold,
  PaymentTold,
  PlaceTold,
  StatusSentence,
  StatusSentences,
} from './sentences/status.js'
export type { Formats, Terms, Tongue } from './sentences/tongue.js'
export type { PaidParty, Voice } from './sentences/voice.js'
export {
  type AwardOptions,
  award,
  type BuildSpend,
  type Drafts,
  type FreezeOptions,
  freeze,
  type RefundOptions,
  type ReleaseOptions,
  type RelockOptions,
  refund,
  release,
  relock,
  type SettleOptions,
  settle,
} from './spend/build.js'
export { type BumpOptions, bump } from './spend/bump.js'
export { combine } from './spend/combine.js'
export { complete } from './spend/complete.js'
export type { Choice, Expectation } from './spend/expectation.js'
export { type FallbackOptions, fallback } from './spend/fallback.js'
export { type FinalTransaction, finalize } from './spend/finalize.js'
export type { ReviewFinding, ReviewRule } from './spend/finding.js'
export type { Interference } from './spend/interference.js'
export { type SpendJson, spendFromJson, spendToJson } from './spend/json.js'
export { type MusigSession, startMusig } from './spend/musig.js'
export { type NextStep, type NextStepOptions, nextStep } from './spend/nextStep.js'
export { type PsbtOptions, psbtOf } from './spend/psbtOf.js'
export { type ReadOptions, readSpend } from './spend/read.js'
export { type ReviewOptions, review } from './spend/review.js'
export type { Review, ReviewedFee, ReviewedInput, ReviewedOutput } from './spend/reviewed.js'
export type { ReviewContext } from './spend/rules.js'
export {
  type CreatedSecret,
  createSecret,
  opensContract,
  recoverSecret,
  type Secret,
} from './spend/secret.js'
export { sign } from './spend/sign.js'
export type {
  ContractSignatureRequest,
  MusigPart,
  MusigRequest,
  SignatureRequest,
  Signer,
  SigningJob,
  SwapSignatureRequest,
} from './spend/signer.js'
export type { TargetOpening } from './spend/targets.js'
export { spendTxid } from './spend/txid.js'
export type { KeyInput, LeafInput, RoleProgress, Spend, SpendInput, SpendState } from './spend/types.js'
export { type AmendmentChanges, type AmendOptions, amend, type MilestoneAmendment } from './terms/amend.js'
export {
  type AgreementDifference,
  type CompareOptions,
  compareAgreements,
  type DifferenceKind,
} from './terms/compare.js'
export { type AgreementNote, agreementNotes } from './terms/notes.js'
export {
  defineAgreement,
  type ParseOptions,
  type ParseResult,
  parseAgreement,
  safeParseAgreement,
} from './terms/parse.js'
export {
  type ProvenTerms,
  proveTerms,
  type TermsClaim,
  type TermsProof,
  verifyTerms,
} from './terms/proof.js'
export type { ArbiterClocks, BackupClocks, Clocks } from './terms/templates/clocks.js'
export type { TemplateOptions } from './terms/templates/define.js'
export { type FixedPriceParameters, fixedPrice } from './terms/templates/fixedPrice.js'
export { type HourlyParameters, hourly } from './terms/templates/hourly.js'
export { type MilestonePlanParameters, milestonePlan } from './terms/templates/milestonePlan.js'
export type {
  ArbiterParameters,
  EmployerParameters,
  Keyholder,
  PayeeParameters,
  WorkerParameters,
} from './terms/templates/parties.js'
export { type SecretReleaseParameters, secretRelease } from './terms/templates/secretRelease.js'
export { type VirtualTeamParameters, virtualTeam } from './terms/templates/virtualTeam.js'
export { type WageParameters, wage } from './terms/templates/wage.js'
export { type WithoutArbiterParameters, withoutArbiter } from './terms/templates/withoutArbiter.js'
export {
  type FeeRate,
  type FeeRateInput,
  feeFor,
  formatFeeRate,
  satsPerVb,
  virtualSize,
} from './units/feeRate.js'
export { type AbsoluteLock, describeLock, type Lock, type RelativeLock, type Span } from './units/lock.js'
export { NETWORKS, type Network, type NetworkName } from './units/network.js'
export { formatOutpoint, type Outpoint } from './units/outpoint.js'
export { MAX_SATS, type Sats, sats } from './units/sats.js'
export { type Board, boardOf } from './watch/board.js'
export { type ChangesOptions, changesBetween } from './watch/changes.js'
export type { ClockTip } from './watch/clock.js'
export { type EventJson, eventFromJson, eventToJson } from './watch/eventJson.js'
export { eventSentence } from './watch/eventSentence.js'
export type { ContractEvent, DeadlineMark, EventKind } from './watch/eventTypes.js'
export {
  type FundingProof,
  type ProvenFunding,
  type VerifyFundingOptions,
  verifyFunding,
} from './watch/fundingProof.js'
export type { ChainName } from './watch/headerRules.js'
export { type ViewJson, type ViewJsonOptions, viewFromJson, viewToJson } from './watch/json.js'
export {
  type Opening,
  type OpeningPoint,
  openingsOf,
  type PathOpening,
} from './watch/openings.js'
export { seen } from './watch/seen.js'
export { statusOf } from './watch/status.js'
export type {
  Conflict,
  DepositStatus,
  InBlock,
  SpendStatus,
  Status,
  StatusOptions,
  StatusWord,
  TransactionState,
  Undone,
} from './watch/statusTypes.js'
export type {
  BlockPlace,
  Branch,
  Chain,
  Checkpoint,
  Fact,
  Header,
  Sighting,
  SpendDeed,
  View,
  Where,
} from './watch/types.js'
export { emptyView, extended, forgotten, priced, type ViewOptions } from './watch/view.js'
export {
  type BlockHit,
  type IndexHit,
  type ScannedBlock,
  type Watchable,
  type WatchedOutput,
  type WatchedTransaction,
  type WatchIndex,
  type WatchOptions,
  watchIndex,
} from './watch/watchIndex.js'
export { type WithoutMeOptions, withoutMe } from './watch/withoutMe.js'
export {
  type LeafName,
  OUTCOMES,
  type Outcome,
  PATHS,
  type PathName,
  ROLES,
  type Role,
  type SpendPath,
} from './words.js'
